"""The block below a graded question: its verdict, why, and what that did to the
topic.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from weakspot.engine.session import Outcome
from weakspot.engine.values import with_colon
from weakspot.ui.widgets.bars import mastery_bar, score_style, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    concat,
    cut,
    indent,
    paint,
    render,
    spread,
    wrap,
)
from weakspot.ui.widgets.topics import slot_marks
from weakspot.words.feedback import SEEN_NOTE, Feedback
from weakspot.words.moves import moved_words, standing_words

LABEL, LONG_LABEL = 12, 15
"""The width of the labels of reasons; the second beside one like “Not because 2”."""
STROKE = 3
"""Columns of the stroke beside the block, with the gap behind it."""
NAME, BAR, SHORTEST_BAR = 20, 16, 8
"""The least width of the topic's name where it is cut, and the widths of its bar."""
AIR = "   "
"""Between the cells of the topic's row."""
SOURCE, MIXUPS = 1, 2
"""Steps of leaving out where there is no room; the second step leaves out both."""


class ShownVerdict(NamedTuple):
    """A graded question: its feedback, outcome, the title of its topic, any details,
    and what is promised of it.

    `seen` if the player had seen its answer: then nothing moved.
    """

    feedback: Feedback
    outcome: Outcome
    topic: str
    details: Sequence[tuple[str, str]] = ()
    seen: bool = False
    promise: str = ""
    likely_guess: bool = False


