"""One YAML bank, which may be any file -> a Bank, or all its defects with their places."""

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from weakspot.bank.cache import Stamp
from weakspot.bank.convert import convert
from weakspot.bank.defect import MOST, Defect, Reading, Refused, Severity
from weakspot.bank.model import Bank
from weakspot.bank.validity import find_faults
from weakspot.bank.walk import Places, Tree
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.spelling import is_same, within_reach, words_of
from weakspot.engine.values import Fault
from weakspot.files import open_regular

LIMIT = 4_000_000
"""Bytes of a bank, at most."""

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
"""What YAML has no place for, and the one control character that it has, U+0085."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_text(path: Path) -> tuple[str, Stamp]:
    """The text of a bank, at most 4 MB of UTF-8 without control characters. Refused for all else."""
    try:
        with open_regular(path) as file:
            state = os.fstat(file.fileno())  # before reading: a change meanwhile is noticed next time
            data = file.read(LIMIT + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused((0, Fault("unreadable", f"cannot be read: {reason}"))) from None
    if len(data) > LIMIT:
        raise Refused((0, Fault("too-large", "larger than 4 MB", hint="split the bank into sections")))
    text = _decoded(data)
    faults = [
        (found.start(), Fault("control-character", f"a control character, {found[0]}", hint="delete it"))
        for found in re.finditer(_CONTROL, text)
    ]
    if faults:
        raise Refused(*faults[:MOST], text=text)
    return text, Stamp(state.st_mtime_ns, state.st_size)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_WIDE_MARKS):
            fault = Fault("encoding", "is UTF-16 or UTF-32 text", hint="save it as UTF-8")
            raise Refused((0, fault)) from None
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        fault = Fault("encoding", message, hint="save it as UTF-8")
        raise Refused((len(before), fault), text=before) from None


def line_of(path: Path, id: str) -> int:
    """The line, from 1, where the bank at `path` has the question `id`; 1 where it cannot be found."""
    try:
        text, _ = read_text(path)
    except Refused:
        return 1
    quote, lead = "[\"']?", r"^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?"
    found = re.search(rf"{lead}{quote}id{quote}:[ \t]+{quote}{re.escape(id)}(?![\w-])", text, re.MULTILINE)
    return 1 if found is None else text.count("\n", 0, found.start()) + 1


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
    bank, questions, shape = convert(value, is_refused=bool(faults))
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
    words = list(map(words_of, names))
    joined = ["".join(each) for each in words]

    def rivals(question: TypedQuestion) -> tuple[str, ...]:
        own = list(map(words_of, question.names()))
        accepts = [words_of(name) for gap in question.gaps if not gap.exact for name in gap.accept]
        near = sorted({index for due in accepts for index in within_reach(due, joined)})
        found = [names[index] for index in near if not any(is_same(words[index], mine) for mine in own)]
        return tuple(dict.fromkeys([*question.rivals, *found]))

    questions = (
        replace(one, rivals=rivals(one)) if isinstance(one, TypedQuestion) else one for one in bank.questions
    )
    return replace(bank, questions=tuple(questions))
