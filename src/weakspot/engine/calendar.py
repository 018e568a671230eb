"""The days of play as a calendar."""

from collections.abc import Iterable, Sequence
from datetime import date

from weakspot.engine.constants import CALENDAR_STEPS, WEEKS_BACK
from weakspot.engine.memory import days_later
from weakspot.engine.records import Day

Weeks = Sequence[Sequence[Day]]
"""Whole weeks from Monday, oldest first; the last one ends today."""


def build_calendar(days: Iterable[Day], today: str, weeks: int = WEEKS_BACK) -> Weeks:
    """Build the calendar of this many weeks, the last one being that of `today`."""
    played = {day.day: day for day in days}
    before = date.fromisoformat(today).weekday() + 7 * (weeks - 1)
    dates = (days_later(today, -ago) for ago in range(before, -1, -1))
    filled = [played.get(day) or Day(day) for day in dates]
    return [filled[at : at + 7] for at in range(0, len(filled), 7)]


def heat_of(day: Day) -> int:
    """The shade of a day in the calendar, by its answers: 0 (none) to 4."""
    return sum(day.attempts >= step for step in CALENDAR_STEPS)
