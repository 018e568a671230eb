"""Reading a file that may be anything, bounded and never blocking; and where a question stands in it."""

import os
import re
from pathlib import Path

from weakspot.bank.defect import MOST, Refused, Stamp
from weakspot.engine.values import Fault
from weakspot.files import open_regular

LIMIT = 4_000_000
"""Bytes of a bank, at most."""

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
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
    if b"\xc2" in data or len(data.translate(None, _CONTROL_BYTES)) < len(data):  # else there is none
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
