"""order: put steps in order, by picking a step up and carrying it."""

from textual.content import Content

from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.values import Order, Part, Response
from weakspot.ui.widgets.answer import UNKNOWN, AskedQuestion
from weakspot.ui.widgets.content import fill_ground, gutter, indent, paint, render
from weakspot.ui.widgets.form import Form, Look, verdict_style
from weakspot.ui.widgets.keys import MOVE, SUBMIT, Key


class OrderForm(Form):
    """The steps as rows; while one from row `origin` is picked up, `carried` is the
    order as it would be.
    """

    def __init__(self, asked: AskedQuestion, question: OrderQuestion) -> None:
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

    # Keys

    def is_carrying(self) -> bool:
        return self.carried is not None

    def carry(self, row: int) -> None:
        """Move the cursor's step to a row: finally, unless it is picked up."""
        order = list(self.order)
        order.insert(row, order.pop(self.cursor))
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
        if 0 <= self.cursor + step < self.row_count():
            self.carry(self.cursor + step)

    def click(self, row: int | None, spot: int | None) -> None:
        """Pick up the clicked step, or put down the one picked up at the clicked
        row.
        """
        if row is None:
            return
        if self.is_carrying():
            self.press_digit(row + 1)
        else:
            self.carried, self.origin, self.cursor = self.order, row, row

    def restore(self, state: Response | None, cursor: int) -> None:
        super().restore(state, cursor)
        self.carried = None
        self.is_changed = self.order != self.shown

    # Lines

    def row_lines(self, index: int, look: Look) -> list[Content]:
        step = self.order[index]
        if self.parts:
            return self.graded_lines(self.parts[step], index, look)
        here = self.is_highlighted(index, look)
        moving = here and self.is_carrying()
        end = paint("↑↓ moving " if moving else "", "$accent")
        lead = gutter(here) + paint(
            f"{index + 1}  ", "bold $accent" if here else "$muted"
        )
        text = render(self.texts[step], "bold" if moving else "")
        return indent(lead, text, look.width, end)

    def graded_lines(self, part: Part, index: int, look: Look) -> list[Content]:
        """A step with its verdict, and the place it belongs to if that is another.

        Out of place it still counts if it comes after the step that belongs before it.
        """
        end = None
        if part.given != part.expected:
            end = paint(
                f"→ {part.expected} ", "$muted" if part.right else "bold $success"
            )
        if not self.is_answered:
            return indent(
                paint(f"  {index + 1}  ", "$muted"), render(part.label), look.width, end
            )
        step = int(part.expected or 0) - 1
        counts = step > 0 and int(self.parts[step - 1].given or 0) < index + 1
        mark, style, ground = verdict_style(
            part.right, missed=counts and not part.right
        )
        lead = paint(f"{mark} ", style) + paint(f"{index + 1}  ", f"bold {style}")
        return fill_ground(
            indent(lead, render(part.label), look.width, end), look.width, ground
        )

    def key_list(self) -> list[Key]:
        places = Key(f"1-{self.row_count()}", "to that place", "help")
        if self.is_carrying():
            carry, down = (
                Key("↑↓", "carry", "help"),
                Key("Space", "put down", "do('space')"),
            )
            return [carry, down, Key("Esc", "put back", "do('put_back')"), places]
        keys = [Key("Space", "pick up", "do('space')"), MOVE, places]
        return [SUBMIT, *keys] if self.is_changed else keys

    def tip(self) -> str:
        if self.is_carrying():
            return "Picked up. ↑↓ carries it; Space or Enter puts it down."
        return "Space picks a step up; a digit sends it to that place."
