"""An exam at a glance: which questions are answered, open, or to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.exam import flagged_slots, open_slots, state_words
from weakspot.engine.session import Session
from weakspot.text import UNICODE_MARKS, counted
from weakspot.ui.widgets.lines import Lines, joined, plain, spread
from weakspot.ui.widgets.strokes import GROUP

FLAG = UNICODE_MARKS.flag
ACROSS = 8
"""Questions in a row of the map, at most."""


class ExamStrip(Lines):
    """One row: a sign for each question, as many as there is room for, and how far the exam is."""

    DEFAULT_CSS = "ExamStrip { height: 1; }"

    session: reactive[Session | None] = reactive(None)

    def build(self, width: int) -> list[Content]:
        if self.session is None:
            return [Content("")]
        strip = Content("").join(signs(self.session, width))
        words = plain(state_words(self.session), "$muted")
        return [spread(strip, words if strip.cell_length + words.cell_length < width else Content(""), width)]


def signs(session: Session, width: int) -> Iterator[Content]:
    """The signs of the questions, and what stands between two groups."""
    count = len(session.slots)
    gaps = count + (count - 1) // GROUP <= width
    first = max(0, min(session.at - width // 2, count - width))
    for at in range(first, min(count, first + width)):
        if gaps and at and at % GROUP == 0:
            yield Content(" ")
        yield sign(session, at)


def sign(session: Session, at: int) -> Content:
    """The sign of one question in the strip."""
    sheet = session.sheets[at]
    if at == session.at:
        return clicked("●", "$foreground", at)
    if sheet.flagged:
        return clicked(FLAG, "$warning", at)
    return clicked("━", "$accent", at) if sheet.is_answered else clicked("─", "$faint", at)


def clicked(text: str, style: str, at: int) -> Content:
    """A sign that leads to its question."""
    return joined((text, f"{style} @click=screen.visit({at})"))


class ExamMap(Lines):
    """The numbers of all questions, with what is answered, open or to come back to."""

    DEFAULT_CSS = "ExamMap { width: 36; dock: right; display: none; margin-left: 2; }"

    session: reactive[Session | None] = reactive(None, layout=True)

    def build(self, width: int) -> list[Content]:
        if self.session is None:
            return []
        count = len(self.session.slots)
        room = 3 + len(str(count))
        across = min(ACROSS, width // room)
        rows = [
            Content("").join(
                number(self.session, at, room) for at in range(first, min(count, first + across))
            )
            for first in range(0, count, across)
        ]
        flagged, left = len(flagged_slots(self.session)), len(open_slots(self.session))
        legend = [
            joined(("● ", "$accent"), (f"{count - left} answered", "$muted")),
            joined(("○ ", "$muted"), (f"{left} open", "$muted")),
        ]
        if flagged:
            legend.append(joined((f"{FLAG} ", "$warning"), (f"{flagged} to come back to", "$muted")))
        head = plain(counted(count, "question"), "$muted")
        return [head, Content(""), *rows, Content(""), *legend]


def number(session: Session, at: int, columns: int) -> Content:
    """One question of the map: answered or open, its number, and its flag."""
    sheet = session.sheets[at]
    mark, style = ("●", "$accent") if sheet.is_answered else ("○", "$muted")
    here = "bold on $cursor" if at == session.at else "" if sheet.is_answered else "$muted"
    text, flag = str(at + 1), FLAG if sheet.flagged else " "
    whole = joined((mark, style), (text, here), (flag, "$warning"), " " * (columns - 2 - len(text)))
    return whole.stylize(f"@click=screen.visit({at})")
