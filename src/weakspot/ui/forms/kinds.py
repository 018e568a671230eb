"""The forms of the kinds of question on the screen."""

from collections.abc import Callable
from typing import NamedTuple

from weakspot.engine.kinds.base import OptionsQuestion
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
from weakspot.ui.forms.asked import AskedQuestion
from weakspot.ui.forms.field import EssayText, Gaps, NumberGap
from weakspot.ui.forms.form import Form
from weakspot.ui.forms.mover import Matcher, Orderer, Sorter
from weakspot.ui.forms.picker import DecisionPicker, LinePicker, Picker, Rubric


class KindForm(NamedTuple):
    """The form of a kind: rows, gaps, or a text and then rows."""

    rows: Callable[..., Form] | None = None
    gaps: type[Gaps] | None = None


FORMS: dict[type, KindForm] = {
    OptionsQuestion: KindForm(Picker),
    TrueFalseQuestion: KindForm(Picker),
    TypedQuestion: KindForm(gaps=Gaps),
    NumberQuestion: KindForm(gaps=NumberGap),
    MatchQuestion: KindForm(Matcher),
    SortQuestion: KindForm(Sorter),
    OrderQuestion: KindForm(Orderer),
    LinesQuestion: KindForm(LinePicker),
    DecisionQuestion: KindForm(DecisionPicker),
    OpenQuestion: KindForm(Rubric, EssayText),
}
"""The form of each kind, by its class or one it stands for."""


def find_rows(asked: AskedQuestion) -> Callable[..., Form] | None:
    """The builder of the rows on which the question is answered now; None if it is
    answered in a field.
    """
    form = look_up(FORMS, asked.question)
    is_written = asked.written or asked.verdict is not None
    return form.rows if form.gaps is None or is_written else None


def find_gaps(asked: AskedQuestion) -> Gaps | None:
    """The gaps of the question, open or graded; None if it has rows now."""
    form = look_up(FORMS, asked.question)
    if form.gaps is None or find_rows(asked) is not None:
        return None
    return form.gaps(asked.question)
