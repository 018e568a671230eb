"""A case, whole, over the question that is about it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from weakspot.text import visible
from weakspot.ui.widgets.case import CaseText
from weakspot.ui.widgets.foot import Key, KeyBar


class CaseScreen(ModalScreen[None]):
    """Shows a case to read and scroll; any way out closes it."""

    DEFAULT_CSS = """
    CaseScreen { align: center middle; background: $background 60%; }
    CaseScreen #box {
        width: 100; max-width: 96%; height: auto; max-height: 96%; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    CaseScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    CaseScreen KeyBar { margin-top: 1; }
    """
    BINDINGS = [("escape,q,o,f12,enter", "dismiss")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.case = (title, text)

    def compose(self) -> ComposeResult:
        title, text = self.case
        with Vertical(id="box") as box:
            box.border_title = Content(visible(title, line=True))
            yield VerticalScroll(CaseText(text))
            bar = KeyBar()
            bar.keys = (Key("↑↓", "scroll", "scroll"), Key("Esc", "back", "dismiss"))
            yield bar

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_scroll(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)
