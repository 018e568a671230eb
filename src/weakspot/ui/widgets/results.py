"""The results of a round: score, what moved, what to repair."""

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.engine.constants import MISSED_DAYS
from weakspot.engine.mixups import Mixup
from weakspot.engine.records import ExamScore
from weakspot.engine.report import TopicReport
from weakspot.engine.summary import Summary, split_moves
from weakspot.text import format_count, verdict_mark
from weakspot.ui.widgets.bars import (
    LONGEST_BAR,
    SHORTEST_BAR,
    figure_lines,
    figure_width,
    score_style,
)
from weakspot.ui.widgets.content import (
    GAP,
    NARROW,
    append_fitting,
    concat,
    cut,
    fit,
    indent,
    paint,
    render,
    spread,
    wrap,
)
from weakspot.ui.widgets.moves import move_lines
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.ui.widgets.progress import mixup_lines
from weakspot.ui.widgets.verdict_block import labelled_lines, show_lines
from weakspot.words.feedback import CLEARING_NOTE, Repair
from weakspot.words.summaries import score_words, section_words, tally_moves

BAR_SECONDS = 0.3
BACK_AGAIN = f"   for {MISSED_DAYS} days, {{}} on the first screen asks them again"
"""Today's round is not promised: it asks what is due only if nothing is more
worthwhile.
"""
ARROW = "   → "


class Results(msgspec.Struct, frozen=True):
    """The results of a round: `titles` of topics by key, `notes` on its end, a sentence
    each, `mixups` to repair, and the `missed_key` that plays what was missed, empty if
    all of that is muted; for an exam the `headline`, and its `sections` with how each
    went; for a placement the `lowest` topics, each with its section's title.
    """

    summed: Summary
    titles: Mapping[str, str]
    repairs: Sequence[Repair]
    mixups: Sequence[Mixup]
    streak: int
    notes: Sequence[str]
    missed_key: str
    headline: str = ""
    sections: Sequence[tuple[str, ExamScore]] = ()
    lowest: Sequence[tuple[TopicReport, str]] = ()


class LowestTopics(OptionRows):
    """The topics to look at first; at their ends the arrows scroll the screen, and the
    page keys always do.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "cursor_up":
            return bool(self.highlighted)
        if action == "cursor_down":
            return self.highlighted != self.option_count - 1
        return action not in ("page_up", "page_down")


class ResultsView(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Shows results: score, what moved, what to repair, and mix-ups."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    ResultsView { padding-left: 2; scrollbar-gutter: stable; }
    ResultsView .figure { width: auto; }
    ResultsView .score { height: auto; }
    ResultsView .whole { text-style: bold; }
    ResultsView .points { color: $muted; }
    ResultsView .whole { display: none; }
    ResultsView.-plain .whole, .-ascii ResultsView .whole { display: block; }
    ResultsView.-plain .figure, ResultsView.-plain .rest { display: none; }
    .-ascii ResultsView .figure, .-ascii ResultsView .rest { display: none; }
    ResultsView .notes, ResultsView .part { margin-top: 1; }
    .-short ResultsView .notes { margin-top: 0; }
    .-tall ResultsView .part { margin-top: 2; }
    """

    moved: reactive[float] = reactive(1.0)
    """How far the bars have moved, 0 to 1."""

    def __init__(self) -> None:
        super().__init__(id="body", classes="body")
        self.results: Results | None = None
        self.shows_why = False
        self.figure = Static(classes="figure")
        self.whole, self.rest = Static(classes="whole"), Static(classes="rest")
        self.points, self.tally = Static(classes="points"), Static()
        self.notes, self.lowest = Static(classes="notes"), LowestTopics()
        self.sections, self.repairs, self.mixups, self.moves, self.others = (
            Static(classes="part") for _ in range(5)
        )

    def compose(self) -> ComposeResult:
        with Horizontal(classes="score"):
            yield self.figure
            with Vertical(classes="score"):
                yield self.whole
                yield self.rest
                yield self.points
                yield self.tally
        yield self.notes
        yield self.lowest
        yield self.sections
        yield self.moves
        yield self.repairs
        yield self.mixups
        yield self.others

    def on_mount(self) -> None:
        """Move the bars from where they were, unless motion is off; no key waits for
        that.
        """
        if self.app.animation_level != "none":
            self.moved = 0.0
            self.animate("moved", 1.0, duration=BAR_SECONDS, easing="out_cubic")
        self.watch(self, "moved", self.show_moves, init=False)

    def on_resize(self) -> None:
        if self.results is not None:
            self.show(self.results)

    @property
    def room(self) -> int:
        """The width of a line, in cells; 0 before there is a layout."""
        return self.scrollable_content_region.width

    @property
    def is_short(self) -> bool:
        """True if the screen is so low that only the essential is shown."""
        return self.screen.has_class("-short")

    def show(self, results: Results) -> None:
        """Fill the widgets from these results."""
        self.results, width = results, self.room
        self.show_score(results)
        notes = [line for note in results.notes for line in wrap(paint(note), width)]
        show_lines(self.notes, notes)
        self.lowest.display = bool(results.lowest)
        self.lowest.show_rows(
            (topic.key, Row(paint(f"{topic.title}, in {section}"), wraps=True))
            for topic, section in results.lowest
        )
        show_lines(self.sections, section_lines(results.sections, width))
        self.show_moves()
        self.show_repairs()
        mixups = [paint("Mix-ups to repair", "bold")] if results.mixups else []
        if mixups:
            mixups += mixup_lines(results.mixups, width)
            mixups += wrap(paint(CLEARING_NOTE, "$muted"), width)
        show_lines(self.mixups, mixups)

    def show_score(self, results: Results) -> None:
        """Show the score as a big figure, with what it means beside it; in plain lines
        where there is no room for that.
        """
        summed = results.summed
        score = results.headline or score_words(summed)
        number, rest = score.split(" ", 1)
        bold, comma, quiet = rest.partition(",")
        earned = format_count(summed.points, "point")
        if summed.right and not summed.points:
            earned = "no points: an idea pays once a day"
        if results.streak:
            earned += f" · {results.streak}-day streak"
        tally = " · ".join(tally_moves(summed.moves))
        room = self.room - figure_width(int(number))
        is_long = max(cell_len(rest), cell_len(earned)) > room or self.room < NARROW
        self.set_class(is_long or self.is_short, "-plain")
        self.figure.update(Content("\n").join(figure_lines(int(number), [])))
        self.whole.update(paint(score))
        self.rest.update(paint(bold, "bold") + paint(f"{comma}{quiet}"))
        self.points.update(paint(earned))
        self.tally.update(paint(tally))
        self.tally.display = bool(tally)

    def show_moves(self) -> None:
        """Show how topics moved, as far as the bars have moved."""
        if self.results is None or not self.room:
            return
        first, others = split_moves(self.results.summed.moves)
        others_head = "Moved, too" if first else "What moved"
        parts = (self.moves, "What moved", first), (self.others, others_head, others)
        for widget, head, moves in parts:
            lines = [paint(head, "bold")] if moves else []
            if moves:
                titles = self.results.titles
                lines += move_lines(moves, titles, self.room, self.moved)
            show_lines(widget, lines)

    def show_repairs(self) -> None:
        """Show what was missed, and why if that is wanted."""
        if self.results is None:
            return
        key, repairs = self.results.missed_key, self.results.repairs
        again = [BACK_AGAIN.format(key)] if key else []
        lines = [append_fitting(paint("To repair", "bold"), again, self.room)]
        for at, repair in enumerate(repairs):
            if self.shows_why and at:
                lines.append(Content(""))
            lines += repair_lines(
                repair, self.room, self.shows_why, is_cut=self.is_short
            )
        show_lines(self.repairs, lines if repairs else [])


