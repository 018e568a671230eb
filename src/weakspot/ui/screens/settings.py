"""The settings, as a list: a key or a click changes a value, which is saved at once."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.errors import WeakspotError
from weakspot.fields import FIELDS, PLAYER, Field, Value
from weakspot.settings import DEFAULTS, Settings
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.widgets.content import add_spot, concat, gutter, indent, paint, spread
from weakspot.ui.widgets.keys import BACK, HELP, MOVE, SETTINGS, Key, bind_keys
from weakspot.ui.widgets.rows import Rows

ROWS = (*FIELDS, PLAYER)


class SettingChanged(Message):
    """A setting was changed."""


class SettingMenu(Rows[Field]):
    """The settings, one per row, in the order of the fields.

    Enter or a click requests the next value, a click on an arrow the value in that
    direction.
    """

    items: reactive[Sequence[Field]] = reactive(ROWS)
    settings: reactive[Settings] = reactive(DEFAULTS, layout=True)

    def lines_above(self, index: int, width: int) -> list[Content]:
        return [Content("")] if self.is_tall else []

    def watch_cursor(self) -> None:
        self.refresh(layout=self.is_short)
        self.call_after_refresh(self.show_cursor)

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        field, value = self.items[index], getattr(self.settings, self.items[index].name)
        if field.name == "answer" and self.settings.picks_first:
            value = "enter"  # a digit only picks while confidence is asked for, too
        # at the edge: values of any length keep them in place
        arrows = concat(add_spot(paint(" ←"), -1), add_spot(paint(" → "), 1))
        end = concat(
            paint(field.value_words(value)),
            arrows if here else " " * arrows.cell_length,
        )
        end = end.stylize("bold $accent") if here else end
        lines = [spread(gutter(here) + paint(field.title, "bold"), end, width)]
        if (
            index == self.cursor or not self.is_short
        ):  # by the focus, a row would grow after layout
            lines += indent(Content("  "), paint(field.about, "$muted"), width - 2)
        return lines

    async def handle_click(self, row: int | None, spot: int | None) -> None:
        if spot is None:
            await super().handle_click(row, spot)
        else:
            await self.screen.run_action(f"change({spot})")


def describe_storage(settings: Settings) -> Content:
    """Lines that say where the settings are saved, and what is wrong there."""
    lines = [paint("Kept until you quit.", "$muted")]
    if settings.file is not None:
        own = f"{len(settings.keys)} so far" if settings.keys else "none yet"
        letters = f"A table [keys] in it gives commands other letters: {own}."
        lines = [paint(f"Kept in {settings.file}", "$muted"), paint(letters, "$muted")]
    return Content("\n").join(
        [*lines, *(paint(fault, "$warning") for fault in settings.faults)]
    )


class SettingsScreen(FramedScreen[None]):
    """Changes settings; the screen below shows the changes when it is on top again."""

    TITLE = "Settings"
    CONTENT = (SettingMenu, Static)
    FOOTER = (Key("←→", "change", "change(1)"), MOVE, HELP, BACK)
    DEFAULT_CSS = "SettingsScreen Static { margin: 1 0 0 2; }"
    KEYS = (
        Key(
            "← →",
            "another value, also by a click on them; for the player, one with a save",
        ),
        Key(
            "Enter  Space",
            "the next value; for the player, a name to type. So does a click",
        ),
        Key("↑ ↓", "move"),
        BACK,
    )
    BINDINGS = [
        *bind_keys(KEYS),
        *bind_keys([SETTINGS], "leave"),
        ("left", "change(-1)"),
        ("right", "change(1)"),
        ("space", "choose"),
    ]

    def on_mount(self) -> None:
        self.query_one(SettingMenu).focus()

    def show_game(self) -> None:
        self.query_one(SettingMenu).settings = self.game.settings
        self.query_one(Static).update(describe_storage(self.game.settings))

    def action_choose(self) -> None:
        if ROWS[self.query_one(SettingMenu).cursor] is PLAYER:
            # late: the app, which knows SettingChanged, would load a text field for it
            from weakspot.ui.screens.dialogs import InputScreen

            self.open(
                InputScreen("Whose save from the next start?", "set"), self.name_player
            )
        else:
            self.action_change(1)

    def name_player(self, name: str | None) -> None:
        """Set the player for the next start, or say why `name` cannot be one; do
        nothing if it is None.
        """
        if name is not None and not PLAYER.accepts(name.strip()):
            self.say(f"Not set: use {PLAYER.range_words()}.")
        elif name is not None:
            self.set_value(PLAYER, name.strip())

    def action_change(self, step: int) -> None:
        field = ROWS[self.query_one(SettingMenu).cursor]
        if field is PLAYER:
            field = replace(field, values=self.game.players())
        if len(field.values) == 1:
            self.say("There is no other save here. Enter lets you type a name.")
        else:
            self.set_value(
                field, field.step_value(getattr(self.game.settings, field.name), step)
            )

    def set_value(self, field: Field, value: Value) -> None:
        """Set a field to a value and save that; say so if it cannot be saved."""
        is_player = field.name == PLAYER.name
        note = "From the next start; a new name begins a new save." if is_player else ""
        try:
            self.game.change_setting(field.name, value)
            if field.name == "answer" and self.game.settings.confidence:
                note = "A digit only picks while you are asked how sure you are."
        except WeakspotError as error:
            note = str(error) if is_player else f"{error} It holds until you quit."
        self.say(note)
        self.post_message(SettingChanged())
        self.show_game()
        self.query_one(SettingMenu).show_cursor()
