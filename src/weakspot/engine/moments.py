"""Moments as the log has them: a stamp in UTC, and the player's own date."""

from datetime import UTC, date, datetime


def stamp(now: datetime) -> str:
    """The moment in UTC, to the microsecond, so that stamps sort as text."""
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def local_day(now: datetime) -> str:
    """The date on the player's own calendar."""
    return date.fromtimestamp(now.timestamp()).isoformat()  # noqa: DTZ012 - a local date is what is wanted
