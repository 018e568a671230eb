"""Navigation between screens: from home through rounds and results and back, and to
every other screen.

A screen is imported when it is opened, so that the first paint does not wait for it.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from textual import on, work
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from weakspot.engine.rules import MORE_MODES
from weakspot.engine.session import DONE, Session
from weakspot.errors import WeakspotError
from weakspot.ui.appearance import StyledApp
from weakspot.ui.screens.frame import FramedScreen, can_search, say_on_top
from weakspot.ui.screens.launcher import RoundRequested


class NavigationApp(StyledApp):
    """An app that opens screens and plays rounds on them."""

    @work(thread=True)
    def warn_if_wrong(self, check: Callable[[], str]) -> None:
        """Check the save in a thread and say what is wrong, if `check` returns
        something.
        """
        worker = get_current_worker()
        warning = check()
        if warning and not worker.is_cancelled:
            self.call_from_thread(say_on_top, self, warning)

    @on(RoundRequested)
    def play_requested_round(self, message: RoundRequested) -> None:
        self.switch_round(message.session)

    def switch_round(self, session: Session) -> None:
        """Play a round, new or resumed; close a round in play below it, which stays
        open in the save.
        """
        from weakspot.ui.screens.question import QuestionScreen

        if self.game.is_backup_due():  # midnight has passed
            self.warn_if_wrong(self.game.back_up)
        while any(isinstance(screen, QuestionScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.play(session)

    def play(self, session: Session | None) -> None:
        """Show the screen of a round, or its results if it is done; nothing if
        `session` is None.
        """
        if session is None:
            return
        while isinstance(
            self.screen, ModalScreen
        ):  # opened by a key pressed right after the one that plays
            self.pop_screen()
        if session.phase == DONE and not session.answered:
            say_on_top(self, "The round is over; nothing was answered in it.")
        elif session.phase == DONE:
            from weakspot.ui.screens.results import ResultsScreen

            self.push_screen(ResultsScreen(self.game, session), self.play)
        elif session.sheets:
            from weakspot.ui.screens.exam import ExamScreen

            self.push_screen(ExamScreen(self.game, session), self.show_results_if_done)
        else:
            from weakspot.ui.screens.round import RoundScreen

            self.push_screen(RoundScreen(self.game, session), self.show_results_if_done)

    def show_results_if_done(self, session: Session | None) -> None:
        """Show the results if the round was finished; else stay where it was started
        from.
        """
        if session is not None and session.phase == DONE:
            self.play(session)

    def action_start(self, mode: str, section: str | None = None) -> None:
        """Start a round from any screen, or say why there is none."""
        if (
            mode in MORE_MODES
        ):  # an open round of the mode is resumed: an exam is not thrown away
            self.play_from_home(partial(self.game.rounds.resume_or_start, mode=mode))
        else:
            self.play_from_home(partial(self.game.rounds.start, mode, section=section))

    def play_from_home(self, start: Callable[[], Session]) -> None:
        """Play the round that `start` returns instead of whatever is shown, or say why
        there is none.
        """
        try:
            session = start()
        except WeakspotError as error:
            say_on_top(self, str(error))
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.switch_round(session)

    def open_section(self, index: int) -> None:
        """Show the topics of the section at `index`, counted from 0."""
        from weakspot.ui.screens.topics import SectionScreen

        self.push_screen(SectionScreen(self.game, index))

    def set_theme(self, theme: str) -> None:
        try:
            self.game.change_setting("theme", theme)
        except WeakspotError as error:
            say_on_top(self, str(error))
        self.apply_settings()

    def action_open(self, name: str) -> None:
        """Open the screen `NameScreen` of the module `name`, unless it is on top
        already.
        """
        module = import_module(f"weakspot.ui.screens.{name}")
        screen_class: type[FramedScreen[None]] = getattr(
            module, f"{name.capitalize()}Screen"
        )
        if not isinstance(self.screen, screen_class):
            self.push_screen(screen_class(self.game))

    def action_search(self) -> None:
        if can_search(self.screen_stack):
            self.action_open("browser")
        else:
            say_on_top(self, "Not during an exam.")

    def action_weakest(self) -> None:
        from weakspot.ui.screens.topics import WeakScreen

        if not self.game.progress.weak_spots():
            nothing = self.game.progress.no_weak_spots_words()
            say_on_top(self, f"No weak spots {nothing}. Today's round looks for them.")
        elif not isinstance(self.screen, WeakScreen):
            self.push_screen(WeakScreen(self.game))
