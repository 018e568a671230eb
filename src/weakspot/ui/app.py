"""The app: one Game on the screen, from its start to its end."""

from collections.abc import Iterable

from textual.app import SystemCommand
from textual.binding import Binding
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen
from textual.worker import WorkerFailed

from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.navigation import NavigationApp
from weakspot.ui.screens.base import BaseScreen
from weakspot.ui.screens.frame import FramedScreen, say_on_top
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.terminal import heed_signals
from weakspot.ui.widgets.keys import SEARCH, SETTINGS, bound

MINUTE = 60.0
"""Seconds from one look at the clock to the next: midnight may pass while nobody presses a key."""


class WeakspotApp(NavigationApp):
    """Shows one Game; quitting keeps the round in play."""

    TITLE = "weakspot"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (30, "-tall")]
    BINDINGS = [
        Binding("ctrl+c", "copy_or_quit", priority=True),
        ("ctrl+z", "suspend_process"),
        *bound([SETTINGS, SEARCH]),
    ]

    def __init__(self, game: Game, session: Session | None = None) -> None:
        """With a `session` the app opens on that round, else at home."""
        super().__init__(game)
        self.first = session
        self.day = game.today()

    @property
    def failure(self) -> Exception | None:
        """The first error that nothing else took; it ends the app."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error  # type: ignore[return-value]

    async def on_event(self, event: Event) -> None:
        """What is pressed after the key that ends the game does nothing; a letter with Alt is no text."""
        if isinstance(event, Key) and event.key.startswith("alt+"):
            event.character = None  # else a field would write it
        if not (self._exit and isinstance(event, (InputEvent, Paste))):
            await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A key that nothing took, pressed before this screen was there, does nothing in it."""
        if isinstance(self.screen, BaseScreen) and event.time < self.screen.keys_from:
            event.prevent_default()

    def _handle_exception(self, error: Exception) -> None:
        """Once the game ends, Textual composes nothing: what a screen misses then is no failure."""
        if not self._exit:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End, and leave it to the caller to tell of the failure: the terminal is restored first."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without the error drawn on the terminal: it may show what a player wrote."""
        self._close_messages_no_wait()

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.game)

    def on_mount(self) -> None:
        heed_signals(self)
        # back from a pause, the terminal shows nothing of the screen
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.call_after_refresh(self.warn, self.game.look_over)
        self.set_interval(MINUTE, self.turn_day)
        self.play(self.first)

    def turn_day(self) -> None:
        """Show another day as it is, whatever screen was left open over midnight."""
        if self.day != self.game.today():
            self.day = self.game.today()
            if isinstance(self.screen, FramedScreen):
                self.screen.show_game()

    def action_command_palette(self) -> None:
        """Open the palette; over help, that of the screen below, which help leads to by mouse."""
        from weakspot.ui.palette import Palette  # late: not for the first paint
        from weakspot.ui.screens.dialogs import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from weakspot.ui.palette import commands  # late: for the same reason

        return commands(self, screen)

    def action_copy_or_quit(self) -> None:
        written = getattr(self.focused, "selected_text", "")  # a field keeps its own
        if text := written or self.screen.get_selected_text():
            self.copy_to_clipboard(text)
            self.screen.clear_selection()
            say_on_top(self, "Copied.")
        else:
            self.exit()
