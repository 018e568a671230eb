"""Points, streaks and best rounds in words."""

from weakspot.engine import constants as c
from weakspot.engine.rules import MODES
from weakspot.engine.scoring import Rewards
from weakspot.text import format_count
from weakspot.words.modes import MODE_WORDS
from weakspot.words.numbers import percent

SCORED = [
    MODE_WORDS[mode].title.lower() for mode, rules in MODES.items() if rules.is_scored
]
RULE_LINES = (
    (
        f"Up to {c.MAX_POINTS} points where it comes back, repairs, fades or is new; "
        f"else {c.MAX_KEEP_POINTS}."
    ),
    "Questions on one idea pay once a day. A miss takes nothing away.",
    f"A day counts for the streak from {c.STREAK_ATTEMPTS} answers on.",
    f"One missed day in {c.STREAK_FORGIVENESS_DAYS} is forgiven.",
    f"You pass an exam with {percent(c.PASS_MARK)} or more. Exams have no best score.",
    f"The best of {' and '.join(SCORED)}: the most right answers in one round.",
)


def today_words(rewards: Rewards) -> str:
    """The answers that today needs to count for the streak, or that it counts."""
    if not rewards.needs:
        return "today counts"
    more = "more answer" if rewards.needs < c.STREAK_ATTEMPTS else "answer"
    return f"{format_count(rewards.needs, more)} and today counts"


def best_line(best: int | None) -> str:
    """The best result in a mode whose rounds are scored; None if it was never played to
    its end.
    """
    return (
        "Not played yet."
        if best is None
        else f"Best so far: {format_count(best, 'right answer')}."
    )


def reward_lines(rewards: Rewards) -> list[str]:
    """The player's rewards in lines of text."""
    streak = f"{rewards.streak}-day streak" if rewards.streak else "no streak now"
    estimate = [format_count(rewards.points, "point"), streak, today_words(rewards)]
    bests = [
        (MODE_WORDS[mode].title, best_line(best))
        for mode, best in rewards.bests.items()
    ]
    width = max(len(title) for title, _ in bests)
    return [
        " · ".join(estimate),
        *(f"{title:<{width}}  {best}" for title, best in bests),
    ]
