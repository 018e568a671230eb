"""How each kind of question is answered on the screen."""

from collections.abc import Callable
from typing import Any, NamedTuple

from weakspot.engine.kinds.base import OptionsQuestion, Question
from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.registry import look_up
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.ui.widgets.answer import AskedQuestion
from weakspot.ui.widgets.decision_form import DecisionForm
from weakspot.ui.widgets.form import Form
from weakspot.ui.widgets.lines_form import LinesForm
from weakspot.ui.widgets.match_form import MatchForm
from weakspot.ui.widgets.order_form import OrderForm
from weakspot.ui.widgets.pick_form import PickForm, RubricForm
from weakspot.ui.widgets.sentence import GapsLook, NumberBox, Sentence
from weakspot.ui.widgets.sort_form import SortForm


class AnswerForm(NamedTuple):
    """How a kind is answered: on rows, in gaps, or in a text and then on rows."""

    rows: Callable[[AskedQuestion, Any], Form] | None = None
    gaps: Callable[[Any], GapsLook] | None = None
    has_essay: bool = False


def build_pick_form(asked: AskedQuestion, question: Question) -> PickForm:
    """Build the form of the texts that can be picked."""
    return PickForm(asked, question.texts, question.can_pick_several)


FORMS: dict[type, AnswerForm] = {
    OptionsQuestion: AnswerForm(build_pick_form),
    TrueFalseQuestion: AnswerForm(build_pick_form),
    TypedQuestion: AnswerForm(gaps=Sentence),
    NumberQuestion: AnswerForm(gaps=NumberBox),
    MatchQuestion: AnswerForm(MatchForm),
    SortQuestion: AnswerForm(SortForm),
    OrderQuestion: AnswerForm(OrderForm),
    LinesQuestion: AnswerForm(LinesForm),
    DecisionQuestion: AnswerForm(DecisionForm),
    OpenQuestion: AnswerForm(RubricForm, has_essay=True),
}
"""How each kind is answered, by its class or one it stands for."""


def build_form(asked: AskedQuestion) -> Form:
    """Build the form for a question; without rows for one that is answered in gaps."""
    rows = look_up(FORMS, asked.question).rows
    return Form(asked) if rows is None else rows(asked, asked.question)


def build_gaps_look(asked: AskedQuestion) -> GapsLook:
    """Build the look of a question's gaps, if it has any."""
    gaps = look_up(FORMS, asked.question).gaps
    return GapsLook() if gaps is None else gaps(asked.question)


def asks_essay(asked: AskedQuestion) -> bool:
    """True while a text is written, which is ticked or graded later."""
    has_essay = look_up(FORMS, asked.question).has_essay
    return has_essay and not (asked.written or asked.verdict)


def has_field(asked: AskedQuestion) -> bool:
    """True if the question is answered in a field, not on rows."""
    return look_up(FORMS, asked.question).gaps is not None or asks_essay(asked)
