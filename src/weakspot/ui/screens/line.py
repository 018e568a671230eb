"""A line to write, over the question that it is about."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from weakspot.ui.widgets.foot import Key, KeyBar
from weakspot.ui.widgets.writing import OneLine


class LineScreen(ModalScreen[str | None]):
    """Asks for a line; dismisses with it, empty if nothing was written, or with None if cancelled."""

    DEFAULT_CSS = """
    LineScreen { align: center middle; background: $background 60%; }
    LineScreen #box {
        width: 64; max-width: 96%; height: auto; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    LineScreen OneLine { margin-top: 1; background: $background; }
    LineScreen KeyBar { margin-top: 1; }
    """
    BINDINGS = [("escape", "dismiss"), ("f6", "submit")]

    def __init__(self, asks: str, word: str) -> None:
        """`asks` is what the line is for, `word` what Enter does with it."""
        super().__init__()
        self.asks = asks
        self.word = word

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = Content(self.asks)
            yield OneLine()
            bar = KeyBar()
            bar.keys = (Key("Enter", self.word, "submit"), Key("Esc", "cancel", "dismiss"))
            yield bar

    @on(Input.Submitted)
    def action_submit(self) -> None:
        self.dismiss(self.query_one(OneLine).value)
