"""The frame that screens share: header, body and footer with its keys, help, and tiny
terminals.
"""

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
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.frame import Body, Footer, FrameHeader
from weakspot.ui.widgets.keys import HELP, MOVE, SEARCH, Key, apply_letters, bind_keys
from weakspot.ui.widgets.rows import Rows
from weakspot.words.stock import UNMUTED

Value = TypeVar("Value")

GLANCE = 0.4
"""Seconds until a player can have seen something new."""


def can_search(stack: Iterable[Screen[Any]]) -> bool:
    """Whether questions may be searched while these screens are open."""
    return all(
        getattr(screen, "SEARCHED", getattr(screen, "is_searchable", True))
        for screen in stack
    )


def say_on_top(app: App[Any], text: str) -> None:
    """Say a text above the footer of the top screen, where it covers nothing, once that
    is up to date.
    """
    screen = find_top_screen(app)
    if isinstance(screen, GameScreen):
        app.call_later(screen.app.say, text)
    else:
        screen.call_later(screen.say, text)


def find_top_screen(app: App[Any]) -> "FramedScreen[Any] | GameScreen[Any]":
    """The topmost framed screen, below any dialog and the palette."""
    return next(
        screen
        for screen in reversed(app.screen_stack)
        if isinstance(screen, FramedScreen | GameScreen)
    )


