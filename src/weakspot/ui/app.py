"""The app: the way from home through rounds and results and back."""

from collections.abc import Callable, Iterable
from functools import partial

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerFailed, get_current_worker

from weakspot.engine.rules import MORE
from weakspot.engine.session import DONE, Session
from weakspot.errors import SettingsError, WeakspotError
from weakspot.game import Game
from weakspot.ui.dressing import DressedApp
from weakspot.ui.messages import Play, ShowTopics
from weakspot.ui.palette import Palette, commands
from weakspot.ui.screens.framed import FramedScreen, may_search, tell
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.screens.top import TopScreen
from weakspot.ui.terminal import end_on_signals
from weakspot.ui.widgets.keys import SEARCH, SETTINGS, bound

MINUTE = 60.0
"""Seconds from one look at the clock to the next: midnight may pass while nobody presses a key."""


class WeakspotApp(DressedApp):
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
        if isinstance(self.screen, TopScreen) and event.time < self.screen.keys_from:
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
        end_on_signals(self)
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

    @work(thread=True)
    def warn(self, look: Callable[[Callable[[], bool]], str]) -> None:
        """Look at the save behind what is shown, until the app ends, and say what is wrong with it."""
        worker = get_current_worker()
        wrong = look(lambda: worker.is_cancelled)
        if wrong and not worker.is_cancelled:
            self.call_from_thread(self.tell, wrong)

    def tell(self, text: str) -> None:
        """Say it on what is on top; see framed.tell."""
        tell(self, text)

    @on(Play)
    def play_asked(self, message: Play) -> None:
        """Play the round that a screen asks for; one in play below it is left, and kept."""
        from weakspot.ui.screens.question import QuestionScreen  # late: not for the first paint

        if self.game.backup_is_due():  # midnight has passed
            self.warn(self.game.back_up)
        while any(isinstance(screen, QuestionScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.play(message.session)

    def play(self, session: Session | None) -> None:
        """Show a round, if there is one to play, or its results once it is done."""
        if session is None:
            return
        while isinstance(self.screen, ModalScreen):  # a key that came at once with the one that plays
            self.pop_screen()
        if session.phase == DONE and not session.answered:
            self.tell("The round is over; nothing was answered in it.")
        elif session.phase == DONE:
            from weakspot.ui.screens.results import ResultsScreen  # late: not for the first paint

            self.push_screen(ResultsScreen(self.game, session), self.play)
        elif session.sheets:
            from weakspot.ui.screens.exam import ExamScreen  # late: not for the first paint

            self.push_screen(ExamScreen(self.game, session), self.after_round)
        else:
            from weakspot.ui.screens.round import RoundScreen  # late: not for the first paint

            self.push_screen(RoundScreen(self.game, session), self.after_round)

    def after_round(self, session: Session | None) -> None:
        """Results if the round was finished, else back to where it was started from."""
        if session is not None and session.phase == DONE:
            self.play(session)

    def action_command_palette(self) -> None:
        """Open the palette; over help, that of the screen below, which help leads to by mouse."""
        from weakspot.ui.screens.boxed import HelpScreen  # late: not for the first paint

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        return commands(self, screen)

    def action_start(self, mode: str, section: str | None = None) -> None:
        """Start a round from anywhere, or say why there is none."""
        if mode in MORE:  # one that was begun goes on: an exam is not thrown away
            self.play_next(partial(self.game.begin, mode=mode))
        else:
            self.play_next(partial(self.game.start, mode, section=section))

    def play_next(self, move: Callable[[], Session]) -> None:
        """Play the round that the move gives in place of whatever is shown, or say why there is none."""
        try:
            session = move()
        except WeakspotError as refusal:
            self.tell(str(refusal))
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.play(session)

    def look_into(self, index: int) -> None:
        """Show the topics of a section, counted from 0."""
        from weakspot.ui.screens.listing import SectionScreen  # late: not for the first paint

        self.push_screen(SectionScreen(self.game, index))

    def wear(self, theme: str) -> None:
        try:
            self.game.change_setting("theme", theme)
        except SettingsError as refusal:
            self.tell(str(refusal))
        self.dress()

    def show(self, kind: type[FramedScreen[None]]) -> None:
        """Open a screen of this kind, unless one is open already."""
        if not isinstance(self.screen, kind):
            self.push_screen(kind(self.game))

    def action_settings(self) -> None:
        from weakspot.ui.screens.settings import SettingsScreen  # late: seldom opened

        self.show(SettingsScreen)

    def action_points(self) -> None:
        from weakspot.ui.screens.points import PointsScreen  # late: not for the first paint

        self.show(PointsScreen)

    def action_search(self) -> None:
        from weakspot.ui.screens.browser import BrowserScreen  # late: not for the first paint

        if not may_search(self.screen_stack):
            self.tell("Not during an exam.")
        else:
            self.show(BrowserScreen)

    def action_banks(self) -> None:
        from weakspot.ui.screens.banks import BanksScreen  # late: not for the first paint

        self.show(BanksScreen)

    def action_progress(self) -> None:
        from weakspot.ui.screens.progress import ProgressScreen  # late: not for the first paint

        self.show(ProgressScreen)

    def action_weakest(self) -> None:
        from weakspot.ui.screens.listing import WeakScreen  # late: not for the first paint

        if self.game.weak_spots():
            self.show(WeakScreen)
        else:
            self.tell(f"No weak spots {self.game.nothing_weak()}. A round looks for them.")

    @on(ShowTopics)
    def show_topics(self, message: ShowTopics) -> None:
        from weakspot.ui.screens.topic import TopicScreen  # late: not for the first paint

        if not isinstance(self.screen, TopicScreen):
            self.push_screen(TopicScreen(self.game, message.keys, message.at))

    def action_copy_or_quit(self) -> None:
        written = getattr(self.focused, "selected_text", "")  # a field keeps its own
        if text := written or self.screen.get_selected_text():
            self.copy_to_clipboard(text)
            self.screen.clear_selection()
            self.tell("Copied.")
        else:
            self.exit()
