"""The base class of the screens: each shows one Game and acts only while it is on
top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import TYPE_CHECKING, TypeVar

from textual import events, on, work
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.screen import Screen, ScreenResultCallbackType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import get_current_worker

from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.text import SMALLEST_TERMINAL
from weakspot.ui.keys import HELP, KeyBar
from weakspot.ui.widgets.option_rows import OptionRows
from weakspot.words.stock import UNMUTED

if TYPE_CHECKING:
    from weakspot.ui.app import WeakspotApp

Result = TypeVar("Result")
Other = TypeVar("Other")
Value = TypeVar("Value")


PANES, THREE, ROOMY, HIGH = 120, 160, 40, 45
"""Columns from which there is room for a pane beside a list, and for a third one; rows
from which there is room to spare, and much of it.
"""
GLANCE = 0.4
"""Seconds until a player can have seen something new."""


class ScrollBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The body of a screen, which scrolls; its keys are the screen's."""

    def __init__(self, *inside: Widget) -> None:
        super().__init__(*inside, id="body")


class GameScreen(Screen[Result]):
    """A screen of a Game: header, a body that scrolls, and the keys.

    It acts only while it is on top: when several keys arrive at once, an earlier one
    may have closed or covered it.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    GameScreen { align-horizontal: center; padding: 0 2; }
    GameScreen.-narrow { padding: 0 1; }
    GameScreen > * { width: 100%; max-width: 88; }
    GameScreen #body { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    GameScreen.-tall #body { margin-top: 3; }
    GameScreen .status { height: auto; margin: 1 0 0 2; max-height: 3; color: $muted; }
    GameScreen.-short .status { display: none; margin-top: 0; }
    GameScreen.-short .status.-needed { display: block; }
    GameScreen KeyBar { margin-top: 1; }
    GameScreen.-short KeyBar { margin-top: 0; }
    GameScreen.-slim > *, GameScreen.-flat > * { display: none; }
    GameScreen.-slim > Header, GameScreen.-flat > Header { display: block; }
    """
    BINDINGS = [
        *HELP,
        ("pageup", "page(-1)"),
        ("pagedown", "page(1)"),
        ("up,k", "scroll(-1)"),  # where no list takes these keys
        ("down,j", "scroll(1)"),
    ]

    keys_from = 0.0
    """When keys begin to be meant for this screen, on the clock of Textual's
    messages.
    """
    seen_from = 0.0
    """When the player can have seen what is shown, on the game's stopwatch."""
    is_searchable = True
    """False if questions may not be searched while this screen is open."""
    marks: Sequence[tuple[str, str]] = ()
    """The marks on this screen and what they mean, for its help."""

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.hidden_focus: Widget | None = None

    if TYPE_CHECKING:
        app: WeakspotApp

    @on(events.Mount)
    def set_keys_from(self, message: events.Mount) -> None:
        if len(self.app.screen_stack) > 1:  # before the first, there was nothing else
            self.keys_from = message.time

    def on_compose(self) -> None:
        # Textual would set these classes only after a first paint without them
        for size, breakpoints in (
            (self.app.size.width, self.app.HORIZONTAL_BREAKPOINTS),
            (self.app.size.height, self.app.VERTICAL_BREAKPOINTS),
        ):
            fitting = [name for least, name in breakpoints or [] if size >= least]
            self.add_class(*fitting[-1:], update=False)
        self.mark_room(self.app.size)

    def mark_room(self, size: Size) -> None:
        """Mark what there is room for besides what breakpoints say, which end where the
        next begins.
        """
        self.set_class(size.width >= PANES, "-panes")
        self.set_class(size.width >= THREE, "-three")
        self.set_class(size.height >= ROOMY, "-roomy")
        self.set_class(size.height >= HIGH, "-high")

    @property
    def is_tiny(self) -> bool:
        """True while the terminal is too small for anything but to say so."""
        return self.has_class("-slim") or self.has_class("-flat")

    def on_resize(self, event: events.Resize) -> None:
        self.mark_room(event.size)
        # Textual takes the focus from what a terminal that is too small hides
        columns, rows = SMALLEST_TERMINAL
        is_tiny = event.size.width < columns or event.size.height < rows
        if is_tiny and not self.is_tiny:
            self.hidden_focus = self.focused
        elif self.hidden_focus is not None and not is_tiny:
            focused, self.hidden_focus = self.hidden_focus, None
            self.call_after_refresh(self.set_focus, focused, scroll_visible=False)
        self.call_after_refresh(self.call_if_open, self.show_resized)

    def on_screen_resume(self) -> None:
        if self.is_on_stack:  # not closed together with the screen above it
            self.show_game()

    def on_screen_suspend(self) -> None:
        # the next click here may be the end of a double click that led back
        for bar in self.query(KeyBar):
            bar.is_first_click = True
        for rows in self.query(OptionRows):
            rows.is_first_click = True

    def show_game(self) -> None:
        """Bring what is shown up to date with the game."""

    def show_resized(self) -> None:
        """Bring what depends on the size of the screen up to date with it."""

    def catch_up(self) -> None:
        """Bring the screen up to date with its widgets before a key acts."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "lesson" and not self.game.library.has_lessons:
            return False
        if action == "edit" and self.app.is_web:  # an editor needs a terminal
            return False
        return self.is_active and self.is_mounted

    @property
    def is_on_stack(self) -> bool:
        """True while the screen is open: on top or below others."""
        return self in self.app.screen_stack

    def mark_unseen(self, seconds: float = GLANCE) -> None:
        """Count what is shown as seen only once it was painted and then stood for so
        many seconds: a key pressed before is the second of two quick ones.
        """

        def start_counting() -> None:
            self.seen_from = self.game.watch.ticks() + seconds

        self.seen_from = inf
        self.call_after_refresh(self.call_if_open, start_counting)

    @property
    def is_seen(self) -> bool:
        """True if a key can be a response to what is shown."""
        return self.game.watch.ticks() >= self.seen_from

    def open(
        self, screen: Screen[Other], then: ScreenResultCallbackType[Other] | None = None
    ) -> None:
        """Open a screen above this one, if this is still on top."""
        if self.is_active:
            self.app.push_screen(screen, then)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    @contextmanager
    def say_errors(self) -> Iterator[None]:
        """Say a WeakspotError that ends the block, such as a refusal or a failure to
        save.
        """
        try:
            yield
        except WeakspotError as error:
            self.app.say_error(error)

    def call_if_open(self, act: Callable[[], object]) -> None:
        """Call `act`, unless this screen was closed meanwhile."""
        if self.is_on_stack and self.is_attached:
            act()

    @work(thread=True, exclusive=True)
    def run_in_thread(
        self, find: Callable[[Callable[[], bool]], Value], show: Callable[[Value], None]
    ) -> None:
        """Find a value in a thread and show it, or say the WeakspotError that `find`
        raises.

        `find` is given a function that says whether the screen was closed meanwhile;
        then nothing is shown.
        """
        worker = get_current_worker()
        try:
            act = partial(show, find(lambda: worker.is_cancelled))
        except WeakspotError as error:
            act = partial(self.app.say_error, error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.call_if_open, act)

    def unmute(self, key: str) -> None:
        """Unmute a question, topic or section, so that it is asked again, unless a
        topic or section that it belongs to is still muted.
        """
        with self.say_errors():
            words = UNMUTED[self.game.library.unmute(key)]
            self.show_game()
            self.app.say(words)

    def action_choose(self) -> None:
        """Choose the row under the cursor of the focused list, as a click does."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()

    def action_page(self, step: int) -> None:
        for body in self.query(VerticalScroll):
            body.scroll_relative(y=step * body.size.height, animate=False)

    def action_scroll(self, step: int) -> None:
        for body in self.query(VerticalScroll):
            body.scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss()
