"""How answers moved topics, as lines with bars."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.session import Move
from weakspot.ui.widgets.bars import LONGEST_BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    concat,
    fit,
    join_cells,
    paint,
    spread,
)
from weakspot.words.summaries import move_figures, move_words

MOVE_BAR, MOVE_NAME = 10, 20
"""The least width of a move's bar, and of its name beside what the move means."""


def move_lines(
    moves: Sequence[Move], titles: Mapping[str, str], width: int, progress: float = 1.0
) -> list[Content]:
    """A line for each topic: mark, name, bar, figures and what they mean.

    The bar stands only beside whole names, and what figures mean only beside MOVE_NAME
    columns of a name. `titles` are by topic; `progress`, 0 to 1, is how far the bars
    have moved from the range before to the one after.
    """
    names = [
        concat(state_mark(move.state), " ", paint(titles[move.topic])) for move in moves
    ]
    figures = [
        paint_figures(move, brief=len(moves) > 1 or width < NARROW) for move in moves
    ]
    words = [paint_meaning(move, short_words(move)) for move in moves]
    name_width, figure_width = max_width(names), max_width(figures)
    room = width - figure_width - max_width(words) - 2 * GAP
    if room < MOVE_NAME:
        return [
            spread(name, figure, width)
            for name, figure in zip(names, figures, strict=True)
        ]
    bar = min(LONGEST_BAR, room - name_width - GAP)
    has_bars = bar >= MOVE_BAR and any(move.different >= 2 for move in moves)
    name_width = min(name_width, room)
    lines = []
    for move, name, figure, meaning in zip(moves, names, figures, words, strict=True):
        bars = [move_bar(move, bar, progress)] if has_bars else []
        cells = [
            fit(name, name_width),
            *bars,
            fit(figure, figure_width, right=True),
            meaning,
        ]
        lines.append(join_cells(cells))
    return lines


def short_words(move: Move) -> str:
    """What a move means where a mark says already that the topic is weak: “next: right
    another day”.
    """
    return move_words(move, brief=True).replace("weak until", "next:")


def paint_meaning(move: Move, words: str) -> Content:
    """What a move means, in the colour of what is known if the topic was let go."""
    return paint(words, "$accent" if move.is_let_go else "$muted")


def paint_figures(move: Move, brief: bool = False) -> Content:
    """How the topic's mastery changed, in the colour of what is known if it rose."""
    return paint(move_figures(move, brief), "$accent" if move.figure_change > 0 else "")


def max_width(texts: Iterable[Content]) -> int:
    """The width of the widest text, in cells."""
    return max(text.cell_length for text in texts)


def move_bar(move: Move, width: int, progress: float) -> Content:
    """The topic's bar, moved by `progress`; blanks while an estimate would mean
    nothing.
    """
    if move.different < 2:
        return Content(" " * width)
    low, high = (
        (0.0, 0.0) if move.before is None else (move.before.low, move.before.high)
    )
    low, high = (
        low + progress * (move.after.low - low),
        high + progress * (move.after.high - high),
    )
    return mastery_bar(replace(move.after, low=low, high=high), move.state, width)
