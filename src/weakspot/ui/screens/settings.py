"""What a player can set, as a list: a key or a click changes a value, which is kept at once."""

from __future__ import annotations

from textual import on
from textual.widget import Widget

from weakspot.errors import SettingsError
from weakspot.settings import FIELDS
from weakspot.ui.messages import SettingChanged
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.foot import BACK, HELP, MOVE, Key
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.setting import PICKS, SettingMenu, Whereabouts


class SettingsScreen(FramedScreen[None]):
    """Changes settings; what is below shows them once it is back."""

    BINDINGS = [
        ("left", "change(-1)"),
        ("right,space", "change(1)"),
        ("escape,q,comma", "leave"),
    ]
    KEYS = (
        ("← →", "another value; so do Space, Enter and a click"),
        ("↑ ↓", "move"),
        ("Esc", "back"),
    )

    def content(self) -> list[Widget]:
        return [SettingMenu(), Whereabouts()]

    def on_mount(self) -> None:
        self.header.left = brand("Settings")
        self.query_one(SettingMenu).focus()
        self.show_settings()

    def show_settings(self) -> None:
        """Bring the list up to date with the game."""
        self.query_one(SettingMenu).settings = self.game.settings
        self.query_one(Whereabouts).settings = self.game.settings
        self.show_keys()

    def key_list(self) -> list[Key]:
        return [Key("←→", "change", "change(1)"), MOVE, HELP, BACK]

    @on(SettingMenu.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """The next value of this row."""
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
        self.show_settings()
