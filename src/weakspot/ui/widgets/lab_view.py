"""A step of the mini-lab: what it asks, what to pick, the text, and then the points of
a model answer to tick.
"""

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.lab import LabStep, StepAnswer
from weakspot.engine.values import Essay, Picks
from weakspot.text import visible
from weakspot.ui.forms.answer_list import AnswerList
from weakspot.ui.forms.asked import AskedQuestion, Outbox
from weakspot.ui.forms.field import EssayText, Field
from weakspot.ui.forms.picker import Picker, Rubric
from weakspot.ui.widgets.content import concat, paint


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
    LabView.-picks TextBox, LabView.-picks TextBox:focus,
    .-tall LabView.-picks TextBox { height: 6; }
    .-tall LabView .asks { margin: 0 0 1 2; }
    .-short LabView .names, .-written LabView .names { display: none; }
    .-short LabView TextBox, .-short LabView TextBox:focus { height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.asks, self.names = Static(classes="asks"), Static(classes="names")
        self.example, self.above = Static(classes="example"), Static(classes="above")
        self.list, self.field = AnswerList(), Field()
        self.written = False

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
        """Show a step with what was said to it, and give the focus to what is next to
        answer.
        """
        self.written = written
        self.asks.update(paint(step.asks, "bold"))
        self.names.update(paint("\n".join(step.names)))
        self.field.display, self.above.display = not written, written
        self.list.display = written or bool(step.options)
        self.set_class(bool(step.options), "-picks")
        if written:
            self.field.asked = None
            self.list.ask(asked_points(step, answer), Rubric)
            self.show_above()
        else:
            self.show_text(step, answer)
        self.focus_answer(is_picked=bool(answer.picks))

    def show_text(self, step: LabStep, answer: StepAnswer) -> None:
        """Show what can be picked, and the text."""
        self.list.asked = None
        if step.options:
            self.list.ask(asked_options(step, answer), build_options(step))
        self.field.ask(asked_text(step, answer), EssayText(step.question))
        self.field.box.border_title = paint("Why" if step.options else "Your answer")
        self.field.box.key_words = {"submit": "compare"}

    def show_example(self, text: str) -> None:
        """Show the example in sight; hide it if there is no text."""
        self.example.display = bool(text)
        self.example.update(concat(("For example  ", "$muted"), paint(text)))
        if text:
            self.call_after_refresh(self.show_rows, self.example, 0, 10_000)

    def show_above(self) -> None:
        """Show what was written and the model answer, above the points."""
        form = self.list.form
        if form is not None:
            self.above.update(form.above(self.list.current_look()) or "")

    def focus_answer(self, is_picked: bool = True) -> None:
        """Give the focus to the points, to what can be picked if nothing is, else to
        the text.
        """
        is_list = self.written or (self.list.display and not is_picked)
        target = self.list if is_list else self.field.box
        self.screen.set_focus(target, scroll_visible=False)
        self.keep_in_sight()

    def takes_letters(self) -> bool:
        """True while letters are typed into the text."""
        return self.field.takes_letters()

    def keep_in_sight(self) -> None:
        """Keep in sight what has the focus, once it is laid out."""
        self.call_after_refresh(self.show_focused)

    def show_focused(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is self.list:
            first, end = self.list.lines_to_show(self.size.height)
            self.show_rows(self.list, first, end)
        elif focused is self.field.box:
            self.show_rows(focused, 0, focused.outer_size.height)

    def show_rows(self, widget: Widget, first: int, end: int) -> None:
        """Scroll as little as shows these rows of a widget inside."""
        end = min(end, widget.outer_size.height)
        top = widget.region.y - self.region.y + int(self.scroll_y)
        region = Region(0, top + first, 1, max(1, end - first))
        self.scroll_to_region(region, animate=False, immediate=True)


def asked_text(step: LabStep, answer: StepAnswer) -> AskedQuestion:
    """The step as its text is written."""
    draft = Essay(text=visible(answer.text), ticks=frozenset())
    return AskedQuestion(
        key=step.slug, at=0, question=step.question, shown=(), draft=draft
    )


def asked_options(step: LabStep, answer: StepAnswer) -> AskedQuestion:
    """The step as options are picked; a digit only picks."""
    picks = frozenset(
        index for index, one in enumerate(step.options) if one.slug in answer.picks
    )
    return AskedQuestion(
        key=step.slug,
        at=0,
        question=step.question,
        shown=(),
        draft=Picks(picks=picks),
        is_revisable=True,
    )


def asked_points(step: LabStep, answer: StepAnswer) -> AskedQuestion:
    """The step as its points are ticked, with what was written."""
    ticks = frozenset(
        index
        for index, one in enumerate(step.points)
        if one.slug in (answer.ticks or ())
    )
    return AskedQuestion(
        key=step.slug,
        at=0,
        question=step.question,
        shown=(),
        draft=Essay(text=answer.text.strip(), ticks=ticks),
        written=True,
    )


def build_options(step: LabStep) -> Any:
    """What builds the rows of the options that a step has."""

    def build(asked: AskedQuestion, question: Any) -> Picker:
        texts = [f"**{option.title}**: {option.about}" for option in step.options]
        return Picker(asked, question, texts, step.several)

    return build
