"""The rows of the subjects, and of what makes another."""

from functools import partial

from textual.content import Content

from weakspot.engine.overview import SubjectView
from weakspot.text import sentence
from weakspot.ui.widgets.bars import stacked_bar
from weakspot.ui.widgets.content import (
    GAP,
    LEAD,
    NARROW,
    concat,
    cut,
    fit,
    paint,
    spread,
    wrap,
)
from weakspot.ui.widgets.menu import CursorRow
from weakspot.words.subjects import known_words, plan_words, played_words

NAME = 10
"""Cells of the names of what makes another subject."""


def subject_row(title: str, view: SubjectView | None, today: str) -> CursorRow:
    """A subject in three lines: its name and what it asks today, a bar of its topics,
    how many are known and when it was played. None while it is not read yet.
    """
    return CursorRow(partial(subject_lines, title, view, today), 3)


def subject_lines(
    title: str, view: SubjectView | None, today: str, width: int, here: bool
) -> list[Content]:
    """The lines of such a row, which is under the cursor if `here`."""
    room = width - GAP - 1
    enter = paint("   Enter ", "bold $accent") if here else Content(" ")
    name = LEAD + paint(title, "bold")
    if view is None:
        return [spread(name, enter, width), LEAD + paint("…", "$muted"), Content("")]
    if view.fault:
        told = wrap(paint(sentence(view.fault), "$warning"), room)[:2]
        lines = [cut(line, room) for line in told]
        return [
            spread(name, enter, width),
            *(LEAD + line for line in lines),
            *([Content("")] if len(lines) < 2 else []),
        ]
    style = "" if here else "$muted"
    plan = concat((plan_words(view, width < NARROW), style), enter)
    known = LEAD + paint(known_words(view), "bold $accent" if here else "")
    played = paint(f"{played_words(view, today)} ", "$muted")
    if known.cell_length + GAP + played.cell_length > width:
        played = paint(f"{view.weak} weak " if view.weak else "", "$muted")
    return [
        spread(name, plan, width),
        LEAD + stacked_bar(view.known, view.weak, view.topics, room),
        spread(known, played, width),
    ]


def way_row(title: str, about: str, key: str) -> CursorRow:
    """A way to another subject, with its key."""
    return CursorRow(partial(way_lines, title, about, key), 1)


def way_lines(
    title: str, about: str, key: str, width: int, here: bool
) -> list[Content]:
    """The line of such a row, which is under the cursor if `here`."""
    end = paint("Enter " if here else f"{key} ", "bold $accent" if here else "bold")
    style = "" if here else "$muted"
    told = LEAD + fit(paint(title, "bold"), NAME) + paint(about, style)
    return [spread(told, end, width)]
