"""Rows that take an answer: they pass keys and clicks to the form of the question."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from weakspot.engine.values import Response
from weakspot.ui.widgets.answer import Answer, AskedQuestion
from weakspot.ui.widgets.answer_forms import build_form
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.form import Form, Line, Look
from weakspot.ui.widgets.keys import Key
from weakspot.ui.widgets.pick_form import RubricForm
from weakspot.ui.widgets.rows import Rows


class AnswerRows(Rows[object], Answer):
    """The form of the question in play; once graded, its keys belong to the screen."""

    DEFAULT_CSS = """
    AnswerRows.-boxed {
      border: round $rule;
      border-title-color: $muted;
      border-subtitle-color: $muted;
    }
    """
    BINDINGS = [
        *[(str(number), f"digit({number})") for number in range(1, 10)],
        ("enter", "submit"),
        ("space", "space"),
        ("backspace", "back"),
        ("J", "shift(1)"),
        ("K", "shift(-1)"),
        ("escape", "put_back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.history: list[tuple[Response | None, int]] = []

    def show_question(self, asked: AskedQuestion) -> None:
        self.form = build_form(asked)
        self.history.clear()
        if not (
            self.is_graded or asked.draft is None or isinstance(self.form, RubricForm)
        ):
            blank = build_form(
                replace(asked, draft=None)
            )  # an earlier draft is taken back in one move
            if blank.state != self.form.state:
                self.history.append((blank.state, blank.cursor))
        self.set_class(self.form.is_boxed, "-boxed")
        self.show_box_titles()

    def adapt_to_size(self) -> None:
        """Adapt to a new size of the screen."""
        self.show_box_titles()
        self.call_after_refresh(self.show_cursor)

    def show_box_titles(self) -> None:
        title, foot = ("", "") if self.is_narrow else self.form.box_titles()
        self.border_title = paint(title) if title else None
        self.border_subtitle = paint(foot) if foot else None

    # Lines

    def numbered_lines(self, width: int) -> list[Line]:
        look = Look(width, self.has_focus, self.is_tall, self.is_short, self.is_narrow)
        return self.form.numbered_lines(look)

    def row_count(self) -> int:
        return self.form.row_count()

    def row_to_show(self) -> int:
        return self.form.row_to_show()

    def show_cursor(self) -> None:
        if not self.is_graded:  # then the screen scrolls to the verdict
            super().show_cursor()

    def lines_to_show(self, own: Sequence[int], room: int) -> tuple[int, int]:
        """If the form `shows_all`: all rows and the line above, or as many as fit while
        on the first.
        """
        rows = [line for line, row in enumerate(self.row_of_line) if row is not None]
        first, last = max(0, rows[0] - 1), rows[-1]
        if not self.form.shows_all or (self.row_to_show() and last - first >= room):
            return super().lines_to_show(own, room)
        return first, min(last, first + room - 1)

    def key_list(self) -> list[Key]:
        return self.form.key_list()

    def tip(self) -> str:
        return self.form.tip()

    # Keys and clicks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave all keys to the screen once graded, and Escape unless a row is picked
        up.
        """
        return not self.is_graded and (action != "put_back" or self.form.is_carrying())

    def apply(self, act: Callable[[Form], bool | None]) -> bool:
        """Let the form act, then show and report the outcome; False once graded, or if
        `act` returns so.
        """
        form = self.form
        if self.is_graded:
            return False
        state, cursor, keys = form.state, form.cursor, form.key_list()
        form.message = ""
        done = act(form)
        if form.state != state:
            self.history.append((state, cursor))
            form.has_warned = False
        if form.is_submitted:
            form.is_submitted = False  # the screen shows the outcome
            self.taker.take(form.state, self.confidence)
            return True
        self.show_form(changed=(form.state, form.key_list()) != (state, keys))
        if form.message:
            self.taker.tell_unfinished(form.message)
        return bool(done)

    def show_form(self, changed: bool = True) -> None:
        """Show the form as it is now, and note the draft if more than the cursor has
        `changed`.
        """
        self.show_box_titles()
        self.refresh()
        if len(self.cached_lines(self.content_size.width)) != self.content_size.height:
            self.refresh(layout=True)
        self.call_after_refresh(self.show_cursor)
        if changed:
            self.taker.note_draft(self.form.state)

    def action_move(self, step: int) -> None:
        self.apply(lambda form: form.move_cursor(step))

    def action_digit(self, number: int) -> None:
        self.apply(lambda form: form.press_digit(number))

    def action_space(self) -> None:
        self.apply(lambda form: form.press_space())

    def action_shift(self, step: int) -> None:
        self.apply(lambda form: form.move_row(step))

    def action_submit(self) -> None:
        self.apply(lambda form: form.press_enter())

    def action_put_back(self) -> None:
        self.apply(lambda form: form.put_back())

    def action_back(self) -> None:
        """Let the form handle Backspace; if it does not, take back the last move."""
        if not self.apply(lambda form: form.press_backspace()):
            self.take_back()

    def take_back(self) -> bool:
        """Undo the last move, or leave an untouched rubric for the text; False if
        nothing can be undone.
        """
        if self.is_graded:
            return False
        if self.form.is_carrying():
            self.action_put_back()
        elif self.history:
            self.form.restore(*self.history.pop())
            self.form.has_warned = False
            self.show_form()
        elif isinstance(self.form, RubricForm):
            self.taker.hand_in_text(None)
        else:
            return False
        return True

    async def handle_click(self, row: int | None, spot: int | None) -> None:
        self.apply(lambda form: form.click(row, spot))
