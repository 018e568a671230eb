"""One YAML bank -> a Bank, or all its defects with their places."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from weakspot.bank.convert import convert
from weakspot.bank.defect import MOST, Defect, Reading, Refused, Severity, Stamp
from weakspot.bank.reading import read_text
from weakspot.bank.rivals import with_rivals
from weakspot.bank.spelled import spell_out
from weakspot.bank.validity import find_faults
from weakspot.bank.walk import Places, Tree
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
    spell_out(value)
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
