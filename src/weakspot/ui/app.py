"""The app: theme, signals, and the way from home through rounds and results and back."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from functools import partial
from threading import Timer

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.worker import get_current_worker

from weakspot.engine.rules import MODES, MORE
from weakspot.engine.session import DONE, Session
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.text import visible
from weakspot.ui.messages import Play, ShowTopics
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.screens.question import QuestionScreen
from weakspot.ui.screens.round import RoundScreen
from weakspot.ui.themes import DARK, variable_defaults

PATIENCE = 1.5
"""Seconds to restore the terminal in, when asked to end; every answer is in the save by then."""


class WeakspotApp(App[None]):
    """Shows one Game; quitting keeps the round in play."""

    TITLE = "weakspot"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-medium"), (30, "-tall")]
    BINDINGS = [
        Binding("ctrl+c", "copy_or_quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False),
        Binding("comma", "settings", show=False),
    ]

    def __init__(self, game: Game, session: Session | None = None) -> None:
        """With a `session` the app opens on that round, else at home."""
        super().__init__()
        self.game = game
        self.first = session
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme.dark)

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.game)

    def on_mount(self) -> None:
        self.end_on_signals()
        self.call_after_refresh(self.look_over)
        if self.first is not None:
            self.play(self.first)

    @work(thread=True)
    def look_over(self) -> None:
        """Look at the whole save behind the first paint, and say what is wrong with it."""
        damage = self.game.look_over()
        if damage and not get_current_worker().is_cancelled:
            self.call_from_thread(self.notify, damage, severity="error", timeout=60, markup=False)

    def end_on_signals(self) -> None:
        """Restore the terminal when asked to end, or when the terminal itself is gone."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, partial(self.end, 128 + number))

    def end(self, code: int) -> None:
        """End soon, whatever the terminal does: one that is gone can hold up its own restoring for good."""
        last_resort = Timer(PATIENCE, os._exit, (code,))
        last_resort.daemon = True
        last_resort.start()
        self.exit(return_code=code)

    @on(Play)
    def play_asked(self, message: Play) -> None:
        """Play the round that a screen asks for; one in play below it is left, and kept."""
        while any(isinstance(screen, QuestionScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.play(message.session)

    @on(ShowTopics)
    def topics_asked(self, message: ShowTopics) -> None:
        """Show the page that a screen asks for."""
        self.show_topics(message.keys, message.at)

    def play(self, session: Session) -> None:
        """Show a round, and its results once it is done."""
        if session.phase == DONE:
            self.show_results(session)
        elif session.sheets:
            from weakspot.ui.screens.exam import ExamScreen  # late: not for the first paint

            self.push_screen(ExamScreen(self.game, session), self.after_round)
        else:
            self.push_screen(RoundScreen(self.game, session), self.after_round)

    def after_round(self, session: Session | None) -> None:
        """Results if the round was finished, else back to where it was started from."""
        if session is not None and session.phase == DONE and session.answered:
            self.show_results(session)
        elif session is not None and session.phase == DONE:
            self.notify("The round is over; nothing was answered in it.", markup=False)

    def show_results(self, session: Session) -> None:
        """The end of a round, and what the player wants next."""
        from weakspot.ui.screens.results import ResultsScreen  # late: not for the first paint

        self.push_screen(ResultsScreen(self.game, session), self.after_results)

    def after_results(self, session: Session | None) -> None:
        """The next round, if one was chosen."""
        if session is not None:
            self.play(session)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from super().get_system_commands(screen)
        yield SystemCommand("Points and streak", "Yours, and how they count", self.action_points)
        yield SystemCommand("Progress", "Mastery, days, what is to come", self.action_progress)
        yield SystemCommand("Weakest topics", "How they stand, and why", self.action_weakest)
        yield SystemCommand("Today", "Play today's round", partial(self.start, "today"))
        yield SystemCommand("Weak spots", "Play what is weak", partial(self.start, "weak"))
        yield SystemCommand("Missed", "Practise what was missed", partial(self.start, "missed"))
        yield SystemCommand("Flagged", "Play what you flagged", partial(self.start, "flagged"))
        for mode in MORE:
            yield SystemCommand(MODES[mode].title, MODES[mode].about, partial(self.start, mode))
        yield SystemCommand("Settings", "How it plays", self.action_settings)
        for key, title in self.game.muted().items():
            yield SystemCommand(
                f"Unmute: {visible(title, line=True)}", "Ask it again", partial(self.game.unmute, key)
            )
        for section in self.game.all_sections():
            yield SystemCommand(
                f"Section: {section.title}", "Play this section", partial(self.start, "section", section.slug)
            )

    def start(self, mode: str, section: str | None = None) -> None:
        """Start a round from anywhere, or say why there is none."""
        try:
            if MODES[mode].sealed:  # an exam begun is not thrown away
                session = self.game.begin(mode=mode)
            else:
                session = self.game.start(mode, section=section)
        except WeakspotError as refusal:
            self.notify(str(refusal), markup=False)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.play(session)

    def action_settings(self) -> None:
        from weakspot.ui.screens.settings import SettingsScreen  # late: seldom opened

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.game))

    def action_points(self) -> None:
        from weakspot.ui.screens.points import PointsScreen  # late: not for the first paint

        if not isinstance(self.screen, PointsScreen):
            self.push_screen(PointsScreen(self.game))

    def action_progress(self) -> None:
        from weakspot.ui.screens.progress import ProgressScreen  # late: not for the first paint

        if not any(isinstance(screen, ProgressScreen) for screen in self.screen_stack):
            self.push_screen(ProgressScreen(self.game))

    def action_weakest(self) -> None:
        self.show_topics([spot.key for spot in self.game.weak_spots()])

    def show_topics(self, keys: Sequence[str], at: int = 0) -> None:
        """The page of a topic, to turn to the others from; a word where there is none."""
        from weakspot.ui.screens.topic import TopicScreen  # late: not for the first paint

        if not keys:
            self.notify("No weak spots shown yet: a round looks for them.", markup=False)
        elif not isinstance(self.screen, TopicScreen):
            self.push_screen(TopicScreen(self.game, keys, at))

    def action_copy_or_quit(self) -> None:
        if self.screen.get_selected_text():
            self.screen.action_copy_text()
        else:
            self.exit()
