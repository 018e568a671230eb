"""The app: plays one Game on the screen, from start to exit.

A screen is imported when it is opened, so that the first paint does not wait for it.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from textual import constants, work
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Event, InputEvent, Key, MouseEvent, Paste
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen
from textual.theme import BUILTIN_THEMES
from textual.worker import WorkerFailed, get_current_worker

from weakspot.engine.lab import Project
from weakspot.engine.rules import LAB, MORE_MODES
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Case
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.text import (
    ASCII_MARKS,
    SMALLEST_TERMINAL,
    choose_marks,
    one_line,
    sentence,
    visible,
)
from weakspot.ui.keys import keys_in_force
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.terminal import handle_signals, is_remote
from weakspot.ui.theme import (
    OWN_THEMES,
    SIXTEEN_COLOURS,
    AsciiSigns,
    derive_variables,
    drop_greys,
)
from weakspot.words.share import Share, share_lines
from weakspot.words.stock import NO_LESSON

MINUTE = 60.0
"""Seconds between checks of the date: midnight may pass while nobody presses a key."""


KEY_LABELS = {
    "asterisk": "*",
    "backspace": "Bksp",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
    "ctrl+c": "Ctrl+C",
    "ctrl+z": "Ctrl+Z",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""Names of keys on the screen, where Textual has another."""


def is_laid_out(screen: Screen[object], event: MouseEvent) -> bool:
    """True but for a place outside the screen, as in a terminal that has just grown."""
    return screen.outer_size.region.contains(event.x, event.y)


