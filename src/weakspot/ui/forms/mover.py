"""Moving: match and sort, where a digit sends a row to its target, and order, where
steps are carried.
"""

from typing import Any

from textual.content import Content
from textual.visual import Visual

from weakspot.engine.values import Order, Part, Places, Response
from weakspot.ui.forms.asked import UNKNOWN, AskedQuestion
from weakspot.ui.forms.form import Form, Look, Rows, verdict_style
from weakspot.ui.widgets.content import LEAD, concat, paint, render
from weakspot.ui.widgets.option_rows import Row, RowStack

ARROW = " " * 4
"""Room for an arrow and a number."""


class Sorter(Form):
    """Each item gets one of several numbered targets: a digit gives the cursor's row
    its target, and moves on to the next row without one. At the row's end, the number.
    """

    word, verb, again = "placed", "places", "A placed item can be moved at any time."
    is_exclusive = False
    """True if a target can be used only once."""

    def __init__(self, asked: AskedQuestion, question: Any) -> None:
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

    def number_of(self, name: str | None) -> str:
        """The number shown for the target of this name; a dot for none."""
        names = [self.names[target] for target in self.targets]
        return str(names.index(name) + 1) if name in names else "·"

    def find_empty_row(self, row: int) -> int:
        """The next row without a target after `row`, wrapping around; else `row`, at
        least 0.
        """
        rows = [*range(row + 1, self.row_count()), *range(row + 1)]
        empty = (at for at in rows if self.places[self.items[at]] is None)
        return next(empty, max(0, row))

    def place(self, row: int, target: int | None) -> None:
        """Give a row a target, or none; an exclusive target is taken from its other
        row.
        """
        places = list(self.places)
        if self.is_exclusive and target is not None:
            places = [None if place == target else place for place in places]
        places[self.items[row]] = target
        self.state = Places(places=tuple(places))

    def choose_target(self, number: int) -> None:
        row = self.cursor or 0
        self.place(row, self.targets[number])
        self.cursor = self.find_empty_row(row)

    def digits(self) -> int:
        return len(self.targets)

    def press_digit(self, number: int) -> None:
        if number <= len(self.targets):
            self.choose_target(number - 1)

    def press_backspace(self) -> bool:
        """Take the target from the cursor's row; False if it has none."""
        row = self.cursor or 0
        if self.places[self.items[row]] is None:
            return False
        self.place(row, None)
        return True

    def press_enter(self) -> None:
        missing = self.places.count(None)
        if missing == len(self.places):
            keys = f"1-{len(self.targets)} {self.verb} the row"
            self.message = f"Nothing is {self.word} yet: {keys}, 0 {UNKNOWN}."
        elif missing and not self.has_warned:
            self.has_warned = True
            self.cursor = self.find_empty_row(-1)
            left = f"{missing} not {self.word}"
            self.message = f"{left}. Enter again accepts it as it is."
        else:
            self.is_submitted = True

    def click(self, row: int) -> None:
        self.cursor = row

    def rows(self, look: Look) -> Rows:
        # room for the right number, so that nothing moves
        air = "" if look.narrow else ARROW
        return [(at, self.row(item, air)) for at, item in enumerate(self.items)]

    def row(self, item: int, air: str) -> Row:
        """The row of an item, at its end the number of its target, and `air`."""
        text = render(self.texts[item])
        if not self.parts:
            return Row(text, self.slot(item) + air, wraps=True)
        part = self.parts[item]
        if not self.is_answered:
            end = self.graded_slot(part, "", air)
            return Row(text, end, wraps=True)
        mark, style, ground = verdict_style(part.right, missed=part.given is None)
        lead, end = paint(f"{mark} ", style), self.graded_slot(part, style, air)
        return Row(text, end, lead=lead, wraps=True, ground=ground)

    def slot(self, item: int) -> Content:
        """The number of the item's target in a slot: `[2]`, or `[·]` while empty."""
        target = self.places[item]
        number = paint("·", "$muted")
        if target is not None:
            number = paint(str(self.targets.index(target) + 1), "bold $accent")
        return concat(("[", "$muted"), number, ("] ", "$muted"))

    def graded_slot(self, part: Part, style: str, air: str) -> Content:
        """`[2]` if right, else `[2] → 3` where 3 is."""
        given = paint(self.number_of(part.given), f"bold {style}".strip())
        slot = concat(("[", "$muted"), given, ("]", "$muted"))
        if part.right:
            return slot + " " + air
        right = paint(f"{self.number_of(part.expected)} ", "bold $success")
        return concat(slot, (" → ", "$muted"), right)

    def numbered_targets(self) -> list[Row]:
        """The targets with their numbers, each to be clicked; those used up are
        muted.
        """
        used = set(self.places) if self.is_exclusive and not self.parts else set()
        rows = []
        for at, target in enumerate(self.targets):
            style = "$muted" if target in used else ""
            click = f"@click=screen.target({at})"
            lead = paint(f"{at + 1}  ", style or "bold $accent").stylize(click)
            name = render(self.names[target], style).stylize(click)
            rows.append(Row(name, lead=lead, wraps=True))
        return rows

    def above(self, look: Look) -> Visual | None:
        return RowStack(self.numbered_targets())

    def key_words(self) -> dict[str, str]:
        return {"place": "place", "pick": "", "take out": "take out"}

    def tip(self) -> str:
        done = len(self.places) - self.places.count(None)
        return f"{done} of {len(self.places)} {self.word}. {self.again}"


