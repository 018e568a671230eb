"""The ways between screens: from home through rounds and results and back, and to all that can be opened.

A screen is imported once it is opened: not for the first paint.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from textual import on, work
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from weakspot.engine.rules import MORE
from weakspot.engine.session import DONE, Session
from weakspot.errors import SettingsError, WeakspotError
from weakspot.ui.appearance import StyledApp
from weakspot.ui.screens.frame import FramedScreen, can_search, say_on_top
from weakspot.ui.screens.launcher import RoundRequested


class NavigationApp(StyledApp):
    """Opens screens, and plays rounds on them."""

    @work(thread=True)
    def warn(self, look: Callable[[Callable[[], bool]], str]) -> None:
        """Look at the save behind what is shown, until the app ends, and say what is wrong with it."""
        worker = get_current_worker()
        wrong = look(lambda: worker.is_cancelled)
        if wrong and not worker.is_cancelled:
            self.call_from_thread(say_on_top, self, wrong)

    @on(RoundRequested)
    def play_requested(self, message: RoundRequested) -> None:
        """Play the round that a screen asks for."""
        self.play_anew(message.session)

    def play_anew(self, session: Session) -> None:
        """Play a round that was begun, or go on with one; one in play below it is left, and kept."""
        from weakspot.ui.screens.question import QuestionScreen

        if self.game.backup_is_due():  # midnight has passed
            self.warn(self.game.back_up)
        while any(isinstance(screen, QuestionScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.play(session)

    def play(self, session: Session | None) -> None:
        """Show a round, if there is one to play, or its results once it is done."""
        if session is None:
            return
        while isinstance(self.screen, ModalScreen):  # a key that came at once with the one that plays
            self.pop_screen()
        if session.phase == DONE and not session.answered:
            say_on_top(self, "The round is over; nothing was answered in it.")
        elif session.phase == DONE:
            from weakspot.ui.screens.results import ResultsScreen

            self.push_screen(ResultsScreen(self.game, session), self.play)
        elif session.sheets:
            from weakspot.ui.screens.exam import ExamScreen

            self.push_screen(ExamScreen(self.game, session), self.after_round)
        else:
            from weakspot.ui.screens.round import RoundScreen

            self.push_screen(RoundScreen(self.game, session), self.after_round)

    def after_round(self, session: Session | None) -> None:
        """Results if the round was finished, else back to where it was started from."""
        if session is not None and session.phase == DONE:
            self.play(session)

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
            say_on_top(self, str(refusal))
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.play_anew(session)

    def look_into(self, index: int) -> None:
        """Show the topics of a section, counted from 0."""
        from weakspot.ui.screens.topics import SectionScreen

        self.push_screen(SectionScreen(self.game, index))

    def wear(self, theme: str) -> None:
        try:
            self.game.change_setting("theme", theme)
        except SettingsError as refusal:
            say_on_top(self, str(refusal))
        self.dress()

    def action_open(self, name: str) -> None:
        """Open the screen of the module of this name, unless it is open already."""
        module = import_module(f"weakspot.ui.screens.{name}")
        kind: type[FramedScreen[None]] = getattr(module, f"{name.capitalize()}Screen")
        if not isinstance(self.screen, kind):
            self.push_screen(kind(self.game))

    def action_search(self) -> None:
        if can_search(self.screen_stack):
            self.action_open("browser")
        else:
            say_on_top(self, "Not during an exam.")

    def action_weakest(self) -> None:
        from weakspot.ui.screens.topics import WeakScreen

        if not self.game.weak_spots():
            nothing = self.game.no_weak_spots_words()
            say_on_top(self, f"No weak spots {nothing}. Today's round looks for them.")
        elif not isinstance(self.screen, WeakScreen):
            self.push_screen(WeakScreen(self.game))
