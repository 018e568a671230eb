"""The weakest topics: which are weak, which may be, and beside the list the page of the
one under the cursor, where there is room.
"""

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static

from weakspot.engine.report import TopicReport
from weakspot.game import Game
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS, brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.ui.widgets.topic_page import topic_lines
from weakspot.ui.widgets.weakest import spot_rows
from weakspot.words.changes import repaired_words
from weakspot.words.estimates import weakest_words

NO_TOPIC = "No topic is listed here now."
MUTED = "Muted: “{title}” is not asked again. The banks list it and bring it back."


class WeakScreen(GameScreen[None]):
    """Lists the weak topics and those that may be, with one cursor. Enter opens the
    page of a topic; where that stands beside the list, it plays the topic.
    """

    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    WeakScreen #body { layout: horizontal; }
    WeakScreen OptionRows { height: 100%; width: 1fr; }
    WeakScreen #pane { display: none; }
    WeakScreen.-panes > * { max-width: 112; }
    WeakScreen.-panes OptionRows { width: 48; margin-right: 4; }
    WeakScreen.-panes #pane {
        display: block; width: 1fr; height: auto; max-height: 100%;
        border: round $rule; border-title-color: $foreground;
        border-title-style: bold; padding: 0 2; scrollbar-size-vertical: 1;
    }
    WeakScreen.-panes.-tall #pane { padding: 1 2; }
    WeakScreen.-three > * { max-width: 140; }
    WeakScreen.-three OptionRows { width: 60; }
    """
    BINDINGS = [
        Binding("enter", "play", "play topic", tooltip="play the topic"),
        Binding("enter", "open_page", "open", tooltip="the topic: how it stands"),
        *command("w", "app.start('weak')", "play all", "a round of all that is weak"),
        Binding("right", "topic", "whole page", tooltip="the topic, over time, too"),
        *command("i", "topic", "whole page", "the topic, over time, too", show=False),
        *command("n", "lesson", "lesson", "the lesson, at its topic"),
        *command("m", "mute", "not for me", "not for me: mutes the topic"),
        *command("g", "app.go_to", "go to", "a section, by its number", show=False),
        *command("s", "app.open('progress')", "progress", "progress: mastery, days"),
        BACK,
    ]
    marks = (
        *TOPIC_MARKS,
        ("order", "the most surely weak first: a figure from more answers says more"),
        ("✓ ○", "right answers that repair a topic: given, missing"),
    )

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.header, self.rows, self.page = Header(), OptionRows(), Static(id="page")
        self.pane = VerticalScroll(self.page, id="pane", can_focus=False)
        self.spots: Sequence[TopicReport] = ()
        self.shown: str | None = None
        """The topic under the cursor, as of the last time that anything was shown."""

    def compose(self) -> ComposeResult:
        yield self.header
        yield Horizontal(self.rows, self.pane, id="body")
        yield KeyBar()

    def show_resized(self) -> None:
        self.show_game()

    # What is shown

    def show_game(self) -> None:
        progress = self.game.progress
        self.spots = progress.weak_spots()
        is_narrow = self.has_class("-narrow")
        words = weakest_words(self.spots, 0 if is_narrow else progress.tried_count())
        unsaved = bool(self.game.unsaved)
        self.header.show(brand("Weakest"), paint(words, "$muted"), unsaved)
        nothing = f"No weak spots {progress.no_weak_spots_words()}."
        repaired = repaired_words(progress.whole(), self.game.today())
        if self.spots:
            airy = self.has_class("-tall")
            self.rows.show_rows(spot_rows(self.spots, repaired, airy))
        else:
            told = [paint(repaired, "$muted")] if repaired else []
            row = Row(paint(nothing), more=told, wraps=True)
            self.rows.show_rows([(None, row)])
        self.show_topic()

    @property
    def has_pane(self) -> bool:
        """True if the page of the topic stands beside the list."""
        return self.has_class("-panes") and bool(self.spots)

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        """Show the topic that the cursor was moved to; what was said is of another."""
        if self.rows.chosen != self.shown:
            self.app.say("")
            self.show_topic()

    def show_topic(self) -> None:
        """Fill the pane with the page of the topic under the cursor."""
        self.shown, self.pane.display = self.rows.chosen, self.has_pane
        self.refresh_bindings()
        if not self.has_pane or self.shown is None:
            return
        page = self.game.progress.topic_page(self.shown)
        is_big = not self.app.has_class("-ascii")
        self.pane.border_title = paint(page.report.title)
        self.page.update(Laid(lambda width: topic_lines(page, width, 1, is_big)))
        self.pane.scroll_home(animate=False)

    # What the keys do now

    @property
    def key_words(self) -> Mapping[str, str]:
        weak = sum(spot.state == "weak" for spot in self.spots)
        return {
            "play all": f"play all {weak}" if weak > 1 else "",
            "whole page": "whole page" if self.has_pane else "",
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        return self.has_pane == (action == "play") or action not in (
            "play",
            "open_page",
        )

    # What the player does

    @on(OptionList.OptionSelected)
    def open_clicked(self) -> None:
        """Open the topic that was clicked on; beside the list it stands already."""
        if not self.has_pane:
            self.action_topic()

    def action_play(self) -> None:
        self.act_on_topic(self.app.play_scope)

    def action_topic(self) -> None:
        keys = [spot.key for spot in self.spots]
        self.act_on_topic(lambda key: self.app.open_topics(keys, keys.index(key)))

    action_open_page = action_topic

    def action_lesson(self) -> None:
        self.act_on_topic(self.app.open_lesson)

    def action_mute(self) -> None:
        self.act_on_topic(self.mute)

    def mute(self, key: str) -> None:
        """Mute a topic, and say how it comes back."""
        with self.say_errors():
            self.game.library.mute_topic(key)
            self.show_game()
            self.app.say(MUTED.format(title=self.game.library.topic_title(key)))

    def act_on_topic(self, act: Callable[[str], object]) -> None:
        """Do this with the topic under the cursor; say so if there is none."""
        if self.rows.chosen is None:
            self.app.say(NO_TOPIC)
        else:
            act(self.rows.chosen)
