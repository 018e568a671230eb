"""The progress of a round as a stroke a question."""

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.ui.widgets.content import concat, cut

UPCOMING = 8
"""Strokes of questions to come that are shown if a round has more questions than there
are columns.
"""


class Segments(Static):
    """A stroke for each question that the round has or may get."""

    ALLOW_SELECT = False
    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    Segments { height: 1; }
    .-short Segments { display: none; }
    """

    session: reactive[Session | None] = reactive(None)

    def render(self) -> Content:
        if self.session is None:
            return Content("")
        return draw_strokes(self.session, self.content_size.width)


def draw_strokes(session: Session, width: int) -> Content:
    """The strokes of a round, `width` cells in all; if there are very many, the last
    ones.
    """
    first = max(0, session.at + UPCOMING - width)
    most = 0 if session.phase == DONE else session.rules.most or 0
    count = min(max(len(session.slots), most) - first, width)
    gap = " " if 3 * count <= width else ""
    room = width - len(gap) * (count - 1)
    strokes = []
    for index in range(count):
        length = room * (index + 1) // count - room * index // count
        cells, style = draw_stroke(session, first + index, length)
        strokes.append((cells + gap, style))
    return cut(concat(*strokes).rstrip(), width)


def draw_stroke(session: Session, index: int, length: int) -> tuple[str, str]:
    """The cells of the stroke of the question `index`, `length` of them, and their
    style.
    """
    if index < len(session.outcomes):
        outcome = session.outcomes[index]
        if outcome is None or outcome.disputed or index in session.seen:
            return "╌" * length, "$faint"  # it does not count
        score = outcome.verdict.score
        if score >= 1:
            return "━" * length, "$success"
        if score <= 0:
            return "╍" * length, "$error"
        half = length // 2
        return "━" * half + "╍" * (length - half), "$warning"
    if index == session.at and session.phase != ANSWERED:
        return "═" * length, "$accent"
    return "─" * length, "$faint"
