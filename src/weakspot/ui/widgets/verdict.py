"""The block below a graded question: what it was, why, and what it did to the topic."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.feedback import Feedback
from weakspot.engine.session import Move
from weakspot.ui.widgets.bars import move_lines
from weakspot.ui.widgets.lines import Lines, hanging, plain, told

LABEL = 12
"""Columns for the label before a reason."""


class VerdictBlock(Lines):
    """Word, explanation, why not yours, the mix-up, the source."""

    DEFAULT_CSS = """
    VerdictBlock {
        display: none; margin-top: 1; padding: 0 2;
        border-left: outer $error;
    }
    VerdictBlock.right { border-left: outer $success; }
    VerdictBlock.partly { border-left: outer $warning; }
    VerdictBlock.shown { display: block; }
    """

    told: reactive[Feedback | None] = reactive(None, layout=True)

    def show(self, words: Feedback | None, score: float) -> None:
        """Show the words in the colour of the score; None hides the block."""
        self.set_class(words is not None, "shown")
        self.set_class(score >= 1, "right")
        self.set_class(0 < score < 1, "partly")
        self.told = words

    def build(self, width: int) -> list[Content]:
        if self.told is None:
            return []
        style = "$success" if self.has_class("right") else "$error"
        if self.has_class("partly"):
            style = "$warning"
        lines = [plain(self.told.word, f"bold {style}")]
        lines += told(self.told.explain).wrap(width)
        reasons: list[Content] = []
        if self.told.work:
            reasons += labelled("Worked out", told(self.told.work), width)
        for label, why in self.told.reasons:
            reasons += labelled(label, told(why), width)
        for belief in self.told.mixups:
            reasons += labelled("A mix-up", told(f"“{belief}”"), width)
        if reasons:
            lines += [Content(""), *reasons]
        air = [Content("")] if reasons or self.is_tall else []
        return [*lines, *air, *plain(self.told.source, "$muted").wrap(width)]


class MoveLine(Lines):
    """What the answer did to its topic."""

    DEFAULT_CSS = "MoveLine { display: none; margin: 1 0 0 2; } MoveLine.shown { display: block; }"

    move: reactive[Move | None] = reactive(None, layout=True)
    topic: reactive[str] = reactive("")

    def build(self, width: int) -> list[Content]:
        if self.move is None:
            return []
        return move_lines([self.move], {self.move.topic: self.topic}, width)


def labelled(label: str, text: Content, width: int) -> list[Content]:
    """A muted label and its text; the text behind a long label, or below where there is no room beside."""
    lead = plain(label, "$muted")
    if lead.cell_length >= LABEL:
        return (lead + plain(": ", "$muted") + text).wrap(width)
    if width < 3 * LABEL:
        return [lead, *text.wrap(width)]
    return hanging(lead + Content(" " * (LABEL - lead.cell_length)), text, width)
