"""The base of forms: how a kind of question is answered on rows, its state, keys and
lines; no widget.
"""

from typing import NamedTuple

from textual.content import Content

from weakspot.engine.values import Response
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.content import fill_ground
from weakspot.ui.widgets.keys import Key

NOWHERE = -1
"""The cursor before the player moves it, so that an Enter meant only to go on answers
nothing.
"""

Line = tuple[int | None, Content]
"""The row a line belongs to, None for lines outside the rows; and the line."""


class Look(NamedTuple):
    """What the rows are drawn for: their width, whether they are focused, and the size
    of the screen.

    `whole` if they are only looked at: no cursor can unfold a long line.
    """

    width: int
    focused: bool = True
    tall: bool = False
    short: bool = False
    narrow: bool = False
    whole: bool = False


class Form:
    """Rows on which keys change `state`, an unfinished Response; without a question
    there are none.

    `is_submitted` is set once the state is to be graded, `message` to what the last key
    says to the player.
    """

    is_boxed = False
    shows_all = False
    """Whether to keep all rows in sight, wherever the cursor is."""

    def __init__(
        self, asked: AskedQuestion | None = None, empty: Response | None = None
    ) -> None:
        """`empty` is the state while nothing is given."""
        self.state = empty if asked is None or asked.draft is None else asked.draft
        self.parts = () if asked is None else asked.parts
        self.cursor = 0
        self.message = ""
        self.is_submitted = False
        self.has_warned = False

    @property
    def is_answered(self) -> bool:
        """Whether the graded question got any answer."""
        return any(part.given is not None for part in self.parts)

    # Lines

    def row_count(self) -> int:
        """The number of rows that the cursor can be on."""
        return 0

    def row_lines(self, index: int, look: Look) -> list[Content]:
        """The lines of a row, without the cursor's background."""
        return []

    def lines_above(self, index: int, look: Look) -> list[Content]:
        """Lines between this row and the one before it."""
        return []

    def head_lines(self, look: Look) -> list[Content]:
        """Lines above the first row."""
        return []

    def box_titles(self) -> tuple[str, str]:
        """The titles in the upper and lower edge of the box, if the form is boxed."""
        return "", ""

    def numbered_lines(self, look: Look) -> list[Line]:
        """All lines with their rows, from top to bottom."""
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
        """Whether the row shows the cursor."""
        return index == self.cursor and look.focused and not self.parts

    # Keys

    def press_digit(self, number: int) -> None:
        """Handle a digit key: like a click on the row of this number."""
        if number <= self.row_count():
            self.click(number - 1, None)

    def press_space(self) -> None:
        """Handle Space: like a click on the cursor's row, or like Enter before the
        cursor was moved.
        """
        if self.cursor == NOWHERE:
            self.press_enter()
        else:
            self.click(self.cursor, None)

    def press_backspace(self) -> bool:
        """Handle Backspace; False if the last move is to be taken back instead."""
        return False

    def press_enter(self) -> None:
        """Handle Enter."""

    def move_cursor(self, step: int) -> None:
        """Move the cursor up or down, at first onto the last or first row."""
        target = self.cursor + step
        if self.cursor == NOWHERE:
            target = 0 if step > 0 else self.row_count() - 1
        if 0 <= target < self.row_count():
            self.cursor = target

    def move_row(self, step: int) -> None:
        """Move the cursor's row itself, down or up."""

    def is_carrying(self) -> bool:
        """Whether a row is picked up, which Escape puts back."""
        return False

    def put_back(self) -> None:
        """Put back the row that is picked up."""

    def click(self, row: int | None, spot: int | None) -> None:
        """Handle a click on a row, or on one of its spots."""

    def restore(self, state: Response | None, cursor: int) -> None:
        """Go back to an earlier state."""
        self.state, self.cursor = state, cursor

    def row_to_show(self) -> int:
        """The row to scroll to: the cursor's."""
        return self.cursor

    def key_list(self) -> list[Key]:
        """The keys that matter now, with the actions of a screen that shows an
        answer.
        """
        return []

    def tip(self) -> str:
        """A line on how this is answered or graded; empty if nothing needs saying."""
        return ""


def verdict_style(right: bool, missed: bool) -> tuple[str, str, str]:
    """The mark, colour and background of a part that was given, or that is right but
    was `missed`.
    """
    if missed:
        return "~", "$warning", "on $weak-ground"
    return (
        ("✓", "$success", "on $right-ground")
        if right
        else ("✗", "$error", "on $wrong-ground")
    )
