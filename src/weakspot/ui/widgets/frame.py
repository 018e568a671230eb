"""What frames every screen: a header, the segments of a round, a status line, the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from weakspot.engine.limits import Progress
from weakspot.engine.session import ANSWERED, Session
from weakspot.text import UNICODE_MARKS
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.lines import GAP, LaidOnce, Lines, cells, cut, plain, spread

ROOM = 8
"""Strokes still to come that are shown of a round of very many questions."""

GROUP = 10
"""Questions that stand together where there is no room between each two."""

STROKE_SECONDS, STEPS = 0.15, 3
"""How long a stroke grows, and in how many steps: more would slow the keys that come meanwhile."""


class Body(LaidOnce, VerticalScroll):
    """What scrolls, by wheel and keys; no scrollbar: above the footer is said where it goes on below."""

    DEFAULT_CSS = "Body { overflow-y: scroll; scrollbar-size-vertical: 0; }"

    class Laid(Message):
        """It, or its content, has another size."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.post_message(self.Laid())
        return changed

    def page(self, step: int) -> None:
        """Go a page up or down, at once."""
        height = self.scrollable_content_region.height
        self.scroll_relative(y=step * height, animate=False, immediate=True)

    def action_page_up(self) -> None:
        self.page(-1)

    def action_page_down(self) -> None:
        self.page(1)


class Header(Lines):
    """One row: where you are, and how far; and if nothing of it is saved."""

    ALLOW_SELECT = False

    left: reactive[Content] = reactive(Content(""))
    right: reactive[Content] = reactive(
        Content(""), always_update=True
    )  # else a new style alone is no change

    unsaved: reactive[bool] = reactive(False)

    def build(self, width: int) -> list[Content]:
        parts = [Content.assemble(("not saved", "$warning"))] if self.unsaved else []
        parts += [self.right] if self.right else []
        return [spread(self.left, Content("  ·  ").join(parts), width)]


def topic_words(name: str, topic: str, state: str) -> Content:
    """The topic's mark, the round's name where there is room for it, the topic."""
    mark = state_mark(state) + Content(" ")
    if name and name != topic:
        mark += plain(name) + plain("  /  ", "$faint")
    return mark + plain(topic)


def place_words(number: int, count: int, is_flagged: bool, near: Progress | None = None) -> Content:
    """How far the round is, or how `near` its end, with the question's flag."""
    flag = f"{UNICODE_MARKS.flag} " if is_flagged else ""
    text, style = f"{number} of {count}", "$muted"
    if near is not None:
        text, style = near.signs, "$warning" if near.urgent else "$muted"
    return Content.assemble((flag, "$warning"), (text, style))


Stroke = tuple[str, str]
"""The cells of a stroke, and their style."""


class Segments(Header):
    """A header with a second row where there is room: a stroke for each question of the round, or for as
    many as there may be: `most`.
    """

    session: reactive[Session | None] = reactive(None)
    most: reactive[int] = reactive(0)

    steps: reactive[int] = reactive(0)
    """Steps that the newest stroke has still to grow."""
    growing: Timer | None = None

    def watch_session(self, before: Session | None, after: Session | None) -> None:
        """A question that was just answered has its stroke grow; nothing waits for it."""
        if self.growing is not None:
            self.growing.stop()
        answered = (
            before and after and (before.id, len(before.outcomes) + 1) == (after.id, len(after.outcomes))
        )
        self.steps = STEPS if answered and self.app.animation_level != "none" else 0
        if self.steps:
            self.growing = self.set_interval(STROKE_SECONDS / STEPS, self.grow, repeat=STEPS)

    def grow(self) -> None:
        """One step of the newest stroke."""
        self.steps -= 1

    def build(self, width: int) -> list[Content]:
        head = super().build(width)
        return head if self.session is None or self.is_short else [*head, self.strokes(self.session, width)]

    def strokes(self, session: Session, width: int) -> Content:
        """The row of strokes."""
        first = max(0, session.at + ROOM - width)  # of very many, the last ones
        count = min(max(len(session.slots), self.most) - first, width)
        gap = 1 if 3 * count <= width else 0
        groups = 0 if gap or count + count // GROUP > width else (count - 1) // GROUP
        room = max(count, width - gap * (count - 1) - groups)
        strokes: list[Stroke] = []
        for index in range(count):
            length = room * (index + 1) // count - room * index // count
            cells, style = stroke(session, first + index, length)
            if self.steps and first + index == len(session.outcomes) - 1:
                done = length * (STEPS - self.steps) // STEPS
                strokes.append((cells[:done], style))
                cells, style = "═" * (length - done), "$accent"
            ends = gap or (groups and (index + 1) % GROUP == 0)
            strokes.append((cells + " " * ends, style))
        runs = groupby(strokes, key=itemgetter(1))
        line = [("".join(cells for cells, _ in run), style) for style, run in runs]
        return cut(Content.assemble(*line).rstrip(), width)


