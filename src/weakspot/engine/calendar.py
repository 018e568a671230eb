"""The days on which anything was done: as a calendar, and the time spent on them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from weakspot.engine.constants import CALENDAR_STEPS, WEEKS_BACK
from weakspot.engine.records import Day
from weakspot.text import counted, duration


class Cell(msgspec.Struct, frozen=True):
    """One local date, and how many answers were given on it."""

    day: str
    answers: int

    @property
    def level(self) -> int:
        """How much that is: 0 (none) to 4."""
        return sum(self.answers >= step for step in CALENDAR_STEPS)


Weeks = tuple[tuple[Cell, ...], ...]
"""Whole weeks from Monday, oldest first; the last one ends today."""


def calendar(days: Iterable[Day], today: str, weeks: int = WEEKS_BACK) -> Weeks:
    """The calendar of so many weeks, the one of `today` being the last."""
    answers = {one.day: one.attempts for one in days}
    end = date.fromisoformat(today)
    start = end - timedelta(days=end.weekday(), weeks=weeks - 1)
    dates = ((start + timedelta(days=ahead)).isoformat() for ahead in range((end - start).days + 1))
    cells = [Cell(day, answers.get(day, 0)) for day in dates]
    return tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))


def calendar_words(weeks: Iterable[Iterable[Cell]]) -> tuple[str, str]:
    """“61 days played” and “714 answers”."""
    cells = [cell for week in weeks for cell in week]
    active = sum(cell.answers > 0 for cell in cells)
    total = sum(cell.answers for cell in cells)
    return f"{counted(active, 'day')} played", counted(total, "answer")


def spent_words(days: Sequence[Day], today: str) -> str:
    """“2 h 8 min in all · 35 min 2 s in the last 7 days · 24 s an answer”; empty before the first answer."""
    answers = sum(one.attempts for one in days)
    if not answers:
        return ""
    since = (date.fromisoformat(today) - timedelta(days=6)).isoformat()
    seconds = sum(one.seconds for one in days)
    week = duration(sum(one.seconds for one in days if one.day >= since))
    return f"{duration(seconds)} in all · {week} in the last 7 days · {duration(seconds / answers)} an answer"
