"""A step of the mini-lab: what it asks, what to pick, the text, and then the points of
a model answer to tick.
"""

from functools import partial
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from weakspot.engine.lab import LabStep, StepAnswer, places
from weakspot.engine.values import Essay, Picks
from weakspot.text import visible
from weakspot.ui.forms.answer_list import AnswerList
from weakspot.ui.forms.asked import AskedQuestion, Moved, Outbox
from weakspot.ui.forms.field import EssayText, Field
from weakspot.ui.forms.picker import Picker, Rubric
from weakspot.ui.widgets.content import concat, paint
from weakspot.ui.widgets.question_view import show_rows


class LabView(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The step in play, filled anew for each; `written` while its points are ticked."""

    SCOPED_CSS = False  # the screen's classes say how much room there is
    DEFAULT_CSS = """
    LabView .asks { text-style: bold; margin: 0 0 0 2; }
    LabView .names { color: $muted; margin: 0 0 1 2; }
    LabView .example { margin: 0 0 1 2; }
    LabView .above { margin: 1 0 1 2; }
    LabView Field { padding-left: 0; }
    .-tall LabView TextBox, .-tall LabView TextBox:focus { height: 10; }
    .-medium LabView.-picks TextBox, .-medium LabView.-picks TextBox:focus {
        height: 6;
    }
    .-tall LabView .asks { margin: 0 0 1 2; }
    .-tall LabView.-picks Field { margin-top: 1; }
    .-short LabView .names, .-written LabView .names { display: none; }
    .-short LabView TextBox, .-short LabView TextBox:focus { height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.asks, self.names = Static(classes="asks"), Static(classes="names")
        self.example, self.above = Static(classes="example"), Static(classes="above")
        self.list, self.field = AnswerList(), Field()

    def compose(self) -> ComposeResult:
        yield self.asks
        yield self.names
        yield self.example
        yield self.above
        yield self.list
        yield self.field

    @property
    def outboxes(self) -> tuple[Outbox, ...]:
        """Where messages to the screen may still be waiting."""
        return self.list.outbox, self.field.outbox

    def show(self, step: LabStep, answer: StepAnswer, written: bool) -> None:
        """Show a step with what was said to it, without its example, and give the focus
        to what is next to answer.
        """
        self.asks.update(paint(step.asks, "bold"))
        self.names.update(paint("\n".join(step.names)))
        self.example.update(concat(("For example  ", "$muted"), paint(step.example)))
        self.example.display = False
        self.field.display, self.above.display = not written, written
        self.list.display = written or bool(step.options)
        self.set_class(bool(step.options), "-picks")
        self.list.asked = self.field.asked = None
        asked = partial(
            AskedQuestion, key=step.slug, at=0, question=step.question, shown=()
        )
        if written:
            ticks = places(step.points, answer.ticks)
            points = Essay(text=answer.text.strip(), ticks=ticks)
            self.list.ask(asked(draft=points, written=True), Rubric)
        else:
            if step.options:  # a digit only picks
                picks = Picks(picks=places(step.options, answer.picks))
                options = asked(draft=picks, is_revisable=True)
                self.list.ask(options, partial(build_options, step))
            text = Essay(text=visible(answer.text), ticks=frozenset())
            self.field.ask(asked(draft=text), EssayText(step.question))
            self.field.box.border_title = "Why" if step.options else "Your answer"
            self.field.box.key_words = {"submit": "compare"}
        self.show_above()
        self.focus_answer(is_picked=bool(answer.picks))

    def toggle_example(self) -> None:
        """Show the example in sight, or hide it."""
        self.example.display = not self.example.display
        if self.example.display:
            self.example.scroll_visible(animate=False)

    def show_above(self) -> None:
        """Show what was written and the model answer, above the points."""
        form = self.list.form
        if self.above.display and form is not None:
            self.above.update(form.above(self.list.current_look()) or "")

    def focus_answer(self, is_picked: bool = True) -> None:
        """Give the focus to the points, to what can be picked if nothing is, else to
        the text.
        """
        is_text = self.field.display and (is_picked or not self.list.display)
        target = self.field.box if is_text else self.list
        self.screen.set_focus(target, scroll_visible=False)

    @on(Moved)
    @on(events.DescendantFocus)
    def keep_in_sight(self) -> None:
        """Keep in sight what has the focus, once it is laid out."""
        self.call_after_refresh(self.show_focused)

    def show_focused(self) -> None:
        if self.list.has_focus:
            show_rows(self, self.list, *self.list.lines_to_show(self.size.height))
        elif self.field.box.has_focus:
            show_rows(self, self.field.box, 0, self.field.box.outer_size.height)

    def on_resize(self) -> None:
        self.show_above()
        self.keep_in_sight()


def build_options(step: LabStep, asked: AskedQuestion, question: Any) -> Picker:
    """Build the rows of the options that a step has."""
    texts = [f"**{option.title}**: {option.about}" for option in step.options]
    return Picker(asked, question, texts, step.several)
