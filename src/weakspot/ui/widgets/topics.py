"""Rows of topics: their figures, and what these rest on."""

from textual.content import Content

from weakspot.engine.mastery import Estimate
from weakspot.engine.report import TopicReport
from weakspot.text import UNICODE_MARKS
from weakspot.ui.widgets.bars import mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    Columns,
    concat,
    join_cells,
    paint,
    spread,
)
from weakspot.ui.widgets.option_rows import HeadRow, TableRow
from weakspot.words.dates import ago_words
from weakspot.words.estimates import (
    repair_slots,
    standing_word,
    tally_words,
    until_words,
)
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


def figure_cells(topic: TopicReport, bar: int) -> list[Content]:
    """A topic's bar of so many cells, its mastery and range; blank while an estimate
    would mean nothing.
    """
    estimate = topic.firm_estimate
    if estimate is None:
        return [Content("")] * len(FIGURES)
    reach = paint(range_words(estimate.low, estimate.high), "$muted")
    mastery = paint(percent(estimate.mastery))
    return [mastery_bar(estimate, topic.state, bar), mastery, reach]


def mastery_cell(topic: TopicReport) -> Content:
    """A topic's mastery; the plain facts while an estimate would mean nothing."""
    facts = tally_words(topic.answers, topic.misses, brief=True)
    return figure_cells(topic, BAR)[1] or paint(facts, "$muted")


def bar_line(topic: TopicReport, estimate: Estimate, width: int) -> Content:
    """A topic's estimate in a line: its bar, as long as there is room, and its
    mastery.
    """
    figure = paint(percent(estimate.mastery))
    bar = mastery_bar(estimate, topic.state, width - figure.cell_length - GAP)
    return spread(bar, figure, width)


def state_line(topic: TopicReport) -> Content:
    """The signs and words of what repairs a topic if it is weak; else its state."""
    if topic.state != "weak":
        return paint(standing_word(topic.state), "$muted")
    words = paint(until_words(topic.needs), "$muted")
    return join_cells([slot_marks(topic.needs), words])


def slot_marks(needs: tuple[int, int] | None) -> Content:
    """A sign for each of the right answers that a repair takes: given, or missing."""
    had, missing = repair_slots(needs)
    signs = [concat((UNICODE_MARKS.right, "$accent"))] * had
    return Content(" ").join([*signs, *[paint("○", "$muted")] * missing])


def standing_cells(topic: TopicReport, today: str) -> list[Content]:
    """The figures of a topic, and the answers they rest on."""
    answers = "nothing to ask"
    if topic.questions:
        answers = tally_words(topic.answers, topic.misses)
    last = "" if topic.last_seen is None else ago_words(topic.last_seen, today)
    return [*figure_cells(topic, BAR), paint(answers, "$muted"), paint(last, "$muted")]