class Matcher(Sorter):
    """Left sides as rows, each with a slot for the number of its right side, which
    stand beside them.
    """

    word, verb, is_exclusive = "paired", "pairs", True
    again = "To move a number, use it again in another row."

    def above(self, look: Look) -> Visual | None:
        """The right sides, where the marks had else no room beside the verdict."""
        return super().above(look) if self.parts and look.short else None

    def beside(self, look: Look) -> Visual | None:
        if self.parts and look.short:
            return None
        has_air = look.tall and not look.narrow
        return RowStack(self.numbered_targets(), air=1 if has_air else 0)

    def key_words(self) -> dict[str, str]:
        return {"place": "pair", "pick": "", "take out": "free"}


class Orderer(Form):
    """The steps as rows; while one from row `origin` is picked up, `carried` is the
    order as it would be.
    """

    def __init__(self, asked: AskedQuestion, question: Any) -> None:
        super().__init__(asked, Order(order=asked.shown[0]))
        self.texts, self.shown = question.steps, asked.shown[0]
        self.carried: tuple[int, ...] | None = None
        self.origin = 0
        self.is_changed = self.order != self.shown

    @property
    def order(self) -> tuple[int, ...]:
        """The steps in the order shown."""
        if self.carried is not None:
            return self.carried
        return self.state.order if isinstance(self.state, Order) else self.shown

    def row_count(self) -> int:
        return len(self.order)

    def is_carrying(self) -> bool:
        return self.carried is not None

    def carry(self, row: int) -> None:
        """Move the cursor's step to a row: finally, unless it is picked up."""
        order = list(self.order)
        order.insert(row, order.pop(self.cursor or 0))
        self.cursor = row
        if self.carried is None:
            self.set_order(tuple(order))
        else:
            self.carried = tuple(order)

    def set_order(self, order: tuple[int, ...]) -> None:
        """Set the player's order; a step that was picked up is put down."""
        self.carried = None
        if order != self.order:
            self.state, self.is_changed = Order(order=order), True

    def put_back(self) -> None:
        self.carried, self.cursor = None, self.origin

    def press_digit(self, number: int) -> None:
        if number <= self.row_count():
            self.carry(number - 1)
            self.set_order(self.order)

    def press_enter(self) -> None:
        if self.is_carrying():
            self.set_order(self.order)
        elif self.is_changed:
            self.is_submitted = True
        else:
            self.message = f"Nothing is moved yet: Space picks a step up, 0 {UNKNOWN}."

    def move_cursor(self, step: int) -> None:
        if self.is_carrying():
            self.move_row(step)
        else:
            super().move_cursor(step)

    def move_row(self, step: int) -> None:
        row = (self.cursor or 0) + step
        if 0 <= row < self.row_count():
            self.carry(row)

    def click(self, row: int) -> None:
        """Pick up the clicked step, or put down the one picked up at the clicked
        row.
        """
        if self.is_carrying():
            self.press_digit(row + 1)
        else:
            self.carried, self.origin, self.cursor = self.order, row, row

    def restore(self, state: Response | None, cursor: int | None) -> None:
        super().restore(state, cursor)
        self.carried = None
        self.is_changed = self.order != self.shown

    def rows(self, look: Look) -> Rows:
        return [(at, self.row(at, step)) for at, step in enumerate(self.order)]

    def row(self, at: int, step: int) -> Row:
        """The row at this place."""
        if self.parts:
            return self.graded_row(self.parts[step], at)
        moving = at == self.cursor and self.is_carrying()
        end = paint("↑↓ moving " if moving else "", "$accent")
        lead = LEAD + paint(f"{at + 1}  ", "bold $accent" if moving else "$muted")
        text = render(self.texts[step], "bold" if moving else "")
        return Row(text, end, lead=lead, wraps=True)

    def graded_row(self, part: Part, at: int) -> Row:
        """A step with its verdict, and the place it belongs to if that is another.

        Out of place it still counts if it comes after the step that belongs before it.
        """
        end, text = None, render(part.label)
        if part.given != part.expected:
            style = "$muted" if part.right else "bold $success"
            end = paint(f"→ {part.expected} ", style)
        if not self.is_answered:
            return Row(text, end, lead=paint(f"  {at + 1}  ", "$muted"), wraps=True)
        step = int(part.expected or 0) - 1
        counts = step > 0 and int(self.parts[step - 1].given or 0) < at + 1
        missed = counts and not part.right
        mark, style, ground = verdict_style(part.right, missed)
        lead = concat((f"{mark} ", style), (f"{at + 1}  ", f"bold {style}"))
        return Row(text, end, lead=lead, wraps=True, ground=ground)

    def key_words(self) -> dict[str, str]:
        if self.is_carrying():
            words = {"place": "to place", "pick": "put down", "submit": ""}
            return {**words, "take out": ""}
        words = {"place": "to place", "pick": "pick up", "take out": ""}
        return words if self.is_changed else {**words, "submit": ""}

    def tip(self) -> str:
        if self.is_carrying():
            return "Picked up. ↑↓ carries it; Space or Enter puts it down."
        return "Space picks a step up; a digit sends it to that place."
