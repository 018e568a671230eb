"""Lines beside the lists of the first screen: more of the row at the cursor."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from weakspot.engine.report import SectionReport, TopicReport
from weakspot.engine.today import PART_OF
from weakspot.ui.widgets.content import (
    GAP,
    concat,
    cut,
    fit,
    join_cells,
    paint,
    spread,
    wrap,
)
from weakspot.ui.widgets.topics import figure_cells, mastery_cell, name_topic
from weakspot.words.dates import date_words

BAR = 10
HEADS = {
    "again": ("Come back", "missed some days ago"),
    "repair": ("To repair", "where you are weak, or may be"),
    "new": ("New", "where most is to be learnt"),
    "keep": ("To keep", "known, and about to fade"),
}
"""The heading of each part of today's round, and what it asks."""


class Asked(NamedTuple):
    """A question that a round asks: why, its topic, and when its idea was asked last,
    None if never.
    """

    reason: str
    topic: str
    last: str | None


def plan_lines(
    questions: Sequence[Asked],
    topics: Mapping[str, TopicReport],
    width: int,
) -> list[Content]:
    """The topics that today's round asks about, part by part."""
    lines: list[Content] = []
    for part, (head, words) in HEADS.items():
        asked = [one for one in questions if PART_OF[one.reason] == part]
        if not asked:
            continue
        lines += [Content("")] if lines else []
        lines.append(cut(concat((head, "bold"), (f"   {words}", "$muted")), width))
        last = {one.topic: one.last for one in asked}
        reports = [topics[key] for key in last if key in topics]
        if part == "again":
            days = [f"missed {date_words(day)}" if day else "" for day in last.values()]
            for topic, day in zip(reports, days, strict=False):
                lines.append(spread(name_topic(topic), paint(day, "$muted"), width))
        elif part == "repair":
            lines += topic_rows(reports, width)
        else:
            lines += two_columns([name_topic(topic) for topic in reports], width)
    return lines


def topic_rows(topics: Iterable[TopicReport], width: int) -> list[Content]:
    """Topics with their bars and figures."""
    shown = list(topics)
    figure = max((mastery_cell(topic).cell_length for topic in shown), default=0)
    lines = []
    for topic in shown:
        bar, _, _ = figure_cells(topic, BAR)
        cells = [fit(bar, BAR), fit(mastery_cell(topic), figure, right=True)]
        lines.append(spread(name_topic(topic), join_cells(cells), width))
    return lines


def section_preview(section: SectionReport, about: str, width: int) -> list[Content]:
    """The lines about a section, then a row for each of its topics."""
    told = [*wrap(paint(about, "$muted"), width), Content("")] if about else []
    return [*told, *topic_rows(section.topics, width)]


def two_columns(cells: Sequence[Content], width: int) -> list[Content]:
    """The cells in two columns, the left one filled first."""
    column, half = (width - GAP) // 2, -(-len(cells) // 2)
    left, right = cells[:half], [*cells[half:], Content("")]
    return [
        join_cells([fit(one, column), fit(other, column)])
        for one, other in zip(left, right, strict=False)
    ]
