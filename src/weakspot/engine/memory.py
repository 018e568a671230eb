"""Memory of a question: how strong it is by FSRS-6, from py-fsrs, and when it is due.

What counts is the local date of an answer, not the hour.
"""

from datetime import date
from functools import lru_cache

from weakspot.engine.constants import RETENTION

DECAY = 0.1542
FACTOR = RETENTION ** (-1 / DECAY) - 1
LAST_DAY = date.max.toordinal()


def retrievability(stability: float, day: str, today: str) -> float:
    """The chance (0..1) to recall today what was last answered on `day`; both dates in
    ISO form.
    """
    days = ordinal(today) - ordinal(day)
    recall: float = (1 + FACTOR * days / stability) ** -DECAY if days > 0 else 1.0
    return recall


def due_day(stability: float, day: str) -> str:
    """The first date on which a card of this stability (days), answered on `day`, is
    recalled below 0.9.
    """
    return days_later(day, min(int(stability) + 1, 36500))


def days_later(day: str, days: int) -> str:
    """The ISO date `days` after `day` (before it if negative),
    or the last date there is.
    """
    return date.fromordinal(min(ordinal(day) + days, LAST_DAY)).isoformat()


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """The proleptic day number of an ISO date, as `date.toordinal` gives it."""
    return date.fromisoformat(day).toordinal()