class VerdictBlock(Vertical):
    """Verdict and promise, explanation, reasons, mix-ups, source; below the block how
    the topic moved, and any details.
    """

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    VerdictBlock { height: auto; margin-top: 1; }
    VerdictBlock .block { height: auto; padding-left: 2; border-left: outer $error; }
    VerdictBlock.-right .block { border-left: outer $success; }
    VerdictBlock.-partly .block { border-left: outer $warning; }
    VerdictBlock .reasons { margin-top: 1; }
    .-short VerdictBlock .reasons { margin-top: 0; }
    VerdictBlock .sure { color: $muted; }
    VerdictBlock .topic { margin: 1 0 0 2; }
    VerdictBlock.-close .topic { margin: 0 0 0 2; }
    VerdictBlock .seen { color: $muted; margin: 1 0 0 2; }
    VerdictBlock .details { margin: 1 0 0 2; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.head, self.sure = Static(classes="head"), Static(classes="sure")
        self.explain = Static(classes="explain")
        self.reasons = Static(classes="reasons")
        self.topic = Static(classes="topic")
        self.note = Static(SEEN_NOTE, classes="seen", markup=False)
        self.details = Static(classes="details")
        self.shown: ShownVerdict | None = None
        self.left_out, self.is_close = 0, False
        self.width = 0
        """The cells that it was filled for."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="block"):
            yield self.head
            yield self.sure
            yield self.explain
            yield self.reasons
        yield self.topic
        yield self.note
        yield self.details

    def show(self, shown: ShownVerdict | None, width: int) -> None:
        """Show a graded question in `width` cells; nothing before it is."""
        self.display, self.shown = shown is not None, shown
        if shown is None:
            return
        style = score_style(shown.outcome.verdict.score)
        self.set_class(style == "$success", "-right")
        self.set_class(style == "$warning", "-partly")
        self.sure.display = bool(shown.feedback.sure)
        self.sure.update(paint(shown.feedback.sure))
        self.explain.display = bool(shown.feedback.explain)
        self.explain.update(render(shown.feedback.explain))
        is_disputed = shown.outcome.disputed
        self.topic.display = not (is_disputed or shown.seen)
        self.note.display = shown.seen and not is_disputed
        self.fill(width)

    def fit(self, step: int, is_close: bool) -> None:
        """Leave out what this step says; if `is_close`, also the blank line above the
        topic.
        """
        self.left_out, self.is_close = step, is_close

    @property
    def is_whole(self) -> bool:
        """True if nothing is left out."""
        return not (self.left_out or self.is_close)

    def fill(self, width: int) -> None:
        """Show the verdict in `width` cells."""
        shown, step = self.shown, self.left_out
        if shown is None or width <= STROKE:
            return
        self.width = width
        self.set_class(self.is_close, "-close")
        inside = width - STROKE
        style = score_style(shown.outcome.verdict.score)
        show_lines(self.head, head_lines(shown, f"bold {style}", inside))
        show_lines(self.reasons, reason_lines(shown.feedback, inside, step))
        self.topic.update(topic_row(shown, width - GAP))
        rows = [(label, paint(text)) for label, text in shown.details]
        rows = [row for row in rows if row[0] != "Source"]
        show_lines(self.details, labelled_rows(rows, width - GAP))

    def savings(self, width: int) -> list[int]:
        """The rows that each step saves: none, the source, the mix-ups too."""
        if self.shown is None:
            return [0]
        feedback, inside = self.shown.feedback, width - STROKE
        rows = [
            len(reason_lines(feedback, inside, step)) for step in (0, SOURCE, MIXUPS)
        ]
        above = self.reasons.styles.margin.top
        return [rows[0] - left + (0 if left else above) for left in rows]


def show_lines(widget: Static, lines: Sequence[Content]) -> None:
    """Show these lines in the widget, which takes no room if there are none."""
    widget.display = bool(lines)
    widget.update(Content("\n").join(lines))


def head_lines(shown: ShownVerdict, style: str, width: int) -> list[Content]:
    """The verdict, and what is promised: at the right end, or below if there is no
    room.
    """
    word, promise = paint(shown.feedback.word, style), paint(shown.promise, "$muted")
    if not promise:
        return wrap(word, width)
    if word.cell_length + GAP + promise.cell_length <= width:
        return [spread(word, promise, width)]
    return [*wrap(word, width), *wrap(promise, width)]


def reason_lines(feedback: Feedback, width: int, step: int) -> list[Content]:
    """Why, and which mix-ups and source; without what this step leaves out."""
    rows = reason_rows(feedback, has_mixups=step < MIXUPS)
    if feedback.source and step < SOURCE:
        rows.append(("Source", paint(feedback.source, "$muted")))
    return labelled_rows(rows, width)


def reason_rows(
    feedback: Feedback, has_mixups: bool = True
) -> list[tuple[str, Content]]:
    """The labels and texts of what was worked out, why, and which mix-ups."""
    reasons = [("Worked out", feedback.work)] if feedback.work else []
    reasons += feedback.reasons
    if has_mixups:
        reasons += [("A mix-up", f"“{belief}”") for belief in feedback.mixups]
    return [(label, render(text)) for label, text in reasons]


def topic_row(shown: ShownVerdict, width: int) -> Content:
    """The topic's row: its move, how it stands now, and its bar if there is room."""
    move = shown.outcome.move
    is_better = move.is_let_go or move.figure_change > 0
    words = [paint(moved_words(move), "$accent" if is_better else "")]
    if move.state == "weak":
        words.append(slot_marks(move.needs))
    standing = paint(standing_words(move, shown.likely_guess), "$muted")
    name = concat(state_mark(move.state), " ", paint(shown.topic))
    end = Content(AIR).join([*words, *([standing] if standing else [])])
    if min(name.cell_length, NAME) + GAP + end.cell_length > width:
        end = Content(AIR).join(words)
    room = width - end.cell_length - 2 * len(AIR)
    if move.different >= 2 and room >= NAME + SHORTEST_BAR:
        name = cut(name, room - SHORTEST_BAR)
        bar = min(BAR, room - name.cell_length)
        name = concat(name, AIR, mastery_bar(move.after, move.state, bar))
    return spread(name, end, width)


def labelled_rows(rows: Sequence[tuple[str, Content]], width: int) -> list[Content]:
    """Muted labels, and their texts from a column on."""
    is_long = any(LABEL < len(label) + GAP <= LONG_LABEL for label, _ in rows)
    column = LONG_LABEL if is_long else LABEL
    return [
        line
        for label, text in rows
        for line in labelled_lines(label, text, width, column)
    ]


def labelled_lines(
    label: str, text: Content, width: int, column: int = LABEL
) -> list[Content]:
    """A muted label, and its text from a column on; right behind a long label, or below
    it if narrow.
    """
    lead = render(label, "$muted")
    if lead.cell_length + GAP > column:
        return wrap(concat(render(f"{with_colon(label)} ", "$muted"), text), width)
    if width < 3 * column:
        return [lead, *wrap(text, width)]
    return indent(lead + " " * (column - lead.cell_length), text, width)
