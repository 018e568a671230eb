"""The dialogs over a screen: its keys, a case to read, a line to type."""

from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from weakspot.engine.values import Case
from weakspot.text import one_line
from weakspot.ui.forms.field import TextLine
from weakspot.ui.keys import KeyBar, ShownKey
from weakspot.ui.widgets.artefact import case_text

Result = TypeVar("Result")


class DialogScreen(ModalScreen[Result]):
    """A titled box; its keys stay in sight, however tall what is inside."""

    DEFAULT_CSS = """
    DialogScreen { align: center middle; background: $background 60%; }
    DialogScreen .box {
        width: 64; max-width: 96%; height: auto; max-height: 96%; padding: 0 2;
        border: round $rule; background: $surface; border-title-color: $foreground;
    }
    DialogScreen VerticalScroll { height: auto; max-height: 100%; margin-bottom: 1; }
    DialogScreen VerticalScroll { scrollbar-size-vertical: 1; }
    DialogScreen KeyBar { dock: bottom; }
    """
    BINDINGS = [("ctrl+z", "app.suspend_process")]  # no other key gets past a dialog

    keys_from = 0.0
    """When keys begin to be meant for it, on the clock of Textual's messages."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box = Vertical(classes="box")
        self.box.border_title = Content(one_line(title))

    @on(events.Mount)
    def set_keys_from(self, message: events.Mount) -> None:
        self.keys_from = message.time

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_active


class InputScreen(DialogScreen[str | None]):
    """Asks for a line; dismisses with it, empty if nothing was typed, or with None if
    cancelled.
    """

    DEFAULT_CSS = "InputScreen TextLine { margin: 1 0; background: $background; }"
    BINDINGS = [Binding("escape", "dismiss", "cancel")]

    def __init__(self, asks: str, word: str, text: str = "") -> None:
        """`asks` says what to type, `word` what Enter does with it; `text` stands there
        at first.
        """
        super().__init__(asks)
        self.word, self.text = word, text

    def compose(self) -> ComposeResult:
        with self.box:
            line = TextLine()
            line.key_words = {"submit": self.word}
            line.value = self.text
            yield line
            yield KeyBar()

    @on(Input.Submitted)
    def submit(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)


CLOSE = Binding("escape,q,enter", "dismiss", "back", key_display="Esc")


class CaseScreen(DialogScreen[None]):
    """Shows a case to read and scroll; Esc, q, Enter and the key that opens it close
    it.
    """

    DEFAULT_CSS = "CaseScreen .box { width: 100; }"
    BINDINGS = [CLOSE, Binding("o", "dismiss", id="case"), ("f12", "dismiss")]

    def __init__(self, case: Case) -> None:
        super().__init__(case.title)
        self.case = case

    def compose(self) -> ComposeResult:
        with self.box:
            with VerticalScroll():
                yield Static(case_text(self.case))
            yield KeyBar()


class HelpScreen(DialogScreen[None]):
    """Shows what the keys and marks of the screen below mean; its keys and a click
    close it.
    """

    DEFAULT_CSS = """
    HelpScreen .pair { height: auto; }
    HelpScreen .sign { width: 12; text-style: bold; }
    HelpScreen .meaning { width: 1fr; color: $muted; }
    HelpScreen .marks { margin-bottom: 1; height: auto; }
    """
    BINDINGS = [
        CLOSE,
        Binding("question_mark", "dismiss", id="help"),
        ("f1", "dismiss"),
        Binding("ctrl+p", "app.command_palette", "actions"),
    ]

    def __init__(
        self, keys: Sequence[ShownKey], marks: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__("Marks and keys" if marks else "Keys")
        self.keys, self.marks = keys, marks

    def compose(self) -> ComposeResult:
        with self.box:
            with VerticalScroll():
                if self.marks:
                    with Vertical(classes="marks"):
                        yield from (pair(*mark) for mark in self.marks)
                yield from (pair(key.label, key.about) for key in self.keys)
            yield KeyBar()

    def on_click(self) -> None:
        self.dismiss()


def pair(sign: str, meaning: str) -> Horizontal:
    """A key or mark, and what it does or means beside it."""
    return Horizontal(
        Static(sign, markup=False, classes="sign"),
        Static(meaning, markup=False, classes="meaning"),
        classes="pair",
    )
