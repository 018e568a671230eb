"""Dates in words, and the days of play."""

from collections.abc import Sequence
from datetime import date

from weakspot.engine.calendar import Weeks
from weakspot.engine.memory import days_later
from weakspot.engine.records import Day
from weakspot.text import format_count
from weakspot.words.numbers import format_duration

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def days_between(earlier: str, later: str) -> int:
    """The days from one ISO date to another, negative if `later`
    lies before `earlier`.
    """
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def date_words(day: str, today: str | None = None) -> str:
    """“3 Oct”, of an ISO date; “3 Oct 2025” where that is not the year of `today`."""
    parsed = date.fromisoformat(day)
    words = f"{parsed.day} {MONTHS[parsed.month - 1]}"
    return words if today is None or today[:4] == day[:4] else f"{words} {parsed.year}"


def ago_words(day: str, today: str) -> str:
    """“today”, “yesterday”, “9 days ago”."""
    days = max(0, days_between(day, today))
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def on_words(day: str, today: str) -> str:
    """“today”, “yesterday”, “on Monday” in the week before, else “on 3 Oct”."""
    days = days_between(day, today)
    if days < 2:
        return ago_words(day, today)
    weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    return f"on {weekday if days < 7 else date_words(day, today)}"


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
