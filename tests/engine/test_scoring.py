from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_attempt
from weakspot.engine.records import Day
from weakspot.engine.scoring import count_needs_today, count_streak_days, points_of

TODAY = date(2026, 11, 30)


def make_days(pattern: str, attempts: int = 5) -> list[Day]:
    """Make days, newest first, from signs of which the last is today: `#` played, `-`
    too little, `.` not.
    """
    days = []
    for days_ago, sign in enumerate(reversed(pattern)):
        if sign != ".":
            played = attempts if sign == "#" else 4
            days.append(
                Day(day=(TODAY - timedelta(days=days_ago)).isoformat(), attempts=played)
            )
    return days


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
    assert count_streak_days(make_days(pattern), TODAY.isoformat()) == streak


@given(st.text("#.-", max_size=40))
def test_a_streak_never_exceeds_the_days_played_and_today_adds_at_most_one(
    pattern: str,
) -> None:
    streak = count_streak_days(make_days(pattern), TODAY.isoformat())
    assert 0 <= streak <= pattern.count("#")
    assert count_streak_days(make_days(pattern + "#"), TODAY.isoformat()) >= 1
    unplayed, played = (
        count_streak_days(make_days(pattern + end), TODAY.isoformat()) for end in ".#"
    )
    assert unplayed == played - 1


def test_a_streak_reads_on_only_as_far_as_it_goes_and_passes_over_days_to_come() -> (
    None
):
    ahead = Day(day=(TODAY + timedelta(days=1)).isoformat(), attempts=5)
    read = iter([ahead, *make_days("#####..##.#")])
    assert count_streak_days(read, TODAY.isoformat()) == 3
    assert len(list(read)) == 4


def test_a_streak_of_the_first_days_of_the_calendar_ends() -> None:
    assert count_streak_days([Day(day="0001-01-02", attempts=5)], "0001-01-02") == 1


@pytest.mark.parametrize(
    ("reason", "score", "points"),
    [
        ("weak", 1.0, 10),
        ("perhaps", 1.0, 10),
        ("due", 1.0, 10),
        ("fading", 1.0, 10),
        ("again", 1.0, 10),
        ("checking", 1.0, 10),
        ("new", 1.0, 10),
        ("keep", 1.0, 2),
        ("new", 0.5, 5),
        ("new", 1 / 3, 3),
        ("keep", 0.5, 1),
        ("weak", 0.0, 0),
    ],
)
def test_points_reward_the_useful_answer(
    reason: str, score: float, points: int
) -> None:
    assert points_of(make_attempt(score, reason=reason), paid=False) == points


def test_an_idea_pays_once_a_day_and_a_seen_verdict_never() -> None:
    assert points_of(make_attempt(1.0), paid=True) == 0
    assert points_of(make_attempt(1.0, seen=True), paid=False) == 0


@pytest.mark.parametrize(
    ("days", "needs"),
    [
        ([], 5),
        ([Day(day="2026-11-29", attempts=9)], 5),
        ([Day(day="2026-11-30", attempts=3), Day(day="2026-11-29", attempts=9)], 2),
        ([Day(day="2026-11-30", attempts=7)], 0),
        (
            [Day(day="2026-12-01", attempts=9), Day(day="2026-11-30", attempts=3)],
            2,
        ),  # the clock was set back
    ],
)
def test_today_needs_what_is_missing_of_five_answers(
    days: list[Day], needs: int
) -> None:
    assert count_needs_today(days, TODAY.isoformat()) == needs
