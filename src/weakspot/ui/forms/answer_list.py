"""The list that takes the answer to a question: it passes keys and clicks to the form
of its kind.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace
from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from weakspot.engine.values import Response
from weakspot.ui.forms.asked import (
    AskedQuestion,
    Given,
    Moved,
    Outbox,
    Refused,
    Submitted,
    TextWritten,
)
from weakspot.ui.forms.form import Form, Look
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.option_rows import OptionRows, Row

PLACE = Binding.Group("place", compact=True)


class AnswerList(OptionRows):
    """The rows of the question in play; once graded, its keys belong to the screen."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    AnswerList, AnswerList:focus { max-height: 10000; overflow-y: hidden; }
    AnswerList.-boxed, AnswerList.-boxed:focus {
        border: round $rule; border-title-color: $muted; border-subtitle-color: $muted;
    }
    .-narrow AnswerList.-boxed, .-narrow AnswerList.-boxed:focus { border: none; }
    """
    BINDINGS = [
        *(
            Binding(
                str(number),
                f"digit({number})",
                "place",
                group=PLACE,
                tooltip="answer; or pick, mark, place, pair, move there",
            )
            for number in range(1, 10)
        ),
        Binding(
            "up", "cursor_up", "move", key_display="↑ ↓", show=False, tooltip="move"
        ),
        Binding("enter", "submit", "submit", tooltip="submit, then go on"),
        Binding("space", "space", "pick", tooltip="pick, mark or pick up"),
        Binding("backspace", "back", "take out", tooltip="take out, go back"),
        ("pageup", "screen.page(-1)"),
        ("pagedown", "screen.page(1)"),
        Binding("escape", "put_back", "put back", tooltip="put it back"),
        Binding("J", "shift(1)", "down", show=False, tooltip="the step one place down"),
        Binding("K", "shift(-1)", "up", show=False, tooltip="the step one place up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox(self)
        self.asked: AskedQuestion | None = None
        self.form: Form | None = None
        self.look = Look()
        self.history: list[tuple[Response | None, int | None]] = []
        self.confidence: str | None = None
        self.closing = ""
        """The word for Enter once the time is up; empty before."""
        self.leaves_out = False
        """True if graded options are left out that were neither picked nor right."""

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer: those of the form, or of an end that is due."""
        if self.closing:
            closed = dict.fromkeys(("place", "pick", "take out"), "")
            return {**closed, "submit": self.closing}
        words = {} if self.form is None else self.form.key_words()
        if self.asked is not None and self.asked.is_revisable:
            return {"submit": "next", **words}
        return words

    @property
    def is_taking(self) -> bool:
        """True while an answer is taken, before it is graded."""
        return self.asked is not None and self.asked.verdict is None

    def ask(self, asked: AskedQuestion, build: Callable[..., Form]) -> None:
        """Show a question by the form that `build` makes, or what changed about it."""
        is_same = asked.is_same(self.asked)
        self.asked = asked
        if is_same:
            return
        self.form = form = build(asked, asked.question)
        self.history.clear()
        self.is_first_click = True
        if self.is_taking and asked.draft is not None and not form.follows_text:
            # an earlier draft is taken back in one move
            blank = build(replace(asked, draft=None), asked.question)
            if blank.state != form.state:
                self.history.append((blank.state, blank.cursor))
        self.set_class(form.box_titles() is not None, "-boxed")
        self.can_focus = self.is_taking
        self.redraw()

    def current_look(self) -> Look:
        """The room that the screen has now."""
        has = self.screen.has_class
        return Look(has("-short"), has("-tall"), has("-narrow"))

    def redraw(self) -> None:
        """Show the form as it is now."""
        form = self.form
        if form is None:
            return
        self.look = self.current_look()
        titles = form.box_titles() or ("", "")
        self.border_title, self.border_subtitle = map(paint, titles)
        options: list[Option] = []
        for at, row in self.spaced_rows(self.leaves_out):
            key = None if at is None else str(at)
            options.append(Option(row, id=key, disabled=key is None))
        self.set_options(options)
        self.show_cursor()

    def spaced_rows(self, leaves_out: bool) -> list[tuple[int | None, Row]]:
        """The rows of the form, with blank ones between them if there is room."""
        form, look = self.form, self.look
        if form is None:
            return []
        has_air = look.tall and not (leaves_out or form.box_titles())
        air = [(None, Row(Content("")))] if has_air else []
        rows = form.rows(look._replace(short=look.short or leaves_out))
        spaced = [one for row in rows for one in (*air, row)]
        return spaced[len(air) :]

    def rows_to_leave_out(self) -> int:
        """The lines that `leave_out` saves, blank ones between rows too."""
        if self.asked is None:
            return 0
        width = self.scrollable_content_region.width
        whole, rest = (
            sum(len(row.lines(width)) for _, row in self.spaced_rows(leaves_out))
            for leaves_out in (False, True)
        )
        return whole - rest

    def leave_out(self, leaves_out: bool) -> None:
        """Leave out the options of a graded question that were neither picked nor
        right, or show them again.
        """
        if self.leaves_out != leaves_out:
            self.leaves_out = leaves_out
            self.redraw()

    def show_cursor(self) -> None:
        """Put the cursor on the row that the form says."""
        cursor = None if self.form is None else self.form.cursor
        if self.is_taking and cursor is not None:
            self.highlighted = self.get_option_index(str(cursor))
        else:
            self.highlighted = None

    def row_starts(self) -> list[int]:
        """The first line of each option, and the end of the last one."""
        starts, width = [0], self.scrollable_content_region.width
        for option in self.options:
            row = option.prompt
            height = len(row.lines(width)) if isinstance(row, Row) else 1
            starts.append(starts[-1] + height)
        return starts

    def lines_to_show(self, room: int) -> tuple[int, int]:
        """The first line to keep in sight, and the one after the last: the cursor's
        row, or all with the line above where the form wants that and `room` allows.
        """
        height = self.size.height
        if self.form is not None and self.form.shows_all and height < room:
            return -1, height
        wanted = None if self.form is None else self.form.row_to_show()
        starts = self.row_starts()
        for at, option in enumerate(self.options):
            if option.id == str(wanted):
                return starts[at], starts[at + 1]
        return 0, 1

    def on_resize(self, event: events.Resize) -> None:
        if self.form is not None and self.current_look() != self.look:
            self.redraw()

    # Keys and clicks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave all keys to the screen once graded, and Escape unless a row is picked
        up.
        """
        form = self.form
        if form is None or not self.is_taking:
            return False
        if action == "digit":
            return isinstance(parameters[0], int) and parameters[0] <= form.digits()
        if action == "put_back":
            return form.is_carrying()
        return True

    def apply(self, act: Callable[[Form], Any]) -> bool:
        """Let the form act, then show and report the outcome; False if nothing is
        taken, or if `act` returns so.
        """
        form, asked = self.form, self.asked
        if form is None or asked is None or not self.is_taking:
            return False
        state, cursor, tip = form.state, form.cursor, form.tip()
        words, was_carrying = form.key_words(), form.is_carrying()
        form.message = ""
        done = act(form)
        if form.state != state:
            self.history.append((state, cursor))
            form.has_warned = False
        if form.is_submitted and form.state is not None:
            form.is_submitted = False  # the screen shows the outcome
            self.outbox.send(Submitted(asked, form.state, self.confidence))
            return True
        is_carrying = was_carrying or form.is_carrying()
        if form.state != state or is_carrying or form.redraws_on_move:
            self.redraw()
        else:
            self.show_cursor()
        if form.key_words() != words:
            self.refresh_bindings()
        self.post_message(Moved())
        if (form.state, form.tip()) != (state, tip):
            self.outbox.send(Given(asked, form.state))
        if form.message:
            self.outbox.send(Refused(asked, form.message))
        return bool(done)

    def action_cursor_up(self) -> None:
        self.apply(lambda form: form.move_cursor(-1))

    def action_cursor_down(self) -> None:
        self.apply(lambda form: form.move_cursor(1))

    def action_first(self) -> None:
        self.apply(
            lambda form: form.move_cursor(-form.row_count() if form.cursor else 1)
        )

    def action_last(self) -> None:
        self.apply(lambda form: form.move_cursor(form.row_count()))

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

    @on(OptionList.OptionSelected)
    def click_row(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        row = int(message.option_id or 0)
        self.apply(lambda form: form.click(row))

    def choose_target(self, number: int) -> None:
        """Send the cursor's row to this target, counted from 0."""
        self.apply(lambda form: form.choose_target(number))

    def submit_with_confidence(self, confidence: str) -> None:
        """Submit the answer with how sure the player is of it."""
        self.confidence = confidence
        self.action_submit()
        self.confidence = None

    def take_back(self) -> bool:
        """Undo the last move, or leave an untouched form for the text before it; False
        if nothing can be undone.
        """
        form, asked = self.form, self.asked
        if form is None or asked is None or not self.is_taking:
            return False
        if form.is_carrying():
            self.action_put_back()
        elif self.history:
            form.restore(*self.history.pop())
            form.has_warned = False
            self.redraw()
            self.refresh_bindings()
            self.outbox.send(Given(asked, form.state))
        elif form.follows_text:
            self.outbox.send(TextWritten(asked, None))
        else:
            return False
        return True
