"""match: pair each thing on the left with one on the right."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content

from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.values import Part
from weakspot.ui.widgets.answer import Asked
from weakspot.ui.widgets.foot import MOVE, SUBMIT, Key
from weakspot.ui.widgets.form import Line, Look, of_row
from weakspot.ui.widgets.lines import GAP, cell, grounded, hanging, joined, plain, spotted, told
from weakspot.ui.widgets.placing import PlaceForm

SLOT, ARROW = 3, 5
LEAST_BOTH = 56


class MatchForm(PlaceForm):
    """Rows are the lefts, each with a slot for the number of its right."""

    word, verb, apart = "paired", "pairs", True

    def __init__(self, asked: Asked, question: MatchQuestion) -> None:
        super().__init__(asked, len(question.lefts))
        self.lefts, self.rights = question.lefts, question.rights

    def split(self, look: Look) -> int:
        """The width of the left side; all of it where the right side stands below."""
        if look.narrow or look.width < LEAST_BOTH:
            return look.width
        left = 2 + max(told(text).cell_length for text in self.lefts) + 2 + SLOT + ARROW
        right = max(told(text).cell_length for text in self.rights) + 3
        least = min(left, look.width * 45 // 100)
        return max(least, min(left, look.width - GAP - right))

    def lines(self, look: Look) -> list[Line]:
        width, blank = self.split(look), (None, Content(""))
        lefts = super().lines(look._replace(width=width))
        if width == look.width:
            return [*lefts, blank, *self.right_lines(0, look)]
        return [
            (row, cell(left, width) + right)
            for (row, left), (_, right) in zip_longest(lefts, self.right_lines(width, look), fillvalue=blank)
        ]

    def row(self, index: int, look: Look) -> list[Line]:
        """One left with its slot; once graded, with what was right behind it."""
        item = self.items[index]
        part = self.parts[item] if self.parts else None
        lead, style, ground = self.lead(index, look)
        end = self.slot(item, part, style)
        lines = hanging(lead, told(self.lefts[item]), look.width - end.cell_length - 1)
        room = look.width - end.cell_length - lines[0].cell_length - 2
        if len(lines) == 1 and room > 1 and not look.narrow:
            lines[0] += plain(" " + ("·" * room), "$faint")
        lines[0] = cell(lines[0], look.width - end.cell_length) + end
        return of_row(index, grounded(lines, look.width, ground))

    def slot(self, item: int, part: Part | None, style: str) -> Content:
        """`[2]`, `[·]` while empty, `[2] → 3` where 3 was right."""
        if part is None:
            return plain("[", "$muted") + self.number(item) + plain("]", "$muted")
        numbers = {self.rights[target]: str(at) for at, target in enumerate(self.targets, 1)}
        given = numbers.get(part.given or "", "·")
        slot = plain("[", "$muted") + plain(given, f"bold {style}") + plain("]", "$muted")
        if part.right:
            return slot + Content(" " * ARROW)
        return slot + plain(" → ", "$muted") + plain(numbers[part.expected or ""] + " ", "bold $success")

    def right_lines(self, start: int, look: Look) -> list[Line]:
        """The right side from the column `start` on; used ones muted."""
        used = set() if self.parts else set(self.places)
        lines: list[Line] = []
        for at, target in enumerate(self.targets):
            if at and look.tall and not look.narrow:
                lines.append((None, Content("")))
            style = "$muted" if target in used else ""
            lead = joined(" " * GAP, (f"{at + 1}  ", style or "bold"))
            room = look.width - start
            drawn = hanging(lead, told(self.rights[target], style), room)
            lines += of_row(None, [spotted(cell(line, room), at) for line in drawn])
        return lines

    def click(self, row: int | None, spot: int | None) -> None:
        if spot is not None:
            self.give(self.targets[spot])
        elif row is not None:
            self.cursor = row

    def key_list(self) -> list[Key]:
        pairs = Key(f"1-{len(self.targets)}", "pair", "help")
        return [pairs, SUBMIT, Key("Bksp", "free", "do('back')"), MOVE]

    def tip(self) -> str:
        return f"{self.placed_words()} A number used twice moves; nothing is lost."
