"""Lists of topics, to play whole or topic by topic."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import TopicReport, tally
from weakspot.text import needs_brief, state_word
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.content import NARROW, cell, gutter, plain, row_of, spread
from weakspot.ui.widgets.menu import RANGED, evidence_room, figure_heads, standing_figures, topic_figures
from weakspot.ui.widgets.rows import Rows

STANDS, NEEDS = len(" 36 %  10 to 100"), len("right another day")
"""Columns of a weak topic's figures, and of what lets it go."""


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
        """Between the row for all and the topics, the heads of the columns, once those hold something."""
        if index > 1:
            return []
        has_heads = width >= NARROW and any(map(self.is_headed, self.topics))
        return [Content(""), spread(Content(""), self.heads(width), width)] if has_heads else [Content("")]

    def is_headed(self, topic: TopicReport) -> bool:
        """Does a topic have something in its columns that needs a head?"""
        return topic.tells

    def heads(self, width: int) -> Content:
        """The heads of the columns."""
        return figure_heads("answers", evidence_room(width), width)

    def figures(self, topic: TopicReport, width: int) -> Content:
        """How a topic stands, in what room there is."""
        return topic_figures(topic, self.today, width)


class WeakMenu(TopicMenu):
    """The weak spots: how each stands, and what it needs to be let go."""

    ALL = "A round of these"

    def is_headed(self, topic: TopicReport) -> bool:
        return topic.tells or topic.state == "weak"

    def heads(self, width: int) -> Content:
        return figure_heads("weak until", NEEDS, width)

    def figures(self, topic: TopicReport, width: int) -> Content:
        facts = tally(topic.answers, topic.misses, width < NARROW).ljust(STANDS if width >= RANGED else 0)
        stands = standing_figures(topic, width) or plain(facts, "$muted")
        if width < NARROW:
            return stands
        until = needs_brief(topic.needs) if topic.needs and topic.state == "weak" else state_word(topic.state)
        return row_of([stands, cell(plain(until, "$muted"), NEEDS)])
