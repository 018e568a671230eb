"""One YAML bank -> a Bank, or all its defects with their places."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from weakspot.bank.convert import convert
from weakspot.bank.defect import MOST, Defect, Reading, Refused, Severity, Stamp
from weakspot.bank.model import Bank
from weakspot.bank.reading import read_text
from weakspot.bank.validity import find_faults
from weakspot.bank.walk import Places, Tree
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.spelling import is_same, within_reach, words_of
from weakspot.engine.values import Fault


def read_bank(path: Path) -> Reading:
    """Read one bank; never raises for what stands in the file, or for a file that cannot be read.

    `path` may name anything. Defects are in order of their places, at most 200.
    """
    return read_tree(path)[0]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking many new values again and again; as it was, afterwards."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@collector_paused()
def read_tree(path: Path) -> tuple[Reading, Tree | None]:
    """A bank's reading, and its nodes where there are any, to find places in."""
    stamp: Stamp | None = None
    try:
        text, stamp = read_text(path)
        tree = Tree(text)
    except Refused as refused:
        defects = placed(path, refused.text, list(refused.faults), "error")
        return Reading(path, stamp, None, tuple(defects[:MOST])), None
    value, faults = tree.values()
    bank, questions, shape = convert(value)
    shape.extend(islice(find_faults(path.name, value, questions), MOST))
    if bank is not None and not faults and not shape:
        return Reading(path, stamp, with_rivals(bank)), tree
    defects = placed(path, text, faults + tree.placed(shape), "error")
    return Reading(path, stamp, None, tuple(defects[:MOST])), tree


def placed(path: Path, text: str, faults: list[tuple[int, Fault]], severity: Severity) -> list[Defect]:
    """The faults, each with its offset in `text`, with line and column, in order of place."""
    if not faults:
        return []
    places = Places(text)
    file = str(path)
    return [
        Defect(file, *places.of(offset), severity, fault.rule, fault.message, fault.hint)
        for offset, fault in sorted(faults, key=lambda placed: placed[0])
    ]


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
