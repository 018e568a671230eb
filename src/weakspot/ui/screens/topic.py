"""One topic: its state and why, what makes it no longer weak, its questions, and its
course over time.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from weakspot.game import Game
from weakspot.ui.keys import BACK, SCROLL, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.screens.history import History
from weakspot.ui.widgets.bars import STATE_STYLES, TOPIC_MARKS, state_mark
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header, join_trail
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.progress import MIXUPS_COUNTED
from weakspot.ui.widgets.topic_page import topic_lines
from weakspot.words.estimates import state_word


class TopicScreen(GameScreen[None]):
    """The page of one topic of several; the arrow keys turn to the others."""

    DEFAULT_CSS = """
    TopicScreen #page { margin: 0 0 0 2; }
    TopicScreen Trend { margin: 1 0 0 2; }
    TopicScreen.-tall Trend { margin: 2 0 0 2; }
    TopicScreen.-tall #chart { height: 8; }
    """
    BINDINGS = [
        Binding("enter", "play", "play", tooltip="play this topic"),
        *command("n", "lesson", "lesson", "the lesson, at this topic"),
        Binding(
            "left",
            "turn(-1)",
            "topic",
            key_display="←→",
            tooltip="the topic before or after",
        ),
        ("right", "turn(1)"),
        *SCROLL,
        BACK,
        Binding("i", "leave", id="topic", show=False),
    ]
    marks = (*TOPIC_MARKS, MIXUPS_COUNTED)

    def __init__(self, game: Game, topics: Sequence[str], at: int) -> None:
        """`topics` are the `section/topic` keys to turn through; `at`, from 0, is the
        one to show first.
        """
        super().__init__(game)
        self.history = History(self, self.show_look_back)
        self.topics, self.at = topics, at
        self.header, self.page, self.trend = Header(), Static(id="page"), Trend()

    def compose(self) -> ComposeResult:
        yield self.header
        yield ScrollBody(self.page, self.trend)
        yield KeyBar()

    @property
    def key(self) -> str:
        """The key of the topic shown."""
        return self.topics[self.at]

    @property
    def key_words(self) -> dict[str, str]:
        """Words for the footer: nothing turns where there is one topic."""
        return {} if len(self.topics) > 1 else {"topic": ""}

    def show_resized(self) -> None:
        self.show_page()

    def show_game(self) -> None:
        self.show_page()
        self.call_after_refresh(self.call_if_open, self.history.load)

    def show_page(self) -> None:
        page = self.game.progress.topic_page(self.key)
        report = page.report
        mark, title = state_mark(report.state), paint(report.title, "bold")
        where = (
            title
            if self.has_class("-narrow")
            else join_trail(paint(page.section), title)
        )
        style = STATE_STYLES.get(report.state, "$muted")
        state = paint(f" {state_word(report.state)}", style)
        unsaved = bool(self.game.unsaved)
        self.header.show(mark + Content(" ") + where, mark + state, unsaved)
        air = 2 if self.has_class("-tall") else 1
        is_big = not (self.has_class("-short") or self.app.has_class("-ascii"))
        self.page.update(Laid(lambda width: topic_lines(page, width, air, is_big)))

    def show_look_back(self) -> None:
        report = self.game.progress.topic_page(self.key).report
        points = self.history.points_of(self.key, report.firm_estimate)
        self.trend.show("", points, report.state == "weak")
        self.trend.set_class(points is not None and len(points) < 2, "-brief")

    def action_play(self) -> None:
        self.app.play_scope(self.key)

    def action_lesson(self) -> None:
        self.app.open_lesson(self.key)

    def action_turn(self, step: int) -> None:
        self.at = (self.at + step) % len(self.topics)
        self.app.say("")  # what was said is of another topic
        self.query_one(ScrollBody).scroll_home(animate=False)
        self.show_page()
        self.show_look_back()
