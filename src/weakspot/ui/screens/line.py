"""A line to write, over the question that it is about."""

from __future__ import annotations

from textual import on
from textual.events import Mount
from textual.widgets import Input

from weakspot.ui.screens.boxed import BoxScreen
from weakspot.ui.widgets.foot import Key
from weakspot.ui.widgets.writing import OneLine


class LineScreen(BoxScreen[str | None]):
    """Asks for a line; dismisses with it, empty if nothing was written, or with None if cancelled."""

    DEFAULT_CSS = "LineScreen OneLine { margin: 1 0; background: $background; }"
    BINDINGS = [("escape", "dismiss"), ("f6", "submit")]

    def __init__(self, asks: str, word: str) -> None:
        """`asks` is what the line is for, `word` what Enter does with it."""
        super().__init__(asks, OneLine(), Key("Enter", word, "submit"), Key("Esc", "cancel", "dismiss"))

    def on_mount(self, message: Mount) -> None:
        self.keys_from = message.time

    @on(Input.Submitted)
    def action_submit(self) -> None:
        self.dismiss(self.query_one(OneLine).value)
