"""All kinds of question, as one union."""

from typing import get_args

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

KINDS: dict[str, type[AnyQuestion]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyQuestion)}
