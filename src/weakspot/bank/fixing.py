"""Ids for questions that have none, written into their bank."""

import codecs
import shutil
from pathlib import Path

from weakspot.bank.reader import parse_bank, read_parsed
from weakspot.errors import BankError
from weakspot.files import new_file_beside, open_regular, publish
from weakspot.text import one_line


def write_ids(path: Path) -> int:
    """Write the ids that stand in for missing ones into the blocks of a bank, so that
    they stay when the wording changes. Returns how many; 0 for a bank with faults.

    Nothing else of the file changes. Raises BankError where that is not possible.
    """
    result, parsed = read_parsed(path)
    if result.bank is None or parsed is None or result.stamp is None:
        return 0
    text = parsed.tree.text
    newline = "\r\n" if "\r\n" in text else "\n"
    for offset, id in reversed(parsed.full.unnamed):
        indent = " " * (offset - text.rfind("\n", 0, offset) - 1)
        text = f"{text[:offset]}id: {id}{newline}{indent}{text[offset:]}"
    if parsed.full.unnamed:
        if parse_bank(path, text, result.stamp)[0].bank != result.bank:
            raise BankError(
                f"{one_line(path)} is indented in a way that takes no ids; write them "
                "by hand, or indent with spaces"
            )
        target = path.resolve()
        with open_regular(target) as file:
            mark = codecs.BOM_UTF8 if file.read(3) == codecs.BOM_UTF8 else b""
        with new_file_beside(target) as new:
            new.write_bytes(mark + text.encode())
            shutil.copymode(target, new)
            publish(new, target)
    return len(parsed.full.unnamed)
