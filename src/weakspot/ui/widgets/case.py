"""The artefact that a question is about: a trace, a bill, a table."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from weakspot.text import visible
from weakspot.ui.widgets.lines import Lines, cut, plain

LOW = 8
"""Rows of text above a question, at most; beside one there is room for more."""
HIGH = 22


class CasePane(Lines):
    """As much of the case as there is room for; a click or a key opens it whole."""

    DEFAULT_CSS = """
    CasePane {
        display: none; border: round $rule; padding: 0 1; margin-bottom: 1;
        border-title-color: $foreground; border-subtitle-color: $muted;
    }
    """

    text: reactive[str] = reactive("", layout=True)

    class Opened(Message):
        """The player wants to read the case whole."""

    def show(self, title: str, text: str, key: str = "o") -> None:
        """Show this case; with an empty text there is none. `key` is what opens it now."""
        if not (text or self.text):
            return
        self.display = bool(text)
        self.text = text
        self.border_title = Content(visible(title, line=True))
        self.border_subtitle = Content(f"{key} opens it")

    def build(self, width: int) -> list[Content]:
        lines = visible(self.text.rstrip()).expandtabs(4).split("\n")
        most = HIGH if self.screen.has_class("-wide") else LOW
        if self.is_short:
            most = 3
        shown = [cut(plain(line), width) for line in lines[:most]]
        return [*shown[:-1], plain("…", "$muted")] if len(lines) > most else shown

    def on_click(self) -> None:
        self.post_message(self.Opened())


class CaseText(Lines):
    """The case whole, its long lines wrapped."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def build(self, width: int) -> list[Content]:
        lines = visible(self.text.rstrip()).expandtabs(4).split("\n")
        return [part for line in lines for part in (plain(line).wrap(width) or [Content("")])]
