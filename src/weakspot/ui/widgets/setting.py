"""The list of settings: each with its value, and what it is under the cursor."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from weakspot.settings import DEFAULTS, FIELDS, Field, Settings, Value
from weakspot.ui.widgets.lines import Lines, grounded, gutter, hanging, plain, spread
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
        if here or not self.is_short:
            lines += hanging(Content("  "), plain(field.about, "$muted"), width - 2)
        return grounded(lines, width, "on $cursor" if here else "")


class Whereabouts(Lines):
    """Where the settings are kept, and what is wrong there."""

    DEFAULT_CSS = "Whereabouts { margin: 1 0 0 2; }"

    settings: reactive[Settings] = reactive(DEFAULTS, layout=True)

    def build(self, width: int) -> list[Content]:
        file = self.settings.file
        kept = "Kept until you quit." if file is None else f"Kept in {file}"
        lines = plain(kept, "$muted").wrap(width)
        if file is not None:
            whose = f'In it, player = "{self.settings.player}" says whose save is opened.'
            lines += plain(whose, "$muted").wrap(width)
        for trouble in self.settings.troubles:
            lines += plain(trouble, "$warning").wrap(width)
        return lines
