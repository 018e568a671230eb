"""How answers moved topics, as lines with bars."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.session import Move
from weakspot.engine.summary import figure_change, move_figures, move_words, why_weak
from weakspot.ui.widgets.bars import LONGEST_BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import GAP, NARROW, concat, cut, fit, join_cells, paint, spread

MOVE_BAR, MOVE_NAME = 10, 20
"""The least width of a move's bar, and the width of its name that shorter words make room for."""


def move_lines(
    moves: Sequence[Move], titles: Mapping[str, str], width: int, progress: float = 1.0
) -> list[Content]:
    """A line for each topic: mark, name, bar, figures and what they mean; if narrow, only name and figures.

    Words that the mark also says are dropped before the bar is, and the bar before a name is cut. `titles`
    are by topic; `progress`, 0 to 1, is how far the bars have moved from the range before to the one after.
    """
    names = [concat(state_mark(move.state), " ", paint(titles[move.topic])) for move in moves]
    is_narrow = width < NARROW
    is_brief = is_narrow or len(moves) > 1  # as in other lists, to leave room for the words
    figures = [paint_figures(move, is_brief) for move in moves]
    if is_narrow:
        return [spread(name, figure, width) for name, figure in zip(names, figures, strict=True)]
    # a few bars are not worth shorter words
    has_bars = 2 * sum(move.different >= 2 for move in moves) >= len(moves)
    name_width, figure_width = max_width(names), max_width(figures)
    room = width - figure_width - 2 * GAP  # for names, bars and words
    brief = [move_words(move, brief=True) for move in moves]
    words = [why_weak(move) + word for move, word in zip(moves, brief, strict=True)]
    short = [shorten_words(word) for word in brief]
    bar_fits = has_bars and name_width + MOVE_BAR + GAP + max(map(len, short)) <= room
    least = name_width + (MOVE_BAR + GAP if bar_fits else 0)
    if least + max(map(len, words)) > room:
        words = brief
    if least + max(map(len, words)) > room:
        words = short
    if min(name_width, MOVE_NAME) + max(map(len, words)) > room:
        words = ["weak" if word.startswith("next: ") else word for word in words]
    free = room - max(map(len, words))
    name_width = min(name_width, free)
    bar = min(LONGEST_BAR, free - name_width - GAP)
    lines = []
    for move, name, figure, word in zip(moves, names, figures, words, strict=True):
        meaning = paint(word, "$accent" if move.is_let_go else "$muted")
        cells = [fit(name, name_width), fit(figure, figure_width, right=True), meaning]
        if has_bars and bar >= MOVE_BAR:
            cells.insert(1, move_bar(move, bar, progress))
        lines.append(cut(join_cells(cells), width))
    return lines


def verdict_and_move(verdict: Content, move: Move, width: int) -> list[Content]:
    """A verdict, and at its right how it moved the topic; two lines if one does not hold both."""
    lead = paint("topic  ", "$muted")
    room = width - verdict.cell_length - GAP - lead.cell_length
    if room < len(move_figures(move)):
        return [verdict, concat(lead, move_line(move, width - lead.cell_length))]
    return [spread(verdict, concat(lead, move_line(move, room)), width)]


def move_line(move: Move, width: int) -> Content:
    """How a topic moved and what that means, with a bar before it; the bar, then the words go for room.

    Why it is weak after a right answer has the room of the bar.
    """
    figures = paint_figures(move)
    why, brief = why_weak(move), move_words(move, brief=True)
    room = width - figures.cell_length - GAP
    for least in (MOVE_BAR + GAP, 0) if move.different >= 2 and not why else (0,):
        for words in (why + move_words(move), why + brief, shorten_words(brief)):
            if least + len(words) <= room:
                cells = [figures, paint(words, "$accent" if move.is_let_go else "$muted")]
                if least:
                    cells.insert(0, move_bar(move, min(LONGEST_BAR, room - len(words) - GAP), 1.0))
                return join_cells(cells)
    return figures


def shorten_words(words: str) -> str:
    """What a topic's move means, where a mark says already that it is weak: “next: right another day”."""
    return words.replace("weak until", "next:")


def paint_figures(move: Move, brief: bool = False) -> Content:
    """How the topic's mastery changed, in the colour of what is known if it rose."""
    return paint(move_figures(move, brief), "$accent" if figure_change(move) > 0 else "")


def max_width(texts: Iterable[Content]) -> int:
    """The width of the widest text, in cells."""
    return max(text.cell_length for text in texts)


def move_bar(move: Move, width: int, progress: float) -> Content:
    """The topic's bar, moved by `progress`; blanks while an estimate would mean nothing."""
    if move.different < 2:
        return Content(" " * width)
    low, high = (0.0, 0.0) if move.before is None else (move.before.low, move.before.high)
    low, high = low + progress * (move.after.low - low), high + progress * (move.after.high - high)
    return mastery_bar(replace(move.after, low=low, high=high), move.state == "weak", width)