class WeakspotApp(App[None], inherit_bindings=False):
    """Shows one Game, as its settings say; quitting saves the round in play."""

    TITLE = "weakspot"
    CSS = """
    .-ascii Trend #chart { display: none; }
    ToastRack { margin-bottom: 3; }
    .-short ToastRack { dock: top; align: right top; margin: 1 0 0 0; }
    Toast { width: 60; max-width: 100%; margin: 0 2; padding: 0 1; }
    Toast { background: $surface; }
    Toast.-information { border-left: outer $accent; }
    .-normal Toast { width: 54; }
    .-narrow Toast { width: 100%; margin: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [
        (0, "-slim"),
        (SMALLEST_TERMINAL[0], "-narrow"),
        (60, "-normal"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-flat"),
        (SMALLEST_TERMINAL[1], "-short"),
        (20, "-medium"),
        (30, "-tall"),
    ]
    BINDINGS = [
        Binding("ctrl+c", "copy_or_quit", priority=True),
        Binding(
            "ctrl+q",
            "quit",
            "quit",
            show=False,
            priority=True,
            tooltip="quit; the round is kept. So does Ctrl+C",
        ),
        Binding(
            "ctrl+z",
            "suspend_process",
            "pause",
            show=False,
            tooltip="pause; fg comes back",
        ),
        Binding(
            "slash",
            "search",
            "search",
            id="search",
            show=False,
            tooltip="search all questions and lessons",
        ),
        Binding(
            "comma",
            "open('settings')",
            "settings",
            id="settings",
            show=False,
            tooltip="settings",
        ),
    ]

    def __init__(
        self, game: Game, session: Session | None = None, is_lab: bool = False
    ) -> None:
        """Open the app on the round `session`, on the mini-lab if `is_lab`, else on the
        home screen.
        """
        # all before the first paint: if it is set later, Textual reads all styles twice
        themes = {**BUILTIN_THEMES, **{theme.name: theme for theme in OWN_THEMES}}
        super().__init__(ansi_color=themes[game.settings.theme].ansi)
        self.game = game
        self.games = {"" if game.subject is None else game.subject.name: game}
        """The games opened, by subject: one that was left is there at once again."""
        self.initial_session, self.is_lab = session, is_lab
        self.day = game.today()
        self.signs = AsciiSigns(enabled=False)
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, game.settings.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.failure: BaseException | None = None
        """The first error that nothing caught and that ended the app, if any."""
        self.is_leaving = False
        """True once the app was told to exit."""
        self.apply_settings()

    async def on_event(self, event: Event) -> None:
        """Drop input after the key that quits, and the mouse where nothing is laid out
        yet; keep a letter with Alt from being typed as text.
        """
        if isinstance(event, MouseEvent) and not is_laid_out(self.screen, event):
            return  # Textual would take the focus from every widget
        if isinstance(event, Key) and event.key.startswith("alt+"):
            event.character = None  # else a field would insert it
        if not (self.is_leaving and isinstance(event, (InputEvent, Paste))):
            await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "suspend_process" and self.is_web:  # there is no shell behind it
            return False
        return super().check_action(action, parameters)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action once the screen has caught up with the keys before it."""
        if isinstance(self.screen, GameScreen):
            self.screen.catch_up()
        return await super().run_action(action, default_namespace, namespaces)

    def on_key(self, event: Key) -> None:
        """Ignore an unhandled key that was pressed before the top screen was there."""
        if event.time < getattr(self.screen, "keys_from", 0.0):
            event.prevent_default()

    def exit(self, *args: Any, **more: Any) -> None:
        self.is_leaving = True
        super().exit(*args, **more)

    def _handle_exception(self, error: Exception) -> None:
        """Note the error, unless the app exits: Textual composes nothing then, so a
        screen may miss its widgets.
        """
        if not self.is_leaving:
            cause = error.error if isinstance(error, WorkerFailed) else error
            self.failure = self.failure or cause
            super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:
        """Exit and leave it to the caller to report the failure: Textual would draw
        what a player wrote.
        """
        if self.failure is None and not self.is_leaving:
            # the thread that reads keys hands on no error
            self.failure = RuntimeError("the input could not be read")
        super().panic()

    _fatal_error = panic

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.game)

    def on_mount(self) -> None:
        handle_signals(self)
        # after a pause, nothing of the screen is left on the terminal
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.call_after_refresh(self.warn_if_wrong, self.game.check_save)
        self.set_interval(MINUTE, self.update_day)
        if self.is_lab:
            self.action_open("lab")
        elif self.initial_session is None:
            self.play_next(None)
        else:
            self.play(self.initial_session)

    @work(thread=True)
    def warn_if_wrong(self, check: Callable[[], str]) -> None:
        """Check the save in a thread and say what is wrong, if `check` returns
        something.
        """
        worker = get_current_worker()
        warning = check()
        if warning and not worker.is_cancelled:
            self.call_from_thread(self.say_later, sentence(warning))

    def update_day(self) -> None:
        """Update the screen that was left open over midnight to the new day."""
        if self.day != self.game.today():
            self.day = self.game.today()
            if isinstance(self.screen, GameScreen):
                self.screen.show_game()

    def on_app_focus(self) -> None:
        """Bring home up to date when its terminal is turned to: another weakspot may
        use the same save. A page may take the focus before there is a home.
        """
        if isinstance(self.screen, HomeScreen) and self.screen.is_mounted:
            self.screen.show_game()

    def say(self, text: str) -> None:
        """Tell the player what happened, in place of what was told before."""
        self.clear_notifications()
        if text:
            self.notify(visible(text), markup=False)

    def say_error(self, error: WeakspotError) -> None:
        """Tell the player why something could not be done."""
        self.say(sentence(str(error)))

    def say_later(self, text: str) -> None:
        """Say a text once a dialog that leads to it is closed."""
        self.call_later(self.say, text)

    def share(self, share: Share) -> None:
        """Copy a round as lines to show to others, and write them into a file: no
        terminal says whether it passes them on. In a browser, show them.
        """
        lines = share_lines(share)
        if self.is_web:
            from weakspot.ui.screens.dialog import CaseScreen  # late: few open it

            case = Case(title="To show to others", text="\n".join(lines))
            self.push_screen(CaseScreen(case))
        else:
            self.copy_to_clipboard("\n".join(lines))
            file = self.game.keep_shared(lines)
            place = f", also in {one_line(file)}" if file else ""
            self.say(f"Copied. {len(lines)} lines{place}.")

    def get_key_display(self, binding: Binding) -> str:
        return binding.key_display or KEY_LABELS.get(
            binding.key, super().get_key_display(binding)
        )

    # How it looks

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return derive_variables(self.current_theme)

    def get_css_variables(self) -> dict[str, str]:
        if not hasattr(self, "game"):
            # Textual asks before our themes are registered, and mixes all colours each
            # time
            return {}
        variables, theme = super().get_css_variables(), self.current_theme
        if self.console.color_system == "standard" and not theme.ansi:
            # in place: Textual keeps this dict
            variables |= SIXTEEN_COLOURS[theme.dark]
        return variables

    def get_line_filters(self) -> list[LineFilter]:
        filters = list(super().get_line_filters())
        if self.no_color:
            filters = drop_greys(filters)
        return [*filters, self.signs] if self.signs.enabled else filters

    def apply_settings(self) -> None:
        """Apply the settings: theme, marks, motion and the player's own keys."""
        settings = self.game.settings
        self.set_keymap(settings.keys)
        self.theme = settings.theme
        self.ansi_color = self.current_theme.ansi
        ascii_only = (
            choose_marks(sys.__stderr__ or sys.stderr, settings.marks) is ASCII_MARKS
        )
        has_motion = settings.motion and not (ascii_only or is_remote())
        self.animation_level = constants.TEXTUAL_ANIMATIONS if has_motion else "none"
        if ascii_only != self.signs.enabled:
            self.signs.enabled = ascii_only
            self.set_class(ascii_only, "-ascii", update=self.is_running)
            for screen in self.screen_stack:
                for widget in screen.walk_children(with_self=True):
                    widget.refresh(layout=True)  # big figures are not drawn in ASCII

    def set_theme(self, theme: str) -> None:
        try:
            self.game.change_setting("theme", theme)
        except WeakspotError as error:
            self.call_later(self.say_error, error)
        self.apply_settings()

    # Rounds and screens

    def play_round(self, start: Callable[[], Session]) -> None:
        """Play the round that `start` returns, or say why there is none."""
        try:
            session = start()
        except WeakspotError as error:
            self.say_error(error)
        else:
            self.switch_round(session)

    def play_scope(self, key: str) -> None:
        """Play a round of a section or of a `section/topic`, or say why there is
        none.
        """
        section, _, topic = key.partition("/")
        start = self.game.rounds.start
        self.play_round(partial(start, section=section, topic=topic or None))

    def open_lesson(self, key: str) -> None:
        """Open the lesson of a section, or of a `section/topic` at that topic."""
        from weakspot.ui.screens.lesson import LessonScreen  # late: Markdown is slow

        if not self.game.library.notes(key.partition("/")[0]):
            self.say(NO_LESSON)
            return
        self.push_screen(LessonScreen(self.game, key))

    def switch_round(self, session: Session) -> None:
        """Play a round, new or resumed; close a round in play below it, which stays
        open in the save.
        """
        from weakspot.ui.screens.play import PlayScreen

        if self.game.is_backup_due():  # midnight has passed
            self.warn_if_wrong(self.game.back_up)
        while any(isinstance(screen, PlayScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.play(session)
        if fault := self.game.library.take_fault():
            self.say_later(fault)

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
        has_results = session.answered or session.rules.seconds is not None
        if session.phase == DONE and not has_results:
            self.say_later("The round is over; nothing was answered in it.")
        elif session.phase == DONE:
            from weakspot.ui.screens.results import ResultsScreen

            self.push_screen(ResultsScreen(self.game, session), self.play_next)
        elif session.sheets:
            from weakspot.ui.screens.exam import ExamScreen

            self.push_screen(ExamScreen(self.game, session), self.show_results_if_done)
        else:
            from weakspot.ui.screens.round import RoundScreen

            self.push_screen(RoundScreen(self.game, session), self.show_results_if_done)

    def play_next(self, session: Session | None) -> None:
        """Play the round that follows, if any; before that, ask once after the first
        round of a save which sections matter.
        """
        if not self.game.progress.should_ask_sections():
            self.play(session)
            return
        from weakspot.ui.screens.sections import SectionsScreen  # late: asked once

        def go_on(_: None) -> None:
            if session is not None:
                self.play_round(partial(self.game.rounds.resume, session))

        self.push_screen(SectionsScreen(self.game), go_on)

    def open_topics(self, keys: Sequence[str], at: int = 0) -> None:
        """Open the page of the topic at this place; all of them can be turned to."""
        from weakspot.ui.screens.topic import TopicScreen  # late: few open it

        if keys:
            self.push_screen(TopicScreen(self.game, keys, at))
        else:
            self.say("No topic is listed here now.")

    def show_results_if_done(self, session: Session | None) -> None:
        """Show the results if the round was finished; else stay where it was started
        from.
        """
        if session is not None and session.phase == DONE:
            self.play(session)

    def action_start(self, mode: str, section: str | None = None) -> None:
        """Start a round, or the mini-lab, from any screen, or say why there is none."""
        if mode == LAB:
            self.go_home()
            self.action_open("lab")
        elif (
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
            self.call_later(self.say_error, error)
            return
        self.go_home()
        self.switch_round(session)

    def go_home(self) -> None:
        """Close every screen above the first one; what is open there is kept."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def switch_subject(self, name: str) -> None:
        """Play another subject from its first screen on, or say why that cannot be. A
        round in play stays open in its save.
        """
        is_new = name not in self.games
        try:
            game = self.game.open_subject(name) if is_new else self.games[name]
        except WeakspotError as error:
            self.say_later(sentence(str(error)))
            return
        self.go_home()
        game.settings = self.game.settings
        self.game = self.games[name] = game
        if isinstance(self.screen, HomeScreen):
            self.screen.switch_game(game)
        try:
            game.remember_subject()
        except WeakspotError as error:
            self.say_later(sentence(str(error)))
        if is_new:
            self.warn_if_wrong(game.check_save)

    def open_section(self, index: int) -> None:
        """Show the topics of the section at `index`, counted from 0, in place of those
        of another.
        """
        from weakspot.ui.screens.section import SectionScreen

        is_turned = isinstance(self.screen, SectionScreen)
        show = self.switch_screen if is_turned else self.push_screen
        show(SectionScreen(self.game, index))

    def open_project(self, project: Project, at: int | None) -> None:
        """Open a project of the mini-lab at the step `at`, or its card if that is None,
        in place of the other of these two.
        """
        from weakspot.ui.screens.lab_steps import StepsScreen
        from weakspot.ui.screens.project_card import ProjectCardScreen

        is_open = isinstance(self.screen, StepsScreen | ProjectCardScreen)
        show = self.switch_screen if is_open else self.push_screen
        if at is None:
            show(ProjectCardScreen(self.game, project))
        else:
            show(StepsScreen(self.game, project, at))

    def action_describe(self) -> None:
        """Go on with the project of the mini-lab that is not finished; if there is
        none, open the lab.
        """
        lab = self.game.lab
        project = lab.unfinished()
        try:
            lab.require_topics()
        except WeakspotError as error:
            self.say_error(error)
        else:
            if project is None:
                self.action_open(LAB)
            else:
                self.open_project(project, project.next_step(lab.steps))

    def action_go_to(self) -> None:
        """Ask for a section by its number, and show its topics."""
        from weakspot.ui.screens.dialog import InputScreen  # late: few open it

        dialog = InputScreen("Go to which section? Its number", "open")
        self.push_screen(dialog, self.open_numbered)

    def open_numbered(self, typed: str | None) -> None:
        """Show the topics of the section whose number was typed, counted from 1."""
        most, number = len(self.game.library.sections()), (typed or "").strip()
        if number.isdecimal() and 1 <= int(number) <= most:
            self.open_section(int(number) - 1)
        elif number:
            self.say_later(f"Sections have the numbers 1 to {most}.")

    def action_open(self, name: str) -> None:
        """Open the screen `NameScreen` of the module `name`, unless it is on top
        already.
        """
        module = import_module(f"weakspot.ui.screens.{name}")
        screen_class: type[GameScreen[None]] = getattr(
            module, f"{name.capitalize()}Screen"
        )
        if not isinstance(self.screen, screen_class):
            self.push_screen(screen_class(self.game))

    def action_help(self) -> None:
        from weakspot.ui.screens.dialog import HelpScreen  # late: few open it

        if isinstance(self.screen, GameScreen):
            keys = keys_in_force(self.screen)
            self.push_screen(HelpScreen(keys, self.screen.marks))

    @property
    def can_search(self) -> bool:
        """True if questions may be searched while these screens are open."""
        return all(getattr(one, "is_searchable", True) for one in self.screen_stack)

    def action_search(self) -> None:
        if self.can_search:
            self.action_open("browser")
        else:
            self.say_later("Not during an exam.")

    def action_weakest(self) -> None:
        if not self.game.progress.weak_spots():
            nothing = self.game.progress.no_weak_spots_words()
            self.say_later(f"No weak spots {nothing}; today's round looks for them.")
        else:
            self.action_open("weak")

    @property
    def key_words(self) -> dict[str, str]:
        """Words for the footer: search is left out where it cannot be opened."""
        return {} if self.can_search else {"search": ""}

    def action_command_palette(self) -> None:
        """Open the palette; if help is open, close it first: a click there can ask for
        the palette, too.
        """
        from weakspot.ui.palette import Palette, list_commands
        from weakspot.ui.screens.dialog import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(list_commands(self, self.screen)))

    def action_copy_or_quit(self) -> None:
        selected = getattr(
            self.focused, "selected_text", ""
        )  # a field has a selection of its own
        if text := selected or self.screen.get_selected_text():
            self.copy_to_clipboard(text)
            self.screen.clear_selection()
            self.say_later("Copied.")
        else:
            self.exit()
