"""What the rules look at in a question: its lists of options and its words."""

import re
from collections.abc import Iterator

from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.base import Option, OptionsQuestion
from weakspot.engine.kinds.registry import AnyQuestion

STEM_LENGTH = 5
"""The number of letters that make two words the same, such as singular and plural."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_WORD_TABLE = bytes(byte if byte in _LETTERS else 32 for byte in range(256))
_COMMON = frozenset(
    """about after all also and any are been before but can could did does done each for
    from had has have her his how into its itself just like many may more most much must
    new not now off one only onto other our out over own per same she should some such
    than that the their them then there these they this those too two use used using was
    were what when where which while who whom whose why will with would yet you
    your""".split()  # noqa: SIM905 - one word a line would be a page
)


def option_lists(question: AnyQuestion) -> Iterator[tuple[str, tuple[Option, ...]]]:
    """Yield each list of options that an author wrote, with its field's name; none for
    other kinds.

    In a sound bank each list has right options and wrong ones.
    """
    if isinstance(question, OptionsQuestion):
        yield "options", question.options
    elif isinstance(question, kinds.DecisionQuestion):
        yield "actions", question.actions
        yield "reasons", question.reasons


def listed_texts(question: AnyQuestion) -> tuple[str, ...]:
    """The texts of a kind's own lists, which a player reads besides the prompt; empty
    for other kinds.
    """
    match question:
        case kinds.MatchQuestion() | kinds.SortQuestion():
            return (*question.items, *question.targets)
        case kinds.OrderQuestion():
            return question.steps
        case kinds.LinesQuestion():
            return question.texts
        case _:
            return ()


def shown_texts(question: AnyQuestion) -> list[str]:
    """All texts that a player reads before answering."""
    options = [option.text for _, listed in option_lists(question) for option in listed]
    return [question.prompt, *options, *listed_texts(question)]


def compared_words(question: AnyQuestion) -> list[str]:
    """The words by which questions are compared: those of the prompt, then of the
    kind's own lists.
    """
    return words_of(" ".join((question.prompt, *listed_texts(question))))


def words_of(text: str) -> list[str]:
    """The words of `text`, in lower case and in order: runs of letters and digits."""
    text = text.lower()
    if not text.isascii():
        return _WORD.findall(text)
    return text.encode().translate(_WORD_TABLE).decode().split()  # seven times as fast


def stems_of(text: str) -> set[str]:
    """The stems of the meaningful words of `text`: without common words and those of
    one or two letters.
    """
    return {
        word[:STEM_LENGTH]
        for word in words_of(text)
        if len(word) > 2 and word not in _COMMON
    }
