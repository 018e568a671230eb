"""A list with a cursor, worked by keys or by mouse; one of many rows scrolls by itself."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, Self, TypeVar

from textual import events
from textual.actions import SkipAction
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from weakspot.ui.widgets.content import NARROW, SPOT, Columns, fill_ground, header_row, paint, table_row
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.lines import Lines

WHEEL = 3
"""Rows that a turn of the wheel goes on."""


Item = TypeVar("Item")


class Rows(Lines, Generic[Item], can_focus=True):
    """Rows of one or more lines each; the screen does what Enter, a click or a move past an end asks for."""

    BINDINGS = [
        ("up,k", "move(-1)"),
        ("down,j", "move(1)"),
        ("home", "to(0)"),
        ("end", "to(-1)"),
        ("enter", "screen.choose"),
    ]

    items: reactive[Sequence[Item]] = reactive((), layout=True)
    """What the rows are of, one each, where a list does not say otherwise."""
    cursor: reactive[int] = reactive(0, repaint=False)
    row_of_line: Sequence[int | None] = ()
    """The row that each line built last belongs to."""

    def row_count(self) -> int:
        """How many rows the cursor can stand on."""
        return len(self.items)

    @property
    def chosen(self) -> Item | None:
        """What the cursor stands on; None where there is nothing."""
        return self.items[self.cursor] if self.items else None

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        """The lines of a row, its gutter included; `here` if the cursor is on it."""
        raise TypeError("each list builds its rows")

    def head_lines(self, width: int) -> list[Content]:
        """Lines above the first row."""
        return []

    def foot_lines(self, width: int) -> list[Content]:
        """Lines below the last row."""
        return []

    def lines_above(self, index: int, width: int) -> list[Content]:
        """Lines between this row and the one before it."""
        return []

    def build(self, width: int) -> list[Content]:
        lines = self.numbered_lines(width)
        self.row_of_line = [row for row, _ in lines]
        return [line for _, line in lines]

    def numbered_lines(self, width: int) -> list[tuple[int | None, Content]]:
        """Every line with the row it belongs to, None for the head, the foot and gaps."""
        lines: list[tuple[int | None, Content]] = [(None, line) for line in self.head_lines(width)]
        for index in self.shown_rows():
            if index:
                lines.extend((None, line) for line in self.lines_above(index, width))
            here = self.is_highlighted(index)
            drawn = fill_ground(self.row_lines(index, width, here), width, "on $cursor" if here else "")
            lines.extend((index, line) for line in drawn)
        lines.extend((None, line) for line in self.foot_lines(width))
        return lines

    def shown_rows(self) -> range:
        """The rows that there are lines for: all."""
        return range(self.row_count())

    def is_highlighted(self, index: int) -> bool:
        """Does the cursor stand on this row, for the player to see?"""
        return index == self.cursor and self.has_focus

    def action_move(self, step: int) -> None:
        if not 0 <= self.cursor + step < self.row_count():
            raise SkipAction
        self.cursor += step

    def action_to(self, index: int) -> None:
        if self.row_count():
            self.cursor = index % self.row_count()
            self.show_cursor()  # it may stand there already, out of sight

    def watch_cursor(self) -> None:
        self.refresh()  # before it is asked: Textual would do so after, and all be built twice
        self.show_cursor()

    def row_to_show(self) -> int:
        """The row that is to be seen: that of the cursor."""
        return self.cursor

    def lines_to_show(self, own: Sequence[int], room: int) -> tuple[int, int]:
        """The first and last line to see: the row `own`, and all above the first one if it has `room`."""
        return 0 if self.row_to_show() == 0 and own[-1] < room else own[0], own[-1]

    def show_cursor(self) -> None:
        """Scroll so that the cursor's row can be seen; with the first one all above it, if that has room."""
        width = self.content_size.width
        if not self.is_mounted or not width:
            return
        body = next((one for one in self.ancestors if isinstance(one, Body)), None)
        self.cached_lines(width)
        wanted = self.row_to_show()
        own = [line for line, row in enumerate(self.row_of_line) if row == wanted]
        if body is None or not own:
            return
        top, last = self.lines_to_show(own, body.size.height)
        offset = self.content_region.offset - body.region.offset + body.scroll_offset
        region = Region(0, top, width, last - top + 1).translate(offset)
        if top == 0 and region.bottom <= body.size.height:
            region = Region(0, 0, width, region.bottom)
        body.scroll_to_region(region, animate=False, x_axis=False)

    async def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # Textual would select the whole list at a double click
        at = event.get_content_offset(self)
        self.cached_lines(self.content_size.width)
        if at is not None and 0 <= at.y < len(self.row_of_line):
            await self.handle_click(self.row_of_line[at.y], event.style.meta.get(SPOT))

    async def handle_click(self, row: int | None, spot: int | None) -> None:
        """A click on a line: the cursor goes to its row, and Enter is pressed there."""
        if row is not None:
            self.cursor = row
            await self.screen.run_action("choose")

    def focus(self, scroll_visible: bool = False) -> Self:
        """Have the keys now: Textual would after the first paint, with the middle of the list in sight."""
        self.screen.set_focus(self, scroll_visible)
        return self

    def on_focus(self) -> None:
        self.show_cursor()


class LongRows(Rows[Item]):
    """Rows of one line each, a name and columns beside it, in a height of its own; it scrolls by itself."""

    DEFAULT_CSS = "LongRows { height: 1fr; }"
    NAME: ClassVar[str]
    """The head of the names."""
    COLUMNS: ClassVar[Columns]
    top = 0
    """The first row in sight."""

    def head_lines(self, width: int) -> list[Content]:
        if width < NARROW or self.is_short:
            return []
        return [header_row(paint(self.NAME, "$muted"), self.COLUMNS, width)]

    def table_row(self, name: Content, cells: Iterable[Content], width: int) -> Content:
        """A name with its cells in their columns."""
        return table_row(name, cells, self.COLUMNS, width)

    def page_size(self) -> int:
        return max(1, self.content_size.height - len(self.head_lines(self.content_size.width)))

    @property
    def has_more(self) -> bool:
        """Does it go on below?"""
        return self.top + self.page_size() < self.row_count()

    def shown_rows(self) -> range:
        return range(self.top, min(self.row_count(), self.top + self.page_size()))

    def show_cursor(self) -> None:
        """Scroll so that the cursor's row is in sight, and no row is missing that there is room for."""
        self.scroll_to_row(min(max(self.top, self.cursor - self.page_size() + 1), self.cursor))

    def scroll_to_row(self, top: int) -> None:
        """Have this row as the first in sight, as far as that can be."""
        self.top = max(0, min(top, self.row_count() - self.page_size()))
        self.refresh()

    def page(self, step: int) -> None:
        """Go on or back by what is in sight."""
        self.scroll_with_cursor(step * self.page_size())

    def scroll_with_cursor(self, rows: int) -> None:
        """Scroll so many rows; the cursor goes along."""
        self.scroll_to_row(self.top + rows)
        self.cursor = max(0, min(self.cursor + rows, self.row_count() - 1))

    def on_resize(self) -> None:
        self.show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_with_cursor(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_with_cursor(-WHEEL)
