"""The keys of a screen, and what its marks mean, over it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content

from weakspot.ui.screens.boxed import BoxScreen
from weakspot.ui.widgets.foot import Key
from weakspot.ui.widgets.lines import Lines, hanging, plain

EVERYWHERE = (
    ("PgUp PgDn", "scroll"),
    ("? F1", "this list"),
    ("/", "search all questions and lessons"),
    (",", "settings"),
    ("Ctrl+P", "every action, by name"),
    ("Ctrl+Q", "quit; the round is kept. So does Ctrl+C"),
    ("Ctrl+Z", "pause; fg comes back"),
)


class HelpLines(Lines):
    """A mark and what it means, or a key and what it does, a row each; blank where neither is said."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.rows = rows

    def build(self, width: int) -> list[Content]:
        label = max(len(sign) for sign, _ in self.rows) + 2
        lines: list[Content] = []
        for sign, text in self.rows:
            lead = plain(sign.ljust(label), "bold")
            lines += hanging(lead, plain(text, "$muted"), width) if text else [Content("")]
        return lines


class HelpScreen(BoxScreen[None]):
    """Help for the screen below; any of its keys closes it."""

    DEFAULT_CSS = """
    HelpScreen VerticalScroll { scrollbar-color: $faint; scrollbar-background: $surface; }
    """
    BINDINGS = [("escape,q,question_mark,f1,enter", "dismiss"), ("ctrl+z", "app.suspend_process")]

    def __init__(
        self, keys: Sequence[tuple[str, str]], marks: Sequence[tuple[str, str]] = (), searched: bool = True
    ) -> None:
        """Whether questions can be `searched` from there goes by the screen."""
        everywhere = [one for one in EVERYWHERE if searched or one[0] != "/"]
        rows = [*marks, *([("", "")] if marks else []), *keys, *everywhere]
        title = "Marks and keys" if marks else "Keys"
        super().__init__(title, VerticalScroll(HelpLines(rows)), Key("Esc", "back", "dismiss"))

    def on_click(self) -> None:
        self.dismiss()
