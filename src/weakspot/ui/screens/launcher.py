"""The base class of screens from which rounds are started and topics and lessons are
opened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from weakspot.engine.session import Session
from weakspot.ui.screens.base import Result
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.widgets.rows import Rows

NO_TOPIC = "No topic is listed here now."


@dataclass
class RoundRequested(Message):
    """The player wants to play this round."""

    session: Session


class LauncherScreen(FramedScreen[Result]):
    """A screen from which rounds are started and topics and lessons are opened."""

    def play_round(self, start: Callable[[], Session]) -> None:
        """Play the round that `start` returns, or say why there is none."""
        with self.say_errors():
            self.post_message(RoundRequested(start()))

    def play_scope(self, key: str) -> None:
        """Play a round of a section or of a `section/topic`, or say why there is
        none.
        """
        section, _, topic = key.partition("/")
        self.play_round(
            lambda: self.game.rounds.start(section=section, topic=topic or None)
        )

    def open_lesson(self, key: str) -> None:
        """Open the lesson of a section, or of a `section/topic` at that topic."""
        from weakspot.ui.screens.lesson import (
            LessonScreen,
        )  # late: importing Markdown is slow

        self.open(LessonScreen(self.game, key))

    def open_topics(self, topics: Sequence[str], at: int = 0) -> None:
        """Open the page of the topic at `at` of these `section/topic` keys; say so if
        there are none.
        """
        from weakspot.ui.screens.topic import (
            TopicScreen,
        )  # late: not for the first paint

        if topics:
            self.open(TopicScreen(self.game, topics, at))
        else:
            self.say(NO_TOPIC)

    def page_rows(self, step: int) -> None:
        """Move the cursor by a page through all lists, and scroll to it."""
        places = [
            (rows, index)
            for rows in self.query(Rows)
            for index in range(rows.row_count())
        ]
        here = (
            at
            for at, (rows, index) in enumerate(places)
            if rows.has_focus and rows.cursor == index
        )
        start = next(here, 0)
        end = min(max(0, start + step * self.body.size.height), len(places) - 1)
        rows, index = places[end]
        rows.cursor = index
        rows.focus()
        if end == start:
            self.body.scroll_to(
                y=self.body.max_scroll_y if step > 0 else 0, animate=False
            )
