"""Lists of topics: to play all together or one by one, and the weakest on the first
screen.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import TopicReport
from weakspot.ui.widgets.bars import mastery_bar, state_mark
from weakspot.ui.widgets.content import (
    NARROW,
    Columns,
    gutter,
    header_row,
    indent,
    paint,
    spread,
    table_row,
)
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.rows import Rows
from weakspot.words.dates import ago_words
from weakspot.words.estimates import short_needs_line, state_word, tally_words
from weakspot.words.numbers import percent, range_words

BAR, RANGE = 16, len("10 to 100")
FIGURES = {"": (BAR, 106), "mastery": (-5, 0), "range": (-RANGE, 70)}
STANDING = {**FIGURES, "answers": (16, 0), "last asked": (12, 84)}
NEEDS = {**FIGURES, "mastery": (-7, 0), "weak until": (17, 0)}
"""The columns of lists of topics: of all lists; with what figures rest on; of weak
spots, or their facts.
"""


class TopicMenu(Rows[TopicReport | None]):
    """The topics of a section: their figures, and the answers these rest on; None for
    the row of them all.
    """

    ALL: ClassVar[str] = "The whole section"
    COLUMNS: ClassVar[Columns] = STANDING

    whole: reactive[str] = reactive("", layout=True)
    today: reactive[str] = reactive("")

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        lead, topic = gutter(here), self.items[index]
        if topic is None:
            return [
                spread(
                    lead + paint(self.ALL, "bold"),
                    paint(f"{self.whole} ", "$muted"),
                    width,
                )
            ]
        return [topic_row(lead, topic, self.topic_cells(topic), self.COLUMNS, width)]

    def lines_above(self, index: int, width: int) -> list[Content]:
        """The headings of the columns, between the row for all and the topics."""
        if index > 1:
            return []
        headings = (
            [] if width < NARROW else [header_row(Content(""), self.COLUMNS, width)]
        )
        return [Content(""), *headings]

    def topic_cells(self, topic: TopicReport) -> list[Content]:
        """The texts in the columns of a topic."""
        return standing_cells(topic, self.today)


class WeakMenu(TopicMenu):
    """The weak spots: their figures, and what each needs to be no longer weak."""

    ALL = "A round of these"
    COLUMNS = NEEDS

    def topic_cells(self, topic: TopicReport) -> list[Content]:
        bar, _, reach = figure_cells(topic)
        needs = topic.needs if topic.state == "weak" else None
        until = short_needs_line(needs) if needs else state_word(topic.state)
        return [bar, mastery_cell(topic), reach, paint(until, "$muted")]


class WeakestList(Lines):
    """The weakest topics with their figures, each opened by a click; or what will be
    shown here.
    """

    spots: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    today: reactive[str] = reactive("")
    nothing: reactive[str] = reactive("", layout=True)
    """What follows “None” if there is none."""

    def build(self, width: int) -> list[Content]:
        if not self.spots:
            words = f"None {self.nothing}. Enter plays a round that looks for them."
            return [
                paint("  Weak spots", "bold"),
                *indent(Content("  "), paint(words, "$muted"), width),
            ]
        head = paint("  The weakest", "bold")
        lines = [head if width < NARROW else header_row(head, STANDING, width)]
        for at, spot in enumerate(self.spots):
            row = topic_row(
                Content("  "), spot, standing_cells(spot, self.today), STANDING, width
            )
            lines.append(row.stylize(f"@click=screen.topic({at})"))
        return lines


def topic_row(
    lead: Content,
    topic: TopicReport,
    cells: Sequence[Content],
    columns: Columns,
    width: int,
) -> Content:
    """A topic's mark, name and cells; if narrow, only its mastery instead of them."""
    name = lead + state_mark(topic.state) + paint(f" {topic.title}")
    if width < NARROW:
        return spread(name, mastery_cell(topic), width)
    return table_row(name, cells, columns, width)


def figure_cells(topic: TopicReport) -> list[Content]:
    """A topic's bar, mastery and range; blank while an estimate would mean nothing."""
    estimate = topic.firm_estimate
    if estimate is None:
        return [Content("")] * len(FIGURES)
    bar = mastery_bar(estimate, topic.state == "weak", BAR)
    return [
        bar,
        paint(percent(estimate.mastery)),
        paint(range_words(estimate.low, estimate.high), "$muted"),
    ]


def mastery_cell(topic: TopicReport) -> Content:
    """A topic's mastery; the plain facts while an estimate would mean nothing."""
    return figure_cells(topic)[1] or paint(
        tally_words(topic.answers, topic.misses, brief=True), "$muted"
    )


def standing_cells(topic: TopicReport, today: str) -> list[Content]:
    """The figures of a topic, and the answers they rest on."""
    answers = (
        tally_words(topic.answers, topic.misses)
        if topic.questions
        else "nothing to ask"
    )
    last = "" if topic.last_seen is None else ago_words(topic.last_seen, today)
    return [*figure_cells(topic), paint(answers, "$muted"), paint(last, "$muted")]
