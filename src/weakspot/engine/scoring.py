"""Points and streaks: a small reward for the useful answer, never taken away, never a punishment."""

from collections.abc import Iterable
from datetime import date

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
    played = (one.day for one in days if one.attempts >= c.STREAK_ATTEMPTS and one.day <= today)
    due, streak, missed = date.fromisoformat(today).toordinal(), 0, None
    for day in (date.fromisoformat(one).toordinal() for one in played):
        if not streak and day < due:
            due -= 1
        if due - day == 1 and (missed is None or missed - due >= c.STREAK_FORGIVES):
            missed = due
        elif day != due:
            break
        streak, due = streak + 1, day - 1
    return streak
