"""Reading of one YAML bank, which may be any file, into a Bank or all its faults with
their places.
"""

import os
import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from weakspot.bank.collector import pause_collector
from weakspot.bank.convert import convert
from weakspot.bank.faults import (
    MAX_FAULTS,
    ReadResult,
    UnreadableFile,
    locate_faults,
    position_in,
)
from weakspot.bank.short import FullForm
from weakspot.bank.tree import Tree, build_value
from weakspot.bank.validity import find_faults
from weakspot.engine.values import Fault
from weakspot.files import Stamp, open_regular, stamp_of

MAX_BYTES = 4_000_000
"""The largest size of a bank."""

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
"""The characters that YAML does not allow, and U+0085, the one control character that
it does.
"""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_text(path: Path) -> tuple[str, Stamp]:
    """Read a bank: at most 4 MB of UTF-8 without control characters. Raises
    UnreadableFile for all else.
    """
    try:
        with open_regular(path) as file:
            # before reading, so that a change meanwhile is noticed next time
            state = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(
            (0, Fault("unreadable", f"cannot be read: {reason}"))
        ) from None
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            (
                0,
                Fault(
                    "too-large", "larger than 4 MB", hint="split the bank into sections"
                ),
            )
        )
    text = _decode(data)
    faults = [
        (
            found.start(),
            Fault(
                "control-character",
                f"a control character, {found[0]}",
                hint="delete it",
            ),
        )
        for found in islice(re.finditer(_CONTROL, text), MAX_FAULTS)
    ]
    if faults:
        raise UnreadableFile(*faults, text=text)
    return text, stamp_of(state)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_WIDE_MARKS):
            fault = Fault(
                "encoding", "is UTF-16 or UTF-32 text", hint="save it as UTF-8"
            )
            raise UnreadableFile((0, fault)) from None
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        fault = Fault("encoding", message, hint="save it as UTF-8")
        raise UnreadableFile((len(before), fault), text=before) from None


def line_of(path: Path, id: str) -> int:
    """The line, from 1, where the bank at `path` has the question `id`; 1 if it cannot
    be found.
    """
    try:
        text, _ = read_text(path)
    except UnreadableFile:
        return 1
    quote, lead = "[\"']?", r"^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?"
    found = re.search(
        rf"{lead}{quote}id{quote}:[ \t]+{quote}{re.escape(id)}(?![\w-])",
        text,
        re.MULTILINE,
    )
    if found is not None:
        return text.count("\n", 0, found.start()) + 1
    result, parsed = read_parsed(path)
    for index, question in enumerate(result.bank.questions if result.bank else ()):
        if parsed is not None and question.id == id:
            place = Fault("id", "", ("questions", index))
            ((offset, _),) = parsed.tree.locate([place])
            return position_in(text, offset)[0]
    return 1


class Parsed(NamedTuple):
    """The source of a bank: its nodes, in the full form, to locate faults in."""

    tree: Tree
    full: FullForm


def read_bank(path: Path) -> ReadResult:
    """Read one bank; never raises for the contents of a file, or for a file that cannot
    be read.

    `path` may name anything. Faults are in order of their places, at most 200.
    """
    return read_parsed(path)[0]


@pause_collector()
def read_parsed(path: Path) -> tuple[ReadResult, Parsed | None]:
    """Read a bank, and also return what it was read from, if that is YAML."""
    try:
        text, stamp = read_text(path)
    except UnreadableFile as error:
        faults = locate_faults(path, error.text, error.faults, "error")
        return ReadResult(path, None, None, faults), None
    return parse_bank(path, text, stamp)


def parse_bank(path: Path, text: str, stamp: Stamp) -> tuple[ReadResult, Parsed | None]:
    """As `read_parsed`, of a text that `path` has or is to have."""
    try:
        tree = Tree(text)
    except UnreadableFile as error:
        located = locate_faults(path, error.text, error.faults, "error")
        return ReadResult(path, stamp, None, located), None
    full = FullForm(tree.root, text, path.name)
    tree.root = full.root
    value, rejected = build_value(full.root)
    rejected += full.faults
    bank, questions, faults = convert(value, has_rejected=bool(rejected))
    faults.extend(islice(find_faults(value, questions), MAX_FAULTS))
    parsed = Parsed(tree, full)
    if bank is not None and not rejected and not faults:
        return ReadResult(path, stamp, bank), parsed
    located = locate_faults(path, text, rejected + tree.locate(faults), "error")
    return ReadResult(path, stamp, None, located), parsed
