"""Screens that lead on: to rounds, to topics and to lessons."""

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
    """Show this round, and its results once it is done."""

    session: Session


class LauncherScreen(FramedScreen[Result]):
    """What is listed or shown on it can be played, read or looked into."""

    def play_round(self, move: Callable[[], Session]) -> None:
        """Play the round that the move gives, or say why there is none."""
        with self.say_errors():
            self.post_message(RoundRequested(move()))

    def play_scope(self, key: str) -> None:
        """The same of a section, or of a `section/topic`."""
        section, _, topic = key.partition("/")
        self.play_round(lambda: self.game.start(section=section, topic=topic or None))

    def show_lesson(self, key: str) -> None:
        """Open the lesson of a section, or of a `section/topic` at that topic."""
        from weakspot.ui.screens.lesson import LessonScreen  # late: Markdown takes its time

        self.open(LessonScreen(self.game, key))

    def show_topics(self, topics: Sequence[str], at: int = 0) -> None:
        """Open the page of the one at `at` of these topics, `section/topic`; say so where there is none."""
        from weakspot.ui.screens.topic import TopicScreen  # late: not for the first paint

        if topics:
            self.open(TopicScreen(self.game, topics, at))
        else:
            self.say(NO_TOPIC)

    def page_rows(self, step: int) -> None:
        """The cursor goes on by a page, through all lists, and what is in sight with it."""
        places = [(rows, index) for rows in self.query(Rows) for index in range(rows.row_count())]
        here = [at for at, (rows, index) in enumerate(places) if rows.has_focus and rows.cursor == index]
        at = here[0] if here else 0
        to = min(max(0, at + step * self.body.size.height), len(places) - 1)
        target, target_row = places[to]
        target.cursor = target_row
        target.focus()
        if to == at:
            self.body.scroll_to(y=self.body.max_scroll_y if step > 0 else 0, animate=False)
