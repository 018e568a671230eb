"""decision: pick what to do, then why."""

from textual.content import Content

from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.values import Choice, Response
from weakspot.ui.widgets.answer import UNKNOWN, AskedQuestion
from weakspot.ui.widgets.content import concat, gutter, indent, paint, render
from weakspot.ui.widgets.form import NOWHERE, Form, Look
from weakspot.ui.widgets.keys import MOVE, SUBMIT, Key
from weakspot.ui.widgets.pick_form import option_lines, picked_mark


class DecisionForm(Form):
    """The actions as rows, and once one is picked also the reasons, where a digit
    submits.
    """

    def __init__(self, asked: AskedQuestion, question: DecisionQuestion) -> None:
        super().__init__(asked)
        self.asked = asked
        self.question = question
        self.acts, self.whys = asked.shown
        self.cursor = NOWHERE

    @property
    def action(self) -> int | None:
        return self.state.action if isinstance(self.state, Choice) else None

    @property
    def reason(self) -> int | None:
        return self.state.reason if isinstance(self.state, Choice) else None

    @property
    def is_reasoning(self) -> bool:
        """Whether a reason is to be picked, no longer an action."""
        return (
            self.action is not None
            if self.cursor == NOWHERE
            else self.cursor >= len(self.acts)
        )

    def row_count(self) -> int:
        return len(self.acts) + (
            len(self.whys) if self.action is not None or self.parts else 0
        )

    # Keys

    def press_digit(self, number: int) -> None:
        first, rows = (
            (len(self.acts), self.whys) if self.is_reasoning else (0, self.acts)
        )
        if number <= len(rows):
            self.click(first + number - 1, None)

    def choose(self, row: int) -> None:
        """Pick the action or reason on a row; after an action a reason comes next."""
        acts = len(self.acts)
        if row < acts:
            if self.acts[row] != self.action:
                self.state = Choice(action=self.acts[row])
            self.cursor = NOWHERE
        elif self.action is not None:
            self.state = Choice(action=self.action, reason=self.whys[row - acts])

    def press_enter(self) -> None:
        if self.cursor != NOWHERE:
            self.is_submitted = self.cursor >= len(self.acts)
            self.choose(self.cursor)
        elif self.asked.is_revisable and self.reason is not None:
            self.is_submitted = True
        else:
            what = "Pick the reason" if self.is_reasoning else "Pick what to do"
            self.message = f"{what} with a digit, or ↑ ↓ and Enter; 0 {UNKNOWN}."

    def move_cursor(self, step: int) -> None:
        acts = len(self.acts)
        if self.is_reasoning and step < 0 and self.cursor in (NOWHERE, acts):
            self.press_backspace()
        elif self.is_reasoning and self.cursor == NOWHERE:
            self.cursor = acts
        else:
            super().move_cursor(step)

    def press_backspace(self) -> bool:
        """Go back from the reasons to the action picked, which stays picked."""
        if not self.is_reasoning or self.action is None:
            return False
        self.cursor = self.acts.index(self.action)
        return True

    def click(self, row: int | None, spot: int | None) -> None:
        """Pick the row; a reason is also submitted, unless the answer is revisable or
        digits only pick.
        """
        if row is None:
            return
        self.cursor = row
        if self.is_reasoning and self.asked.is_revisable:
            self.choose(row)
        elif not (self.is_reasoning and self.asked.picks_first):
            self.press_enter()

    def row_to_show(self) -> int:
        """The last reason once the reasons are shown, so that all are in sight; else
        the cursor's row.
        """
        return (
            self.row_count() - 1
            if self.is_reasoning and self.cursor == NOWHERE
            else self.cursor
        )

    def restore(self, state: Response | None, cursor: int) -> None:
        super().restore(state, NOWHERE)

    # Lines

    def lines_above(self, index: int, look: Look) -> list[Content]:
        """The heading of the reasons, above the first of them."""
        air = [] if look.short and self.parts else [Content("")]
        return [*air, paint("  Because", "bold")] if index == len(self.acts) else []

    def row_lines(self, index: int, look: Look) -> list[Content]:
        is_act = index < len(self.acts)
        first = 0 if is_act else len(self.acts)
        number = index - first + 1
        option = (self.acts if is_act else self.whys)[index - first]
        if self.parts:
            part = self.parts[first + option]
            return option_lines(part, number, picked_mark(part.given is not None), look)
        chosen = option == (self.action if is_act else self.reason)
        style = "$muted" if is_act == self.is_reasoning else "bold"
        here = self.is_highlighted(index, look)
        if chosen or here:
            style = "bold $accent"
        lead = concat(gutter(here), picked_mark(chosen), (str(number), style), "  ")
        quiet = is_act and self.is_reasoning and not chosen
        text = (self.question.actions if is_act else self.question.reasons)[option].text
        return indent(lead, render(text, "$muted" if quiet else ""), look.width)

    def key_list(self) -> list[Key]:
        if self.is_reasoning:
            keys = [Key(f"1-{len(self.whys)}", "reason", "help")]
            if self.asked.picks_first or self.asked.is_revisable:
                keys.append(SUBMIT)
            return [*keys, MOVE, Key("Bksp", "change choice", "do('back')")]
        return [Key(f"1-{len(self.acts)}", "choose", "help"), MOVE]

    def tip(self) -> str:
        return "Half for the choice, half for the reason that goes with it."
