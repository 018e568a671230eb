"""The settings, a row for each: a change is saved at once."""

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Select, Static, Switch

from weakspot.errors import WeakspotError
from weakspot.fields import FIELDS, PLAYER, Field, Value
from weakspot.game import Game
from weakspot.settings import Settings
from weakspot.text import sentence
from weakspot.ui.keys import BACK, KeyBar
from weakspot.ui.screens.dialog import InputScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header

NEW_NAME = ""
"""The choice to type a name, which is no name itself."""
CHANGE = Binding.Group("change")
MOVE = Binding.Group("move")


class Choice(Select[Value], inherit_bindings=False):
    """The values of a setting, as a list that Enter opens; ↑ and ↓ are the screen's."""

    BINDINGS = [
        Binding("enter,space", "show_overlay", "list", tooltip="a list of the values")
    ]

    def on_click(self, event: events.Click) -> None:
        event.stop()  # the row opens the list by clicks beside it


class SettingsBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls to the row with the focus; the arrows are the screen's."""


class SettingRow(Vertical):
    """A setting: its title, at the right its value, and below what it is about."""

    DEFAULT_CSS = """
    SettingRow { height: auto; border-left: blank; padding-left: 1; }
    SettingRow:focus-within { border-left: outer $accent; background: $cursor; }
    SettingRow Horizontal { height: 1; }
    SettingRow .title { width: 1fr; text-style: bold; }
    SettingRow .about { color: $muted; }
    SettingRow .value { width: 26; }
    SettingRow SelectCurrent, SettingRow Select:focus > SelectCurrent {
        background: transparent; background-tint: $foreground 0%;
    }
    SettingRow SelectOverlay { scrollbar-size-vertical: 1; }
    SettingRow Switch, SettingRow Switch:focus {
        border: none; padding: 0; height: 1; background: transparent;
        background-tint: $foreground 0%;
    }
    SettingRow .words { width: 1fr; margin-left: 1; }
    """

    def __init__(self, field: Field, value: Value, values: tuple[Value, ...]) -> None:
        super().__init__()
        self.field, self.value, self.values = field, value, values
        self.control: Choice | Switch = (
            Switch(bool(value), animate=False)
            if field.values == (True, False)
            else Choice(self.options, allow_blank=False, value=value, compact=True)
        )
        self.about = Static(markup=False, classes="about")
        self.words = Static(markup=False, classes="words")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self.field.title, markup=False, classes="title")
            with Horizontal(classes="value"):
                yield self.control
                if isinstance(self.control, Switch):
                    yield self.words
        yield self.about

    def show(self, value: Value, values: tuple[Value, ...], about: str) -> None:
        """Show the value, of these to choose from, and what the setting is about."""
        self.value, self.values = value, values
        self.about.update(about)
        with self.prevent(Select.Changed, Switch.Changed):
            if isinstance(self.control, Switch):
                self.control.value = bool(value)
                self.words.update(self.field.value_words(value))
            else:
                self.control.set_options(self.options)
                self.control.value = value

    @property
    def options(self) -> list[tuple[str, Value]]:
        """The values to choose from, with their words."""
        options = [(self.field.value_words(each), each) for each in self.values]
        new_name: list[tuple[str, Value]] = [("another name …", NEW_NAME)]
        return options + (new_name if self.field is PLAYER else [])

    def on_click(self) -> None:
        """Change the value by a click beside the control, too."""
        if isinstance(self.control, Switch):
            self.control.focus().toggle()
        else:
            self.control.action_show_overlay()


def describe_storage(settings: Settings) -> Content:
    """Lines that say where the settings are saved, and what is wrong there."""
    lines = [paint("Kept until you quit.", "$muted")]
    if settings.file is not None:
        own = f"{len(settings.keys)} changed" if settings.keys else "none changed"
        letters = f"Its table [keys] can change the keys of commands: {own} so far."
        lines = [paint(f"Kept in {settings.file}", "$muted"), paint(letters, "$muted")]
    return Content("\n").join(
        [*lines, *(paint(fault, "$warning") for fault in settings.faults)]
    )


