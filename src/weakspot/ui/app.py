"""The app: plays one Game on the screen, from start to exit."""

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
from weakspot.ui.terminal import handle_signals
from weakspot.ui.widgets.keys import SEARCH, SETTINGS, bind_keys

MINUTE = 60.0
"""Seconds between checks of the date: midnight may pass while nobody presses a key."""


class WeakspotApp(NavigationApp):
    """Shows one Game; quitting saves the round in play."""

    TITLE = "weakspot"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (30, "-tall")]
    BINDINGS = [
        Binding("ctrl+c", "copy_or_quit", priority=True),
        ("ctrl+z", "suspend_process"),
        *bind_keys([SETTINGS, SEARCH]),
    ]

    def __init__(self, game: Game, session: Session | None = None) -> None:
        """Open the app on the round `session`, or on the home screen if it is None."""
        super().__init__(game)
        self.initial_session = session
        self.day = game.today()

    @property
    def failure(self) -> Exception | None:
        """The first error that nothing caught and that ended the app; None if there was
        none.
        """
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error  # type: ignore[return-value]

    async def on_event(self, event: Event) -> None:
        """Drop input that comes after the key that quits; keep a letter with Alt from
        being typed as text.
        """
        if isinstance(event, Key) and event.key.startswith("alt+"):
            event.character = None  # else a field would insert it
        if not (self._exit and isinstance(event, (InputEvent, Paste))):
            await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Ignore an unhandled key that was pressed before the top screen was there."""
        if isinstance(self.screen, BaseScreen) and event.time < self.screen.keys_from:
            event.prevent_default()

    def _handle_exception(self, error: Exception) -> None:
        """Ignore errors during exit: Textual composes nothing then, so a screen may
        miss its widgets.
        """
        if not self._exit:
            super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:
        """Exit and leave it to the caller to report the failure: Textual would draw
        what a player wrote.
        """
        if (
            self._exception is None and not self._exit
        ):  # the thread that reads keys hands on no error
            self._exception = RuntimeError("the input could not be read")
        self._close_messages_no_wait()

    _fatal_error = panic

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.game)

    def on_mount(self) -> None:
        handle_signals(self)
        # after a pause, nothing of the screen is left on the terminal
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.call_after_refresh(self.warn_if_wrong, self.game.check_save)
        self.set_interval(MINUTE, self.update_day)
        self.play(self.initial_session)

    def update_day(self) -> None:
        """Update the screen that was left open over midnight to the new day."""
        if self.day != self.game.today():
            self.day = self.game.today()
            if isinstance(self.screen, FramedScreen):
                self.screen.show_game()

    def on_app_focus(self) -> None:
        """Bring home up to date when its terminal is turned to: another weakspot may
        use the same save.
        """
        if isinstance(self.screen, HomeScreen):
            self.screen.show_game()

    def action_command_palette(self) -> None:
        """Open the palette; if help is open, close it first: a click there can ask for
        the palette, too.
        """
        from weakspot.ui.palette import Palette  # late: not for the first paint
        from weakspot.ui.screens.dialogs import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from weakspot.ui.palette import list_commands  # late: for the same reason

        return list_commands(self, screen)

    def action_copy_or_quit(self) -> None:
        selected = getattr(
            self.focused, "selected_text", ""
        )  # a field has a selection of its own
        if text := selected or self.screen.get_selected_text():
            self.copy_to_clipboard(text)
            self.screen.clear_selection()
            say_on_top(self, "Copied.")
        else:
            self.exit()
