"""Reading of one YAML bank, which may be any file, into a Bank or all its faults with
their places.
"""

import os
import re
from itertools import islice
from pathlib import Path

from weakspot.bank.collector import pause_collector
from weakspot.bank.convert import convert
from weakspot.bank.faults import MAX_FAULTS, ReadResult, UnreadableFile, locate_faults
from weakspot.bank.tree import Tree
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
    return 1 if found is None else text.count("\n", 0, found.start()) + 1


def read_bank(path: Path) -> ReadResult:
    """Read one bank; never raises for the contents of a file, or for a file that cannot
    be read.

    `path` may name anything. Faults are in order of their places, at most 200.
    """
    return read_tree(path)[0]


@pause_collector()
def read_tree(path: Path) -> tuple[ReadResult, Tree | None]:
    """Read a bank, and also return its nodes, if there are any, to locate faults in."""
    stamp: Stamp | None = None
    try:
        text, stamp = read_text(path)
        tree = Tree(text)
    except UnreadableFile as error:
        return ReadResult(
            path, stamp, None, locate_faults(path, error.text, error.faults, "error")
        ), None
    value, rejected = tree.build_value()
    bank, questions, faults = convert(value, has_rejected=bool(rejected))
    faults.extend(islice(find_faults(path.name, value, questions), MAX_FAULTS))
    if bank is not None and not rejected and not faults:
        return ReadResult(path, stamp, bank), tree
    located = locate_faults(path, text, rejected + tree.locate(faults), "error")
    return ReadResult(path, stamp, None, located), tree
