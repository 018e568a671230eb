from datetime import date, timedelta

import pytest
from asked import attempt
from hypothesis import given
from hypothesis import strategies as st

from weakspot.engine.records import Day
from weakspot.engine.scoring import points_of, streak_days

TODAY = date(2026, 11, 30)


def days(pattern: str, attempts: int = 5) -> list[Day]:
    """Days newest first, today the last sign: `#` played, `-` too little, `.` not at all."""
    found = []
    for back, sign in enumerate(reversed(pattern)):
        if sign != ".":
            played = attempts if sign == "#" else 4
            found.append(Day(day=(TODAY - timedelta(days=back)).isoformat(), attempts=played))
    return found


@pytest.mark.parametrize(
    ("pattern", "streak"),
    [
        ("", 0),
        ("#", 1),
        ("-", 0),
        ("#.", 1),
        ("#-", 1),
        ("#..", 1),
        ("#...", 0),
        ("##", 2),
        ("#.#", 2),
        ("#..#", 1),
        ("##########", 10),
        ("######.######.", 12),
        ("######.######.######", 18),
        ("######.#####.######", 11),
        ("#.#.#", 2),
        ("####..####", 4),
        (".######", 6),
        ("#-#", 2),
    ],
)
def test_a_streak_forgives_one_missed_day_in_seven(pattern: str, streak: int) -> None:
    assert streak_days(days(pattern), TODAY.isoformat()) == streak


@given(st.text("#.-", max_size=40))
def test_a_streak_never_exceeds_the_days_played_and_today_adds_at_most_one(pattern: str) -> None:
    streak = streak_days(days(pattern), TODAY.isoformat())
    assert 0 <= streak <= pattern.count("#")
    assert streak_days(days(pattern + "#"), TODAY.isoformat()) >= 1
    unplayed, played = (streak_days(days(pattern + end), TODAY.isoformat()) for end in ".#")
    assert unplayed == played - 1


def test_a_streak_reads_on_only_as_far_as_it_goes_and_passes_over_days_to_come() -> None:
    ahead = Day(day=(TODAY + timedelta(days=1)).isoformat(), attempts=5)
    read = iter([ahead, *days("#####..##.#")])
    assert streak_days(read, TODAY.isoformat()) == 3
    assert len(list(read)) == 4


def test_a_streak_of_the_first_days_of_the_calendar_ends() -> None:
    assert streak_days([Day(day="0001-01-02", attempts=5)], "0001-01-02") == 1


@pytest.mark.parametrize(
    ("reason", "score", "points"),
    [
        ("weak", 1.0, 10),
        ("perhaps", 1.0, 10),
        ("due", 1.0, 10),
        ("new", 1.0, 10),
        ("keep", 1.0, 2),
        ("new", 0.5, 5),
        ("new", 1 / 3, 3),
        ("keep", 0.5, 1),
        ("weak", 0.0, 0),
    ],
)
def test_points_reward_the_useful_answer(reason: str, score: float, points: int) -> None:
    assert points_of(attempt(score, reason=reason), paid=False) == points


def test_an_idea_pays_once_a_day_and_a_seen_verdict_never() -> None:
    assert points_of(attempt(1.0), paid=True) == 0
    assert points_of(attempt(1.0, seen=True), paid=False) == 0
