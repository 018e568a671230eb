"""How an answer moved its topic, in a line."""

from textual.content import Content

from weakspot.engine.session import Move
from weakspot.ui.widgets.bars import LONGEST_BAR, mastery_bar
from weakspot.ui.widgets.content import GAP, join_cells, paint
from weakspot.words.summaries import move_figures, move_words, why_weak

MOVE_BAR = 10
"""The least width of a move's bar."""


def move_line(move: Move, width: int) -> Content:
    """How a topic moved and what that means, with a bar before it; the bar, then the
    words go for room.
    """
    figures = paint(move_figures(move), "$accent" if move.figure_change > 0 else "")
    brief = move_words(move, brief=True)
    # a mark says already that the topic is weak
    for words in (why_weak(move) + brief, brief.replace("weak until", "next:")):
        room = width - figures.cell_length - GAP - len(words)
        if room >= 0:
            bar = min(LONGEST_BAR, room - GAP)
            has_bar = bar >= MOVE_BAR and move.different >= 2
            bars = [mastery_bar(move.after, move.state == "weak", bar)]
            meaning = paint(words, "$accent" if move.is_let_go else "$muted")
            return join_cells([*(bars if has_bar else []), figures, meaning])
    return figures
