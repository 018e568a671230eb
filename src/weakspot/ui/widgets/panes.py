"""A list, and a frame for what its cursor stands on."""

from __future__ import annotations

from textual.containers import Container

from weakspot.ui.widgets.frame import Body


class Pane(Body):
    """What is under the cursor, in a frame."""

    DEFAULT_CSS = """
    Pane { height: 1fr; max-height: 12; border: round $rule; padding: 0 1; }
    Pane { border-title-color: $muted; border-subtitle-color: $muted; }
    """

    def watch_scroll_y(self, before: float, after: float) -> None:
        super().watch_scroll_y(before, after)
        self.post_message(self.Laid(False))


class Panes(Container):
    """Two panes in the height of the body."""

    DEFAULT_CSS = """
    Panes { height: 100%; layout: vertical; }
    """
