"""Mastery as a bar, topics as dots, scores as big figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from textual.content import Content

from weakspot.engine.feedback import move_figures, move_words
from weakspot.engine.mastery import Standing
from weakspot.engine.session import Move
from weakspot.text import topic_mark
from weakspot.ui.widgets.lines import GAP, cell, cut, plain, row_of, spread

STATE_STYLES = {"weak": "$warning", "known": "$accent"}
BAR = 20
SHORTEST_BAR = 6
NARROW, ROOMY = 50, 80
LONGEST_NAME = 30

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


def move_lines(moves: Sequence[Move], titles: Mapping[str, str], width: int) -> list[Content]:
    """A line a topic: mark, name, bar, figures and what they mean; where it is narrow, name and figures.

    `titles` are the topics' by key.
    """
    names = [Content.assemble(state_mark(move.state), " ", plain(titles[move.topic])) for move in moves]
    figures = [plain(move_figures(move)) for move in moves]
    taken = sum(max(text.cell_length for text in column) + GAP for column in (names, figures))
    brief = len(moves) > 1 or width < ROOMY or taken + len(move_words(moves[0])) > width
    words = [plain(move_words(move, brief), "$muted") for move in moves]
    widest = [max(text.cell_length for text in column) for column in (names, figures, words)]
    if width < NARROW:
        return [spread(name, figure, width) for name, figure in zip(names, figures, strict=True)]
    if width < ROOMY and len(moves) > 1:
        widest[0] = min(widest[0], LONGEST_NAME)
    bar = min(BAR, width - sum(widest) - 3 * GAP)
    has_bar = bar >= SHORTEST_BAR and any(move.different >= 2 for move in moves)
    lines = []
    for move, name, figure, word in zip(moves, names, figures, words, strict=True):
        cells = [cell(name, widest[0]), cell(figure, widest[1]), word]
        if has_bar:
            cells.insert(1, move_bar(move, bar))
        lines.append(cut(row_of(cells), width))
    return lines


def move_bar(move: Move, width: int) -> Content:
    """The topic's bar; empty while an estimate would mean nothing."""
    if move.different < 2:
        return Content.assemble(("─" * width, "$faint"))
    return mastery_bar(move.after, move.state == "weak", width)


def big_figure(number: int, style: str) -> list[Content]:
    """The number in three rows of pixels."""
    digits = [DIGITS[digit] for digit in str(number)]
    return [Content.assemble((" ".join(digit[row] for digit in digits), style)) for row in range(3)]


def beside_figure(number: int, texts: Sequence[Content]) -> list[Content]:
    """The number in big figures, up to three lines of text beside it."""
    figure = big_figure(number, "$foreground")
    return [row + Content("   ") + text for row, text in zip_longest(figure, texts, fillvalue=Content(""))]
