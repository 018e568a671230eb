"""One topic: its state and why, what makes it no longer weak, its questions, and its
course over time.
"""

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from weakspot.game import Game
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.history import History
from weakspot.ui.screens.launcher import open_lesson, play_scope
from weakspot.ui.widgets.bars import STATE_STYLES, TOPIC_MARKS, state_mark
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.keys import BACK, HELP, READ, TOPIC, Key, bind_keys
from weakspot.ui.widgets.progress import MIXUPS_COUNTED
from weakspot.ui.widgets.topic_page import TopicLines
from weakspot.words.estimates import state_word

NO_TOPIC = "No topic is listed here now."


class TopicScreen(FramedScreen[None]):
    """The page of one topic of several; the arrow keys turn to the others."""

    DEFAULT_CSS = """
    TopicScreen TopicLines { margin: 0 0 0 2; }
    TopicScreen Trend { margin: 1 0 0 2; }
    TopicScreen.-tall Trend { margin: 2 0 0 2; }
    TopicScreen.-tall #chart { height: 8; }
    """
    KEYS = (
        Key("Enter", "play this topic", "play"),
        READ,
        Key("← →", "the topic before or after"),
        Key("↑ ↓", "scroll"),
        BACK,
    )
    BINDINGS = [
        *bind_keys(KEYS),
        *bind_keys([TOPIC], "leave"),
        ("left", "turn(-1)"),
        ("right", "turn(1)"),
    ]
    MARKS = (*TOPIC_MARKS, MIXUPS_COUNTED)
    CONTENT = (TopicLines, Trend)

    def __init__(self, game: Game, topics: Sequence[str], at: int) -> None:
        """`topics` are the `section/topic` keys to turn through; `at`, from 0, is the
        one to show first.
        """
        super().__init__(game)
        self.history = History(self, self.show_look_back)
        self.topics = topics
        self.at = at

    @property
    def key(self) -> str:
        return self.topics[self.at]

    def show_game(self) -> None:
        self.show_page()
        self.call_once_painted(self.history.load)

    def show_page(self) -> None:
        self.page = self.game.progress.topic_page(self.key)
        report = self.page.report
        mark, title = (
            state_mark(report.state) + Content(" "),
            paint(report.title, "bold"),
        )
        self.header.brief = mark + title
        self.header.left = mark + join_trail(paint(self.page.section), title)
        style = STATE_STYLES.get(report.state, "$muted")
        self.header.right = mark + paint(state_word(report.state, report.misses), style)
        self.query_one(TopicLines).value = self.page

    def show_look_back(self) -> None:
        report = self.page.report
        points = self.history.points_of(self.key, report.firm_estimate)
        trend = self.query_one(Trend)
        trend.show("", points, report.state == "weak")
        trend.set_class(points is not None and len(points) < 2, "-brief")

    def redraw(self) -> None:
        super().redraw()
        self.show_page()

    def footer_keys(self) -> list[Key]:
        keys = [Key("Enter", "play", "play"), READ]
        if len(self.topics) > 1:
            keys.append(Key("←→", "topic", "turn(1)"))
        return [*keys, HELP, BACK]

    # What the player does

    def action_play(self) -> None:
        play_scope(self, self.key)

    def action_lesson(self) -> None:
        open_lesson(self, self.key)

    def action_turn(self, step: int) -> None:
        self.at = (self.at + step) % len(self.topics)
        self.say()  # what was said is of another topic
        self.body.scroll_home(animate=False)
        self.show_page()
        self.show_look_back()


def open_topics(screen: FramedScreen[Any], topics: Sequence[str], at: int = 0) -> None:
    """Open the page of the topic at `at` of these `section/topic` keys; say so if there
    are none.
    """
    if topics:
        screen.open(TopicScreen(screen.game, topics, at))
    else:
        screen.say(NO_TOPIC)
