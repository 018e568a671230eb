"""Subjects in words."""

from collections.abc import Sequence
from datetime import date

from weakspot.engine.overview import SubjectView
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.words.dates import ago_words, date_words, days_between
from weakspot.words.numbers import format_minutes

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WAYS = (
    ("n", "New", "a bank with a question of each kind, to write over"),
    ("o", "Folder", "any folder or cloned repository with questions/"),
)
"""The ways to another subject: key, name, and what it is."""
NEW = "A name for it: a-z, 0-9 and -"
FOLDER = "A folder with questions/ in it"
"""Prompts for the name of a new subject, and for a folder to add."""


def plan_words(view: SubjectView, brief: bool = False) -> str:
    """“20 questions, 12 min”, “20 in 12 min” if `brief`, or “today ✓” once that round
    is done.
    """
    if view.done:
        return f"today {UNICODE_MARKS.right}"
    if not view.asks:
        return "nothing to ask"
    length = format_minutes(view.seconds, brief=True)
    if brief:
        return f"{view.asks} in {length}"
    return f"{format_count(view.asks, 'question')}, {length}"


def known_words(view: SubjectView) -> str:
    """“23 of 69 known”."""
    return f"{view.known} of {view.topics} known"


def played_words(view: SubjectView, today: str) -> str:
    """“6 weak · played on Sunday”, or the streak in place of the day."""
    weak = [f"{view.weak} weak"] if view.weak else []
    if view.played is None:
        return " · ".join([*weak, "not played yet"])
    if view.streak > 1:
        return " · ".join([*weak, f"{view.streak}-day streak"])
    days = days_between(view.played, today)
    when = ago_words(view.played, today)
    if days > 6:
        when = f"on {date_words(view.played, today)}"
    elif days > 1:
        when = f"on {DAYS[date.fromisoformat(view.played).weekday()]}"
    return " · ".join([*weak, f"played {when}"])


def total_words(count: int, views: Sequence[SubjectView], brief: bool) -> str:
    """“3 subjects, 32 questions today”, or “32 today” if `brief`."""
    asks = sum(view.asks for view in views if not view.done)
    if brief:
        return f"{asks} today" if asks else ""
    words = format_count(count, "subject")
    return f"{words}, {format_count(asks, 'question')} today" if asks else words
