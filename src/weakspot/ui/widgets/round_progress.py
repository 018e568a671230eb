"""The progress of a round as a stroke a question; of an exam as a sign or a number a
question.
"""

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.session import ANSWERED, DONE, Session
from weakspot.engine.sheets import flagged_slots, open_slots
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.content import concat, cut, paint, spread
from weakspot.ui.widgets.frame import FrameHeader, join_trail
from weakspot.ui.widgets.lines import ValueLines
from weakspot.words.summaries import describe_place, state_words

UPCOMING = 8
"""Strokes of questions to come that are shown if a round has more questions than there
are columns.
"""

GROUP = 10
"""Questions of an exam in a group, if there is room for blanks between them."""

STROKE_SECONDS, STEPS = 0.15, 3
"""How long a stroke grows, and in how many steps: more would delay keys pressed
meanwhile.
"""

Stroke = tuple[str, str]
"""The cells of a stroke and their style."""


class RoundHeader(FrameHeader):
    """A header with a second row if there is room: a stroke for each question a round
    has or may get.
    """

    session: reactive[Session | None] = reactive(None)

    grown: reactive[float] = reactive(STEPS)
    """Steps by which the newest stroke has grown, 0 to STEPS."""

    def watch_session(self, before: Session | None, after: Session | None) -> None:
        """Start growing the stroke of a question that was just answered; nothing waits
        for it.
        """
        if before is None or after is None:
            return
        answered = (before.id, len(before.outcomes) + 1) == (
            after.id,
            len(after.outcomes),
        )
        self.grown = 0 if answered and self.app.animation_level != "none" else STEPS
        self.animate(
            "grown", STEPS, duration=STROKE_SECONDS, easing="linear"
        )  # no change if it is full

    def validate_grown(self, grown: float) -> float:
        return int(grown)

    def build(self, width: int) -> list[Content]:
        head = super().build(width)
        if self.session is None or self.is_short or self.is_screen("-tiny"):
            return head
        return [*head, self.stroke_row(self.session, width)]

    def stroke_row(self, session: Session, width: int) -> Content:
        first = max(
            0, session.at + UPCOMING - width
        )  # if there are very many, the last ones
        most = 0 if session.phase == DONE else session.rules.most or 0
        count = min(max(len(session.slots), most) - first, width)
        gap = " " if 3 * count <= width else ""
        room = width - len(gap) * (count - 1)
        newest = len(session.outcomes) - 1
        strokes: list[Stroke] = []
        for index in range(count):
            length = room * (index + 1) // count - room * index // count
            cells, style = draw_stroke(session, first + index, length)
            if first + index == newest and self.grown < STEPS:
                done = length * int(self.grown) // STEPS
                strokes.append((cells[:done], style))
                cells, style = "═" * (length - done), "$accent"
            strokes.append((cells + gap, style))
        return cut(concat(*strokes).rstrip(), width)


def draw_stroke(session: Session, index: int, length: int) -> Stroke:
    """Draw the stroke of the question `index`, `length` cells long."""
    if index < len(session.outcomes):
        outcome = session.outcomes[index]
        if (
            outcome is None or outcome.disputed or index in session.seen
        ):  # it does not count
            return "╌" * length, "$faint"
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


def topic_words(name: str, topic: str, state: str) -> Content:
    """The topic's mark, the round's name if it is given, and the topic."""
    names = [name, topic] if name and name != topic else [topic]
    return concat(state_mark(state), " ", join_trail(*map(paint, names)))


def place_words(session: Session, is_flagged: bool, style: str = "$muted") -> Content:
    """The question's flag, and how far the round is, or how near its end; in amber if
    that is urgent.
    """
    flag = f"{UNICODE_MARKS.flag} " if is_flagged else ""
    place = describe_place(session)
    return concat(
        (flag, "$warning"), (place.signs, "$warning" if place.urgent else style)
    )


ACROSS = 8
"""The most questions in a row of the map."""


class ExamStrip(ValueLines[Session]):
    """One row: a sign for each question, as many as fit, and how far the exam is."""

    def describe(self, session: Session, width: int) -> list[Content]:
        count = len(session.slots)
        first = max(0, min(session.at - width // 2, count - width))
        signs = [
            draw_sign(session, at) for at in range(first, min(count, first + width))
        ]
        group = (
            GROUP if count + (count - 1) // GROUP <= width else width
        )  # is there room for blanks between?
        groups = [signs[at : at + group] for at in range(0, len(signs), group)]
        strip = Content(" ").join(map(Content("").join, groups))
        words = paint(state_words(session), "$muted")
        return [
            spread(
                strip,
                words if strip.cell_length + words.cell_length < width else Content(""),
                width,
            )
        ]


def draw_sign(session: Session, at: int) -> Content:
    """Draw the sign of a question; a click on it goes there."""
    sheet = session.sheets[at]
    text, style = ("━", "$accent") if sheet.is_answered else ("─", "$faint")
    if at == session.at:
        text, style = "●", "$foreground"
    elif sheet.flagged:
        text, style = UNICODE_MARKS.flag, "$warning"
    return concat((text, f"{style} @click=screen.visit({at})"))


class ExamMap(ValueLines[Session]):
    """The numbers of all questions: which are answered, open or flagged."""

    DEFAULT_CSS = "ExamMap { width: 36; dock: right; display: none; margin-left: 2; }"

    def describe(self, session: Session, width: int) -> list[Content]:
        count = len(session.slots)
        room = 3 + len(str(count))
        across = min(ACROSS, width // room)
        numbers = [draw_number(session, at, room) for at in range(count)]
        rows = [
            Content("").join(numbers[first : first + across])
            for first in range(0, count, across)
        ]
        flagged, left = len(flagged_slots(session)), len(open_slots(session))
        legend = [
            concat(("● ", "$accent"), (f"{count - left} answered", "$muted")),
            concat(("○ ", "$muted"), (f"{left} open", "$muted")),
        ]
        if flagged:
            legend.append(
                concat(
                    (f"{UNICODE_MARKS.flag} ", "$warning"),
                    (f"{flagged} flagged", "$muted"),
                )
            )
        head = paint(format_count(count, "question"), "$muted")
        return [head, Content(""), *rows, Content(""), *legend]


def draw_number(session: Session, at: int, columns: int) -> Content:
    """Draw a question of the map: answered or open, its number and flag; a click on it
    goes there.
    """
    sheet = session.sheets[at]
    sign, style = ("○", "$muted"), "$muted"
    if sheet.is_answered:
        sign, style = ("●", "$accent"), ""
    if at == session.at:
        style = "bold on $cursor"
    text, flag = str(at + 1), UNICODE_MARKS.flag if sheet.flagged else " "
    whole = concat(
        sign, (text, style), (flag, "$warning"), " " * (columns - 2 - len(text))
    )
    return whole.stylize(f"@click=screen.visit({at})")
