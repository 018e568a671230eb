"""The course of an exam: a sign a question in a row, or their numbers in a map."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.engine.session import Session
from weakspot.engine.sheets import flagged_slots, open_slots
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.widgets.content import concat, paint, spread
from weakspot.words.summaries import state_words

GROUP = 10
"""Questions of an exam in a group, if there is room for blanks between them."""
ACROSS = 8
"""The most questions in a row of the map."""


class ExamStrip(Static):
    """One row: a sign for each question, as many as fit, and how far the exam is."""

    ALLOW_SELECT = False
    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    ExamStrip { height: 1; }
    .-short ExamStrip, .-pane ExamStrip { display: none; }
    """

    session: reactive[Session | None] = reactive(None)

    def on_mount(self) -> None:
        self.auto_links = False  # signs keep their colours

    def render(self) -> Content:
        session, width = self.session, self.content_size.width
        if session is None:
            return Content("")
        count = len(session.slots)
        first = max(0, min(session.at - width // 2, count - width))
        end = min(count, first + width)
        signs = [draw_sign(session, at) for at in range(first, end)]
        has_room = count + (count - 1) // GROUP <= width
        strip = Content(" ").join(group(signs, GROUP if has_room else width))
        words = paint(state_words(session), "$muted")
        fits = strip.cell_length + words.cell_length < width
        return spread(strip, words if fits else Content(""), width)


class ExamMap(Static):
    """The numbers of all questions: which are answered, open or flagged."""

    ALLOW_SELECT = False

    session: reactive[Session | None] = reactive(None, layout=True)

    def on_mount(self) -> None:
        self.auto_links = False  # numbers keep their colours

    def render(self) -> Content:
        session, width = self.session, self.content_size.width
        if session is None:
            return Content("")
        count = len(session.slots)
        room = 3 + len(str(count))
        numbers = [draw_number(session, at, room) for at in range(count)]
        rows = group(numbers, max(1, min(ACROSS, width // room)))
        flagged, left = len(flagged_slots(session)), len(open_slots(session))
        legend = [
            concat(("● ", "$accent"), (f"{count - left} answered", "$muted")),
            concat(("○ ", "$muted"), (f"{left} open", "$muted")),
        ]
        if flagged:
            flag = (f"{UNICODE_MARKS.flag} ", "$warning")
            legend.append(concat(flag, (f"{flagged} flagged", "$muted")))
        head = paint(format_count(count, "question"), "$muted")
        lines = [head, Content(""), *rows, Content(""), *legend]
        return Content("\n").join(lines)


def group(parts: Sequence[Content], size: int) -> list[Content]:
    """The parts joined in groups of this size."""
    starts = range(0, len(parts), size)
    return [Content("").join(parts[start : start + size]) for start in starts]


def draw_sign(session: Session, at: int) -> Content:
    """The sign of a question; a click on it goes there."""
    sheet = session.sheets[at]
    text, style = ("━", "$accent") if sheet.is_answered else ("─", "$faint")
    if at == session.at:
        text, style = "●", "$foreground"
    elif sheet.flagged:
        text, style = UNICODE_MARKS.flag, "$warning"
    return concat((text, style)).stylize(f"@click=screen.visit({at})")


def draw_number(session: Session, at: int, columns: int) -> Content:
    """A question of the map: answered or open, its number and flag; a click on it goes
    there.
    """
    sheet = session.sheets[at]
    sign, style = ("○", "$muted"), "$muted"
    if sheet.is_answered:
        sign, style = ("●", "$accent"), ""
    if at == session.at:
        style = "bold on $cursor"
    text, flag = str(at + 1), UNICODE_MARKS.flag if sheet.flagged else " "
    air = " " * (columns - 2 - len(text))
    whole = concat(sign, (text, style), (flag, "$warning"), air)
    return whole.stylize(f"@click=screen.visit({at})")
