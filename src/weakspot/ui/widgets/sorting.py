"""sort: put items into named categories, as a matrix or with digits at the rows' ends."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.values import Part
from weakspot.ui.widgets.answer import Asked
from weakspot.ui.widgets.form import KeyWords, Line, Look, marked, of_row, wrapped
from weakspot.ui.widgets.lines import GAP, cell, grounded, gutter, hanging, plain, told
from weakspot.ui.widgets.placing import PlaceForm

MOST_COLUMNS = 4
LEAST_ITEM = 24
LEAST_COLUMN, MOST_COLUMN = 10, 24


class SortForm(PlaceForm):
    """Rows are items; a circle for each category where there is room."""

    def __init__(self, asked: Asked, question: SortQuestion) -> None:
        super().__init__(asked, len(question.items))
        self.texts = question.items
        self.names = question.groups

    def column(self, look: Look) -> int:
        """The width of a category's column; 0 where the categories stand in a legend above."""
        count = len(self.targets)
        if look.narrow or count > MOST_COLUMNS:
            return 0
        widest = max(told(name).cell_length for name in self.names) + 2
        room = (look.width - LEAST_ITEM) // count - GAP
        column = min(widest, room, MOST_COLUMN)
        return column if column >= LEAST_COLUMN else 0

    def columns(self, look: Look) -> list[int]:
        """Where each category's column begins."""
        step = self.column(look) + GAP
        return [look.width - step * (len(self.targets) - at) for at in range(len(self.targets))]

    def head(self, look: Look) -> list[Line]:
        return self.heading(look) if self.column(look) else self.legend(look)

    def heading(self, look: Look) -> list[Line]:
        """The categories over their columns, wrapped there."""
        width = self.column(look)
        told_names = [
            hanging(plain(f"{at} ", "bold $accent"), told(self.names[target]), width)
            for at, target in enumerate(self.targets, 1)
        ]
        lines = []
        for level in range(max(map(len, told_names))):
            line = Content(" " * self.columns(look)[0])
            for name in told_names:
                line += cell(name[level] if level < len(name) else Content(""), width) + Content(" " * GAP)
            lines.append(Line(None, line.rstrip(), self.spots(look)))
        return lines + ([Line(None, Content(""))] if look.tall else [])

    def legend(self, look: Look) -> list[Line]:
        """The categories in a row, or one below the other where they need the room."""
        names = [
            Content.assemble((f"{at} ", "bold $accent"), told(self.names[target]))
            for at, target in enumerate(self.targets, 1)
        ]
        lines: list[Line] = []
        if 2 + sum(name.cell_length + 3 for name in names) - 3 <= look.width:
            at, spots = 2, []
            for number, name in enumerate(names):
                spots.append((at, at + name.cell_length + 3, number))
                at += name.cell_length + 3
            lines = [Line(None, Content("  ") + Content("   ").join(names), tuple(spots))]
        else:
            for number, target in enumerate(self.targets):
                lead = plain(f"  {number + 1} ", "bold $accent")
                for line in hanging(lead, told(self.names[target]), look.width):
                    lines.append(Line(None, line, ((0, look.width, number),)))
        return [*lines, Line(None, Content(""))]

    def spots(self, look: Look) -> tuple[tuple[int, int, int], ...]:
        """Where a click places."""
        width = self.column(look) + GAP
        return tuple((start, start + width, at) for at, start in enumerate(self.columns(look)))

    def row(self, index: int, look: Look) -> list[Line]:
        item = self.items[index]
        part = self.parts[item] if self.parts else None
        here = self.is_here(index, look)
        mark, style, ground = "", "", "on $cursor" if here else ""
        if part is not None and self.is_known:
            mark, style, ground = marked(part)
        lead = gutter(here) if not mark else plain(f"{mark} ", style)
        if not self.column(look):
            return of_row(index, grounded(self.ended(index, lead, part, look), look.width, ground))
        room = self.columns(look)[0] - GAP - 2
        lines = [
            cell(Content("  " if at else "") + (Content("") if at else lead) + text, self.columns(look)[0])
            for at, text in enumerate(wrapped(told(self.texts[item]), room))
        ]
        circles = [cell(self.circle(item, target, part), self.column(look)) for target in self.targets]
        lines[0] = lines[0] + Content(" " * GAP).join(circles)
        return [Line(index, line, self.spots(look)) for line in grounded(lines, look.width, ground)]

    def circle(self, item: int, target: int, part: Part | None) -> Content:
        """Where the item is, or could be; once graded, where it should be."""
        if part is None:
            here = self.places[item] == target
            return Content.assemble(("●", "$accent") if here else ("○", "$muted"))
        if part.expected == self.names[target]:
            return Content.assemble(("●" if part.right else "✓", "$success"))
        return Content.assemble(("●", "$error") if part.given == self.names[target] else ("○", "$muted"))

    def ended(self, index: int, lead: Content, part: Part | None, look: Look) -> list[Content]:
        """A row with its category's number at its end."""
        item = self.items[index]
        if part is None:
            number = self.number(self.places[item])
            end = plain("·", "$muted") if number is None else plain(str(number), "bold $accent")
        else:
            end = told_numbers(part, self.names, self.targets)
        lines = hanging(lead, told(self.texts[item]), look.width - end.cell_length - 3)
        lines[0] = cell(lines[0], look.width - end.cell_length - 1) + end
        return lines

    def click(self, row: int | None, spot: int | None) -> str | None:
        if row is None and spot is not None:
            self.give(self.targets[spot])
        elif row is not None:
            self.cursor = row
            if spot is not None:
                self.put(row, self.targets[spot])
        return None

    def key_words(self) -> Sequence[KeyWords]:
        places = (f"1-{len(self.targets)}", "place", "help")
        return [places, ("↑↓", "move", "help"), ("Bksp", "take out", "back"), ("Enter", "submit", "choose")]

    def tip(self) -> str:
        return f"{self.placed_words()} A placed item can be moved at any time."


def told_numbers(part: Part, names: Sequence[str], targets: Sequence[int]) -> Content:
    """“1 → 2”: the numbers of what was given and what was right; one where they are the same."""
    number = {names[target]: str(at) for at, target in enumerate(targets, 1)}
    right = plain(number.get(part.expected or "", ""), "bold $success")
    if part.right:
        return right
    given = number.get(part.given or "", "·")
    return plain(given, "$error" if part.given else "$muted") + plain(" → ", "$muted") + right
