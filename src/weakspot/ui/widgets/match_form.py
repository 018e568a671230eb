"""match, and what sort shares with it: each row is given one of several numbered
targets.
"""

from itertools import zip_longest

from textual.content import Content

from weakspot.engine.kinds.parts import PlacesQuestion
from weakspot.engine.values import Part, Places
from weakspot.ui.widgets.answer import UNKNOWN, AskedQuestion
from weakspot.ui.widgets.content import (
    GAP,
    add_spot,
    concat,
    fill_ground,
    fit,
    gutter,
    indent,
    paint,
    render,
)
from weakspot.ui.widgets.form import Form, Line, Look, verdict_style
from weakspot.ui.widgets.keys import MOVE, SUBMIT, Key


class PlaceForm(Form):
    """A digit gives the cursor's row its target, and moves on to the next row without
    one.
    """

    word, verb = "placed", "places"
    is_exclusive = False
    """Whether a target can be used only once."""

    def __init__(self, asked: AskedQuestion, question: PlacesQuestion) -> None:
        self.texts, self.names = question.items, question.targets
        super().__init__(asked, Places(places=(None,) * len(self.texts)))
        self.items, self.targets = asked.shown
        self.cursor = self.find_empty_row(-1)

    @property
    def places(self) -> tuple[int | None, ...]:
        """The target of each item, in bank order; None where none is given."""
        return self.state.places if isinstance(self.state, Places) else ()

    def row_count(self) -> int:
        return len(self.items)

    def target_number(self, item: int) -> Content:
        """The number shown for an item's target; a dot while it has none."""
        target = self.places[item]
        if target is None:
            return paint("·", "$muted")
        return paint(str(self.targets.index(target) + 1), "bold $accent")

    def number_of(self, name: str | None) -> str:
        """The number shown for the target of this name; a dot for none."""
        names = [self.names[target] for target in self.targets]
        return str(names.index(name) + 1) if name in names else "·"

    def row_lead(self, index: int, look: Look) -> tuple[Content, str, str]:
        """A row's mark once graded, else its gutter; its colour, and its background
        once graded.
        """
        if self.parts and self.is_answered:
            part = self.parts[self.items[index]]
            mark, style, ground = verdict_style(part.right, missed=part.given is None)
            return paint(f"{mark} ", style), style, ground
        return gutter(self.is_highlighted(index, look)), "$accent", ""

    def find_empty_row(self, row: int) -> int:
        """Find the next row without a target after `row`, wrapping around; else return
        `row`, at least 0.
        """
        rows = [*range(row + 1, self.row_count()), *range(row + 1)]
        return next(
            (index for index in rows if self.places[self.items[index]] is None),
            max(0, row),
        )

    def place(self, row: int, target: int | None) -> None:
        """Give a row a target, or none; an exclusive target is taken from its other
        row.
        """
        places = list(self.places)
        if self.is_exclusive and target is not None:
            places = [None if place == target else place for place in places]
        places[self.items[row]] = target
        self.state = Places(places=tuple(places))

    def place_and_advance(self, target: int) -> None:
        """Give the cursor's row a target and move on."""
        self.place(self.cursor, target)
        self.cursor = self.find_empty_row(self.cursor)

    def press_digit(self, number: int) -> None:
        if number <= len(self.targets):
            self.place_and_advance(self.targets[number - 1])

    def press_backspace(self) -> bool:
        """Take the target from the cursor's row; False if it has none."""
        if self.places[self.items[self.cursor]] is None:
            return False
        self.place(self.cursor, None)
        return True

    def press_enter(self) -> None:
        missing = self.places.count(None)
        if missing == len(self.places):
            last = len(self.targets)
            self.message = (
                f"Nothing is {self.word} yet: 1-{last} {self.verb} the row, 0 "
                f"{UNKNOWN}."
            )
        elif missing and not self.has_warned:
            self.has_warned = True
            self.cursor = self.find_empty_row(-1)
            self.message = (
                f"{missing} not {self.word}. Enter again accepts it as it is."
            )
        else:
            self.is_submitted = True

    def placed_words(self) -> str:
        """“3 of 6 placed.”"""
        done = len(self.places) - self.places.count(None)
        return f"{done} of {len(self.places)} {self.word}."


