"""Lists with a cursor, used by keys or mouse; a long one scrolls by itself."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, Self, TypeVar

from textual import events
from textual.actions import SkipAction
from textual.content import Content
from textual.reactive import reactive

from weakspot.ui.widgets.content import (
    NARROW,
    SPOT,
    Columns,
    fill_ground,
    header_row,
    paint,
    table_row,
)
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.lines import Lines

WHEEL = 3
"""Rows that one step of the mouse wheel scrolls."""

Item = TypeVar("Item")


class Rows(Lines, Generic[Item], can_focus=True):
    """Rows of one or more lines each; Enter, clicks and moves past an end are handled
    by the screen.
    """

    BINDINGS = [
        ("up,k", "move(-1)"),
        ("down,j", "move(1)"),
        ("home", "to(0)"),
        ("end", "to(-1)"),
        ("enter", "screen.choose"),
    ]

    items: reactive[Sequence[Item]] = reactive((), layout=True)
    """One item a row, unless a subclass says otherwise."""
    cursor: reactive[int] = reactive(0, repaint=False)
    row_of_line: Sequence[int | None] = ()
    """The row of each line as last built; None for lines outside the rows."""

    def row_count(self) -> int:
        """The number of rows that the cursor can be on."""
        return len(self.items)

    @property
    def chosen(self) -> Item | None:
        """The item under the cursor; None if there are no items."""
        return self.items[self.cursor] if self.items else None

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        """The lines of a row including its gutter; `here` if it is highlighted."""
        raise TypeError("subclasses build the rows")

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
        """All lines with the row they belong to, None for the head, the foot and
        gaps.
        """
        lines: list[tuple[int | None, Content]] = [
            (None, line) for line in self.head_lines(width)
        ]
        for index in self.shown_rows():
            if index:
                lines.extend((None, line) for line in self.lines_above(index, width))
            here = self.is_highlighted(index)
            drawn = fill_ground(
                self.row_lines(index, width, here), width, "on $cursor" if here else ""
            )
            lines.extend((index, line) for line in drawn)
        lines.extend((None, line) for line in self.foot_lines(width))
        return lines

    def shown_rows(self) -> range:
        """The rows for which lines are built: all."""
        return range(self.row_count())

    def is_highlighted(self, index: int) -> bool:
        """Whether the row shows the cursor."""
        return index == self.cursor and self.has_focus

    def action_move(self, step: int) -> None:
        if not 0 <= self.cursor + step < self.row_count():
            raise SkipAction
        self.cursor += step

    def action_to(self, index: int) -> None:
        if self.row_count():
            self.cursor = index % self.row_count()
            self.show_cursor()  # it may be there already, out of sight

    def watch_cursor(self) -> None:
        # first: Textual refreshes afterwards, and all lines would be built twice
        self.refresh()
        self.show_cursor()

    def row_to_show(self) -> int:
        """The row to scroll to: the cursor's."""
        return self.cursor

    def lines_to_show(self, own: Sequence[int], room: int) -> tuple[int, int]:
        """The first and last line to show: a row's `own` lines; for the first row all
        above if it fits.
        """
        return 0 if self.row_to_show() == 0 and own[-1] < room else own[0], own[-1]

    def show_cursor(self) -> None:
        """Scroll the body to the row to show, and to all above the first row if there
        is room.
        """
        width = self.content_size.width
        if not self.is_mounted or not width:
            return
        body = next(
            (widget for widget in self.ancestors if isinstance(widget, Body)), None
        )
        self.cached_lines(width)
        wanted = self.row_to_show()
        own = [line for line, row in enumerate(self.row_of_line) if row == wanted]
        if body is None or not own:
            return
        top, last = self.lines_to_show(own, body.size.height)
        # its place as of the last layout, since when the body may have been scrolled
        branch = next(
            child for child in body.children if child in self.ancestors_with_self
        )
        offset = self.content_region.y - branch.region.y + branch.virtual_region.y
        end = offset + last + 1
        body.show_rows(0 if top == 0 and end <= body.size.height else offset + top, end)

    async def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # at a double click Textual would select the whole list
        at = event.get_content_offset(self)
        self.cached_lines(self.content_size.width)
        if at is not None and 0 <= at.y < len(self.row_of_line):
            await self.handle_click(self.row_of_line[at.y], event.style.meta.get(SPOT))

    async def handle_click(self, row: int | None, spot: int | None) -> None:
        """Move the cursor to the clicked row and choose it; nothing if the line belongs
        to no row.
        """
        if row is not None:
            self.cursor = row
            await self.screen.run_action("choose")

    def focus(self, scroll_visible: bool = False) -> Self:
        """Take the focus now: Textual would after the first paint, and scroll to the
        middle of the list.
        """
        self.screen.set_focus(self, scroll_visible)
        return self

    def on_focus(self) -> None:
        self.show_cursor()


class LongRows(Rows[Item]):
    """A table of rows of one line each, a name and columns, that scrolls within its own
    height.
    """

    DEFAULT_CSS = "LongRows { height: 1fr; }"
    NAME: ClassVar[str]
    """The heading of the names."""
    COLUMNS: ClassVar[Columns]
    top = 0
    """The first visible row."""

    def head_lines(self, width: int) -> list[Content]:
        if width < NARROW or self.is_short:
            return []
        return [header_row(paint(self.NAME, "$muted"), self.COLUMNS, width)]

    def table_row(self, name: Content, cells: Iterable[Content], width: int) -> Content:
        """A row of this table: a name, and its cells in their columns."""
        return table_row(name, cells, self.COLUMNS, width)

    def page_size(self) -> int:
        """The number of rows that fit, at least 1."""
        return max(
            1, self.content_size.height - len(self.head_lines(self.content_size.width))
        )

    @property
    def has_more(self) -> bool:
        """Whether there are rows below the visible ones."""
        return self.top + self.page_size() < self.row_count()

    def shown_rows(self) -> range:
        return range(self.top, min(self.row_count(), self.top + self.page_size()))

    def show_cursor(self) -> None:
        """Scroll as little as shows the cursor's row."""
        self.scroll_to_row(
            min(max(self.top, self.cursor - self.page_size() + 1), self.cursor)
        )

    def scroll_to_row(self, top: int) -> None:
        """Make this the first visible row, unless that leaves room below the last
        one.
        """
        self.top = max(0, min(top, self.row_count() - self.page_size()))
        self.refresh()

    def scroll_with_cursor(self, rows: int) -> None:
        """Scroll by this many rows and move the cursor along."""
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
