"""Mastery as a bar, topics as dots, scores as big figures."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from weakspot.engine.feedback import move_figures, move_words
from weakspot.engine.mastery import Standing
from weakspot.engine.session import Move
from weakspot.text import topic_mark
from weakspot.ui.widgets.lines import cell, cut, plain, row_of

STATE_STYLES = {"weak": "$warning", "known": "$accent"}
BAR = 20

DIGITS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
}


def state_mark(state: str) -> Content:
    """The mark of a topic's state in its colour."""
    return Content.assemble((topic_mark(state), STATE_STYLES.get(state, "$muted")))


def dots(states: Iterable[str]) -> Content:
    """One mark a topic, in order: where it is weak."""
    return Content(" ").join(state_mark(state) for state in states)


def mastery_bar(standing: Standing, weak: bool, width: int = BAR) -> Content:
    """`━` to the low end of the range, `╍` to its high end, `─` to the full width."""
    low, high = round(standing.low * width), round(standing.high * width)
    style = "$warning" if weak else "$accent"
    return Content.assemble(("━" * low, style), ("╍" * (high - low), style), ("─" * (width - high), "$faint"))


def move_line(move: Move, title: str, width: int, name_width: int) -> Content:
    """A topic's mark, name, bar, figures and what they mean, on one line; without bar where it is narrow."""
    figures = plain(move_figures(move))
    words = plain(move_words(move), "$muted")
    name = Content.assemble(state_mark(move.state), " ", plain(title))
    if width < 60:
        return cut(row_of([cell(name, min(name_width + 2, width - 14)), figures]), width)
    cells = [cell(name, name_width + 2)]
    if move.different >= 2:
        cells.append(mastery_bar(move.after, move.state == "weak"))
    return cut(row_of([*cells, figures, words]), width)


def big_figure(number: int, style: str) -> list[Content]:
    """The number in three rows of pixels."""
    digits = [DIGITS[digit] for digit in str(number)]
    return [Content.assemble((" ".join(digit[row] for digit in digits), style)) for row in range(3)]
