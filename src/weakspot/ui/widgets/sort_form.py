"""sort: put items into named categories, shown as a matrix or as numbers at the ends of
rows.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from weakspot.engine.kinds.parts import PlacesQuestion
from weakspot.engine.values import Part
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.content import (
    GAP,
    add_spot,
    fill_ground,
    fit,
    indent,
    join_cells,
    paint,
    render,
)
from weakspot.ui.widgets.form import Look
from weakspot.ui.widgets.keys import MOVE, SUBMIT, Key
from weakspot.ui.widgets.match_form import PlaceForm

MOST_COLUMNS = 4
LEAST_ITEM = 24
LEAST_COLUMN, MOST_COLUMN = 8, 24
"""How many columns there are at most, how wide an item is at least, and how wide a
column is.
"""


class SortForm(PlaceForm):
    """The items as rows, with a circle for each category if there is room."""

    def __init__(self, asked: AskedQuestion, question: PlacesQuestion) -> None:
        super().__init__(asked, question)
        self.longest_item = 2 + max(render(text).cell_length for text in self.texts)
        self.heads = [
            (paint(f"{at} ", "bold $accent"), render(self.names[target]))
            for at, target in enumerate(self.targets, 1)
        ]
        self.least_widths = [
            max(LEAST_COLUMN, 2 + max(map(cell_len, name.plain.split()), default=0))
            for _, name in self.heads
        ]

    def column_widths(self, look: Look) -> list[int]:
        """The widths of the categories' columns; empty if the categories are listed in
        a legend instead.

        Names are wrapped into the room that the items leave, without breaking a word.
        """
        room = item_width(look, self.least_widths)
        if (
            look.narrow
            or len(self.targets) > MOST_COLUMNS
            or room < min(self.longest_item, LEAST_ITEM)
        ):
            return []
        spare, widths = max(0, room - self.longest_item), []
        for least, (_, name) in zip(self.least_widths, self.heads, strict=True):
            widths.append(
                max(least, min(2 + name.cell_length, MOST_COLUMN, least + spare))
            )
            spare -= widths[-1] - least
        return widths

    def head_lines(self, look: Look) -> list[Content]:
        return (
            self.heading_lines(look)
            if self.column_widths(look)
            else self.legend_lines(look)
        )

    def heading_lines(self, look: Look) -> list[Content]:
        """The categories above their columns, wrapped."""
        widths = self.column_widths(look)
        names = [
            indent(*head, width) for head, width in zip(self.heads, widths, strict=True)
        ]
        margin = Content(" " * (item_width(look, widths) + GAP))
        lines = [
            margin + join_spots(level, widths)
            for level in zip_longest(*names, fillvalue=Content(""))
        ]
        return [*lines, Content("")] if look.tall else lines

    def legend_lines(self, look: Look) -> list[Content]:
        """The categories side by side, or one below the other if they do not fit."""
        row = (add_spot(lead + name, at) for at, (lead, name) in enumerate(self.heads))
        lines = [Content("  ") + Content("   ").join(row)]
        if lines[0].cell_length > look.width:
            lines = [
                add_spot(fit(line, look.width), at)
                for at, (lead, name) in enumerate(self.heads)
                for line in indent(Content("  ") + lead, name, look.width)
            ]
        return [*lines, Content("")]

    def row_lines(self, index: int, look: Look) -> list[Content]:
        item = self.items[index]
        part = self.parts[item] if self.parts else None
        lead, _, ground = self.row_lead(index, look)
        widths = self.column_widths(look)
        if not widths:
            end = (
                self.target_number(item) if part is None else self.graded_numbers(part)
            )
            lines = indent(
                lead, render(self.texts[item]), look.width, end + Content(" ")
            )
            return fill_ground(lines, look.width, ground)
        room = item_width(look, widths)
        circles = [self.draw_circle(item, target, part) for target in self.targets]
        blank = [Content("")] * len(circles)
        lines = [
            fit(line, room + GAP) + join_spots(blank if at else circles, widths)
            for at, line in enumerate(indent(lead, render(self.texts[item]), room))
        ]
        return fill_ground(lines, look.width, ground)

    def graded_numbers(self, part: Part) -> Content:
        """“1 → 2”: the number given and the right one; only one number if they are the
        same.
        """
        right = paint(self.number_of(part.expected), "bold $success")
        if part.right:
            return right
        given = paint(self.number_of(part.given), "$error" if part.given else "$muted")
        return given + paint(" → ", "$muted") + right

    def draw_circle(self, item: int, target: int, part: Part | None) -> Content:
        """Draw whether the item is in the category; once graded, also whether it should
        be.
        """
        if part is None:
            here = self.places[item] == target
            return paint("●", "$accent") if here else paint("○", "$muted")
        if part.expected == self.names[target]:
            return paint("●" if part.right else "✓", "$success")
        return (
            paint("●", "$error")
            if part.given == self.names[target]
            else paint("○", "$muted")
        )

    def click(self, row: int | None, spot: int | None) -> None:
        if row is None and spot is not None:
            self.place_and_advance(self.targets[spot])
        elif row is not None:
            self.cursor = row
            if spot is not None:
                self.place(row, self.targets[spot])

    def key_list(self) -> list[Key]:
        places = Key(f"1-{len(self.targets)}", "place", "help")
        return [places, SUBMIT, Key("Bksp", "take out", "do('back')"), MOVE]

    def tip(self) -> str:
        return f"{self.placed_words()} A placed item can be moved at any time."


def item_width(look: Look, widths: Sequence[int]) -> int:
    """The columns left for an item, its gutter included."""
    return look.width - sum(width + GAP for width in widths)


def join_spots(texts: Iterable[Content], widths: Iterable[int]) -> Content:
    """Join texts in columns of these widths, each a spot numbered from 0."""
    cells = map(fit, texts, widths)
    return join_cells(add_spot(text, at) for at, text in enumerate(cells))
