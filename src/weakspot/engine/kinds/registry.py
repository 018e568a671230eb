"""The registry of all kinds of question: each class by its name in a bank."""

import operator
from collections.abc import Mapping
from functools import cache, reduce
from typing import Any, TypeVar

from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.kinds.typed import TypedQuestion

KINDS: dict[str, type[Question]] = {
    kind.name(): kind
    for kind in (
        ChoiceQuestion,
        MultiQuestion,
        TrueFalseQuestion,
        TypedQuestion,
        NumberQuestion,
        MatchQuestion,
        SortQuestion,
        OrderQuestion,
        LinesQuestion,
        DecisionQuestion,
        OpenQuestion,
    )
}
"""All kinds, in the order in which they are listed."""

Form = TypeVar("Form")


@cache
def question_type() -> Any:
    """The union of all kinds, by which msgspec decodes a question."""
    return reduce(operator.or_, KINDS.values())


def kind_words(kind: str) -> str:
    """The players' word for a kind; what is no kind of question keeps its name."""
    return KINDS[kind].word if kind in KINDS else kind


def look_up(table: Mapping[type, Form], question: Question) -> Form:
    """The entry of a table for the question's class, else for the nearest class that it
    stands for. KeyError if there is none.
    """
    for each in type(question).__mro__:
        if each in table:
            return table[each]
    raise KeyError(type(question))
