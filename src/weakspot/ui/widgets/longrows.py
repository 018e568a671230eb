"""A list of many rows, one line each, that scrolls by itself."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.content import Content

from weakspot.ui.widgets.content import NARROW, Columns, headed, plain, tabled
from weakspot.ui.widgets.rows import Rows

WHEEL = 3
"""Rows that a turn of the wheel goes on."""


class LongRows(Rows):
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
        return [headed(plain(self.NAME, "$muted"), self.COLUMNS, width)]

    def beside(self, name: Content, cells: Iterable[Content], width: int) -> Content:
        """A name with its cells in their columns."""
        return tabled(name, cells, self.COLUMNS, width)

    def room(self) -> int:
        return max(1, self.content_size.height - len(self.head_lines(self.content_size.width)))

    @property
    def has_more(self) -> bool:
        """Does it go on below?"""
        return self.top + self.room() < self.row_count()

    def rows_placed(self) -> range:
        return range(self.top, min(self.row_count(), self.top + self.room()))

    def show_cursor(self) -> None:
        """Scroll so that the cursor's row is in sight, and no row is missing that there is room for."""
        self.scroll_rows(min(max(self.top, self.cursor - self.room() + 1), self.cursor))

    def scroll_rows(self, top: int) -> None:
        """Have this row as the first in sight, as far as that can be."""
        self.top = max(0, min(top, self.row_count() - self.room()))
        self.refresh()

    def page(self, step: int) -> None:
        """Go on or back by what is in sight."""
        self.turn(step * self.room())

    def turn(self, rows: int) -> None:
        """Scroll so many rows; the cursor goes along."""
        self.scroll_rows(self.top + rows)
        self.cursor = max(0, min(self.cursor + rows, self.row_count() - 1))

    def on_resize(self) -> None:
        self.show_cursor()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.turn(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.turn(-WHEEL)
