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

    DEFAULT_CSS = "VerdictBlock { margin-top: 1; }"

    told: reactive[Feedback | None] = reactive(None, layout=True)

    score: reactive[float] = reactive(0.0)

    def build(self, width: int) -> list[Content]:
        if self.told is None:
            return []
        style = "$success" if self.score >= 1 else "$warning" if self.score > 0 else "$error"
        bar = Content.assemble(("▌  ", style))
        return [bar + line for line in self.reasons(self.told, style, width - bar.cell_length)]

    def reasons(self, block: Feedback, style: str, width: int) -> list[Content]:
        """The lines beside the bar."""
        lines = [plain(block.word, f"bold {style}"), *told(block.explain).wrap(width)]
        reasons: list[Content] = []
        for number, why in block.whys:
            reasons += labelled(f"Why not {number}", told(why), width)
        for belief in block.mixups:
            reasons += labelled("A mix-up", told(f"“{belief}”"), width)
        if reasons:
            lines += [Content(""), *reasons]
        air = [Content("")] if reasons or self.is_tall else []
        return [*lines, *air, *plain(block.source, "$muted").wrap(width)]


class MoveLine(Lines):
    """What the answer did to its topic."""

    DEFAULT_CSS = "MoveLine { margin: 1 0 0 2; }"

    move: reactive[Move | None] = reactive(None, layout=True)
    topic: reactive[str] = reactive("")

    def build(self, width: int) -> list[Content]:
        if self.move is None:
            return []
        return move_lines([self.move], {self.move.topic: self.topic}, width)


def labelled(label: str, text: Content, width: int) -> list[Content]:
    """A muted label and its text; the text below it where there is no room beside."""
    if width < 3 * LABEL:
        return [plain(label, "$muted"), *text.wrap(width)]
    lead = plain(label, "$muted")
    return hanging(lead + Content(" " * (LABEL - lead.cell_length)), text, width)
