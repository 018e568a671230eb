"""Faults of banks: what is wrong, and where."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from weakspot.engine.values import Fault, LocatedFault, Severity
from weakspot.files import Stamp
from weakspot.text import one_line

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

MAX_FAULTS = 200
"""The most faults of one file that are reported."""

DEFAULT_HINT = "questions/README.md has examples, docs/rules.md each rule"
HINTS = {
    "blank": "write it, or take the line out",
    "brace": "a brace for each gap or number drawn, and one of these for each brace",
    "draw": (
        "`min` and `max`, with a `step` if they are not whole, or `of` with the values"
    ),
    "draw-ends": "mend the formula, or draw other numbers",
    "formula": "numbers, what is drawn, + - * / ** and brackets",
    "key-count": "mark with `right: true` what is right, and only that",
    "level": "1 recall, 2 understand, 3 apply, 4 judge",
    "minutes": "how long an answer takes, or no `minutes` at all",
    "missing-field": "add it",
    "near-accepted": "accept it, or call it near: one of both",
    "no-answer": "write what is accepted",
    "no-items": "give it an item, or take it out",
    "option-twice": "change one of them",
    "source": "name what the question rests on",
    "syntax": "close each quote and bracket, and indent alike what belongs together",
    "twice": "change one of them",
    "unknown-field": (
        "quote this text if it is one, put a space after a field's colon, or take "
        "it out"
    ),
    "unreadable": "make it a file that can be read",
    "unused-case": "use it, or take it out",
    "unused-misconception": "use it, or take it out",
    "unused-topic": "write one, or take the topic out",
    "waive": "write `rule: reason`",
    "why-missing": "say in `why` what its picker reads",
}
"""The hints of faults without one of their own, by rule; DEFAULT_HINT for
other rules.
"""


class ReadResult(msgspec.Struct, frozen=True):
    """The result of reading a file: no bank if any fault is an error, no stamp if it
    could not be opened.
    """

    path: Path
    stamp: Stamp | None
    bank: "Bank | None"
    faults: tuple[LocatedFault, ...] = ()


class UnreadableFile(Exception):
    """Raised for a file that cannot be read at all, or no further.

    `faults` say why, each with its offset in `text`: what is known of the file, at
    least up to there.
    """

    def __init__(self, *faults: tuple[int, Fault], text: str = "") -> None:
        self.faults = faults
        self.text = text


def locate_faults(
    path: Path, text: str, faults: Sequence[tuple[int, Fault]], severity: Severity
) -> tuple[LocatedFault, ...]:
    """Locate faults, each with its offset in `text`; at most 200, in the order
    of their places.

    A fault without a hint gets the one of its rule.
    """
    file = one_line(path)
    located = []
    for offset, fault in sorted(faults, key=lambda pair: pair[0])[:MAX_FAULTS]:
        line, column = position_in(text, offset)
        hint = HINTS.get(fault.rule, DEFAULT_HINT) if fault.hint is None else fault.hint
        words = one_line(fault.message), one_line(hint)
        located.append(LocatedFault(file, line, column, severity, fault.rule, *words))
    return tuple(located)


def position_in(text: str, offset: int) -> tuple[int, int]:
    """The line and column of `offset`, both from 1; only newlines end lines."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def shorten(value: object) -> str:
    """`value` as messages quote it: at most 60 characters, on one line, invisible
    characters spelled out.
    """
    text = "".join(
        sign if sign.isprintable() else f"<U+{ord(sign):04X}>"
        for sign in str(value)[:61]
    )
    return text if len(text) <= 60 else text[:59] + "…"


def duplicate_section_fault(section: str, first: Path) -> Fault:
    """The fault of a second bank of one section in one folder,
    `first` being the other one.
    """
    message = f"{first.name} is of section {section} too"
    return Fault("section-twice", message, ("section",), "keep one of them")


def duplicate_section_result(path: Path, section: str, first: Path) -> ReadResult:
    """The result for such a second bank at `path`."""
    fault = duplicate_section_fault(section, first)
    return ReadResult(path, None, None, locate_faults(path, "", [(0, fault)], "error"))
