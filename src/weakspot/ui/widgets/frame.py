"""The frame of every screen: header, scrolling body, and a footer of notes and keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.text import SMALLEST_TERMINAL
from weakspot.ui.widgets.content import (
    GAP,
    SPOT,
    add_spot,
    concat,
    cut,
    paint,
    spread,
    wrap,
)
from weakspot.ui.widgets.keys import HELP, Key
from weakspot.ui.widgets.lines import Lines


class Body(Widget):
    """The part that scrolls, by wheel and keys; without a scrollbar: the footer says if
    there is more.
    """

    @dataclass
    class LayoutChanged(Message):
        """The body (`resized`) or only its content has another size, or a pane was
        scrolled.
        """

        resized: bool

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        resized = size != self._size
        # as in Lines, no other widget's size depends on this one
        changed = super()._size_updated(
            size, virtual_size, container_size, layout=False
        )
        if changed:
            self.post_message(self.LayoutChanged(resized))
        return changed

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether it scrolls; Textual would ask for a visible scrollbar, and make one
        even of no width.
        """
        return self.is_scrollable

    @property
    def has_more(self) -> bool:
        """Whether there is more below the visible part."""
        return self.scroll_y < self.max_scroll_y

    def page(self, step: int) -> None:
        """Scroll by `step` pages, at once."""
        height = self.scrollable_content_region.height
        self.scroll_relative(y=step * height, animate=False, immediate=True)

    def show_rows(self, first: int, end: int) -> None:
        """Scroll as little as brings these rows of the content into sight, without
        `end` itself.
        """
        self.scroll_to_region(
            Region(0, first, 1, end - first), animate=False, x_axis=False
        )


class Pane(Body):
    """A framed body that shows what is under the cursor of a list."""

    DEFAULT_CSS = """
    Pane { height: 1fr; max-height: 12; border: round $rule; padding: 0 1; }
    Pane { border-title-color: $muted; border-subtitle-color: $muted; }
    """

    def watch_scroll_y(self, before: float, after: float) -> None:
        super().watch_scroll_y(before, after)
        self.post_message(self.LayoutChanged(False))


class Panes(Container):
    """A list and the pane of what is under its cursor: side by side if it is wide."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    Panes { height: 100%; layout: vertical; }
    Screen.-wide Panes { layout: horizontal; }
    Screen.-wide Panes Pane { width: 44; max-height: 100%; margin-left: 2; }
    Screen.-wide Panes .list { width: 1fr; }
    Screen.-short Panes Pane {
      border: none;
      padding: 0 0 0 2;
      height: 5;
      margin-top: 1;
    }
    """


def join_trail(*parts: Content) -> Content:
    """Join the parts of a trail, which says where you are, from the whole to its
    part.
    """
    return paint("  /  ", "$faint").join(parts)


class FrameHeader(Lines):
    """One row: where you are, how far, and if nothing is saved; in a tiny terminal, the
    room it needs.
    """

    ALLOW_SELECT = False

    left: reactive[Content] = reactive(Content(""))
    brief: reactive[Content] = reactive(Content(""))
    """Shown instead of `left` if that does not fit."""
    # always: contents that differ only in style are equal
    right: reactive[Content] = reactive(Content(""), always_update=True)
    unsaved: reactive[bool] = reactive(False)

    def build(self, width: int) -> list[Content]:
        if self.is_screen("-tiny"):
            size, (columns, rows) = self.app.size, SMALLEST_TERMINAL
            need = (
                f"Make it at least {columns} columns by {rows} rows; nothing is lost."
            )
            return paint(
                f"This terminal is {size.width} by {size.height}. {need}"
            ).wrap(width)
        parts = [concat(("not saved", "$warning"))] if self.unsaved else []
        if self.right:
            parts.append(self.right)
        end = Content("  ·  ").join(parts)
        fits = self.left.cell_length + GAP + end.cell_length <= width
        return [spread(self.left if fits else self.brief or self.left, end, width)]


class FrameKeys(Lines):
    """A row of keys, the most important first, as many as fit; help and Esc are kept
    longest.
    """

    ALLOW_SELECT = False

    keys: reactive[tuple[Key, ...]] = reactive(())
    last_action: str | None = None
    """The action of the key that was clicked last."""

    def build(self, width: int) -> list[Content]:
        return [join_keys(self.shown_keys(width))]

    def shown_keys(self, width: int) -> tuple[Key, ...]:
        """The keys that fit; the same whether or not there is more below."""
        return fit_keys(self.keys, width, self.is_short, self.is_narrow)

    async def on_click(self, event: events.Click) -> None:
        """Run the clicked key's action; the second click of two does so only if it hits
        the same action.
        """
        event.stop()
        before, self.last_action = self.last_action, event.style.meta.get(SPOT)
        if self.last_action is not None and (
            event.chain == 1 or self.last_action == before
        ):
            await self.screen.run_action(self.last_action)


