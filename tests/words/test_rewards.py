import pytest

from weakspot.engine.scoring import Rewards
from weakspot.words.rewards import RULE_LINES, reward_lines, today_words


def make_rewards(**changes: object) -> Rewards:
    fields = {
        "points": 760,
        "streak": 9,
        "needs": 3,
        "bests": {"survival": 14, "sprint": None},
    }
    return Rewards(**fields | changes)


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (5, "5 answers and today counts"),
        (2, "2 more answers and today counts"),
        (1, "1 more answer and today counts"),
        (0, "today counts"),
    ],
)
def test_what_the_day_still_needs_for_the_streak_is_shown(
    needs: int, words: str
) -> None:
    assert today_words(make_rewards(needs=needs)) == words


def test_points_and_streak_are_described_in_lines() -> None:
    assert reward_lines(make_rewards()) == [
        "760 points · 9-day streak · 3 more answers and today counts",
        "Survival  Best so far: 14 right answers.",
        "Sprint    Not played yet.",
    ]
    assert reward_lines(make_rewards(streak=0, points=1))[0].startswith(
        "1 point · no streak now · "
    )


def test_the_rules_are_six_short_lines_with_the_numbers_that_count() -> None:
    assert len(RULE_LINES) == 6
    assert all(len(rule) <= 74 for rule in RULE_LINES)
    text = " ".join(RULE_LINES)
    assert "10 points" in text
    assert "else 2" in text
    assert "5 answers" in text
    assert "in 7" in text
