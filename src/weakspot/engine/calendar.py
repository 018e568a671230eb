"""The days of play: as a calendar, and the time spent on them."""

from collections.abc import Iterable, Sequence
from datetime import date

from weakspot.engine.constants import CALENDAR_STEPS, WEEKS_BACK
from weakspot.engine.memory import days_later
from weakspot.engine.records import Day
from weakspot.text import format_count, format_duration

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
    """How much was answered on a day: 0 (nothing) to 4."""
    return sum(day.attempts >= step for step in CALENDAR_STEPS)


def calendar_words(weeks: Weeks) -> tuple[str, str]:
    """“61 days played” and “714 answers”."""
    answers = [day.attempts for week in weeks for day in week]
    return f"{format_count(sum(map(bool, answers)), 'day')} played", format_count(
        sum(answers), "answer"
    )


def time_spent_words(days: Sequence[Day], today: str) -> str:
    """“2 h 8 min in all · 35 min 2 s in the last 7 days · 24 s an answer”; empty before
    the first answer.
    """
    answers = sum(day.attempts for day in days)
    if not answers:
        return ""
    since = days_later(today, -6)
    seconds = sum(day.seconds for day in days)
    recent = sum(day.seconds for day in days if day.day >= since)
    total, week, mean = map(format_duration, (seconds, recent, seconds / answers))
    return f"{total} in all · {week} in the last 7 days · {mean} an answer"
