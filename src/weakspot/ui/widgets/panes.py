"""A list, and a frame for what its cursor stands on."""

from __future__ import annotations

from textual.containers import Container, VerticalScroll
from textual.message import Message


class Pane(VerticalScroll, can_focus=False):
    """What is under the cursor, in a frame; it scrolls."""

    DEFAULT_CSS = """
    Pane { height: 1fr; max-height: 12; border: round $rule; padding: 0 1; scrollbar-size-vertical: 0; }
    Pane { border-title-color: $muted; border-subtitle-color: $muted; }
    """

    class Laid(Message):
        """It, or its content, has another size, or is scrolled."""

    def watch_scroll_y(self, before: float, after: float) -> None:
        super().watch_scroll_y(before, after)
        self.post_message(self.Laid())

    def watch_virtual_size(self) -> None:
        self.post_message(self.Laid())

    @property
    def has_more(self) -> bool:
        return self.scroll_y < self.max_scroll_y

    def page(self, step: int) -> None:
        """Go on or back by what is in sight."""
        height = self.scrollable_content_region.height
        self.scroll_relative(y=step * max(1, height - 1), animate=False, immediate=True)


class Panes(Container):
    """Two panes in the height of the body."""

    DEFAULT_CSS = """
    Panes { height: 100%; layout: vertical; }
    """
