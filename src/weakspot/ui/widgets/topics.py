"""Lists of topics, to play whole or topic by topic."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import TopicReport
from weakspot.engine.summing import tally
from weakspot.text import needs_brief, percent, range_words, state_word
from weakspot.ui.widgets.bars import mastery_bar, state_mark
from weakspot.ui.widgets.content import NARROW, cell, gutter, plain, row_of, spread
from weakspot.ui.widgets.menu import RANGED, WIDE, figure_heads, topic_figures
from weakspot.ui.widgets.rows import Rows

STANDS, NEEDS = 15, 17
"""Columns of a weak topic's figures: with its range, which is given up before the room for its name is."""


class TopicMenu(Rows):
    """The topics of a section: how each stands, on what evidence."""

    ALL: ClassVar[str] = "The whole section"

    topics: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    whole: reactive[str] = reactive("", layout=True)
    today: reactive[str] = reactive("")

    def topic_at(self, index: int) -> TopicReport | None:
        """The topic in a row; None in the one that stands for all."""
        return self.topics[index - 1] if index else None

    def row_count(self) -> int:
        return len(self.topics) + 1

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        lead, topic = gutter(here), self.topic_at(index)
        if topic is None:
            return [spread(lead + plain(self.ALL, "bold"), plain(f"{self.whole} ", "$muted"), width)]
        name = lead + Content.assemble(state_mark(topic.state), " ", plain(topic.title))
        return [spread(name, self.figures(topic, width), width)]

    def above(self, index: int, width: int) -> list[Content]:
        """Between the row for all and the topics, the heads of the columns."""
        if index > 1:
            return []
        heads = self.heads(width) if width >= NARROW else Content("")
        return [Content(""), spread(Content(""), heads, width)] if heads else [Content("")]

    def heads(self, width: int) -> Content:
        """The heads of the columns, if there are figures."""
        return figure_heads(width) if any(topic.tells for topic in self.topics) else Content("")

    def figures(self, topic: TopicReport, width: int) -> Content:
        """How a topic stands, in what room there is."""
        return topic_figures(topic, self.today, width)


class WeakMenu(TopicMenu):
    """The weak spots: how each stands, and what it needs to be let go."""

    ALL = "A round of these"

    def heads(self, width: int) -> Content:
        stands = cell(plain("mastery", "$muted"), self.stands_room(width))
        return row_of([stands, cell(plain("weak until", "$muted"), NEEDS)])

    def stands_room(self, width: int) -> int:
        """The columns that say how the topics stand."""
        told = (self.stands(topic, width).cell_length for topic in self.topics)
        return STANDS if width >= RANGED else max([len("mastery"), *told])

    def stands(self, topic: TopicReport, width: int) -> Content:
        """How a topic stands; the plain facts while an estimate would mean nothing."""
        stands = topic.stands if topic.tells else None
        if stands is None:
            return plain(tally(topic.answers, topic.misses), "$muted")
        words = f"  {range_words(stands.low, stands.high)}" if width >= RANGED else ""
        return plain(f"{percent(stands.mastery):>5}") + plain(words, "$muted")

    def figures(self, topic: TopicReport, width: int) -> Content:
        told = self.stands(topic, width)
        if width < NARROW:
            return told
        until = needs_brief(topic.needs) if topic.needs and topic.state == "weak" else state_word(topic.state)
        cells = [cell(told, self.stands_room(width)), cell(plain(until, "$muted"), NEEDS)]
        if topic.stands is not None and topic.tells and width >= WIDE:
            cells.insert(0, mastery_bar(topic.stands, topic.state == "weak"))
        return row_of(cells)
