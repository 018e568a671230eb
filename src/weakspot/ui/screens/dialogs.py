"""The dialogs over a screen: help, a case to read, a line to type."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from weakspot.engine.values import Case
from weakspot.text import one_line
from weakspot.ui.screens.base import BaseScreen, Result
from weakspot.ui.widgets.content import indent, paint
from weakspot.ui.widgets.frame import FrameKeys
from weakspot.ui.widgets.keys import HELP, SEARCH, SETTINGS, Key, bind_keys
from weakspot.ui.widgets.lines import ValueLines
from weakspot.ui.widgets.prompt import case_text
from weakspot.ui.widgets.round_keys import CASE
from weakspot.ui.widgets.text_fields import LineField

CLOSE_KEYS = ("escape,q,enter", "dismiss")


class DialogScreen(BaseScreen[Result], ModalScreen[Result]):
    """A titled box with a widget inside; the keys below it stay in sight, however tall
    the widget is.
    """

    DEFAULT_CSS = """
    DialogScreen { align: center middle; background: $background 60%; }
    DialogScreen #box {
        width: 64; max-width: 96%; height: auto; max-height: 96%; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    DialogScreen VerticalScroll { height: auto; max-height: 100%; margin-bottom: 1; }
    DialogScreen VerticalScroll { scrollbar-size-vertical: 1; }
    DialogScreen FrameKeys { dock: bottom; }
    """
    BINDINGS = [
        ("ctrl+z", "app.suspend_process")
    ]  # no key of the app gets past a dialog

    def __init__(self, title: str, inside: Widget, *keys: Key) -> None:
        super().__init__()
        bar = FrameKeys()
        bar.keys = keys
        self.box = Vertical(inside, bar, id="box")
        self.box.border_title = Content(one_line(title))

    def compose(self) -> ComposeResult:
        yield self.box


class InputScreen(DialogScreen[str | None]):
    """Asks for a line; dismisses with it, empty if nothing was typed, or with None if
    cancelled.
    """

    DEFAULT_CSS = "InputScreen LineField { margin: 1 0; background: $background; }"
    BINDINGS = [("escape", "dismiss"), ("f6", "submit")]

    def __init__(self, asks: str, word: str) -> None:
        """`asks` says what to type, `word` what Enter does with it."""
        super().__init__(
            asks,
            LineField(),
            Key("Enter", word, "submit"),
            Key("Esc", "cancel", "dismiss"),
        )

    @on(Input.Submitted)
    def action_submit(self) -> None:
        self.dismiss(self.query_one(LineField).value)


class CaseScreen(DialogScreen[None]):
    """Shows a case to read and scroll; Esc, q, Enter and the key that opens it close
    it.
    """

    DEFAULT_CSS = "CaseScreen #box { width: 100; }"
    BINDINGS = [CLOSE_KEYS, *bind_keys([CASE], "dismiss")]

    def __init__(self, case: Case) -> None:
        text = VerticalScroll(Static(case_text(case)))
        super().__init__(case.title, text, Key("Esc", "back", "dismiss"))


EVERYWHERE = (
    Key("PgUp PgDn", "scroll"),
    *(HELP, SEARCH, SETTINGS),
    Key("Ctrl+P", "every action, by name"),
    Key("Ctrl+Q", "quit; the round is kept. So does Ctrl+C"),
    Key("Ctrl+Z", "pause; fg comes back"),
)


class HelpLines(ValueLines[Sequence[tuple[str, str]]]):
    """Rows of a mark and what it means, or a key and what it does; an empty pair is an
    empty line.
    """

    def describe(self, rows: Sequence[tuple[str, str]], width: int) -> list[Content]:
        label = max(len(sign) for sign, _ in rows) + 2
        lines: list[Content] = []
        for sign, text in rows:
            lead = paint(sign.ljust(label), "bold")
            lines += (
                indent(lead, paint(text, "$muted"), width) if text else [Content("")]
            )
        return lines


class HelpScreen(DialogScreen[None]):
    """Shows help for the screen below; its keys and a click close it."""

    BINDINGS = [CLOSE_KEYS, *bind_keys([HELP], "dismiss")]

    def __init__(self, keys: Sequence[Key], marks: Sequence[tuple[str, str]]) -> None:
        rows = [(key.label, key.about or key.word) for key in keys]
        title = "Keys"
        if marks:
            rows = [*marks, ("", ""), *rows]
            title = "Marks and keys"
        keys_here = (
            Key("Esc", "back", "dismiss"),
            Key("Ctrl+P", "actions", "app.command_palette"),
        )
        super().__init__(title, VerticalScroll(HelpLines(rows)), *keys_here)

    def on_click(self) -> None:
        self.dismiss()
