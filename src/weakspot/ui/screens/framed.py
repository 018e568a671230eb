"""What all screens share: the frame, the keys in the footer, help, and what to do in a tiny terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from weakspot.ui.widgets.frame import Header, Key, KeyBar

Result = TypeVar("Result")

SMALLEST = (36, 10)


class FramedScreen(Screen[Result], Generic[Result]):
    """A screen in the frame: header, body and footer, of which only the body scrolls."""

    DEFAULT_CSS = """
    FramedScreen { align-horizontal: center; }
    FramedScreen #frame { width: 100%; max-width: 92; height: 100%; padding: 0 2; }
    FramedScreen.-narrow #frame { padding: 0 1; }
    FramedScreen #body { width: 100%; height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    FramedScreen.-tall #body { margin-top: 3; }
    FramedScreen #status { width: 100%; height: 1; color: $muted; padding: 0 0 0 2; }
    FramedScreen #body { scrollbar-color: $faint; scrollbar-color-hover: $muted; }
    FramedScreen #body { scrollbar-background: $background; scrollbar-background-hover: $background; }
    FramedScreen.-short #status, FramedScreen.-short Segments { display: none; }
    FramedScreen.-short #status.said { display: block; }
    FramedScreen #keys { margin-top: 1; }
    FramedScreen.-short #keys { margin-top: 0; }
    FramedScreen #tiny { display: none; padding: 1; width: 100%; height: 100%; }
    FramedScreen.-tiny #tiny { display: block; }
    FramedScreen.-tiny #frame { display: none; }
    """
    BINDINGS = [
        Binding("question_mark,f1", "help", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    KEYS: ClassVar[Sequence[tuple[str, str]]] = ()
    """What the keys of this screen do, for its help."""
    had_keys: Widget | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="tiny", markup=False)
        with Vertical(id="frame"):
            yield Header(id="header")
            yield from self.below_header()
            yield VerticalScroll(*self.content(), id="body", can_focus=False)
            yield Static(id="status", markup=False)
            yield KeyBar(id="keys")

    def below_header(self) -> ComposeResult:
        """What stands between header and body, in every size."""
        yield from ()

    def content(self) -> list[Widget]:
        """What the body holds."""
        return []

    def key_list(self) -> list[Key]:
        """The keys for the footer now, the most wanted first."""
        return []

    def show_keys(self) -> None:
        """Bring the footer up to date."""
        self.query_one("#keys", KeyBar).keys = tuple(self.key_list())

    def say(self, text: str, aside: bool = False) -> None:
        """Put one quiet line above the footer; an `aside` only where there is room for it."""
        status = self.query_one("#status", Static)
        status.update(text)
        status.set_class(bool(text) and not aside, "said")

    def on_mount(self) -> None:
        self.show_keys()

    def on_resize(self, event: events.Resize) -> None:
        width, height = event.size
        tiny = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(tiny, "-tiny")
        if tiny:
            self.had_keys = self.focused or self.had_keys  # what is hidden loses the keys
        elif self.had_keys is not None:
            self.call_after_refresh(self.set_focus, self.had_keys)
            self.had_keys = None
        need = f"{SMALLEST[0]} columns by {SMALLEST[1]} rows"
        text = f"This terminal is {width} by {height}. Make it at least {need}; nothing is lost."
        self.query_one("#tiny", Static).update(text)
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Lay the lines out anew for another size."""
        for widget in self.query("Lines"):
            widget.refresh(layout=True)

    def action_page(self, step: int) -> None:
        body = self.query_one("#body", VerticalScroll)
        if step < 0:
            body.scroll_page_up(animate=False)
        else:
            body.scroll_page_down(animate=False)

    def action_help(self) -> None:
        from weakspot.ui.screens.help import HelpScreen  # late: few open it

        self.app.push_screen(HelpScreen(self.KEYS))