def stroke(session: Session, index: int, length: int) -> Stroke:
    """The stroke of the question `index`, `length` cells long."""
    if index < len(session.outcomes):
        outcome = session.outcomes[index]
        if outcome is None or outcome.disputed:
            return "╌" * length, "$faint"
        score = outcome.verdict.score
        if score >= 1:
            return "━" * length, "$success"
        if score <= 0:
            return "╍" * length, "$error"
        half = length // 2
        return "━" * half + "╍" * (length - half), "$warning"
    if index == session.at and session.phase != ANSWERED:
        return "═" * length, "$accent"
    return "─" * length, "$faint"


class Key(NamedTuple):
    """A key in the footer: how it is written, what it does in a word, and the screen's action for a click."""

    label: str
    word: str
    action: str


class KeyBar(Lines):
    """The most wanted keys first, as many as fit; help always stays, and Esc behind it."""

    ALLOW_SELECT = False

    keys: reactive[Sequence[Key]] = reactive(())

    def build(self, width: int) -> list[Content]:
        return [Content(" " * (GAP + 1)).join(key_content(key) for key in self.fitting(width))]

    def fitting(self, width: int) -> list[Key]:
        """The keys that are shown; the same whether there is more below or not."""
        shown = list(self.keys)
        width -= GAP + 1 if self.is_short else 0
        most = 3 if self.is_short else len(shown)
        while len(shown) > 1 and (len(shown) > most or bar_width(shown) > width):
            droppable = [index for index, key in enumerate(shown) if key.label not in ("?", "F1")]
            if not (self.is_narrow or self.is_short):
                droppable = [at for at in droppable if at and shown[at].label != "Esc"] or droppable
            del shown[droppable[-1]]
        return shown

    async def on_click(self, event: events.Click) -> None:
        """A click on a key does as the key, and nothing besides."""
        event.stop()
        key = self.key_at(event.x, event.y)
        if key is not None:
            await self.screen.run_action(key.action)

    def key_at(self, x: int, y: int) -> Key | None:
        """The key that stands at this place, if one does."""
        end = 0
        for key in self.fitting(self.size.width) if y == self.size.height - 1 else ():
            start, end = end, end + key_width(key) + GAP + 1
            if start <= x < end - GAP - 1:
                return key
        return None


class Foot(KeyBar):
    """The footer: what is quietly said, and whether the body `goes_on` below; the keys.

    That is asked when this is drawn: by then all is laid out. Where there is no room a `↓` says it.
    """

    MORE = Key("PgDn", "more", "page(1)")

    notes: Sequence[str] = ()
    """What is said: the first that fits on a line, beside the key for more if it is there; else the last."""
    aside = False
    """Is it only said where there is room?"""
    says_more = False
    """Was it drawn with the body going on?"""

    def __init__(self, goes_on: Callable[[], bool], id: str) -> None:
        super().__init__(id=id)
        self.goes_on = goes_on

    def say(self, notes: Sequence[str], aside: bool) -> None:
        """Say one of these above the keys; an `aside` only where there is room for it."""
        if (notes, aside) != (self.notes, self.aside):
            rows = self.rows(self.content_size.width)
            self.notes, self.aside = notes, aside
            self.refresh(layout=rows != self.rows(self.content_size.width))

    def rows(self, width: int) -> int:
        """How many rows it has."""
        return 1 + len(self.said(width)) + self.is_tall

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.rows(width)

    def build(self, width: int) -> list[Content]:
        self.says_more = self.goes_on()
        (keys,) = super().build(width)
        if self.is_short:
            return [*self.said(width), spread(keys, self.more(keys), width)]
        *above, last = self.said(width)
        air = [Content("")] if self.is_tall else []
        return [*above, spread(last, self.more(last), width), *air, keys]

    def more(self, beside: Content) -> Content:
        """That the body goes on, if it does: the key for more where there is room beside this line."""
        if not self.says_more:
            return Content("")
        room = self.content_size.width - GAP - key_width(self.MORE)
        has_room = not self.is_short and beside.cell_length <= room
        return key_content(self.MORE) if has_room else plain("↓", "bold")

    def said(self, width: int) -> list[Content]:
        """The lines for what is said, three at most; where the screen is not short one at least."""
        room = width - GAP
        beside = room - GAP - key_width(self.MORE) if self.says_more else room
        note = next((one for one in self.notes if cells(one) <= beside), "".join(self.notes[-1:]))
        if not note or (self.aside and self.is_short):
            return [] if self.is_short else [Content("")]
        lines = plain(note, "$muted").wrap(max(1, room))[:3]
        return [Content(" " * GAP) + line for line in lines]

    def key_at(self, x: int, y: int) -> Key | None:
        at = self.size.height - (3 if self.is_tall else 2)
        if self.says_more and y == at and x >= self.size.width - key_width(self.MORE):
            return self.MORE
        return super().key_at(x, y)


def key_content(key: Key) -> Content:
    """The key in bold and its word."""
    return plain(key.label, "bold") + Content(" ") + plain(key.word, "$muted")


def key_width(key: Key) -> int:
    """The cells that a key and its word take."""
    return cells(key.label) + 1 + cells(key.word)


def bar_width(keys: Sequence[Key]) -> int:
    """The cells that these keys take."""
    return sum(key_width(key) for key in keys) + (GAP + 1) * (len(keys) - 1)
