"""The block below a graded question: its verdict, why, and what that did to the
topic.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from weakspot.engine.session import Move, Outcome
from weakspot.engine.values import with_colon
from weakspot.ui.widgets.bars import score_style
from weakspot.ui.widgets.content import GAP, concat, indent, paint, render, wrap
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.moves import verdict_and_move
from weakspot.words.feedback import SEEN_NOTE, Feedback

EDGE = Content("▌  ")
"""The stroke beside the lines from the verdict to the source."""

LABEL, LONG_LABEL = 12, 15
"""The width of the labels of reasons; the second beside one like “Not because 2”."""


class ShownVerdict(NamedTuple):
    """A graded question: its feedback, outcome, and any details.

    `seen` if the player had seen its answer: then nothing moved.
    """

    feedback: Feedback
    outcome: Outcome
    details: Sequence[tuple[str, str]] = ()
    seen: bool = False


class VerdictBlock(ValueLines[ShownVerdict]):
    """Verdict and what it did to the topic, explanation, reasons, mix-ups, source; any
    details.
    """

    first_rows = 0
    """The number of rows to the end of the explanation, with the blank one above the
    verdict.
    """
    reason_rows = 0
    """The number of rows to the end of the reasons, if there are any."""

    def on_resize(self) -> None:
        """Tell the screen, as the body does not if the answer became shorter by as many
        rows.
        """
        self.post_message(Body.LayoutChanged(resized=False))

    def describe(self, shown: ShownVerdict, width: int) -> list[Content]:
        outcome = shown.outcome
        style = score_style(outcome.verdict.score)
        edge = EDGE.stylize(style)
        moved = None if outcome.disputed or shown.seen else outcome.move
        reasons = self.reason_lines(
            shown.feedback, style, moved, width - EDGE.cell_length
        )
        block = [Content(""), *(concat(edge, line) for line in reasons)]
        if shown.seen and not outcome.disputed:
            note = wrap(paint(SEEN_NOTE, "$muted"), width - GAP)
            block += [Content(""), *(concat(" " * GAP, line) for line in note)]
        return [*block, *self.detail_lines(shown.details, width - GAP)]

    def detail_lines(
        self, details: Sequence[tuple[str, str]], width: int
    ) -> list[Content]:
        """The lines of the details, if there are any, without the source, which is
        already above.
        """
        wanted = [(label, paint(text)) for label, text in details if label != "Source"]
        lines = [
            line
            for label, text in wanted
            for line in labelled_lines(label, text, width)
        ]
        return (
            [Content(""), *(concat(" " * GAP, line) for line in lines)] if lines else []
        )

    def reason_lines(
        self, block: Feedback, style: str, move: Move | None, width: int
    ) -> list[Content]:
        """The lines beside the edge, from the verdict, and how it moved the topic, to
        the source.
        """
        lines = wrap(paint(block.word, f"bold {style}"), width)
        if move is not None:
            lines[-1:] = verdict_and_move(lines[-1], move, width)
        if block.sure:
            lines += wrap(paint(block.sure, "$muted"), width)
        lines += wrap(render(block.explain), width)
        self.first_rows = self.reason_rows = 1 + len(lines)
        reasons = [("Worked out", block.work)] if block.work else []
        reasons += [
            *block.reasons,
            *(("A mix-up", f"“{belief}”") for belief in block.mixups),
        ]
        if reasons or not self.is_short:
            lines.append(Content(""))
        is_long = any(LABEL < len(label) + GAP <= LONG_LABEL for label, _ in reasons)
        column = LONG_LABEL if is_long else LABEL
        for label, text in reasons:
            lines += labelled_lines(label, render(text), width, column)
            self.reason_rows = 1 + len(lines)
        return [
            *lines,
            *labelled_lines("Source", paint(block.source, "$muted"), width, column),
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
    if width < 3 * LABEL:
        return [lead, *wrap(text, width)]
    return indent(lead + " " * (column - lead.cell_length), text, width)
