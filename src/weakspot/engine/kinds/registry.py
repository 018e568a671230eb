"""The registry of all kinds of question: each class, their union, and the classes by
name.
"""

from typing import get_args

from weakspot.engine.kinds.choice import ChoiceQuestion as ChoiceQuestion
from weakspot.engine.kinds.decision import DecisionQuestion as DecisionQuestion
from weakspot.engine.kinds.lines import LinesQuestion as LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion as MatchQuestion
from weakspot.engine.kinds.multi import MultiQuestion as MultiQuestion
from weakspot.engine.kinds.number import NumberQuestion as NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion as OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion as OrderQuestion
from weakspot.engine.kinds.sort import SortQuestion as SortQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion as TrueFalseQuestion
from weakspot.engine.kinds.typed import TypedQuestion as TypedQuestion

AnyQuestion = (
    ChoiceQuestion
    | MultiQuestion
    | TrueFalseQuestion
    | TypedQuestion
    | NumberQuestion
    | MatchQuestion
    | SortQuestion
    | OrderQuestion
    | LinesQuestion
    | DecisionQuestion
    | OpenQuestion
)

KINDS: dict[str, type[AnyQuestion]] = {
    kind.__struct_config__.tag: kind for kind in get_args(AnyQuestion)
}
