"""What is wrong with a bank, and where."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from weakspot.engine.values import Fault
from weakspot.text import visible

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

MOST = 200
"""How many defects of one file are told."""

Severity = Literal["error", "warning"]


class Defect(msgspec.Struct, frozen=True):
    """One fault of a bank; line and column count from 1, in characters. Its texts are safe on a line."""

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str | None = None

    def __post_init__(self) -> None:
        for name in ("file", "message", "hint"):
            text = getattr(self, name)
            if text is not None:
                msgspec.structs.force_setattr(self, name, visible(text, line=True))

    @property
    def words(self) -> str:
        """What is wrong, and the hint, without the place."""
        return self.message if self.hint is None else f"{self.message} ({self.hint})"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.words}"


class Stamp(msgspec.Struct, frozen=True):
    """What tells one state of a file from another."""

    mtime_ns: int
    size: int


class Reading(msgspec.Struct, frozen=True):
    """What reading one file gave: no bank if any defect is an error, no stamp if it could not be opened."""

    path: Path
    stamp: Stamp | None
    bank: "Bank | None"
    defects: tuple[Defect, ...] = ()


class Refused(Exception):
    """A file that cannot be read at all, or no further.

    `faults` say why, each with its offset in `text`: what is known of the file, at least up to there.
    """

    def __init__(self, *faults: tuple[int, Fault], text: str = "") -> None:
        self.faults = faults
        self.text = text


def shorten(value: object) -> str:
    """`value` as a message quotes it: at most 60 characters, on one line."""
    text = visible(str(value), line=True)
    return text if len(text) <= 60 else text[:59] + "…"


def section_twice(section: str, first: Path) -> Fault:
    """The fault of a second bank of one section in one folder, `first` being the other one."""
    return Fault(
        "section-twice", f"{first.name} is of section {section} too", ("section",), "keep one of them"
    )
