"""The results of a round: score, what moved, what to repair."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.constants import MISSED_DAYS
from weakspot.engine.mixups import Mixup
from weakspot.engine.session import Move
from weakspot.engine.summary import Summary, split_moves
from weakspot.text import format_count, verdict_mark
from weakspot.ui.widgets.bars import figure_lines, figure_width, score_style
from weakspot.ui.widgets.content import (
    GAP,
    append_fitting,
    cut,
    indent,
    paint,
    render,
    spread,
)
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.moves import move_lines
from weakspot.ui.widgets.progress import mixup_lines
from weakspot.ui.widgets.verdict import labelled_lines
from weakspot.words.feedback import CLEARING_NOTE, Repair
from weakspot.words.summaries import score_words, tally_moves

BAR_SECONDS = 0.3
BACK_AGAIN = f"   {{}} on the first screen plays them, for {MISSED_DAYS} days"
"""Today's round is not promised: it asks what is due only if nothing is more
worthwhile.
"""
ARROW = "   → "


class Results(msgspec.Struct, frozen=True):
    """The results of a round: `titles` of topics by key, `notes` on its end, a sentence
    each, `mixups` to repair, and the `missed_key` that plays what was missed, empty if
    all of that is muted; for an exam the `headline`, and its `sections` with how each
    went.
    """

    summed: Summary
    titles: Mapping[str, str]
    repairs: Sequence[Repair]
    mixups: Sequence[Mixup]
    streak: int
    notes: Sequence[str]
    missed_key: str
    headline: str = ""
    sections: Sequence[tuple[str, str]] = ()


class ResultLines(ValueLines[Results]):
    """The lines of the results: score, what moved, what to repair, and mix-ups."""

    DEFAULT_CSS = "ResultLines { margin-left: 2; }"

    moved: reactive[float] = reactive(1.0)
    """How far the bars have moved, 0 to 1."""
    shows_why: reactive[bool] = reactive(False, layout=True)
    """Whether each repair also says why, and where that is explained."""
    repairs_at = 0
    """The row of the heading `To repair`."""

    def on_mount(self) -> None:
        """Move the bars from where they were, unless motion is off; no key waits for
        that.
        """
        if self.app.animation_level != "none":
            self.moved = 0.0
            self.animate("moved", 1.0, duration=BAR_SECONDS, easing="out_cubic")

    def describe(self, results: Results, width: int) -> list[Content]:
        gap, lines = self.gap_lines, self.score_lines(results, width)
        if results.notes and not self.is_short:
            lines.append(Content(""))  # below the figure, not beside it
        for note in results.notes:
            words = note.lstrip()
            lines += indent(paint(note.removesuffix(words)), paint(words), width)
        if results.sections:
            lines += [*gap, paint("By section", "bold")]
            lines += [
                spread(paint(title), paint(text, "$muted"), width)
                for title, text in results.sections
            ]
        first, others = split_moves(results.summed.moves)
        lines += self.move_rows("What moved", first, results, width)
        if results.repairs:
            again = (
                (BACK_AGAIN.format(results.missed_key),) if results.missed_key else ()
            )
            head = append_fitting(paint("To repair", "bold"), again, width)
            self.repairs_at = len(lines) + len(gap)
            lines += [*gap, head, *self.repair_lines(results.repairs, width)]
        if results.mixups:
            lines += [
                *gap,
                paint("Mix-ups to repair", "bold"),
                *mixup_lines(results.mixups, width),
            ]
            lines += paint(CLEARING_NOTE, "$muted").wrap(width)
        return lines + self.move_rows(
            "Moved, too" if first else "What moved", others, results, width
        )

    def move_rows(
        self, head: str, moves: Sequence[Move], results: Results, width: int
    ) -> list[Content]:
        """A row for each topic below the heading; nothing if there are no moves."""
        if not moves:
            return []
        return [
            *self.gap_lines,
            paint(head, "bold"),
            *move_lines(moves, results.titles, width, self.moved),
        ]

    def score_lines(self, results: Results, width: int) -> list[Content]:
        """The score as a big figure, with what it means beside it; in plain lines if
        that does not fit.
        """
        summed, streak = results.summed, results.streak
        score = results.headline or score_words(summed)
        number, rest = score.split(" ", 1)
        bold, comma, quiet = rest.partition(",")
        earned = format_count(summed.points, "point")
        if summed.right and not summed.points:
            earned = "no points: an idea pays once a day"
        points = paint(
            f"{earned} · {streak}-day streak" if streak else earned, "$muted"
        )
        counts = tally_moves(summed.moves)
        room = width - figure_width(int(number))
        if (
            not self.has_big_figures
            or width < 50
            or max(cell_len(rest), points.cell_length) > room
        ):
            texts = [paint(score, "bold"), points]
            if counts:
                texts.append(paint(" · ".join(counts)))
            return [line for text in texts for line in text.wrap(width)]
        best = cut(paint(" · ".join(counts)), room)
        texts = [paint(bold, "bold") + paint(f"{comma}{quiet}"), points, best]
        return figure_lines(int(number), texts)

    def repair_lines(self, repairs: Sequence[Repair], width: int) -> list[Content]:
        """What was missed, cut on a short screen; below it what is right, when it is
        asked again, and why.
        """
        lines = []
        for at, repair in enumerate(repairs):
            mark = paint(f"{verdict_mark(repair.score)}  ", score_style(repair.score))
            when = paint(repair.due, "$muted") if width >= 60 else Content("")
            if self.shows_why and at:
                lines.append(Content(""))
            if self.is_short and not self.shows_why:
                lines.append(cut(mark + render(repair.prompt), width))
            else:
                lines += indent(mark, render(repair.prompt), width)
            arrow, right = paint(ARROW, "$muted"), render(repair.right, "$muted")
            first, *rest = indent(arrow, right, width - when.cell_length - GAP)
            lines += [spread(first, when, width), *rest]
            if self.shows_why:
                lines += self.why_lines(repair, width)
        return lines

    def why_lines(self, repair: Repair, width: int) -> list[Content]:
        """Why the answer is right, and the details, below it."""
        margin = Content(" " * cell_len(ARROW))
        room = width - margin.cell_length
        lines = render(repair.explain).wrap(room)
        for label, text in repair.details:
            lines += labelled_lines(label, paint(text), room)
        return [margin + line for line in lines]
