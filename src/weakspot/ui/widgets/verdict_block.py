"""The block below a graded question: its verdict, why, and what that did to the
topic.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from weakspot.engine.session import Outcome
from weakspot.engine.values import with_colon
from weakspot.ui.widgets.bars import score_style
from weakspot.ui.widgets.content import GAP, concat, paint, render
from weakspot.ui.widgets.moves import move_line
from weakspot.words.feedback import SEEN_NOTE, Feedback

LABEL, LONG_LABEL = 12, 15
"""The width of the labels of reasons; the second beside one like “Not because 2”."""
FRAME, EDGE = 88, 3
"""The width of the screen's frame, and of the stroke beside the block."""
MOVE = 46
"""The most room of how the topic moved, beside the verdict."""


class ShownVerdict(NamedTuple):
    """A graded question: its feedback, outcome, any details, and what is promised of
    it.

    `seen` if the player had seen its answer: then nothing moved.
    """

    feedback: Feedback
    outcome: Outcome
    details: Sequence[tuple[str, str]] = ()
    seen: bool = False
    promise: str = ""


class LabelledText(Horizontal):
    """A muted label, and its text beside it."""

    def __init__(self) -> None:
        self.label, self.text = Static(classes="label"), Static(classes="text")
        super().__init__(self.label, self.text)


class LabelledTexts(Vertical):
    """Muted labels, each with its text beside it, or below it if narrow."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    LabelledTexts, LabelledText { height: auto; }
    LabelledTexts .label { width: 12; color: $muted; }
    LabelledTexts.-long .label { width: 15; }
    LabelledTexts .text { width: 1fr; }
    .-narrow LabelledText { layout: vertical; }
    .-narrow LabelledTexts .label { width: 100%; }
    """

    def __init__(self, classes: str) -> None:
        super().__init__(classes=classes)
        self.texts: list[LabelledText] = []

    def fill(self, rows: Sequence[tuple[str, Content]]) -> None:
        """Show these labels and texts."""
        while len(self.texts) < len(rows):
            self.texts.append(LabelledText())
            self.mount(self.texts[-1])
        for at, shown in enumerate(self.texts):
            shown.display = at < len(rows)
            if at < len(rows):
                label, text = rows[at]
                if len(label) + GAP > LONG_LABEL:  # the text goes on behind it
                    text = concat(render(f"{with_colon(label)} ", "$muted"), text)
                    label = ""
                shown.label.display = bool(label)
                shown.label.update(render(label))
                shown.text.update(text)
        is_long = any(LABEL < len(label) + GAP <= LONG_LABEL for label, _ in rows)
        self.set_class(is_long, "-long")
        self.display = bool(rows)


class VerdictBlock(Vertical):
    """Verdict and what it did to the topic, explanation, reasons, mix-ups, source; any
    details.
    """

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    VerdictBlock { height: auto; margin-top: 1; }
    VerdictBlock .block { height: auto; padding-left: 2; border-left: outer $error; }
    VerdictBlock.-right .block { border-left: outer $success; }
    VerdictBlock.-partly .block { border-left: outer $warning; }
    VerdictBlock .head { height: auto; }
    VerdictBlock .word { width: 1fr; text-style: bold; color: $error; }
    VerdictBlock.-right .word { color: $success; }
    VerdictBlock.-partly .word { color: $warning; }
    VerdictBlock .move { width: auto; }
    .-narrow VerdictBlock .head, VerdictBlock.-stacked .head { layout: vertical; }
    .-narrow VerdictBlock .word, VerdictBlock.-stacked .word { width: 100%; }
    VerdictBlock .reasons { margin-top: 1; }
    .-short VerdictBlock .reasons { margin-top: 0; }
    VerdictBlock .sure { color: $muted; }
    VerdictBlock .seen { color: $muted; margin: 1 0 0 2; }
    VerdictBlock .details { margin: 1 0 0 2; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.word, self.move = Static(classes="word"), Static(classes="move")
        self.sure, self.explain = Static(classes="sure"), Static(classes="explain")
        self.reasons = LabelledTexts(classes="reasons")
        self.note = Static(SEEN_NOTE, classes="seen", markup=False)
        self.details = LabelledTexts(classes="details")

    def compose(self) -> ComposeResult:
        with Vertical(classes="block"):
            with Horizontal(classes="head"):
                yield self.word
                yield self.move
            yield self.sure
            yield self.explain
            yield self.reasons
        yield self.note
        yield self.details

    def show(self, shown: ShownVerdict | None) -> None:
        """Show a graded question; nothing before it is."""
        self.display = shown is not None
        if shown is None:
            return
        feedback, outcome = shown.feedback, shown.outcome
        style = score_style(outcome.verdict.score)
        self.set_class(style == "$success", "-right")
        self.set_class(style == "$warning", "-partly")
        self.word.update(paint(feedback.word))
        move = None if outcome.disputed or shown.seen else outcome.move
        self.move.display = move is not None
        if move is not None:
            lead = paint("topic  ", "$muted")
            room = min(FRAME, self.screen.size.width) - 2 * GAP - EDGE
            moved = lead + move_line(move, min(MOVE, room) - lead.cell_length)
            self.move.update(moved)
            self.set_class(
                len(feedback.word) + GAP + moved.cell_length > room, "-stacked"
            )
        self.sure.display = bool(feedback.sure)
        self.sure.update(paint(feedback.sure))
        self.explain.display = bool(feedback.explain)
        self.explain.update(render(feedback.explain))
        reasons = [("Worked out", feedback.work)] if feedback.work else []
        reasons += feedback.reasons
        reasons += [("A mix-up", f"“{belief}”") for belief in feedback.mixups]
        rows = [(label, render(text)) for label, text in reasons]
        if feedback.source:
            rows.append(("Source", paint(feedback.source, "$muted")))
        if shown.promise:
            rows.append(("Next", paint(shown.promise, "$muted")))
        self.reasons.fill(rows)
        self.note.display = shown.seen and not outcome.disputed
        self.details.fill(
            [(label, paint(text)) for label, text in shown.details if label != "Source"]
        )