class SettingsScreen(GameScreen[None]):
    """Changes settings; the screen below shows the changes when it is on top again."""

    DEFAULT_CSS = """
    SettingsScreen .storage { margin: 1 0 0 2; }
    SettingsScreen.-tall SettingRow { margin-bottom: 1; }
    SettingsScreen.-narrow SettingRow .title { width: auto; margin-right: 1; }
    SettingsScreen.-narrow SettingRow .value { width: 1fr; align-horizontal: right; }
    SettingsScreen.-narrow SelectCurrent #label { text-align: right; }
    SettingsScreen.-narrow SettingRow .words { width: auto; margin-right: 3; }
    SettingsScreen.-short SettingRow .about { display: none; }
    SettingsScreen.-short SettingRow:focus-within .about { display: block; }
    """
    BINDINGS = [
        Binding("up", "move(-1)", "move", key_display="↑", group=MOVE),
        Binding("down", "move(1)", "move", key_display="↓", group=MOVE),
        Binding(
            "left",
            "change(-1)",
            "change",
            key_display="←",
            group=CHANGE,
            tooltip="the value before or after; for the player, one with a save",
        ),
        Binding("right", "change(1)", "change", key_display="→", group=CHANGE),
        ("k", "move(-1)"),
        ("j", "move(1)"),
        ("home", "move(-99)"),
        ("end", "move(99)"),
        BACK,
        Binding("comma", "leave", id="settings", show=False),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.rows = [
            SettingRow(field, self.value_of(field), self.values_of(field))
            for field in (*FIELDS, PLAYER)
        ]
        self.storage = Static(classes="storage")

    def compose(self) -> ComposeResult:
        yield Header()
        with SettingsBody(id="body"):
            yield from self.rows
            yield self.storage
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Header).show(brand("Settings"))
        self.rows[0].control.focus()
        theme = next(row for row in self.rows if row.field.name == "theme")
        self.watch(
            theme.query_one(OptionList), "highlighted", self.preview_theme, init=False
        )
        self.watch(theme.control, "expanded", self.preview_theme, init=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("change", "move") and isinstance(self.focused, OptionList):
            return False  # an open list has the arrows
        return super().check_action(action, parameters)

    @property
    def row(self) -> SettingRow:
        """The row of the focused control; the first without one."""
        rows = (row for row in self.rows if row.has_focus_within)
        return next(rows, self.rows[0])

    def show_game(self) -> None:
        for row in self.rows:
            field, about = row.field, row.field.about
            if field is PLAYER:
                about = (
                    f"The next start opens this player's save. Now: {self.game.player}."
                )
            row.show(self.value_of(field), self.values_of(field), about)
        self.storage.update(describe_storage(self.game.settings))

    def value_of(self, field: Field) -> Value:
        """The value that a setting has in effect."""
        if field.name == "answer" and self.game.settings.picks_first:
            return "enter"  # a digit only picks while confidence is asked for, too
        value: Value = getattr(self.game.settings, field.name)
        return value

    def values_of(self, field: Field) -> tuple[Value, ...]:
        """The values to choose from, with that of now, which the file may give."""
        if field is PLAYER:
            return self.game.players()
        value = self.value_of(field)
        return field.values if value in field.values else (value, *field.values)

    def preview_theme(self) -> None:
        """Show the theme under the cursor of the open list, else that which is set."""
        (row,) = (row for row in self.rows if row.field.name == "theme")
        name = self.game.settings.theme
        if isinstance(row.control, Choice) and row.control.expanded:
            at = row.query_one(OptionList).highlighted
            name = str(row.values[at or 0])
        self.app.theme = name

    # What the player does

    @on(Select.Changed)
    @on(Switch.Changed)
    def take(self, message: Select.Changed | Switch.Changed) -> None:
        row = next(row for row in self.rows if row.control is message.control)
        if message.value == NEW_NAME:
            self.show_game()
            self.open(
                InputScreen("Which player's save should the next start open?", "set"),
                self.name_player,
            )
        elif message.value != row.value and isinstance(
            message.value, bool | int | float | str
        ):
            self.set_value(row.field, message.value)

    def name_player(self, name: str | None) -> None:
        """Set the player for the next start, or say why `name` cannot be one; do
        nothing if it is None.
        """
        if name is not None and not PLAYER.accepts(name.strip()):
            self.app.say(f"Not set: use {PLAYER.range_words()}.")
        elif name is not None:
            self.set_value(PLAYER, name.strip())

    def action_move(self, step: int) -> None:
        at = self.rows.index(self.row) + step
        self.rows[min(max(at, 0), len(self.rows) - 1)].control.focus()

    def action_change(self, step: int) -> None:
        field = self.row.field
        if field is PLAYER:
            names = self.game.players()
            if len(names) == 1:
                self.app.say("There is no other save here. Enter lets you type a name.")
                return
            at = names.index(self.game.settings.player) + step
            self.set_value(field, names[at % len(names)])
        else:
            value: Value = getattr(self.game.settings, field.name)
            self.set_value(field, field.step_value(value, step))

    def set_value(self, field: Field, value: Value) -> None:
        """Set a field to a value and save that; say so if it cannot be saved."""
        note = "From the next start; a new name begins a new save." * (field is PLAYER)
        try:
            self.game.change_setting(field.name, value)
            if field.name == "answer" and self.game.settings.confidence:
                note = "A digit only picks while you are asked how sure you are."
        except WeakspotError as error:
            note = sentence(str(error))
            if field is not PLAYER:
                note += " It holds until you quit."
        self.app.say(note)
        self.app.apply_settings()
        self.show_game()
        self.row.scroll_visible(animate=False)
