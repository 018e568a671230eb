"""Words of a bank that look like slips of another question's answer, and are not."""

from msgspec.structs import replace

from weakspot.bank.model import Bank
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.spelling import is_same, within_reach, words_of


def with_rivals(bank: Bank) -> Bank:
    """The bank with each typed question's `rivals`: other questions' names within reach of its own."""
    typed = [question for question in bank.questions if isinstance(question, TypedQuestion)]
    if len(typed) < 2:
        return bank
    names = list(dict.fromkeys(name for question in typed for name in question.names()))
    words = [words_of(name) for name in names]
    joined = ["".join(each) for each in words]
    questions = tuple(
        _with_rivals(question, names, words, joined) if isinstance(question, TypedQuestion) else question
        for question in bank.questions
    )
    return replace(bank, questions=questions)


def _with_rivals(
    question: TypedQuestion, names: list[str], words: list[tuple[str, ...]], joined: list[str]
) -> TypedQuestion:
    own = [words_of(name) for name in question.names()]
    accepts = [words_of(name) for gap in question.gaps if not gap.exact for name in gap.accept]
    near = sorted({index for due in accepts for index in within_reach(due, joined)})
    found = [names[index] for index in near if not any(is_same(words[index], mine) for mine in own)]
    return replace(question, rivals=tuple(dict.fromkeys([*question.rivals, *found])))
