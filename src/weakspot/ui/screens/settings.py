"""What a player can set, as a list: a key or a click changes a value, which is kept at once."""

from textual import on
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from weakspot.errors import SettingsError
from weakspot.fields import FIELDS, Field, Value
from weakspot.settings import DEFAULTS, Settings
from weakspot.ui.messages import SettingChanged
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.frame import BACK, HELP, MOVE, Key, bound
from weakspot.ui.widgets.lines import barred, gutter, hanging, plain, spread
from weakspot.ui.widgets.rows import Rows

PICKS = "A digit only picks while you are asked how sure you are."


def value_of(field: Field, settings: Settings) -> Value:
    """What holds of a setting: a digit only picks where something else is said with the answer."""
    if field.name == "answer" and settings.picks_first:
        return "enter"
    value: Value = getattr(settings, field.name)
    return value


class SettingMenu(Rows):
    """A row a setting, in the order of the fields; Enter or a click asks for its next value."""

    settings: reactive[Settings] = reactive(DEFAULTS, layout=True)

    def row_count(self) -> int:
        return len(FIELDS)

    def gap(self, width: int) -> int:
        return 0 if self.is_short else 1

    def watch_cursor(self) -> None:
        self.refresh(layout=self.is_short)
        self.call_after_refresh(self.show_cursor)

    def row_lines(self, index: int, width: int) -> list[Content]:
        field = FIELDS[index]
        here = self.under_cursor(index)
        told = field.told(value_of(field, self.settings))
        value = plain(f"← {told} → " if here else f"{told}   ", "bold $accent" if here else "")
        lines = [spread(gutter(here) + plain(field.title, "bold"), value, width)]
        if index == self.cursor or not self.is_short:  # with the focus it would grow once it is laid out
            lines += hanging(Content("  "), plain(field.about, "$muted"), width - 2)
        return barred(lines, width, here)


def whereabouts(settings: Settings) -> Content:
    """Where the settings are kept, and what is wrong there."""
    lines = [plain("Kept until you quit.", "$muted")]
    if settings.file is not None:
        whose = f'In it, player = "{settings.player}" says whose save is opened.'
        lines = [plain(f"Kept in {settings.file}", "$muted"), plain(whose, "$muted")]
    return Content("\n").join([*lines, *(plain(trouble, "$warning") for trouble in settings.troubles)])


class SettingsScreen(FramedScreen[None]):
    """Changes settings; what is below shows them once it is back."""

    TITLE = "Settings"
    CONTENT = (SettingMenu, Static)
    FOOTER = (Key("←→", "change", "change(1)"), MOVE, HELP, BACK)
    DEFAULT_CSS = "SettingsScreen Static { margin: 1 0 0 2; }"
    KEYS = (
        Key("← →", "another value; so do Space, Enter and a click"),
        Key("↑ ↓", "move"),
        Key("Esc", "back", "leave", "escape,q,comma"),
    )
    BINDINGS = [*bound(KEYS), ("left", "change(-1)"), ("right,space", "change(1)")]

    def on_mount(self) -> None:
        self.query_one(SettingMenu).focus()

    def show_game(self) -> None:
        self.query_one(SettingMenu).settings = self.game.settings
        self.query_one(Static).update(whereabouts(self.game.settings))

    @on(SettingMenu.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        self.action_change(1)

    def action_change(self, step: int) -> None:
        field = FIELDS[self.query_one(SettingMenu).cursor]
        value = field.stepped(getattr(self.game.settings, field.name), step)
        try:
            self.game.change_setting(field.name, value)
            held = field.name == "answer" and self.game.settings.confidence
            self.say(PICKS if held else "")
        except SettingsError as refusal:
            self.say(f"{refusal} It holds until you quit.")
        self.post_message(SettingChanged())
        self.show_game()
