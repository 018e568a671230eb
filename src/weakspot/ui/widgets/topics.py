"""Rows of topics: their figures, and what these rest on."""

from textual.content import Content

from weakspot.engine.report import TopicReport
from weakspot.ui.widgets.bars import mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    Columns,
    paint,
)
from weakspot.ui.widgets.option_rows import HeadRow, TableRow
from weakspot.words.dates import ago_words
from weakspot.words.estimates import tally_words
from weakspot.words.numbers import percent, range_words

BAR, RANGE = 16, len("10 to 100")
FIGURES: Columns = {"": (BAR, 106), "mastery": (-5, 0), "range": (-RANGE, 70)}
STANDING: Columns = {**FIGURES, "answers": (16, 0), "last asked": (12, 84)}
"""The columns of lists of topics: their figures, and with what these rest on."""


def name_topic(topic: TopicReport) -> Content:
    """A topic's mark and name."""
    return state_mark(topic.state) + paint(f" {topic.title}")


def standing_row(topic: TopicReport, today: str) -> TableRow:
    """A topic with its figures, and the answers they rest on."""
    cells = standing_cells(topic, today)
    return TableRow(name_topic(topic), cells, STANDING, mastery_cell(topic))


STANDING_HEADS = HeadRow(Content(""), STANDING)


def figure_cells(topic: TopicReport) -> list[Content]:
    """A topic's bar, mastery and range; blank while an estimate would mean nothing."""
    estimate = topic.firm_estimate
    if estimate is None:
        return [Content("")] * len(FIGURES)
    bar = mastery_bar(estimate, topic.state, BAR)
    reach = paint(range_words(estimate.low, estimate.high), "$muted")
    return [bar, paint(percent(estimate.mastery)), reach]


def mastery_cell(topic: TopicReport) -> Content:
    """A topic's mastery; the plain facts while an estimate would mean nothing."""
    facts = tally_words(topic.answers, topic.misses, brief=True)
    return figure_cells(topic)[1] or paint(facts, "$muted")


def standing_cells(topic: TopicReport, today: str) -> list[Content]:
    """The figures of a topic, and the answers they rest on."""
    answers = "nothing to ask"
    if topic.questions:
        answers = tally_words(topic.answers, topic.misses)
    last = "" if topic.last_seen is None else ago_words(topic.last_seen, today)
    return [*figure_cells(topic), paint(answers, "$muted"), paint(last, "$muted")]
