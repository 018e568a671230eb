"""A list of very many rows, of which only those in sight are built."""

from __future__ import annotations

from textual import events
from textual.content import Content

from weakspot.ui.widgets.rows import Rows

WHEEL = 3
"""Rows that a turn of the wheel goes on."""


class LongRows(Rows):
    """Rows of one line each, in a height of its own; it scrolls by itself."""

    DEFAULT_CSS = "LongRows { height: 1fr; }"
    top = 0
    """The first row in sight."""

    def room(self) -> int:
        return max(1, self.content_size.height - len(self.head_lines(self.content_size.width)))

    def placed(self, width: int) -> list[tuple[int | None, Content]]:
        lines: list[tuple[int | None, Content]] = [(None, line) for line in self.head_lines(width)]
        for index in range(self.top, min(self.row_count(), self.top + self.room())):
            lines.extend((index, line) for line in self.row_lines(index, width))
        return lines

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
