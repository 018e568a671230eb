"""The base of the forms of a list: a kind of question answered on rows. Its state and
its rows; no widget.
"""

from abc import ABC, abstractmethod
from typing import NamedTuple

from textual.visual import Visual

from weakspot.engine.values import Part, Response
from weakspot.ui.forms.asked import AskedQuestion
from weakspot.ui.widgets.option_rows import Row

Rows = list[tuple[int | None, Row]]
"""Rows with their numbers from 0; None for what is no row, such as a heading."""


class Look(NamedTuple):
    """The room that rows are drawn for: `short` if there is little below, `tall` if
    there is much, `narrow` if there is little beside.
    """

    short: bool = False
    tall: bool = False
    narrow: bool = False


class Form(ABC):
    """Rows on which keys change `state`, an unfinished Response.

    `is_submitted` is set once the state is to be graded, `message` to what the last key
    says to the player.
    """

    redraws_on_move = False
    """True if rows look otherwise under the cursor, not only its bar and ground."""
    shows_all = False
    """True if all rows are kept in sight, with the line above them, where they fit."""
    follows_text = False
    """True if a text was written before: an untouched form leads back to it."""
    is_unfolded = False
    """True if long rows are whole without the cursor, too."""

    def __init__(self, asked: AskedQuestion, empty: Response | None = None) -> None:
        """`empty` is the state while nothing is given."""
        self.asked = asked
        self.state = empty if asked.draft is None else asked.draft
        self.parts = asked.parts
        self.cursor: int | None = 0
        """None before the player moves it, so that an Enter meant only to go on answers
        nothing.
        """
        self.message = ""
        self.is_submitted = False
        self.has_warned = False

    @property
    def is_answered(self) -> bool:
        """True if the graded question got any answer."""
        return any(part.given is not None for part in self.parts)

    @abstractmethod
    def row_count(self) -> int:
        """The number of rows that the cursor can be on."""

    @abstractmethod
    def rows(self, look: Look) -> Rows:
        """The rows from top to bottom, and what stands between them."""

    def above(self, look: Look) -> Visual | None:
        """Lines above the rows; None if there are none."""
        return None

    def beside(self, look: Look) -> Visual | None:
        """Lines beside the rows, or below them if narrow; None if there are none."""
        return None

    def row_to_show(self) -> int | None:
        """The row to keep in sight: the cursor's."""
        return self.cursor

    def box_titles(self) -> tuple[str, str] | None:
        """The titles in the upper and lower edge of the box around the rows; None
        without a box.
        """
        return None

    def key_words(self) -> dict[str, str]:
        """Words for the keys of a list now, by those in its bindings; empty hides a
        key.
        """
        return {}

    def tip(self) -> str:
        """A line on how this is answered or graded; empty if nothing needs saying."""
        return ""

    # Keys

    def digits(self) -> int:
        """The highest digit that does something."""
        return self.row_count()

    def press_digit(self, number: int) -> None:
        """Handle a digit key: like a click on the row of this number."""
        if number <= self.row_count():
            self.click(number - 1)

    def press_space(self) -> None:
        """Handle Space: like a click on the cursor's row, or like Enter before the
        cursor was moved.
        """
        if self.cursor is None:
            self.press_enter()
        else:
            self.click(self.cursor)

    def press_backspace(self) -> bool:
        """Handle Backspace; False if the last move is to be taken back instead."""
        return False

    @abstractmethod
    def press_enter(self) -> None:
        """Handle Enter."""

    def move_cursor(self, step: int) -> None:
        """Move the cursor up or down, at first onto the last or first row."""
        last = self.row_count() - 1
        if self.cursor is None:
            self.cursor = last if step == -1 else 0
        else:
            self.cursor = min(max(self.cursor + step, 0), last)

    def move_row(self, step: int) -> None:  # noqa: B027 - most rows stay
        """Move the cursor's row itself, down or up."""

    def is_carrying(self) -> bool:
        """True while a row is picked up, which Escape puts back."""
        return False

    def put_back(self) -> None:  # noqa: B027 - most rows stay
        """Put back the row that is picked up."""

    @abstractmethod
    def click(self, row: int) -> None:
        """Handle a click on a row."""

    def choose_target(self, number: int) -> None:  # noqa: B027 - most have none
        """Handle a click on the target of this number, from 0, beside or above the
        rows.
        """

    def restore(self, state: Response | None, cursor: int | None) -> None:
        """Go back to an earlier state."""
        self.state, self.cursor = state, cursor


def verdict_style(right: bool, missed: bool) -> tuple[str, str, str]:
    """The mark, colour and background of a part that was given, or that is right but
    was `missed`.
    """
    if missed:
        return "~", "$warning", "on $weak-ground"
    if right:
        return "✓", "$success", "on $right-ground"
    return "✗", "$error", "on $wrong-ground"


def has_verdict(part: Part) -> bool:
    """True of a part that was given, or should have been."""
    return (part.given, part.expected) != (None, None)
