"""A line of why an answer is disputed, over its question."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from weakspot.ui.widgets.frame import Key, KeyBar
from weakspot.ui.widgets.writing import OneLine


class DisputeScreen(ModalScreen[str | None]):
    """Asks for the line; dismisses with it, empty if nothing was written, or with None if cancelled."""

    DEFAULT_CSS = """
    DisputeScreen { align: center middle; background: $background 60%; }
    DisputeScreen #box {
        width: 64; max-width: 96%; height: auto; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    DisputeScreen OneLine { margin-top: 1; background: $background; }
    DisputeScreen KeyBar { margin-top: 1; }
    """
    BINDINGS = [Binding("escape", "cancel", show=False), Binding("f6", "dispute", show=False)]

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = Content("What is wrong with this question, or its answer?")
            yield OneLine()
            bar = KeyBar()
            bar.keys = (Key("Enter", "dispute", "dispute"), Key("Esc", "cancel", "cancel"))
            yield bar

    @on(Input.Submitted)
    def action_dispute(self) -> None:
        self.dismiss(self.query_one(OneLine).value)

    def action_cancel(self) -> None:
        self.dismiss(None)
