"""Lists of rows to choose from: Textual's OptionList, with the game's cursor and
keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from weakspot.ui.widgets.content import (
    LEAD,
    NARROW,
    Columns,
    cut,
    header_row,
    table_row,
    wrap,
)
from weakspot.ui.widgets.laid import Laid

CURSOR = "▌"


class Row(Laid):
    """A row of a list: `lead`, then `text`, and at the right end of the first line
    `end`.

    The text is cut to one line, or if `wraps` goes on below itself. `more` are muted
    lines below the text. `ground` is the style behind the whole row.
    """

    def __init__(
        self,
        text: Content,
        end: Content | None = None,
        *,
        lead: Content | None = None,
        more: Sequence[Content] = (),
        wraps: bool = False,
        ground: str = "",
    ) -> None:
        super().__init__(self.lay_out)
        self.text, self.end, self.more = text, end or Content(""), more
        self.lead = lead if lead is not None else LEAD
        self.wraps, self.ground = wraps, ground

    def lay_out(self, width: int) -> list[Content]:
        """The lines of the row, at most `width` cells wide."""
        indent = self.lead.cell_length
        room = max(1, width - indent - (self.end.cell_length + 2 if self.end else 0))
        first, *rest = wrap(self.text, room) if self.wraps else [cut(self.text, room)]
        gap = width - indent - first.cell_length - self.end.cell_length
        head = self.lead + first
        if self.end:
            head = head + " " * max(0, gap) + self.end
        for text in self.more:
            rest += wrap(text, max(1, width - indent))
        lines = [head, *(Content(" " * indent) + line for line in rest)]
        if not self.ground:
            return lines
        filled = [line + " " * max(0, width - line.cell_length) for line in lines]
        return [line.stylize_before(self.ground) for line in filled]

    def get_height(self, rules: RulesMap, width: int) -> int:
        if not (self.wraps or self.more):
            return 1
        return len(self.lay_out(width))


class TableRow(Row):
    """A row of a table: `text`, and at the right the `cells` of those columns that are
    wide enough; if narrow, only the cell `brief`.
    """

    def __init__(
        self,
        text: Content,
        cells: Sequence[Content],
        columns: Columns,
        brief: Content,
        lead: Content | None = None,
    ) -> None:
        super().__init__(text, brief, lead=lead)
        self.cells, self.columns = cells, columns

    def lay_out(self, width: int) -> list[Content]:
        if width < NARROW:
            return super().lay_out(width)
        return [table_row(self.lead + self.text, self.cells, self.columns, width)]


class HeadRow(Row):
    """The headings of a table's columns; blank if narrow."""

    def __init__(self, text: Content, columns: Columns) -> None:
        super().__init__(text)
        self.columns = columns

    def lay_out(self, width: int) -> list[Content]:
        if width < NARROW:
            return super().lay_out(width)
        return [header_row(self.lead + self.text, self.columns, width)]


class RowStack(Laid):
    """Rows below each other, for a Static; `air` blank lines between them."""

    def __init__(self, rows: Sequence[Row], air: int = 0) -> None:
        super().__init__(self.lay_out)
        self.rows, self.air = rows, air

    def lay_out(self, width: int) -> list[Content]:
        """The lines of all rows."""
        blank = [Content("")] * self.air
        lines = [line for row in self.rows for line in (*row.lines(width), *blank)]
        return lines[: len(lines) - self.air]


class OptionRows(OptionList, inherit_bindings=False):
    """A list of rows with the cursor's bar in the gutter; a click chooses, if it is
    neither the end of a drag nor of a double click that led here.

    Enter belongs to the screen, which says what it does: `action_choose`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up",
            "cursor_up",
            "move",
            key_display="↑↓",
            tooltip="move; k and j, Home and End, PgUp and PgDn too",
        ),
        ("down", "cursor_down"),
        ("k", "cursor_up"),
        ("j", "cursor_down"),
        ("home", "first"),
        ("end", "last"),
        ("pageup", "page_up"),
        ("pagedown", "page_down"),
    ]
    COMPONENT_CLASSES = {"option-rows--cursor"}
    keeps_cursor = False
    """True if the cursor shows without the focus, too."""
    DEFAULT_CSS = """
    OptionRows { height: auto; scrollbar-size-vertical: 1; }
    OptionRows, OptionRows:focus {
        border: none; padding: 0; background: $background;
        background-tint: $foreground 0%;
    }
    OptionRows > .option-list--option-highlighted {
        background: $background; text-style: none; color: $foreground;
    }
    OptionRows:focus > .option-list--option-highlighted {
        background: $cursor; text-style: none; color: $foreground;
    }
    OptionRows > .option-rows--cursor { color: $accent; background: $cursor; }
    OptionRows > .option-list--option-disabled { color: $foreground; }
    OptionRows > .option-list--option-hover { background: $background; }
    """

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(markup=False, id=id, classes=classes)
        self.pressed_at: Offset | None = None
        self.is_first_click = True

    def show_rows(self, rows: Iterable[tuple[str | None, Laid | None]]) -> None:
        """Show rows by their ids in place of those shown; one without an id is not
        chosen, a row that is None is a blank line. The cursor stays on its id, else
        where it was.
        """
        here, at = self.highlighted_option, self.highlighted
        self.set_options(
            Option(row or Content(""), id=key, disabled=key is None)
            for key, row in rows
        )
        if here is not None and here.id is not None and here.id in self.ids:
            self.highlighted = self.get_option_index(here.id)
        elif at is not None:
            self.highlighted = at
        if self.highlighted is None or self.options[self.highlighted].disabled:
            self.action_first()

    @property
    def ids(self) -> list[str | None]:
        """The ids of the rows, None for blank lines."""
        return [option.id for option in self.options]

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor; None if there is none."""
        option = self.highlighted_option
        return None if option is None else option.id

    @property
    def choices(self) -> list[int]:
        """The indexes of the rows that the cursor can be on."""
        return [at for at, option in enumerate(self.options) if not option.disabled]

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer: in one row nothing can be moved."""
        return {} if len(self.choices) > 1 else {"move": ""}

    def action_first(self) -> None:
        super().action_first()
        # the cursor may be there already, out of sight
        self.call_after_refresh(self.scroll_to_highlight)

    def action_last(self) -> None:
        super().action_last()
        self.call_after_refresh(self.scroll_to_highlight)

    def action_page_up(self) -> None:
        super().action_page_up()  # type: ignore[no-untyped-call]
        if self.highlighted is None:  # only headings are above
            self.action_first()

    def action_page_down(self) -> None:
        super().action_page_down()  # type: ignore[no-untyped-call]
        if self.highlighted is None:
            self.action_last()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if self.highlighted is None or not (self.has_focus or self.keeps_cursor):
            return strip
        first = next(iter(strip), None)
        if first is None or first.style is None:
            return strip
        if first.style.meta.get("option") != self.highlighted:
            return strip
        bar = self.get_component_rich_style("option-rows--cursor")
        bar += RichStyle(meta=first.style.meta)
        return Strip.join([Strip([Segment(CURSOR, bar)], 1), strip.crop(1)])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.pressed_at = event.screen_offset if event.button == 1 else None

    def on_click(self, event: events.Click) -> None:
        if event.chain == 1:
            self.is_first_click = False
        start, end = self.pressed_at, event.screen_offset
        is_here = start is not None and start.y == end.y and abs(start.x - end.x) <= 1
        if not is_here or self.is_first_click:
            event.prevent_default()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.scroll_to_highlight)
