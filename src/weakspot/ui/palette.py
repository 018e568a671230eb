"""The command palette: the actions of the top screen, then those of every screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.events import Mount
from textual.markup import escape
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList

from weakspot.engine.rules import FIRST_MODES, MORE_MODES
from weakspot.engine.session import Session
from weakspot.text import one_line, parse_inline
from weakspot.ui.keys import KeyBar
from weakspot.ui.screens.base import BaseScreen
from weakspot.ui.screens.frame import FramedScreen, find_top_screen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.theme import OWN_THEMES
from weakspot.words.modes import MODE_WORDS
from weakspot.words.summaries import position_words

if TYPE_CHECKING:
    from weakspot.ui.app import WeakspotApp


NOT_LISTED = (
    *("app.open", "app.quit", "app.search", "app.weakest"),
    *("cursor", "digit", "drop"),
)
"""The actions of keys that are told otherwise, or for every screen."""


class Palette(CommandPalette, BaseScreen[None]):
    """Runs a single command, even if more keys arrive at once with its Enter or the key
    that opens it.
    """

    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    Palette > Vertical, Palette > Vertical:dark { background: $surface; }
    Palette CommandList { scrollbar-size-vertical: 1; }
    Palette > .command-palette--help-text { text-style: not bold; }
    Palette CommandInput > .input--placeholder { color: $muted; }
    Palette CommandInput:ansi > .input--placeholder { color: $muted; }
    Palette CommandInput:nocolor > .input--cursor { text-style: reverse; }
    Palette CommandInput:nocolor > .input--selection { text-style: reverse; }
    Palette CommandList:nocolor > .option-list--option-highlighted {
      text-style: bold underline;
    }
    """

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def choose_once(self, message: Message) -> None:
        """Stop what comes after the palette was closed: Textual would run the command
        again or search.
        """
        if not self.is_active:
            message.prevent_default().stop()

    @on(Mount)
    def open_once(self, message: Mount) -> None:
        """Do nothing if closed before it was mounted: Textual would take a wrong screen
        for its caller.
        """
        if not self.is_on_stack:
            message.prevent_default()

    def on_screen_suspend(self) -> None:
        # Textual would list them in widgets that are removed by then
        self._cancel_gather_commands()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to move in a list that was not painted yet: it has no pages to
        turn.
        """
        acts = super().check_action(action, parameters)
        return acts and (
            action != "command_list" or bool(self.query_one(CommandList).size)
        )


def escape_text(text: str) -> str:
    """Make a text from outside safe for the palette, which reads markup."""
    return escape(one_line(text))


def list_modes_to_start(unfinished: Iterable[Session], app: WeakspotApp) -> list[str]:
    """The FIRST_MODES without those of which a round was left today: it would be
    dropped for another.
    """
    begun = {
        one.mode
        for one in unfinished
        if not one.scope and app.game.rounds.is_active_today(one)
    }
    return [mode for mode in FIRST_MODES if mode not in begun]


def leave_out_in_play(sessions: Iterable[Session], app: WeakspotApp) -> list[Session]:
    """Those of the rounds that are not in play on any screen."""
    in_play = (getattr(screen, "session", None) for screen in app.screen_stack)
    in_play_ids = {session.id for session in in_play if session is not None}
    return [session for session in sessions if session.id not in in_play_ids]


def list_keys(app: WeakspotApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield what the keys in the footer of the screen do."""
    if isinstance(screen, GameScreen):
        for shown in screen.query_one(KeyBar).keys:
            if shown.action.startswith(NOT_LISTED):
                continue
            press = partial(app.simulate_key, shown.key)
            title = f"{shown.word[:1].upper()}{shown.word[1:]}"
            yield SystemCommand(title, f"Here: {shown.label}", press)
    elif isinstance(screen, FramedScreen):
        for key in screen.palette_keys():
            title = f"{key.word[:1].upper()}{key.word[1:]}"
            act = partial(screen.run_action, key.action)
            yield SystemCommand(title, f"Here: {key.label}", act)
        act = partial(screen.run_action, "help")
        yield SystemCommand("Help", "What the keys do here", act)


def list_commands(app: WeakspotApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield every action with its name and what it does."""
    yield from list_keys(app, screen)
    yield SystemCommand(
        "Points and streak",
        "Yours, and how they count",
        partial(app.action_open, "points"),
    )
    yield SystemCommand(
        "Progress",
        "Mastery, days, what falls due",
        partial(app.action_open, "progress"),
    )
    yield SystemCommand(
        "Weakest topics", "How each stands, and what lets it go", app.action_weakest
    )
    unfinished = app.game.rounds.touched_rounds()
    if unfinished and isinstance(screen, HomeScreen):
        drop = partial(app.simulate_key, "backspace")
        yield SystemCommand("Drop the round left open", "Here: Bksp", drop)
    for mode in list_modes_to_start(unfinished, app):
        yield SystemCommand(
            MODE_WORDS[mode].title,
            MODE_WORDS[mode].about,
            partial(app.action_start, mode),
        )
    for session in leave_out_in_play(unfinished, app):
        title = f"Go on: {app.game.rounds.title(session)}, {position_words(session)}"
        resume = partial(app.game.rounds.resume, session)
        yield SystemCommand(
            escape_text(title), "Left open", partial(app.play_from_home, resume)
        )
    for mode in MORE_MODES:
        yield SystemCommand(
            MODE_WORDS[mode].title,
            MODE_WORDS[mode].about,
            partial(app.action_start, mode),
        )
    yield SystemCommand(
        "Settings", "How it plays and looks", partial(app.action_open, "settings")
    )
    for theme in OWN_THEMES:
        yield SystemCommand(
            f"Theme: {theme.name}", "Use this theme", partial(app.set_theme, theme.name)
        )
    yield SystemCommand("Quit", "The round is kept", app.exit)
    yield SystemCommand("Search", "All questions and lessons", app.action_search)
    yield SystemCommand(
        "Banks",
        "What each holds, and what is wrong in it",
        partial(app.action_open, "banks"),
    )
    for muted, title in app.game.library.muted_titles().items():
        words = "".join(run for run, _ in parse_inline(title))
        unmute = partial(find_top_screen(app).unmute, muted)
        yield SystemCommand(f"Unmute: {escape_text(words)}", "Ask it again", unmute)
    sections = app.game.library.sections()
    for section in sections:
        title = f"Section: {escape_text(section.title)}"
        yield SystemCommand(
            title,
            "Play this section",
            partial(app.action_start, "section", section.slug),
        )
    for index, section in enumerate(sections):
        title = f"Topics: {escape_text(section.title)}"
        yield SystemCommand(
            title, "Open this section", partial(app.open_section, index)
        )
