"""How sections and topics stand: lists, figures in words, the page of a topic."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.calendar import time_spent_words
from weakspot.engine.constants import MIXUP_ANSWERS
from weakspot.engine.mixups import Mixup
from weakspot.engine.overview import Overview, exam_forecast_words, exam_words
from weakspot.engine.report import SectionReport, TopicReport, section_share_words
from weakspot.text import ago_words, date_words, range_words, times_words
from weakspot.ui.widgets.bars import BAR, SHORTEST_BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    assemble,
    fit,
    gutter,
    indent,
    join_cells,
    pad,
    paint,
    render,
    spread,
    wrap_list,
)
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import RANGE

RANGED = 60
"""Columns from which a list has bars and ranges."""
BARRED = 44
FIGURES = 11
"""Columns that a row takes beside its name, its share, its bar and its range."""

EXAMS_SHOWN = 5
MIXUPS_COUNTED = (
    "mix-ups",
    f"beliefs behind your wrong answers; how often, in the last {MIXUP_ANSWERS} answers to each question",
)
"""What the list of mix-ups counts, for the help of the screens that show it."""


class MasteryRows(Rows[SectionReport]):
    """The sections: each with its bar, its mastery and the range of it."""

    def head_lines(self, width: int) -> list[Content]:
        right = "range " if width >= RANGED else ""
        return [spread(paint("      Mastery", "bold"), paint(right, "$muted"), width)]

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        one = self.items[index]
        lead = gutter(here) + paint(f"{index + 1:>2}  ", "$muted")
        style = "" if one.answers or here else "$muted"
        shares = max(len(section_share_words(section)) for section in self.items)
        cells = [fit(paint(section_share_words(one), style), shares, right=True)]
        stands = one.stands if one.has_enough_answers else None
        if width >= BARRED:
            names = max(paint(section.title).cell_length for section in self.items)
            room = width - FIGURES - names - shares - (RANGE + GAP if width >= RANGED else 0)
            bar = max(SHORTEST_BAR, min(BAR, room))
            empty = assemble(("─" * bar, "$faint"))  # while an estimate would mean nothing
            cells.insert(0, empty if stands is None else mastery_bar(stands, False, bar))
        if width >= RANGED:
            words = "" if stands is None else range_words(stands.low, stands.high)
            cells.append(fit(paint(words, "$muted"), RANGE, right=True))
        return [spread(lead + paint(one.title, style), join_cells(cells) + Content(" "), width)]


class OverviewLines(ValueLines[Overview]):
    """Time, exams, what changed and mix-ups: what there is, in words."""

    mixups: reactive[Sequence[Mixup] | None] = reactive(None, layout=True)
    learnt: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    slipping: reactive[Sequence[TopicReport]] = reactive((), layout=True)

    def describe(self, one: Overview, width: int) -> list[Content]:
        lines = [
            paint("Time spent", "bold"),
            *wrap_list(time_spent_words(one.days, one.today) or "none yet", width),
        ]
        ahead = wrap_list(exam_forecast_words(one.exam_forecast), width)
        lines += [Content(""), paint("An exam today", "bold"), *ahead]
        taken = exam_lines(one, width) or wrap_list("none yet: Exam on the first screen", width)
        lines += [Content(""), paint("Exams", "bold"), *taken]
        for title, topics in (("Learnt since last week", self.learnt), ("Slipping", self.slipping)):
            if topics:
                rows = [self.changed_row(topic, one.today, width) for topic in topics]
                head = spread(paint(title, "bold"), paint("last asked", "$muted"), width)
                lines += [Content(""), head, *rows]
        if self.mixups is not None:
            lines += [Content(""), paint("Mix-ups to repair", "bold"), *mixup_lines(self.mixups, width)]
        return lines

    def changed_row(self, topic: TopicReport, today: str, width: int) -> Content:
        """A topic that stands otherwise than a week ago, and when it was asked last."""
        last = ago_words(topic.last_seen, today) if topic.last_seen else ""
        return spread(state_mark(topic.state) + paint(f" {topic.title}"), paint(last, "$muted"), width)


def exam_lines(one: Overview, width: int) -> list[Content]:
    """Each of the last exams that were handed in: when, and how it went; how many there were before."""
    shown, earlier = one.exams[:EXAMS_SHOWN], one.exams[EXAMS_SHOWN:]
    days = pad(date_words(exam.day, one.today) for exam in shown)
    lines = [
        line
        for day, exam in zip(days, shown, strict=True)
        for line in indent(paint(f"{day}   ", "$muted"), paint(exam_words(exam), "$muted"), width)
    ]
    return [*lines, paint(f"{len(earlier)} earlier", "$muted")] if earlier else lines


def mixup_lines(mixups: Sequence[Mixup], width: int) -> list[Content]:
    """Each belief with how often it was met; a word where there is none."""
    if not mixups:
        return [paint("none", "$muted")]
    lines = []
    for mixup in mixups:
        often = paint(times_words(mixup.met), "$muted")
        lines += indent(Content(""), render(f"“{mixup.belief}”"), width, often)
    return lines
