"""What all screens share: the frame, the keys in the footer, help, and what to do in a tiny terminal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import Any, ClassVar, TypeVar

from textual import events, on, work
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import get_current_worker

from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.text import SMALLEST_TERMINAL
from weakspot.ui.screens.base import BaseScreen, Result
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.frame import Body, Foot, Header
from weakspot.ui.widgets.keys import HELP, SEARCH, Key, bound, yours
from weakspot.ui.widgets.rows import Rows

Value = TypeVar("Value")

GLANCE = 0.4
"""Seconds until something new can have been seen."""


def may_search(stack: Iterable[Screen[Any]]) -> bool:
    """May questions be searched over these screens?"""
    return all(getattr(screen, "SEARCHED", True) for screen in stack)


def tell(app: App[Any], text: str) -> None:
    """Say it above the footer of what is on top, where it covers nothing, once that is up to date."""
    screen = topmost(app)
    screen.call_later(screen.say, text)


def topmost(app: App[Any]) -> "FramedScreen[Any]":
    """The screen on top, below a box or the palette."""
    return next(one for one in reversed(app.screen_stack) if isinstance(one, FramedScreen))


class FramedScreen(BaseScreen[Result]):
    """A screen in the frame: header, body and footer, of which only the body scrolls."""

    DEFAULT_CSS = """
    FramedScreen { align-horizontal: center; padding: 0 2; }
    FramedScreen.-narrow { padding: 0 1; }
    FramedScreen > * { width: 100%; max-width: 88; }
    FramedScreen #body { height: 1fr; margin-top: 1; }
    FramedScreen.-tall #body { margin-top: 3; }
    FramedScreen.-tiny > * { display: none; }
    FramedScreen.-tiny > Header { display: block; }
    """
    BINDINGS = [
        *bound([HELP]),
        ("pageup", "page(-1)"),
        ("pagedown", "page(1)"),
        ("up,k", "scroll(-1)"),  # where no list takes these keys
        ("down,j", "scroll(1)"),
    ]
    KEYS: ClassVar[Sequence[Key]] = ()
    """What the keys of this screen do, for its help; its BINDINGS have those with an action, by `bound`."""
    MARKS: ClassVar[Sequence[tuple[str, str]]] = ()
    """What the marks on it mean, for its help."""
    CONTENT: ClassVar[Sequence[type[Widget]]] = ()
    """What the body holds, where that is always made alike."""
    FOOTER: ClassVar[Sequence[Key]] = ()
    """The keys for its footer, where they are always the same."""
    SEARCHED: ClassVar[bool] = True
    """May questions be searched from here, and from what stands above it?"""
    AUTO_FOCUS = ""  # each takes its own: Textual would have the middle of a long list in sight
    seen_from = 0.0
    """When what is shown can have been seen, on the game's stopwatch."""
    focus_kept: Widget | None = None
    """What had the focus before the terminal was too small: Textual takes it from what is hidden."""

    def __init__(self, game: Game, header: Header | None = None) -> None:
        super().__init__()
        self.game = game
        self.header = header or Header()
        if self.TITLE is not None:
            self.header.left = brand(self.TITLE)
        self.foot = Foot(self.goes_on)

    def compose(self) -> ComposeResult:
        self.drawn_for = self.app.size
        # Textual sets these classes only once it was painted without them; styles are read on its resume
        self.fit(self.drawn_for, update=False)
        self.body = Body(*self.content(), id="body")
        yield from (self.header, *self.below_header(), self.body, self.foot)

    def below_header(self) -> list[Widget]:
        """What stands between header and body, in every size."""
        return []

    def content(self) -> list[Widget]:
        """What the body holds."""
        return [kind() for kind in self.CONTENT]

    def help_keys(self) -> Sequence[Key]:
        """The keys for its help now."""
        return self.KEYS

    def key_list(self) -> list[Key]:
        """The keys for the footer now, the most wanted first."""
        return list(self.FOOTER)

    def yours(self, keys: Iterable[Key]) -> list[Key]:
        """The keys as the player has them."""
        return yours(keys, self.game.settings.keys)

    def own_keys(self) -> list[Key]:
        """The keys of the footer that do something of this screen's own, for the palette."""
        keys = self.yours(self.key_list())
        return [key for key in keys if key.action != "help" and not key.action.startswith("app.")]

    def goes_on(self) -> bool:
        """Does what is shown go on below?"""
        return self.body.has_more

    def show_keys(self) -> None:
        self.foot.keys = tuple(self.yours(self.key_list()))

    @on(Body.Laid)
    def tell_more(self) -> None:
        """Say above the footer if the body goes on below; it may be said already."""
        if self.foot.says_more != self.goes_on():
            self.foot.refresh()

    @on(Body.Laid)
    def keep_cursor(self) -> None:
        """Keep it in sight, as where a line above the footer takes rows from the body."""
        self.show_cursor()

    def show_cursor(self) -> None:
        """Have the row under the cursor in sight."""
        if isinstance(self.focused, Rows):
            self.focused.show_cursor()

    def say(self, *texts: str, aside: bool = False) -> None:
        """Put one quiet line above the footer, the first of these that fits, else the last.

        An `aside` is only said where there is room for it.
        """
        self.foot.say(texts, aside)

    def fit(self, size: Size, update: bool = True) -> None:
        """Have the classes that say how much room there is, and `update` the styles to them."""
        names = self._get_breakpoint_classes(size.width, self.app.HORIZONTAL_BREAKPOINTS or [])
        names |= self._get_breakpoint_classes(size.height, self.app.VERTICAL_BREAKPOINTS or [])
        self.add_class(*names, update=update)
        is_tiny = size.width < SMALLEST_TERMINAL[0] or size.height < SMALLEST_TERMINAL[1]
        self.set_class(is_tiny, "-tiny", update=update)

    def on_mount(self) -> None:
        self.header.unsaved = bool(self.game.unsaved)
        self.watch(self.body, "scroll_y", self.tell_more)
        self.watch(self, "focused", self.show_keys, init=False)
        # Textual draws anew what is not where it took it down, and does that only once it is asked: after
        # scrolling perhaps when all has changed, to leave on the terminal what was there before. So ask.
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._compositor.full_map, immediate=True)
        self.show_keys()

    def on_screen_resume(self) -> None:
        self.while_open(self.show_game)  # another one that was left with it may have led here

    def let_look(self, seconds: float = 0.0) -> None:
        """Have what is shown now painted, and stand for so many seconds, before it counts as seen."""

        def be_painted() -> None:
            self.seen_from = self.game.ticks() + seconds

        self.seen_from = inf
        self.soon(be_painted)

    @property
    def is_seen(self) -> bool:
        """Can a key have been pressed at what is shown, not only as the second of two quick ones?"""
        return self.game.ticks() >= self.seen_from

    def show_game(self) -> None:
        """Bring what is shown up to date with the save: something else was on the screen."""

    def on_resize(self, event: events.Resize) -> None:
        is_new = event.size != self.drawn_for
        self.drawn_for = event.size
        if self.focused is not None or (is_new and not self.has_class("-tiny")):
            self.focus_kept = self.focused  # what was left before does not have it again
        self.fit(event.size)
        if is_new:
            self.soon(self.redraw)

    def redraw(self) -> None:
        """Lay the lines out anew for another size; what a tiny terminal hid has the focus again."""
        if self.focused is None and self.focus_kept in self.focus_chain:
            self.set_focus(self.focus_kept, scroll_visible=False)
        for widget in self.query("Lines"):
            widget.refresh(layout=True)
        self.soon(self.show_keys)
        self.soon(self.show_cursor)

    @contextmanager
    def or_say_why(self) -> Iterator[None]:
        """Do this; what is refused or cannot be saved ends it, and is said."""
        try:
            yield
        except WeakspotError as refusal:
            self.say(str(refusal))

    @work(thread=True, exclusive=True)
    def behind(self, look: Callable[[Callable[[], bool]], Value], show: Callable[[Value], None]) -> None:
        """Look in a thread, behind the first paint, then show what was found, or say what is wrong.

        `look` is told how to ask if the screen was left meanwhile; then nothing is shown.
        """
        worker = get_current_worker()
        try:
            act = partial(show, look(lambda: worker.is_cancelled))
        except WeakspotError as refusal:
            act = partial(self.say, str(refusal))
        if not worker.is_cancelled:
            self.app.call_from_thread(self.while_open, act)

    def soon(self, act: Callable[[], object]) -> None:
        """Act once this is painted, unless it was left by then: Textual would act all the same."""
        self.call_after_refresh(self.while_open, act)

    def while_open(self, act: Callable[[], object]) -> None:
        """Act, unless this screen was left, or is taken apart at the end: there is nothing in it then."""
        if self.is_kept and self.is_attached and not self._closing:
            act()

    def unmute(self, key: str) -> None:
        """Ask again what was muted."""
        with self.or_say_why():
            self.game.unmute(key)
            self.show_game()
            self.call_later(self.say, "Asked again.")  # a palette that leads here is left first

    def action_page(self, step: int) -> None:
        self.body.page(step)

    def action_scroll(self, step: int) -> None:
        self.body.scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss()

    def action_help(self) -> None:
        from weakspot.ui.screens.dialogs import EVERYWHERE, HelpScreen  # late: few open it

        searched = may_search(self.app.screen_stack)
        everywhere = [key for key in EVERYWHERE if searched or key.action != SEARCH.action]
        self.open(HelpScreen(self.yours([*self.help_keys(), *everywhere]), self.MARKS))
