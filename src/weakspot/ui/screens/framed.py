"""What all screens share: the frame, the keys in the footer, help, and what to do in a tiny terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.session import Session
from weakspot.errors import WeakspotError
from weakspot.text import SMALLEST
from weakspot.ui.messages import Play
from weakspot.ui.widgets.frame import Body, Header, Key, KeyBar

Result = TypeVar("Result")
Value = TypeVar("Value")


class FramedScreen(Screen[Result], Generic[Result]):
    """A screen in the frame: header, body and footer, of which only the body scrolls."""

    DEFAULT_CSS = """
    FramedScreen { align-horizontal: center; }
    FramedScreen #frame { width: 100%; max-width: 92; height: 100%; padding: 0 2; }
    FramedScreen.-narrow #frame { padding: 0 1; }
    FramedScreen #body { width: 100%; height: 1fr; margin-top: 1; }
    FramedScreen.-tall #body { margin-top: 3; }
    FramedScreen #status { width: 100%; height: auto; max-height: 3; color: $muted; padding: 0 0 0 2; }
    FramedScreen #status.-aside { height: 1; }
    FramedScreen.-short Segments { display: none; }
    FramedScreen #keys { height: 2; }
    FramedScreen.-short #keys { height: 1; }
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
    MARKS: ClassVar[Sequence[tuple[str, str]]] = ()
    """What the marks on it mean, for its help."""
    aside = True
    """Is what the status line says only said where there is room?"""
    focus_kept: Widget | None = None
    """What had the focus last: Textual takes it from what is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.header = Header(id="header")
        self.status = Static(id="status", markup=False)
        self.key_bar = KeyBar(self.goes_on, id="keys")

    def compose(self) -> ComposeResult:
        self.fit(self.app.size)  # Textual sets these classes only once it was painted without them
        yield Static(id="tiny", markup=False)
        self.body = Body(*self.content(), id="body", can_focus=False)
        yield Vertical(self.header, *self.below_header(), self.body, self.status, self.key_bar, id="frame")

    def below_header(self) -> list[Widget]:
        """What stands between header and body, in every size."""
        return []

    def content(self) -> list[Widget]:
        """What the body holds."""
        return []

    def key_list(self) -> list[Key]:
        """The keys for the footer now, the most wanted first."""
        return []

    def own_keys(self) -> list[Key]:
        """The keys of the footer that do something of this screen's own, for the palette."""
        return [key for key in self.key_list() if key.action != "help" and not key.action.startswith("app.")]

    def goes_on(self) -> bool:
        """Does what is shown go on below?"""
        return self.body.scroll_y < self.body.max_scroll_y

    def show_keys(self) -> None:
        """Bring the footer up to date."""
        self.key_bar.keys = tuple(self.key_list())

    @on(Body.Laid)
    def tell_more(self) -> None:
        """Say above the footer if the body goes on below; it may be said already."""
        if self.key_bar.says_more != self.goes_on():
            self.key_bar.refresh()

    def say(self, text: str, aside: bool = False) -> None:
        """Put one quiet line above the footer; an `aside` only where there is room for it."""
        self.aside = aside
        self.status.update(text)
        self.status.set_class(aside, "-aside")
        self.status.display = bool(text) and not (aside and self.has_class("-short"))

    def fit(self, size: Size) -> None:
        """Have the classes that say how much room there is."""
        names = self._get_breakpoint_classes(size.width, self.app.HORIZONTAL_BREAKPOINTS or [])
        names |= self._get_breakpoint_classes(size.height, self.app.VERTICAL_BREAKPOINTS or [])
        self.add_class(*names)
        self.set_class(size.width < SMALLEST[0] or size.height < SMALLEST[1], "-tiny")

    def on_mount(self) -> None:
        self.header.unsaved = getattr(self.app, "is_unsaved", False)
        self.watch(self.body, "scroll_y", self.tell_more)

    def on_resize(self, event: events.Resize) -> None:
        width, height = event.size
        self.focus_kept = self.focused or self.focus_kept
        self.fit(event.size)
        need = f"{SMALLEST[0]} columns by {SMALLEST[1]} rows"
        text = f"This terminal is {width} by {height}. Make it at least {need}; nothing is lost."
        self.query_one("#tiny", Static).update(text)
        self.call_after_refresh(self.redraw)

    def redraw(self) -> None:
        """Lay the lines out anew for another size; what a tiny terminal hid has the focus again."""
        if self.focused is None and self.focus_kept is not None:
            self.set_focus(self.focus_kept)
        self.say(str(self.status.content), self.aside)
        for widget in self.query("Lines"):
            widget.refresh(layout=True)
        self.call_after_refresh(self.show_keys)

    def attempt(self, move: Callable[[], Value]) -> Value | None:
        """What the move gives; None if it was refused or could not be saved, which is said."""
        try:
            return move()
        except WeakspotError as refusal:
            self.say(str(refusal))
            return None

    def play_round(self, move: Callable[[], Session]) -> None:
        """Play the round that the move gives, or say why there is none."""
        session = self.attempt(move)
        if session is not None:
            self.post_message(Play(session))

    def action_page(self, step: int) -> None:
        self.body.page(step)

    def action_help(self) -> None:
        from weakspot.ui.screens.help import HelpScreen  # late: few open it

        self.app.push_screen(HelpScreen(self.KEYS, self.MARKS))
