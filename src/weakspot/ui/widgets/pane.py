"""A frame for what is under the cursor."""

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