SLOT, ARROW = 3, 5
LEAST_BOTH = 56


class MatchForm(PlaceForm):
    """The left sides as rows, each with a slot for the number of its right side."""

    word, verb, is_exclusive = "paired", "pairs", True

    def left_width(self, look: Look) -> int:
        """The width of the left sides; the whole width if the right sides are shown
        below.
        """
        if look.narrow or look.width < LEAST_BOTH:
            return look.width
        left = (
            2 + max(render(text).cell_length for text in self.texts) + 2 + SLOT + ARROW
        )
        right = max(render(text).cell_length for text in self.names) + 3
        least = min(left, look.width * 45 // 100)
        return max(least, min(left, look.width - GAP - right))

    def numbered_lines(self, look: Look) -> list[Line]:
        width, blank = self.left_width(look), (None, Content(""))
        lefts = super().numbered_lines(look._replace(width=width))
        if width == look.width:
            below = [(None, line) for line in self.right_lines(0, look)]
            if (
                self.parts and look.short and not look.whole
            ):  # so that the marks are next to the verdict
                return [*below, blank, *lefts]
            return [*lefts, blank, *below]
        rights = ((None, line) for line in self.right_lines(width, look))
        both = zip_longest(lefts, rights, fillvalue=blank)
        return [(row, fit(left, width) + right) for (row, left), (_, right) in both]

    def row_lines(self, index: int, look: Look) -> list[Content]:
        """A left side with its slot, and once graded with the right number behind
        it.
        """
        item = self.items[index]
        part = self.parts[item] if self.parts else None
        lead, style, ground = self.row_lead(index, look)
        end = self.draw_slot(item, part, style)
        if part is None and not look.narrow:
            end += " " * ARROW  # room for the right number, so that nothing moves
        lines = indent(lead, render(self.texts[item]), look.width - end.cell_length - 1)
        room = look.width - end.cell_length - lines[0].cell_length - 2
        if len(lines) == 1 and room > 1 and not look.narrow:
            lines[0] += paint(" " + ("·" * room), "$faint")
        lines[0] = fit(lines[0], look.width - end.cell_length) + end
        return fill_ground(lines, look.width, ground)

    def draw_slot(self, item: int, part: Part | None, style: str) -> Content:
        """`[2]`, or `[·]` while empty, or `[2] → 3` if 3 is right."""
        graded = (
            None if part is None else paint(self.number_of(part.given), f"bold {style}")
        )
        slot = concat(
            ("[", "$muted"), graded or self.target_number(item), ("]", "$muted")
        )
        if part is None:
            return slot
        if part.right:
            return slot + Content(" " * ARROW)
        return (
            slot
            + paint(" → ", "$muted")
            + paint(f"{self.number_of(part.expected)} ", "bold $success")
        )

    def right_lines(self, start: int, look: Look) -> list[Content]:
        """The right sides, from the column `start` on; those in use are muted."""
        used = set() if self.parts else set(self.places)
        lines: list[Content] = []
        for at, target in enumerate(self.targets):
            if at and look.tall and not look.narrow:
                lines.append(Content(""))
            style = "$muted" if target in used else ""
            lead = concat(" " * GAP, (f"{at + 1}  ", style or "bold"))
            room = look.width - start
            drawn = indent(lead, render(self.names[target], style), room)
            lines += [add_spot(fit(line, room), at) for line in drawn]
        return lines

    def click(self, row: int | None, spot: int | None) -> None:
        if spot is not None:
            self.place_and_advance(self.targets[spot])
        elif row is not None:
            self.cursor = row

    def key_list(self) -> list[Key]:
        pairs = Key(f"1-{len(self.targets)}", "pair", "help")
        return [pairs, SUBMIT, Key("Bksp", "free", "do('back')"), MOVE]

    def tip(self) -> str:
        return f"{self.placed_words()} A number used twice moves; nothing is lost."