class Footer(FrameKeys):
    """The footer: notes, a hint if there is more below, and the keys.

    `has_more_below` is called when the footer is built, as everything is laid out then.
    """

    MORE = Key("PgDn", "more", "page(1)")

    notes: Sequence[str] = ()
    """Versions of the note to show: the first that fits on a line, else the last."""
    aside = False
    """Whether the note is only shown if the screen is not short."""
    shows_more = False
    """Whether it was last built with more below."""

    def __init__(self, has_more_below: Callable[[], bool]) -> None:
        super().__init__(id="keys")
        self.has_more_below = has_more_below

    def say(self, notes: Sequence[str], aside: bool) -> None:
        """Show one of these notes above the keys; an `aside` only if the screen is not
        short.
        """
        if (notes, aside) != (self.notes, self.aside):
            self.notes, self.aside = notes, aside
            self.refresh(
                layout=self.row_count(self.content_size.width)
                != self.content_size.height
            )

    def row_count(self, width: int) -> int:
        air = 1 if self.is_tall else 0
        return len(self.note_lines(width)) + air + 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.row_count(width)

    def build(self, width: int) -> list[Content]:
        self.shows_more = self.has_more_below()
        (keys,) = super().build(width)
        if self.is_short:
            return [*self.note_lines(width), spread(keys, self.more_hint(keys), width)]
        *above, last = self.note_lines(width)
        air = [Content("")] if self.is_tall else []
        return [*above, spread(last, self.more_hint(last), width), *air, keys]

    def more_hint(self, beside: Content) -> Content:
        """A hint that there is more below, if there is: its key if it fits `beside`
        this line, else `↓`.
        """
        if not self.shows_more:
            return Content("")
        room = self.content_size.width - GAP - bar_width([self.MORE])
        has_room = not self.is_short and beside.cell_length <= room
        return key_content(self.MORE) if has_room else paint("↓", "bold")

    def note_lines(self, width: int) -> list[Content]:
        """The lines of the note, at most three, cut with `…`; at least one unless the
        screen is short.
        """
        room = width - 2 * GAP - 1  # the last line leaves room for a `↓`
        last = self.notes[-1] if self.notes else ""
        note = next((text for text in self.notes if cell_len(text) <= room), last)
        if not note or (self.aside and self.is_short):
            return [] if self.is_short else [Content("")]
        lines = wrap(paint(note, "$muted"), room)
        lines[2:] = [cut(Content(" ").join(lines[2:]), room)] if lines[2:] else []
        return [concat(" " * GAP, line) for line in lines]


def fit_keys(
    keys: tuple[Key, ...], width: int, is_short: bool, is_narrow: bool
) -> tuple[Key, ...]:
    """Select the keys that fit in a bar of this width."""
    shown = list(keys)
    width -= GAP + 1 if is_short else 0
    most = 3 if is_short else len(shown)
    while len(shown) > 1 and (len(shown) > most or bar_width(shown) > width):
        droppable = [index for index, key in enumerate(shown) if key.word != HELP.word]
        if not (is_narrow or is_short):
            droppable = [
                at for at in droppable if at and not is_way_out(shown[at])
            ] or droppable
        del shown[droppable[-1]]
    return tuple(shown)


def is_way_out(key: Key) -> bool:
    """Whether the key leaves the screen or the game."""
    return key.label == "Esc" or key.action == "app.quit"


def join_keys(keys: tuple[Key, ...]) -> Content:
    """Join the keys and their words in one line."""
    return Content(" " * (GAP + 1)).join(key_content(key) for key in keys)


def key_content(key: Key) -> Content:
    """The key in bold and its word, with the action of a click on them."""
    return add_spot(
        concat(paint(key.label, "bold"), " ", paint(key.word, "$muted")), key.action
    )


def bar_width(keys: Sequence[Key]) -> int:
    """The width of a bar of these keys, in cells."""
    return cell_len((" " * (GAP + 1)).join(f"{key.label} {key.word}" for key in keys))
