"""The progress of a player: mastery of the sections, and time, exams and mix-ups in
words.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from textual.content import Content

from weakspot.engine.constants import MIXUP_ANSWERS
from weakspot.engine.mixups import Mixup
from weakspot.engine.overview import Overview
from weakspot.engine.report import SectionReport
from weakspot.ui.widgets.bars import LONGEST_BAR, SHORTEST_BAR, mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    indent,
    pad,
    paint,
    render,
    spread,
    table_row,
    wrap_list,
)
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.menu import CursorRow
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
"""The count in the list of mix-ups, for the help of the screens with it."""


def mastery_rows(
    sections: Sequence[SectionReport],
) -> Iterator[tuple[str | None, Laid]]:
    """The headings, then the sections by their place: each with its bar, its mastery
    and the range of that.
    """
    yield None, Laid(mastery_heads)
    for at in range(len(sections)):
        yield str(at), CursorRow(partial(mastery_lines, sections, at))


def mastery_heads(width: int) -> list[Content]:
    """The headings above the sections."""
    right = "range " if width >= RANGES_FROM else ""
    return [spread(paint("      Mastery", "bold"), paint(right, "$muted"), width)]


def mastery_lines(
    sections: Sequence[SectionReport], at: int, width: int, here: bool
) -> list[Content]:
    """The row of one of the sections; names and figures of all stand in columns."""
    section, estimate = sections[at], sections[at].firm_estimate
    name = paint(f"  {at + 1:>2}  ", "$muted")
    style = "" if section.answers or here else "$muted"
    share_width = max(len(section_share_words(other)) for other in sections)
    name_width = max(paint(other.title).cell_length for other in sections)
    range_width = RANGE + GAP if width >= RANGES_FROM else 0
    room = width - MARGINS - name_width - share_width - range_width
    bar = max(SHORTEST_BAR, min(LONGEST_BAR, room))
    # while an estimate would mean nothing
    figures = paint("" if section.is_off else "─" * bar, "$faint")
    reach = ""
    if estimate is not None:
        figures = mastery_bar(estimate, "", bar)
        reach = range_words(estimate.low, estimate.high)
    share = paint(section_share_words(section), style)
    # less by one, as a blank stands at the end
    columns = {
        "": (bar, BARS_FROM - 1),
        "share": (-share_width, 0),
        "range": (-RANGE, RANGES_FROM - 1),
    }
    cells = (figures, share, paint(reach, "$muted"))
    row = table_row(name + paint(section.title, style), cells, columns, width - 1)
    return [row + " "]


def time_lines(overview: Overview, width: int) -> list[Content]:
    """The time spent, and how an exam would go today."""
    spent = time_spent_words(overview.days, overview.today) or "none yet"
    return [
        paint("Time spent", "bold"),
        *wrap_list(spent, width),
        Content(""),
        paint("An exam today", "bold"),
        *wrap_list(exam_forecast_words(overview.exam_forecast), width),
    ]


def exam_lines(overview: Overview, width: int) -> list[Content]:
    """The last exams handed in, with their day and result, and the number of earlier
    ones.
    """
    lines = [Content(""), paint("Exams", "bold")]
    shown, earlier = overview.exams[:EXAMS_SHOWN], overview.exams[EXAMS_SHOWN:]
    days = pad(date_words(exam.day, overview.today) for exam in shown)
    for day, exam in zip(days, shown, strict=True):
        lines += indent(
            paint(f"{day}   ", "$muted"), paint(exam_words(exam), "$muted"), width
        )
    if not shown:
        lines += wrap_list("none yet: Exam on the first screen", width)
    return [*lines, paint(f"{len(earlier)} earlier", "$muted")] if earlier else lines


def changed_lines(
    title: str, keys: Iterable[str], overview: Overview, width: int
) -> list[Content]:
    """The topics whose state is not what it was a week ago, and when each was last
    asked; nothing if there are none.
    """
    reports = {
        topic.key: topic for section in overview.sections for topic in section.topics
    }
    rows = []
    for topic in (reports[key] for key in keys if key in reports):
        last = ago_words(topic.last_seen, overview.today) if topic.last_seen else ""
        name = state_mark(topic.state) + paint(f" {topic.title}")
        rows.append(spread(name, paint(last, "$muted"), width))
    head = spread(paint(title, "bold"), paint("last asked", "$muted"), width)
    return [Content(""), head, *rows] if rows else []


def repair_lines(mixups: Sequence[Mixup], width: int) -> list[Content]:
    """The mix-ups below their heading."""
    head = paint("Mix-ups to repair", "bold")
    return [Content(""), head, *mixup_lines(mixups, width)]


def mixup_lines(mixups: Sequence[Mixup], width: int) -> list[Content]:
    """Each belief with how often it was met; “none” if there is none."""
    if not mixups:
        return [paint("none", "$muted")]
    lines = []
    for mixup in mixups:
        often = paint(times_words(mixup.met), "$muted")
        lines += indent(Content(""), render(f"“{mixup.belief}”"), width, often)
    return lines
