import pytest

from weakspot.engine.records import Day
from weakspot.engine.scoring import RULES, Rewards, reward_lines, still_needed_today, today_words

TODAY = "2026-11-02"


def rewards(**changes: object) -> Rewards:
    made = {"points": 760, "streak": 9, "needs": 3, "bests": {"survival": 14, "sprint": None}}
    return Rewards(**made | changes)


@pytest.mark.parametrize(
    ("days", "needs"),
    [
        ([], 5),
        ([Day(day="2026-11-01", attempts=9)], 5),
        ([Day(day=TODAY, attempts=3), Day(day="2026-11-01", attempts=9)], 2),
        ([Day(day=TODAY, attempts=7)], 0),
    ],
)
def test_today_needs_what_is_missing_of_five_answers(days: list[Day], needs: int) -> None:
    assert still_needed_today(days, TODAY) == needs


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (5, "5 answers and today counts"),
        (2, "2 more answers and today counts"),
        (1, "1 more answer and today counts"),
        (0, "today counts"),
    ],
)
def test_what_today_still_needs_is_said(needs: int, words: str) -> None:
    assert today_words(rewards(needs=needs)) == words


def test_the_figures_are_told_in_lines() -> None:
    assert reward_lines(rewards()) == [
        "760 points · 9-day streak · 3 more answers and today counts",
        "Survival  Best so far: 14 right answers.",
        "Sprint    Not played yet.",
    ]
    assert reward_lines(rewards(streak=0, points=1))[0].startswith("1 point · no streak now · ")


def test_the_rules_are_six_short_lines_with_the_numbers_that_count() -> None:
    assert len(RULES) == 6
    assert all(len(rule) <= 74 for rule in RULES)
    text = " ".join(RULES)
    assert "10 points" in text
    assert "up to 2" in text
    assert "5 answers" in text
    assert "in 7" in text
