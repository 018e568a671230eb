"""Screens that list topics, to play all of them or one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from weakspot.engine.report import Plan, TopicReport
from weakspot.engine.session import Session
from weakspot.text import counted, minutes
from weakspot.ui.messages import ShowTopics
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import TopicMenu

NONE = "No topic is listed here now."


class ListingScreen(FramedScreen[None]):
    """Topics in a TopicMenu; Enter plays the row under the cursor."""

    BINDINGS = [
        ("n", "lesson"),
        ("i", "topic"),
        ("s", "app.progress"),
        ("escape,q", "leave"),
    ]
    MARKS = TOPIC_MARKS

    def whole_round(self) -> Session:
        raise TypeError("each list has its round")

    def lesson_of_all(self) -> str:
        """The lesson to open where no topic is chosen, as `section/topic`."""
        raise TypeError("each list has its lessons")

    def show_topics(self, topics: Sequence[TopicReport], plan: Plan) -> None:
        """List these topics; `plan` is the round of all of them."""
        menu = self.query_one(TopicMenu)
        menu.today, menu.topics = self.game.today(), topics
        menu.cursor = min(menu.cursor, len(topics))
        if self.has_class("-narrow"):
            menu.whole = f"{plan.questions} in {minutes(plan.seconds, brief=True)}"
        else:
            menu.whole = f"{counted(plan.questions, 'question')}, {minutes(plan.seconds)}"

    def on_mount(self) -> None:
        self.query_one(TopicMenu).focus()

    def redraw(self) -> None:
        super().redraw()
        self.show_game()

    @on(TopicMenu.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        chosen = self.query_one(TopicMenu).topic_at(message.index)
        if chosen is None:
            self.play_round(self.whole_round)
        else:
            self.play_scope(chosen.key)

    def action_topic(self) -> None:
        menu = self.query_one(TopicMenu)
        if menu.topics:
            self.post_message(ShowTopics([topic.key for topic in menu.topics], max(0, menu.cursor - 1)))
        else:
            self.say(NONE)

    def action_lesson(self) -> None:
        menu = self.query_one(TopicMenu)
        if menu.topics:
            chosen = menu.topic_at(menu.cursor)
            self.show_lesson(self.lesson_of_all() if chosen is None else chosen.key)
        else:
            self.say(NONE)
