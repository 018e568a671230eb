"""How one kind is answered on rows: its state, what its keys do, how its rows look. No widget in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from weakspot.engine.values import Part, Response
from weakspot.ui.widgets.answer import Asked

NOWHERE = -1
"""The cursor before the player moved it: an Enter that only meant to go on answers nothing."""

KeyWords = tuple[str, str, str]


class Look(NamedTuple):
    """What the rows are drawn for: the width, whether they have the keys, and the height of the screen.

    `whole` where they are only looked at: no cursor will unfold a long line.
    """

    width: int
    focused: bool = True
    tall: bool = False
    short: bool = False
    narrow: bool = False
    whole: bool = False


class Line(NamedTuple):
    """A line with the row it belongs to, and the columns (from, to, number) where a click means more."""

    row: int | None
    content: Content
    spots: tuple[tuple[int, int, int], ...] = ()


class Form:
    """Keys change `state`, a half-done Response; `submits` is set once it is to be graded.

    What a key's method returns is to be said to the player, if it is anything.
    """

    boxed = False

    def __init__(self, asked: Asked, state: Response | None) -> None:
        self.asked = asked
        self.state = state
        self.cursor = 0
        self.submits = False
        self.warned = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """The graded parts in bank order; none while the question is asked."""
        return () if self.asked.verdict is None else self.asked.verdict.parts

    @property
    def is_known(self) -> bool:
        """Was anything given at all?"""
        return any(part.given is not None for part in self.parts)

    # What is drawn

    def count(self) -> int:
        """How many rows the cursor can stand on."""
        raise TypeError("each form counts its rows")

    def row(self, index: int, look: Look) -> list[Line]:
        """The lines of one row."""
        raise TypeError("each form draws its rows")

    def head(self, look: Look) -> list[Line]:
        """Lines above the first row."""
        return []

    def foot(self, look: Look) -> list[Line]:
        """Lines below the last row."""
        return []

    def frame(self) -> tuple[str, str]:
        """The title and foot of the box, where the form is boxed."""
        return "", ""

    def lines(self, look: Look) -> list[Line]:
        """All lines, top to bottom."""
        lines = self.head(look)
        for index in range(self.count()):
            drawn = self.row(index, look)
            if index and drawn and look.tall and not self.boxed:
                lines.append(Line(None, Content("")))
            lines += drawn
        return lines + self.foot(look)

    def is_here(self, index: int, look: Look) -> bool:
        """Does the cursor stand on this row, for the player to see?"""
        return index == self.cursor and look.focused and not self.parts

    # What keys do

    def digit(self, number: int) -> str | None:
        """A digit key."""
        return None

    def space(self) -> str | None:
        """The space key."""
        return None

    def back(self) -> bool:
        """Backspace; False to take back the last move instead."""
        return False

    def enter(self) -> str | None:
        """The Enter key."""
        return None

    def move(self, step: int) -> str | None:
        """The arrow keys: the cursor up or down, into the list first."""
        target = self.cursor + step
        if self.cursor == NOWHERE:
            target = 0 if step > 0 else self.count() - 1
        if 0 <= target < self.count():
            self.cursor = target
        return None

    def shift(self, step: int) -> str | None:
        """J and K: the row itself, down or up."""
        return None

    def holds(self) -> bool:
        """Is something picked up, that Escape would put back?"""
        return False

    def put_back(self) -> None:
        """Escape while something is picked up."""

    def click(self, row: int | None, spot: int | None) -> str | None:
        """A click on a row, or on one of its spots."""
        if row is not None:
            self.cursor = row
        return None

    def restore(self, state: Response | None, cursor: int) -> None:
        """Go back to an earlier state."""
        self.state, self.cursor = state, cursor

    def row_in_view(self) -> int:
        """The row that is to be seen: that of the cursor."""
        return self.cursor

    def key_words(self) -> Sequence[KeyWords]:
        """See Answer."""
        return ()

    def tip(self) -> str:
        """See Answer."""
        return ""


RIGHT = ("✓", "$success", "on $right-ground")
LEFT_OUT = ("~", "$warning", "on $weak-ground")
WRONG = ("✗", "$error", "on $wrong-ground")


def marked(part: Part, missed: bool = False) -> tuple[str, str, str]:
    """The mark, colour and ground of a graded part: right, wrong, or left out."""
    if part.right:
        return RIGHT
    return LEFT_OUT if missed or part.given is None else WRONG


def of_row(row: int | None, lines: Sequence[Content]) -> list[Line]:
    """These lines as one row's."""
    return [Line(row, line) for line in lines]
