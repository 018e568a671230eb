"""Points, streaks and best rounds: rewards for useful answers, never punishments."""

from collections.abc import Iterable, Mapping

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.memory import ordinal
from weakspot.engine.records import AttemptCore, Day

PAYING_REASONS = frozenset(
    {"again", "weak", "perhaps", "checking", "new", "fading", "due"}
)
"""The reasons that pay in full; `due` is what older logs say of fading."""


def points_of(attempt: AttemptCore, paid: bool) -> int:
    """The points for the attempt; none if its concept was `paid` today or its verdict
    had been seen.
    """
    if paid or attempt.seen:
        return 0
    full = c.MAX_POINTS if attempt.reason in PAYING_REASONS else c.MAX_KEEP_POINTS
    return round(full * attempt.score)


def count_streak_days(days: Iterable[Day], today: str) -> int:
    """Count the days of the streak, including today once it counts;
    `days` newest first.

    A day counts from STREAK_ATTEMPTS attempts on. One day in any seven may be missed;
    today is never missed, only not played yet.
    """
    counting = (
        day.day
        for day in days
        if day.attempts >= c.STREAK_ATTEMPTS and day.day <= today
    )
    due = ordinal(today)
    streak, missed = 0, None
    for day in map(ordinal, counting):
        if not streak and day < due:
            due -= 1
        if due - day == 1 and (
            missed is None or missed - due >= c.STREAK_FORGIVENESS_DAYS
        ):
            missed = due
        elif day != due:
            break
        streak += 1
        due = day - 1
    return streak


class Rewards(msgspec.Struct, frozen=True, kw_only=True):
    """All points, the streak in days, the answers that today still needs, and the best
    of each mode.

    `bests` has the scored modes, with None for one that was never played to its end.
    """

    points: int
    streak: int
    needs: int
    bests: Mapping[str, int | None]


def count_needs_today(days: Iterable[Day], today: str) -> int:
    """Count the answers still needed to make today count for the streak;
    `days` newest first.

    There may be later days: the clock was set back, or the player flew west.
    """
    newest = next((day for day in days if day.day <= today), Day(today))
    return max(0, c.STREAK_ATTEMPTS - (newest.attempts if newest.day == today else 0))
