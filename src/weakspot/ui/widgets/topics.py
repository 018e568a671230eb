"""The topics of a section, as a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from weakspot.engine.report import TopicReport
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.lines import grounded, gutter, plain, spread
from weakspot.ui.widgets.menu import topic_figures
from weakspot.ui.widgets.rows import Rows


class TopicMenu(Rows):
    """The topics of a section: how each stands, on what evidence."""

    topics: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    whole: reactive[str] = reactive("", layout=True)
    today: reactive[str] = reactive("")

    def row_count(self) -> int:
        return len(self.topics) + 1

    def row_lines(self, index: int, width: int) -> list[Content]:
        here = self.under_cursor(index)
        lead = gutter(here)
        if index == 0:
            line = spread(lead + plain("The whole section", "bold"), plain(f"{self.whole} ", "$muted"), width)
            return [*grounded([line], width, "on $cursor" if here else ""), Content("")]
        topic = self.topics[index - 1]
        name = lead + Content.assemble(state_mark(topic.state), " ", plain(topic.title))
        line = spread(name, topic_figures(topic, self.today, width), width)
        return grounded([line], width, "on $cursor" if here else "")
