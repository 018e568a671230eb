"""A case, whole, over the question that is about it."""

from __future__ import annotations

from textual.containers import VerticalScroll

from weakspot.ui.screens.boxed import BoxScreen
from weakspot.ui.widgets.case import CaseText
from weakspot.ui.widgets.foot import Key


class CaseScreen(BoxScreen[None]):
    """Shows a case to read and scroll; any way out closes it."""

    DEFAULT_CSS = "CaseScreen #box { width: 100; }"
    BINDINGS = [("escape,q,o,f12,enter", "dismiss")]

    def __init__(self, title: str, text: str) -> None:
        self.case = VerticalScroll(CaseText(text))
        super().__init__(title, self.case, Key("↑↓", "scroll", "scroll"), Key("Esc", "back", "dismiss"))

    def on_mount(self) -> None:
        self.case.focus()

    def action_scroll(self) -> None:
        self.case.scroll_page_down(animate=False)
