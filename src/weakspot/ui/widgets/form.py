"""How one kind is answered on rows: its state, what its keys do, how its rows look. No widget in it."""

from typing import NamedTuple

from textual.content import Content

from weakspot.engine.values import Part, Response
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.content import fill_ground
from weakspot.ui.widgets.keys import Key

NOWHERE = -1
"""The cursor before the player moved it: an Enter that only meant to go on answers nothing."""

Line = tuple[int | None, Content]
"""A line, behind the row it belongs to."""


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


class Form:
    """Keys change `state`, a half-done Response; `submits` is set once it is to be graded.

    What the last key has to say to the player stands in `says`. Without a question it has no rows.
    """

    is_boxed = False
    shows_all = False
    """Are all rows to be in sight, wherever the cursor is?"""

    def __init__(self, asked: AskedQuestion | None = None, state: Response | None = None) -> None:
        self.state = state
        self.parts: tuple[Part, ...] = () if asked is None or asked.verdict is None else asked.verdict.parts
        """The graded parts in bank order; none while the question is asked."""
        self.cursor = 0
        self.message = ""
        self.is_submitted = False
        self.has_warned = False

    @property
    def is_answered(self) -> bool:
        """Was anything given at all?"""
        return any(part.given is not None for part in self.parts)

    # What is drawn

    def row_count(self) -> int:
        """How many rows the cursor can stand on."""
        return 0

    def row_lines(self, index: int, look: Look) -> list[Content]:
        """The lines of one row, without the ground that the cursor has."""
        return []

    def lines_above(self, index: int, look: Look) -> list[Content]:
        """Lines between this row and the one before it."""
        return []

    def head_lines(self, look: Look) -> list[Content]:
        """Lines above the first row."""
        return []

    def box_titles(self) -> tuple[str, str]:
        """The title and foot of the box, where the form is boxed."""
        return "", ""

    def numbered_lines(self, look: Look) -> list[Line]:
        """All lines, top to bottom."""
        lines: list[Line] = [(None, line) for line in self.head_lines(look)]
        for index in range(self.row_count()):
            ground = "on $cursor" if self.is_highlighted(index, look) else ""
            drawn = fill_ground(self.row_lines(index, look), look.width, ground)
            if index and drawn and look.tall and not self.is_boxed:
                lines.append((None, Content("")))
            lines += [(None, line) for line in self.lines_above(index, look)]
            lines += [(index, line) for line in drawn]
        return lines

    def is_highlighted(self, index: int, look: Look) -> bool:
        """Does the cursor stand on this row, for the player to see?"""
        return index == self.cursor and look.focused and not self.parts

    # What keys do

    def press_digit(self, number: int) -> None:
        """A digit key: a click on the row of this number."""
        if number <= self.row_count():
            self.click(number - 1, None)

    def press_space(self) -> None:
        """The space key: a click on the cursor's row; Enter before the cursor was moved."""
        if self.cursor == NOWHERE:
            self.press_enter()
        else:
            self.click(self.cursor, None)

    def press_backspace(self) -> bool:
        """Backspace; False to take back the last move instead."""
        return False

    def press_enter(self) -> None:
        """The Enter key."""

    def move_cursor(self, step: int) -> None:
        """The arrow keys: the cursor up or down, into the list first."""
        target = self.cursor + step
        if self.cursor == NOWHERE:
            target = 0 if step > 0 else self.row_count() - 1
        if 0 <= target < self.row_count():
            self.cursor = target

    def move_row(self, step: int) -> None:
        """J and K: the row itself, down or up."""

    def is_carrying(self) -> bool:
        """Is something picked up, that Escape would put back?"""
        return False

    def put_back(self) -> None:
        """Escape while something is picked up."""

    def click(self, row: int | None, spot: int | None) -> None:
        """A click on a row, or on one of its spots."""

    def restore(self, state: Response | None, cursor: int) -> None:
        """Go back to an earlier state."""
        self.state, self.cursor = state, cursor

    def row_to_show(self) -> int:
        """The row that is to be seen: that of the cursor."""
        return self.cursor

    def key_list(self) -> list[Key]:
        """The keys that matter now; what they do on a screen that shows an answer."""
        return []

    def tip(self) -> str:
        """A quiet line on how this is answered or graded; empty where nothing needs saying."""
        return ""


def verdict_style(right: bool, missed: bool) -> tuple[str, str, str]:
    """The mark, colour and ground of what was given, or was `missed` and is right."""
    if missed:
        return "~", "$warning", "on $weak-ground"
    return ("✓", "$success", "on $right-ground") if right else ("✗", "$error", "on $wrong-ground")
