"""One topic: its state and why, what makes it no longer weak, its questions, and its
course over time.
"""

from abc import abstractmethod
from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.lookback import LookBack, Point
from weakspot.engine.mastery import Standing
from weakspot.game import Game
from weakspot.ui.screens.launcher import LauncherScreen
from weakspot.ui.widgets.bars import STATE_STYLES, TOPIC_MARKS, state_mark
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.keys import BACK, HELP, READ, TOPIC, Key, bind_keys
from weakspot.ui.widgets.progress import MIXUPS_COUNTED
from weakspot.ui.widgets.topic_page import TopicLines
from weakspot.words.estimates import state_word


class HistoryScreen(LauncherScreen[None]):
    """A screen with a chart over time, for which the whole log is read in a thread
    after the first paint.

    `look_back` is None until the log was read.
    """

    look_back: LookBack | None = None

    @abstractmethod
    def show_look_back(self) -> None:
        """Show the look back, now that the log was read."""

    def points_of(self, key: str, estimate: Standing | None) -> Sequence[Point] | None:
        """The course of a section or topic; empty before its estimate means something,
        None if not read.
        """
        if self.look_back is None:
            return None
        return () if estimate is None else self.look_back.points.get(key, ())

    def load_look_back(self) -> None:
        """Show what is known of the past; read the log if nothing is known yet."""
        self.set_look_back(self.game.progress.cached_look_back())
        if self.look_back is None:
            self.run_in_thread(
                self.game.progress.prepare_look_back(), self.set_look_back
            )

    def set_look_back(self, look_back: LookBack | None) -> None:
        self.look_back = look_back
        self.show_look_back()


class TopicScreen(HistoryScreen):
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
        self.topics = topics
        self.at = at

    @property
    def key(self) -> str:
        return self.topics[self.at]

    def show_game(self) -> None:
        self.show_page()
        self.call_once_painted(self.load_look_back)

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
        points = self.points_of(self.key, report.estimate)
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
        self.play_scope(self.key)

    def action_lesson(self) -> None:
        self.open_lesson(self.key)

    def action_turn(self, step: int) -> None:
        self.at = (self.at + step) % len(self.topics)
        self.say()  # what was said is of another topic
        self.body.scroll_home(animate=False)
        self.show_page()
        self.show_look_back()
