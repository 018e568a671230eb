"""The item rules of single kinds: lists of a good length, and nothing that gives an answer away."""

from collections.abc import Iterator
from itertools import pairwise

from weakspot.bank.options import stems_of, words_of
from weakspot.engine.kinds import every as kinds
from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.values import Fault, Trail

_PLACE_WORDS = frozenset({"then", "finally", "lastly", "firstly", "afterwards"})


def kind_faults(question: AnyQuestion, path: Trail) -> Iterator[Fault]:
    """Where a question breaks the rules of its kind."""
    match question:
        case kinds.MatchQuestion():
            yield from _count(len(question.pairs), 4, 6, "pairs", (*path, "pairs"))
            yield from _count(len(question.spares), 1, 2, "spares", (*path, "pairs"), "or the last is free")
            yield from _pair_words(question, path)
        case kinds.SortQuestion():
            yield from _count(len(question.categories), 2, 4, "categories", (*path, "categories"))
            yield from _count(len(question.items), 5, 8, "items", (*path, "categories"))
            yield from _names_category(question, path)
        case kinds.OrderQuestion():
            yield from _count(len(question.steps), 4, 6, "steps", (*path, "steps"))
            yield from _step_order(question, path)
        case kinds.LinesQuestion():
            yield from _count(len(question.lines), 5, 12, "lines", (*path, "lines"))
            yield from _count(len(question.faults), 1, 2, "faulty lines", (*path, "lines"))
            yield from _fixes(question, path)
        case kinds.OpenQuestion():
            yield from _count(len(question.rubric), 3, 5, "points", (*path, "rubric"))


def _count(
    count: int, low: int, high: int, what: str, path: Trail, hint: str | None = None
) -> Iterator[Fault]:
    if not low <= count <= high:
        yield Fault("counts", f"{what}: {count}, where {low} to {high} are good", path, hint)


def _shared_word(text: str, other: str) -> str | None:
    """The first word of meaning that both texts have."""
    stems = stems_of(other)
    return next((word for word in words_of(text) if not stems.isdisjoint(stems_of(word))), None)


def _pair_words(question: kinds.MatchQuestion, path: Trail) -> Iterator[Fault]:
    for index, pair in enumerate(question.pairs):
        if word := _shared_word(pair.left, pair.right):
            message = f"both sides of the pair have the word “{word}”"
            yield Fault("pair-words", message, (*path, "pairs", index, "right"), "say it in other words")


def _names_category(question: kinds.SortQuestion, path: Trail) -> Iterator[Fault]:
    for index, category in enumerate(question.categories):
        for place, item in enumerate(category.items):
            if word := _shared_word(item.text, category.text):
                message = f"the item has its category's word “{word}”"
                where = (*path, "categories", index, "items", place, "text")
                yield Fault("names-category", message, where, "say it in other words")


def _step_order(question: kinds.OrderQuestion, path: Trail) -> Iterator[Fault]:
    for index, step in enumerate(question.steps):
        if told := _PLACE_WORDS & set(words_of(step)):
            message = f"“{min(told)}” tells the step's place"
            yield Fault("step-order", message, (*path, "steps", index), "leave it out")
    lengths = [len(step) for step in question.steps]
    if len(lengths) > 2 and all(one < other for one, other in pairwise(lengths)):
        yield Fault("step-order", "each step is longer than the one before", (*path, "steps"), "vary lengths")


def _fixes(question: kinds.LinesQuestion, path: Trail) -> Iterator[Fault]:
    for index, line in enumerate(question.lines):
        if line.fault and not (line.fix or "").strip():
            hint = "say in `fix` what it should be"
            yield Fault("fix-missing", "a faulty line without a fix", (*path, "lines", index), hint)
