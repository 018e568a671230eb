"""Points and streaks: a small reward for the useful answer, never taken away, never a punishment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from weakspot.engine import constants as c
from weakspot.engine.records import Attempt, Day

PAYING_REASONS = frozenset({"weak", "perhaps", "due", "new"})


def points_of(attempt: Attempt, paid: bool) -> int:
    """What the attempt earns; nothing if its idea was `paid` today or its verdict had been seen."""
    if paid or attempt.seen:
        return 0
    full = c.POINTS if attempt.reason in PAYING_REASONS else c.POINTS_TO_KEEP
    return round(full * attempt.score)


def streak_days(days: Iterable[Day], today: str) -> int:
    """How many days the streak has, today included once it counts; `days` newest first.

    A day counts from STREAK_ATTEMPTS attempts on. Of any seven days one may be missed; today is never missed,
    only not yet played.
    """
    active = (one.day for one in days if one.attempts >= c.STREAK_ATTEMPTS and one.day <= today)
    played = next(active, "")
    cursor = date.fromisoformat(today)
    if played != today:
        cursor -= timedelta(days=1)
    streak, missed = 0, None
    while cursor > date.min:
        if cursor.isoformat() == played:
            played = next(active, "")
            streak += 1
        elif missed is not None and (missed - cursor).days < c.STREAK_FORGIVES:
            break
        else:
            missed = cursor
        cursor -= timedelta(days=1)
    return streak
