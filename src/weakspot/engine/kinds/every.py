"""All kinds of question, as one union."""

from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion

AnyQuestion = ChoiceQuestion | MultiQuestion | TrueFalseQuestion

KINDS: dict[str, type[AnyQuestion]] = {
    "choice": ChoiceQuestion,
    "multi": MultiQuestion,
    "truefalse": TrueFalseQuestion,
}
