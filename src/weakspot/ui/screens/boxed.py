"""What the screens share that stand in a box over another one."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from weakspot.text import visible
from weakspot.ui.screens.top import TopScreen
from weakspot.ui.widgets.foot import Key, KeyBar

Result = TypeVar("Result")


class BoxScreen(TopScreen[Result], ModalScreen[Result]):
    """Something below a title; its keys stay in sight, however much that is."""

    DEFAULT_CSS = """
    BoxScreen { align: center middle; background: $background 60%; }
    BoxScreen #box {
        width: 64; max-width: 96%; height: auto; max-height: 96%; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    BoxScreen VerticalScroll { height: auto; max-height: 100%; margin-bottom: 1; }
    BoxScreen VerticalScroll { scrollbar-size-vertical: 1; }
    BoxScreen KeyBar { dock: bottom; }
    """

    def __init__(self, title: str, inside: Widget, *keys: Key) -> None:
        super().__init__()
        bar = KeyBar()
        bar.set_reactive(KeyBar.keys, keys)
        self.box = Vertical(inside, bar, id="box")
        self.box.border_title = Content(visible(title, line=True))

    def compose(self) -> ComposeResult:
        yield self.box
