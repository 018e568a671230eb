"""Saves set aside: moved to `damaged/` beside them with all that SQLite keeps beside a file."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from weakspot.errors import CannotSave
from weakspot.files import SIBLINGS, make_folder, sibling, sync
from weakspot.store.transaction import shown

PARTS = ("", *SIBLINGS)


def set_aside(path: Path, day: str) -> Path | None:
    """Move the save at `path` to `damaged/<player>-<day>.db`, or one with a number if taken, as it is.

    Returns where it is now, None if there was nothing. CannotSave if it cannot be moved.
    """
    parts = [suffix for suffix in PARTS if os.path.lexists(sibling(path, suffix))]
    if not parts:
        return None
    folder = path.parent / "damaged"
    target, number = folder / f"{path.stem}-{day}.db", 1
    try:
        make_folder(folder)
        while any(os.path.lexists(sibling(target, suffix)) for suffix in PARTS):
            number += 1
            target = folder / f"{path.stem}-{day}-{number}.db"
        for suffix in parts:
            sibling(path, suffix).rename(sibling(target, suffix))
        sync(folder)
        sync(path.parent)
    except OSError as error:
        raise CannotSave(f"{shown(path)} cannot be set aside: {error.strerror}") from error
    return target


def parts_aside(path: Path) -> list[Path]:
    """All that was set aside of the save at `path`, by name."""
    ends = "|".join(SIBLINGS)
    pattern = re.compile(rf"{re.escape(path.stem)}-\d{{4}}-\d\d-\d\d(-\d+)?\.db({ends})?")
    with suppress(OSError):
        return sorted(file for file in (path.parent / "damaged").iterdir() if pattern.fullmatch(file.name))
    return []
