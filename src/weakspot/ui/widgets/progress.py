"""The progress of a player: mastery of the sections, and time, exams and mix-ups in
words.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.constants import MIXUP_ANSWERS
from weakspot.engine.mixups import Mixup
from weakspot.engine.overview import Overview
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.ui.widgets.bars import LONGEST_BAR, SHORTEST_BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    gutter,
    indent,
    pad,
    paint,
    render,
    spread,
    table_row,
    wrap_list,
)
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import RANGE
from weakspot.words.dates import ago_words, date_words, time_spent_words
from weakspot.words.estimates import section_share_words
from weakspot.words.numbers import range_words, times_words
from weakspot.words.summaries import exam_forecast_words, exam_words

RANGES_FROM = 60
"""The least width of a list with ranges; and with bars, below."""
BARS_FROM = 44
MARGINS = 11
"""Columns that a row takes beyond its name, share, bar and range."""

EXAMS_SHOWN = 5
MIXUPS_COUNTED = (
    "mix-ups",
    (
        f"beliefs behind your wrong answers; how often, in the last {MIXUP_ANSWERS} "
        "answers to each question"
    ),
)
"""What the list of mix-ups counts, for the help of the screens with it."""


class MasteryRows(Rows[SectionReport]):
    """The sections: each with its bar, its mastery and the range of that."""

    def head_lines(self, width: int) -> list[Content]:
        right = "range " if width >= RANGES_FROM else ""
        return [spread(paint("      Mastery", "bold"), paint(right, "$muted"), width)]

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        section, estimate = self.items[index], self.items[index].firm_estimate
        lead = gutter(here) + paint(f"{index + 1:>2}  ", "$muted")
        style = "" if section.answers or here else "$muted"
        share_width = max(len(section_share_words(other)) for other in self.items)
        name_width = max(paint(other.title).cell_length for other in self.items)
        room = (
            width
            - MARGINS
            - name_width
            - share_width
            - (RANGE + GAP if width >= RANGES_FROM else 0)
        )
        bar = max(SHORTEST_BAR, min(LONGEST_BAR, room))
        empty = paint("─" * bar, "$faint")  # while an estimate would mean nothing
        cells = (
            empty if estimate is None else mastery_bar(estimate, False, bar),
            paint(section_share_words(section), style),
            paint(
                "" if estimate is None else range_words(estimate.low, estimate.high),
                "$muted",
            ),
        )
        # less by one, as a blank stands at the end
        columns = {
            "": (bar, BARS_FROM - 1),
            "share": (-share_width, 0),
            "range": (-RANGE, RANGES_FROM - 1),
        }
        return [
            table_row(lead + paint(section.title, style), cells, columns, width - 1)
            + " "
        ]


class OverviewLines(ValueLines[Overview]):
    """Time spent, exams, topics that changed, and mix-ups, in words."""

    mixups: reactive[Sequence[Mixup] | None] = reactive(None, layout=True)
    learnt: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    slipping: reactive[Sequence[TopicReport]] = reactive((), layout=True)

    def describe(self, overview: Overview, width: int) -> list[Content]:
        spent = wrap_list(
            time_spent_words(overview.days, overview.today) or "none yet", width
        )
        lines = [paint("Time spent", "bold"), *spent]
        ahead = wrap_list(exam_forecast_words(overview.exam_forecast), width)
        lines += [Content(""), paint("An exam today", "bold"), *ahead]
        taken = exam_lines(overview, width) or wrap_list(
            "none yet: Exam on the first screen", width
        )
        lines += [Content(""), paint("Exams", "bold"), *taken]
        for title, topics in (
            ("Learnt since last week", self.learnt),
            ("Slipping", self.slipping),
        ):
            if topics:
                rows = [
                    self.changed_row(topic, overview.today, width) for topic in topics
                ]
                head = spread(
                    paint(title, "bold"), paint("last asked", "$muted"), width
                )
                lines += [Content(""), head, *rows]
        if self.mixups is not None:
            lines += [
                Content(""),
                paint("Mix-ups to repair", "bold"),
                *mixup_lines(self.mixups, width),
            ]
        return lines

    def changed_row(self, topic: TopicReport, today: str, width: int) -> Content:
        """A topic whose state is not what it was a week ago, and when it was last
        asked.
        """
        last = ago_words(topic.last_seen, today) if topic.last_seen else ""
        return spread(
            state_mark(topic.state) + paint(f" {topic.title}"),
            paint(last, "$muted"),
            width,
        )


def exam_lines(overview: Overview, width: int) -> list[Content]:
    """The last exams handed in, with their day and result, and the number of earlier
    ones.
    """
    shown, earlier = overview.exams[:EXAMS_SHOWN], overview.exams[EXAMS_SHOWN:]
    days = pad(date_words(exam.day, overview.today) for exam in shown)
    lines: list[Content] = []
    for day, exam in zip(days, shown, strict=True):
        lines += indent(
            paint(f"{day}   ", "$muted"), paint(exam_words(exam), "$muted"), width
        )
    return [*lines, paint(f"{len(earlier)} earlier", "$muted")] if earlier else lines


def mixup_lines(mixups: Sequence[Mixup], width: int) -> list[Content]:
    """Each belief with how often it was met; “none” if there is none."""
    if not mixups:
        return [paint("none", "$muted")]
    lines = []
    for mixup in mixups:
        often = paint(times_words(mixup.met), "$muted")
        lines += indent(Content(""), render(f"“{mixup.belief}”"), width, often)
    return lines
