"""The palette: the actions of the top screen, then those of every screen, to choose by
name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.screen import Screen
from textual.widgets import Input, OptionList

from weakspot.engine.rules import FIRST_MODES
from weakspot.engine.session import Session
from weakspot.text import one_line, parse_inline
from weakspot.ui.forms.field import TextLine
from weakspot.ui.keys import KeyBar, keys_in_force, place_last
from weakspot.ui.screens.dialog import DialogScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.home import HomeScreen
from weakspot.ui.theme import OWN_THEMES
from weakspot.ui.widgets.content import concat, paint
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.modes import MODE_WORDS
from weakspot.words.summaries import position_words

if TYPE_CHECKING:
    from weakspot.ui.app import WeakspotApp


NOT_LISTED = (
    *("app.open", "app.quit", "app.search", "app.start", "app.weakest"),
    *("cursor", "digit", "drop"),
)
"""The actions of keys that are told otherwise, or for every screen."""


class Command(NamedTuple):
    """An action by its name: what it does, and its key on the top screen, if any."""

    title: str
    about: str
    callback: Callable[[], Any]
    key: str = ""


class Palette(DialogScreen[None]):
    """Lists commands, those first that are most like what is typed; runs one and
    closes.
    """

    DEFAULT_CSS = """
    Palette .box { width: 74; height: 96%; max-height: 32; }
    Palette TextLine { margin: 1 0; background: $background; }
    Palette.-short TextLine, Palette.-short OptionRows { margin: 0; }
    Palette TextLine > .input--placeholder { color: $muted; }
    Palette OptionRows { height: 1fr; margin-bottom: 1; background: $surface; }
    Palette OptionRows > .option-list--option-highlighted {
      background: $cursor; color: $foreground; text-style: none;
    }
    Palette OptionRows:nocolor > .option-list--option-highlighted {
      text-style: underline;
    }
    """
    BINDINGS = [
        Binding("up", "move('cursor_up')", "move", key_display="↑↓"),
        ("down", "move('cursor_down')"),
        ("ctrl+home", "move('first')"),
        ("ctrl+end", "move('last')"),
        Binding("escape", "dismiss", "back"),
    ]

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__("Actions")
        self.commands = list(commands)
        self.search = FuzzySearch()
        self.line, self.rows = TextLine(), OptionRows()
        self.line.placeholder = "Search for commands…"
        self.line.key_words = {"submit": "do"}
        self.rows.can_focus = False
        self.rows.keeps_cursor = True  # what is typed goes to the field

    def compose(self) -> ComposeResult:
        with self.box:
            yield self.line
            yield self.rows
            yield KeyBar()

    def on_mount(self) -> None:
        self.show_found("")

    @on(Input.Changed)
    def find(self, message: Input.Changed) -> None:
        self.show_found(message.value.strip())

    def show_found(self, query: str) -> None:
        """List what is like the query, the most alike first; all if it is empty."""
        order: Iterable[int] = range(len(self.commands))
        places: dict[int, Iterable[int]] = {}
        if query:
            found = {
                at: self.search.match(query, one_line(self.commands[at].title))
                for at in order
            }
            places = {at: offsets for at, (score, offsets) in found.items() if score}
            order = sorted(places, key=lambda at: -found[at][0])
        rows = [
            (str(at), command_row(self.commands[at], places.get(at, ())))
            for at in order
        ]
        none = [(None, Row(paint("Nothing has a name like this.", "$muted")))]
        self.rows.show_rows(rows or none)
        self.rows.action_first()

    def action_move(self, how: str) -> None:
        getattr(self.rows, f"action_{how}")()

    def action_page(self, step: int) -> None:
        self.action_move("page_up" if step < 0 else "page_down")

    @on(Input.Submitted)
    def choose(self) -> None:
        self.rows.action_select()

    @on(OptionList.OptionSelected)
    def run_chosen(self, message: OptionList.OptionSelected) -> None:
        """Run the command once, even if more keys arrive at once with its Enter."""
        if self.is_active and message.option_id is not None:
            self.dismiss()
            self.app.call_later(self.commands[int(message.option_id)].callback)

    def on_click(self, event: events.Click) -> None:
        if not self.box.region.contains_point(event.screen_offset):
            self.dismiss()


def command_row(command: Command, places: Iterable[int]) -> Row:
    """The row of a command: its name with what is typed underlined at these places,
    what it does, and its key.
    """
    title = paint(one_line(command.title), "bold")
    for at in places:
        title = title.stylize("underline", at, at + 1)
    about = paint(f"  {command.about}", "$muted") if command.about else Content("")
    return Row(concat(title, about), paint(command.key, "bold"))


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


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def list_keys(app: WeakspotApp, screen: Screen[object]) -> Iterator[Command]:
    """Yield what the keys in the footer of the screen do."""
    bar = screen.query_one(KeyBar).keys if isinstance(screen, GameScreen) else ()
    for shown in sorted(bar, key=lambda key: place_last(key.action)):
        if not shown.action.startswith(NOT_LISTED):
            about = "" if shown.about == shown.word else capital(shown.about)
            press = partial(app.simulate_key, shown.key)
            yield Command(capital(shown.word), about, press, shown.label)


def list_commands(app: WeakspotApp, screen: Screen[object]) -> Iterator[Command]:
    """Yield every action with its name and what it does, and its key on the screen."""
    keys: dict[str, str] = {}
    if isinstance(screen, GameScreen):
        keys = {shown.action: shown.label for shown in keys_in_force(screen)}

    def opener(title: str, about: str, name: str) -> Command:
        key = keys.get(f"app.open('{name}')", "")
        return Command(title, about, partial(app.action_open, name), key)

    yield from list_keys(app, screen)
    yield opener("Subjects", "Play another, make one, add a folder", "subjects")
    yield opener("Points and streak", "Yours, and how they count", "points")
    yield opener("Progress", "Mastery, days, what comes back", "progress")
    about, key = "How each stands, and what lets it go", keys.get("app.weakest", "")
    yield Command("Weakest topics", about, app.action_weakest, key)
    yield from list_rounds(app, screen, keys)
    yield opener("Settings", "How it plays and looks", "settings")
    for theme in OWN_THEMES:
        act = partial(app.set_theme, theme.name)
        yield Command(f"Theme: {theme.name}", "Use this theme", act)
    quits = app.get_key_display(Binding("ctrl+q", ""))
    yield Command("Quit", "The round is kept", app.exit, keys.get("app.quit", quits))
    search, key = app.action_search, keys.get("app.search", "")
    yield Command("Search", "All questions and lessons", search, key)
    yield opener("Banks", "What each holds, and what is wrong in it", "banks")
    yield opener("Sections", "Which matter: switch them on and off", "sections")
    yield from list_parts_of_banks(app)


def list_rounds(
    app: WeakspotApp, screen: Screen[object], keys: Mapping[str, str]
) -> Iterator[Command]:
    """Yield the rounds to go on with or to start; `keys` are those of actions."""

    def starter(mode: str) -> Command:
        words, key = MODE_WORDS[mode], keys.get(f"app.start('{mode}')", "")
        return Command(words.title, words.about, partial(app.action_start, mode), key)

    unfinished = app.game.rounds.touched_rounds()
    if unfinished and isinstance(screen, HomeScreen):
        drop = partial(app.simulate_key, "backspace")
        yield Command("Drop the round left open", "Its answers stay", drop, "Bksp")
    yield from map(starter, list_modes_to_start(unfinished, app))
    for session in leave_out_in_play(unfinished, app):
        title = f"Go on: {app.game.rounds.title(session)}, {position_words(session)}"
        resume = partial(app.game.rounds.resume, session)
        yield Command(title, "Left open", partial(app.play_from_home, resume))
    yield from map(starter, app.game.more_modes)


def list_parts_of_banks(app: WeakspotApp) -> Iterator[Command]:
    """Yield what is muted, to ask it again, then each section, to play and to open."""
    top = next(one for one in reversed(app.screen_stack) if isinstance(one, GameScreen))
    for muted, title in app.game.library.muted_titles().items():
        words = "".join(run for run, _ in parse_inline(title))
        unmute = partial(top.unmute, muted)
        does = "Unmute" if "/" in muted else "Switch on"
        yield Command(f"{does}: {words}", "Ask it again", unmute)
    sections = app.game.library.sections()
    for section in sections:
        play = partial(app.action_start, "section", section.slug)
        yield Command(f"Section: {section.title}", "Play this section", play)
    for index, section in enumerate(sections):
        show = partial(app.open_section, index)
        yield Command(f"Topics: {section.title}", "Open this section", show)
