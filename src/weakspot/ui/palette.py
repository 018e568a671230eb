"""The actions of the palette: those of the screen, then those of every screen."""

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.events import Mount
from textual.markup import escape
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList

from weakspot.engine.limits import position_words
from weakspot.engine.rules import MODES, MORE
from weakspot.engine.session import Session
from weakspot.text import parse_inline, visible
from weakspot.ui.appearance import OURS
from weakspot.ui.navigation import NavigationApp
from weakspot.ui.screens.base import BaseScreen
from weakspot.ui.screens.frame import FramedScreen, find_top_screen


class Palette(CommandPalette, BaseScreen[None]):
    """Runs one command, whatever keys come at once with the Enter that chooses, or the key that opens it."""

    DEFAULT_CSS = """
    Palette SearchIcon { display: none; }
    Palette > Vertical, Palette > Vertical:dark { background: $surface; }
    Palette > .command-palette--help-text { text-style: not bold; }
    Palette CommandInput > .input--placeholder, Palette CommandInput:ansi > .input--placeholder {
      color: $muted;
    }
    Palette CommandInput:nocolor > .input--cursor { text-style: reverse; }
    Palette CommandInput:nocolor > .input--selection { text-style: reverse; }
    Palette CommandList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    """

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def choose_once(self, message: Message) -> None:
        """Once this was left, Textual would run the command again, or look for others."""
        if not self.is_active:
            message.prevent_default().stop()

    @on(Mount)
    def open_once(self, message: Mount) -> None:
        """Where this was left before it was there, Textual would take for its caller what is below that."""
        if not self.is_on_stack:
            message.prevent_default()

    def on_screen_suspend(self) -> None:
        self._cancel_gather_commands()  # Textual would list them in what was taken apart

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list that was not painted yet has no pages to turn."""
        acts = super().check_action(action, parameters)
        return acts and (action != "command_list" or bool(self.query_one(CommandList).size))


def safe(text: str) -> str:
    """A text from outside for the palette, which reads markup."""
    return escape(visible(text, line=True))


def rounds_left(app: NavigationApp) -> list[Session]:
    """The rounds left open, without one in play on the screen or below it."""
    sessions = (getattr(screen, "session", None) for screen in app.screen_stack)
    played = {one.id for one in sessions if one is not None}
    return [one for one in app.game.touched_rounds() if one.id not in played]


def commands(app: NavigationApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Every action by its name, with what it does."""
    if isinstance(screen, FramedScreen):
        for key in screen.palette_keys():
            title = f"{key.word[:1].upper()}{key.word[1:]}"
            yield SystemCommand(title, f"Here: {key.label}", partial(screen.run_action, key.action))
        yield SystemCommand("Help", "What the keys do here", partial(screen.run_action, "help"))
    yield SystemCommand("Points and streak", "Yours, and how they count", partial(app.action_open, "points"))
    yield SystemCommand("Progress", "Mastery, days, what falls due", partial(app.action_open, "progress"))
    yield SystemCommand("Weakest topics", "How each stands, and what lets it go", app.action_weakest)
    yield SystemCommand("Today", "Play today's round", partial(app.action_start, "today"))
    yield SystemCommand("Weak spots", "Play what is weak", partial(app.action_start, "weak"))
    yield SystemCommand("Missed", "Practise what was missed", partial(app.action_start, "missed"))
    yield SystemCommand("Flagged", "Play what you flagged", partial(app.action_start, "flagged"))
    for left in rounds_left(app):
        title = f"Go on: {app.game.round_title(left)}, {position_words(left)}"
        yield SystemCommand(safe(title), "Left open", partial(app.play_next, partial(app.game.resume, left)))
    for mode in MORE:
        yield SystemCommand(MODES[mode].title, MODES[mode].about, partial(app.action_start, mode))
    yield SystemCommand("Settings", "How it plays and looks", partial(app.action_open, "settings"))
    for theme in OURS:
        yield SystemCommand(f"Theme: {theme.name}", "Use this theme", partial(app.wear, theme.name))
    yield SystemCommand("Quit", "The round is kept", app.exit)
    yield SystemCommand("Search", "All questions and lessons", app.action_search)
    yield SystemCommand(
        "Banks", "What each holds, and what is wrong in it", partial(app.action_open, "banks")
    )
    for muted, title in app.game.muted_titles().items():
        words = "".join(run for run, _ in parse_inline(title))
        yield SystemCommand(
            f"Unmute: {safe(words)}", "Ask it again", partial(find_top_screen(app).unmute, muted)
        )
    sections = app.game.all_sections()
    for section in sections:
        title = f"Section: {safe(section.title)}"
        yield SystemCommand(title, "Play this section", partial(app.action_start, "section", section.slug))
    for index, section in enumerate(sections):
        title = f"Topics: {safe(section.title)}"
        yield SystemCommand(title, "Open this section", partial(app.look_into, index))