class FramedScreen(BaseScreen[Result]):
    """A screen with header, body and footer, of which only the body scrolls."""

    DEFAULT_CSS = """
    FramedScreen { align-horizontal: center; padding: 0 2; }
    FramedScreen.-narrow { padding: 0 1; }
    FramedScreen > * { width: 100%; max-width: 88; }
    FramedScreen #body { height: 1fr; margin-top: 1; }
    FramedScreen.-tall #body { margin-top: 3; }
    FramedScreen.-tiny > * { display: none; }
    FramedScreen.-tiny > FrameHeader { display: block; }
    """
    BINDINGS = [
        *bind_keys([HELP]),
        ("pageup", "page(-1)"),
        ("pagedown", "page(1)"),
        ("up,k", "scroll(-1)"),  # where no list takes these keys
        ("down,j", "scroll(1)"),
    ]
    KEYS: ClassVar[Sequence[Key]] = ()
    """The keys of this screen and what they do, for its help; those with an action are
    in BINDINGS, too.
    """
    MARKS: ClassVar[Sequence[tuple[str, str]]] = ()
    """The marks on this screen and what they mean, for its help."""
    CONTENT: ClassVar[Sequence[type[Widget]]] = ()
    """The widgets of the body, where they are always the same and need no arguments."""
    FOOTER: ClassVar[Sequence[Key]] = ()
    """The keys in the footer, where they are always the same."""
    SEARCHED: ClassVar[bool] = True
    """Whether questions may be searched from this screen and from those above it."""
    # each screen sets its focus: Textual would scroll to the middle of a long list
    AUTO_FOCUS = ""
    seen_from = 0.0
    """When the player can have seen what is shown, on the game's stopwatch."""
    saved_focus: Widget | None = None
    """The focused widget before the terminal became too small: Textual takes the focus
    from hidden ones.
    """

    def __init__(self, game: Game, header: FrameHeader | None = None) -> None:
        super().__init__()
        self.game = game
        self.header = header or FrameHeader()
        if self.TITLE is not None:
            self.header.left = brand(self.TITLE)
        self.foot = Footer(self.has_more_below)

    def compose(self) -> ComposeResult:
        self.fitted_size = self.app.size
        # Textual would set these classes only after a first paint without them;
        # resuming reads the styles
        self.set_size_classes(self.fitted_size, update=False)
        self.body = Body(*self.content(), id="body")
        yield from (self.header, *self.below_header(), self.body, self.foot)

    def below_header(self) -> list[Widget]:
        """The widgets between header and body, in every size."""
        return []

    def content(self) -> list[Widget]:
        """The widgets of the body."""
        return [kind() for kind in self.CONTENT]

    def help_keys(self) -> Sequence[Key]:
        """The keys to explain in the help now."""
        return self.KEYS

    def footer_keys(self) -> list[Key]:
        """The keys to show in the footer now, the most important first."""
        return list(self.FOOTER)

    def apply_keymap(self, keys: Iterable[Key]) -> list[Key]:
        """The keys with the letters that the player has set for them."""
        return apply_letters(keys, self.game.settings.keys)

    def palette_keys(self) -> list[Key]:
        """The keys of the footer whose actions belong to this screen, for the
        palette.
        """
        keys = self.apply_keymap(self.footer_keys())
        return [
            key
            for key in keys
            if key.action != "help" and not key.action.startswith("app.")
        ]

    def has_more_below(self) -> bool:
        """Whether there is more to see below what is in sight."""
        return self.body.has_more

    def show_keys(self) -> None:
        """Show the keys in the footer; in a list of one row nothing moves."""
        keys, rows = self.apply_keymap(self.footer_keys()), self.focused
        is_single = isinstance(rows, Rows) and rows.row_count() == 1
        self.foot.keys = tuple(key for key in keys if not (is_single and key == MOVE))

    @on(Body.LayoutChanged)
    def show_more_hint(self) -> None:
        """Draw the footer again if it does not say yet, or no longer rightly, that
        there is more below.
        """
        if self.foot.shows_more != self.has_more_below():
            self.foot.refresh()

    @on(Body.LayoutChanged)
    def keep_cursor_in_sight(self) -> None:
        """Scroll back to the cursor, for example after a line above the footer took
        rows from the body.
        """
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the row under the cursor into sight."""
        if isinstance(self.focused, Rows):
            self.focused.show_cursor()

    def say(self, *texts: str, aside: bool = False) -> None:
        """Show one quiet line above the footer: the first of `texts` that fits, else
        the last.

        An `aside` is shown only where there is room for it.
        """
        self.foot.say(texts, aside)

    def set_size_classes(self, size: Size, update: bool = True) -> None:
        """Set the CSS classes that stand for how much room there is, and `update` the
        styles by them.
        """
        names = self._get_breakpoint_classes(
            size.width, self.app.HORIZONTAL_BREAKPOINTS or []
        )
        names |= self._get_breakpoint_classes(
            size.height, self.app.VERTICAL_BREAKPOINTS or []
        )
        self.add_class(*names, update=update)
        is_tiny = (
            size.width < SMALLEST_TERMINAL[0] or size.height < SMALLEST_TERMINAL[1]
        )
        self.set_class(is_tiny, "-tiny", update=update)

    def on_mount(self) -> None:
        self.header.unsaved = bool(self.game.unsaved)
        self.watch(self.body, "scroll_y", self.show_more_hint)
        self.watch(self, "focused", self.show_keys, init=False)
        # Textual redraws widgets that moved by comparing with its last map of the
        # layout, which it makes only when asked for it: after a scroll that may be too
        # late, and old cells stay on the terminal. So ask.
        self.screen_layout_refresh_signal.subscribe(
            self, lambda _: self._compositor.full_map, immediate=True
        )
        self.show_keys()

    def on_screen_resume(self) -> None:
        self.call_if_open(
            self.show_game
        )  # it may be closed together with the screen above it

    def mark_unseen(self, seconds: float = 0.0) -> None:
        """Count what is shown as seen only when it was painted and then stood for so
        many seconds.
        """

        def start_counting() -> None:
            self.seen_from = self.game.watch.ticks() + seconds

        self.seen_from = inf
        self.call_once_painted(start_counting)

    @property
    def is_seen(self) -> bool:
        """Whether a key can be a response to what is shown, rather than the second of
        two quick ones.
        """
        return self.game.watch.ticks() >= self.seen_from

    def show_game(self) -> None:
        """Bring what is shown up to date with the game, after another screen may have
        changed it.
        """

    def on_resize(self, event: events.Resize) -> None:
        is_new = event.size != self.fitted_size
        self.fitted_size = event.size
        if self.focused is not None or (is_new and not self.has_class("-tiny")):
            self.saved_focus = (
                self.focused
            )  # None, too: a field that was left is not focused again
        self.set_size_classes(event.size)
        if is_new:
            self.call_once_painted(self.redraw)

    def redraw(self) -> None:
        """Lay the lines out again for a new size; give the focus back after a terminal
        that was too small.
        """
        if self.focused is None and self.saved_focus in self.focus_chain:
            self.set_focus(self.saved_focus, scroll_visible=False)
        for widget in self.query("Lines"):
            widget.refresh(layout=True)
        self.refresh(
            layout=True
        )  # else what is called once painted may be called before they are laid out
        self.call_once_painted(self.show_keys)
        self.call_once_painted(self.show_cursor)

    @contextmanager
    def say_errors(self) -> Iterator[None]:
        """Say a WeakspotError that ends the block, such as a refusal or a failure to
        save.
        """
        try:
            yield
        except WeakspotError as error:
            self.say(str(error))

    @work(thread=True, exclusive=True)
    def run_in_thread(
        self, find: Callable[[Callable[[], bool]], Value], show: Callable[[Value], None]
    ) -> None:
        """Find a value in a thread and show it, or say the WeakspotError that `find`
        raises.

        `find` is given a function that says whether the screen was closed meanwhile;
        then nothing is shown.
        """
        worker = get_current_worker()
        try:
            act = partial(show, find(lambda: worker.is_cancelled))
        except WeakspotError as error:
            act = partial(self.say, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(self.call_if_open, act)

    def unmute(self, key: str) -> None:
        """Unmute a question or topic, so that it is asked again, unless its topic is
        still muted.
        """
        with self.say_errors():
            words = UNMUTED[self.game.library.unmute(key)]
            self.show_game()
            self.call_later(
                self.say, words
            )  # after the palette that may have called this closes

    def page_rows(self, step: int) -> None:
        """Move the cursor by a page through all lists, and scroll to it."""
        places = [
            (rows, index)
            for rows in self.query(Rows)
            for index in range(rows.row_count())
        ]
        here = (
            at
            for at, (rows, index) in enumerate(places)
            if rows.has_focus and rows.cursor == index
        )
        start = next(here, 0)
        end = min(max(0, start + step * self.body.size.height), len(places) - 1)
        rows, index = places[end]
        rows.cursor = index
        rows.focus()
        if end == start:
            self.body.scroll_to(
                y=self.body.max_scroll_y if step > 0 else 0, animate=False
            )

    def action_page(self, step: int) -> None:
        self.body.page(step)

    def action_scroll(self, step: int) -> None:
        self.body.scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss()

    def action_help(self) -> None:
        from weakspot.ui.screens.dialogs import (
            EVERYWHERE,
            HelpScreen,
        )  # late: few open it

        searched = can_search(self.app.screen_stack)
        everywhere = [
            key for key in EVERYWHERE if searched or key.action != SEARCH.action
        ]
        self.open(
            HelpScreen(self.apply_keymap([*self.help_keys(), *everywhere]), self.MARKS)
        )
