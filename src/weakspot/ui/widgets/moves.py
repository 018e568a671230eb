"""What answers did to topics, in lines with bars."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.session import Move
from weakspot.engine.summary import is_up, move_figures, move_words
from weakspot.ui.widgets.bars import BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import GAP, NARROW, assemble, cut, fit, join_cells, paint, spread

MOVE_BAR, MOVE_NAME = 10, 20
"""Columns that the bar of a move takes at least, and those that its words leave to its name."""


def move_lines(
    moves: Sequence[Move], titles: Mapping[str, str], width: int, moved: float = 1.0
) -> list[Content]:
    """A line a topic: mark, name, bar, figures and what they mean; where it is narrow, name and figures.

    Words that a mark tells, too, go before the bar does, and that before a name is cut. `titles` are the
    topics' by key; the bars are `moved` so far, 0 to 1, from before to after.
    """
    names = [assemble(state_mark(move.state), " ", paint(titles[move.topic])) for move in moves]
    is_narrow = width < NARROW
    is_brief = is_narrow or len(moves) > 1  # as other lists: the room is for the words
    figures = [paint(move_figures(move, is_brief), "$accent" if is_up(move) else "") for move in moves]
    if is_narrow:
        return [spread(name, figure, width) for name, figure in zip(names, figures, strict=True)]
    barred = 2 * sum(move.different >= 2 for move in moves) >= len(moves)  # few are not worth shorter words
    room = width - max_width(figures) - 2 * GAP
    words = [move_words(move, brief=True) for move in moves]
    short = [word.replace("weak until", "next:") for word in words]  # their marks tell what is weak
    beside, least = room - max_width(names), MOVE_BAR + GAP
    bar_fits = barred and max(map(len, short)) + least <= beside
    if max(map(len, words)) + least * bar_fits > beside:
        words = short
    if room - max(map(len, words)) < min(max_width(names), MOVE_NAME):
        words = ["weak" if word.startswith("next: ") else word for word in words]
    free = room - max(map(len, words))
    widest = min(max_width(names), free)
    bar = min(BAR, free - widest - GAP)
    lines = []
    for move, name, figure, word in zip(moves, names, figures, words, strict=True):
        told = paint(word, "$accent" if move.is_let_go else "$muted")
        cells = [fit(name, widest), fit(figure, max_width(figures), right=True), told]
        if barred and bar >= MOVE_BAR:
            cells.insert(1, move_bar(move, bar, moved))
        lines.append(cut(join_cells(cells), width))
    return lines


def max_width(texts: Iterable[Content]) -> int:
    """The columns that the widest of these takes."""
    return max(text.cell_length for text in texts)


def move_bar(move: Move, width: int, moved: float) -> Content:
    """The topic's bar, `moved` so far; none while an estimate would mean nothing."""
    if move.different < 2:
        return Content(" " * width)
    low, high = (0.0, 0.0) if move.before is None else (move.before.low, move.before.high)
    low, high = low + moved * (move.after.low - low), high + moved * (move.after.high - high)
    return mastery_bar(replace(move.after, low=low, high=high), move.state == "weak", width)
