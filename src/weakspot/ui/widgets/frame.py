"""What frames every screen: the body that scrolls, a pane in it, and a header."""

from __future__ import annotations

from dataclasses import dataclass

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from weakspot.text import SMALLEST
from weakspot.ui.widgets.lines import GAP, LaidOnce, Lines, joined, plain, spread


class Body(LaidOnce, VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls, by wheel and the screen's keys; no scrollbar: above the footer is said if it goes on."""

    DEFAULT_CSS = "Body { overflow-y: scroll; scrollbar-size-vertical: 0; }"

    @dataclass
    class Laid(Message):
        """It, or its content alone, has another size; a pane may be scrolled."""

        itself: bool

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        itself = size != self._size
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.post_message(self.Laid(itself))
        return changed

    @property
    def has_more(self) -> bool:
        """Does it go on below?"""
        return self.scroll_y < self.max_scroll_y

    def page(self, step: int) -> None:
        """Go a page up or down, at once."""
        height = self.scrollable_content_region.height
        self.scroll_relative(y=step * height, animate=False, immediate=True)


class Header(Lines):
    """One row: where you are, and how far; and if nothing of it is saved.

    In a terminal that is too small for all else, how much room it needs.
    """

    ALLOW_SELECT = False

    left: reactive[Content] = reactive(Content(""))
    brief: reactive[Content] = reactive(Content(""))
    """What stands for `left` where that does not fit."""
    right: reactive[Content] = reactive(
        Content(""), always_update=True
    )  # else a new style alone is no change

    unsaved: reactive[bool] = reactive(False)

    def build(self, width: int) -> list[Content]:
        if self.is_screen("-tiny"):
            size, (columns, rows) = self.app.size, SMALLEST
            need = f"Make it at least {columns} columns by {rows} rows; nothing is lost."
            return plain(f"This terminal is {size.width} by {size.height}. {need}").wrap(width)
        parts = [joined(("not saved", "$warning"))] if self.unsaved else []
        parts += [self.right] if self.right else []
        end = Content("  ·  ").join(parts)
        fits = self.left.cell_length + GAP + end.cell_length <= width
        return [spread(self.left if fits else self.brief or self.left, end, width)]


class Pane(Body):
    """What is under the cursor, in a frame."""

    DEFAULT_CSS = """
    Pane { height: 1fr; max-height: 12; border: round $rule; padding: 0 1; }
    Pane { border-title-color: $muted; border-subtitle-color: $muted; }
    """

    def watch_scroll_y(self, before: float, after: float) -> None:
        super().watch_scroll_y(before, after)
        self.post_message(self.Laid(False))