def section_lines(
    sections: Sequence[tuple[str, ExamScore]], width: int
) -> list[Content]:
    """A heading, and how each section of an exam went, with a bar if there is room."""
    if not sections:
        return []
    words = [paint(section_words(graded), "$muted") for _, graded in sections]
    room = max(text.cell_length for text in words)
    longest = max(paint(title).cell_length for title, _ in sections)
    bar = min(LONGEST_BAR, width - longest - room - 2 * GAP)
    lines = [paint("By section", "bold")]
    for (title, graded), text in zip(sections, words, strict=True):
        end = fit(text, room, right=True)
        if bar >= SHORTEST_BAR:
            end = concat(share_bar(graded, bar), " " * GAP, end)
        lines.append(spread(paint(title), end, width))
    return lines


def share_bar(graded: ExamScore, width: int) -> Content:
    """A bar as long as the share that was right; amber below the pass mark."""
    full = round(graded.share * width)
    style = "$accent" if graded.is_passed else "$warning"
    return concat(("━" * full, style), ("─" * (width - full), "$faint"))


def repair_lines(
    repair: Repair, width: int, shows_why: bool, is_cut: bool
) -> list[Content]:
    """What was missed; below it what is right, when it is asked again, and why."""
    mark = paint(f"{verdict_mark(repair.score)}  ", score_style(repair.score))
    if is_cut and not shows_why:
        lines = [cut(mark + render(repair.prompt), width)]
    else:
        lines = indent(mark, render(repair.prompt), width)
    when = paint(repair.due, "$muted") if width >= 60 else Content("")
    arrow, right = paint(ARROW, "$muted"), render(repair.right, "$muted")
    first, *rest = indent(arrow, right, width - when.cell_length - GAP)
    lines += [spread(first, when, width), *rest]
    if shows_why:
        margin = " " * cell_len(ARROW)
        room = width - len(margin)
        why = wrap(render(repair.explain), room)
        for label, text in repair.details:
            why += labelled_lines(label, paint(text), room)
        lines += [concat(margin, line) for line in why]
    return lines
