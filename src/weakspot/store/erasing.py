"""Removing all that is kept of one player."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from weakspot.errors import CannotSave, SaveError
from weakspot.files import SIBLINGS, sibling, sync
from weakspot.store.backup import NAMED, backup_files, files_in, folder_of
from weakspot.store.looking import ends, is_there, real, uri
from weakspot.store.restoring import ENDINGS, parts_aside
from weakspot.store.transaction import HELD, name_of, refusing, shown


def files_of(path: Path) -> list[Path]:
    """Every file that holds answers of the player whose save is at `path`; the save itself comes last."""
    save = real(path)
    parts = [sibling(save, ending) for ending in reversed(ENDINGS)]
    links = [path] if path.is_symlink() and path != save else []  # a folder of it may be a link, too
    found = [file for one in ends(path) for file in (*backup_files(one), *parts_aside(one), *begun(one))]
    found += *parts, *links
    return [file for file in found if is_there(file) and (file.is_symlink() or not file.is_dir())]


def begun(save: Path) -> list[Path]:
    """The saves and backups of the player that a kill left unfinished."""
    ends = "|".join(SIBLINGS)
    pattern = rf"\.{re.escape(save.stem)}({NAMED}|\.db)\.[0-9a-f]{{8}}({ends})?"
    return files_in(save.parent, pattern) + files_in(folder_of(save), pattern)


def erase(path: Path) -> list[Path]:
    """Remove every file of `files_of`, and return them. SaveError, and nothing done, while it is in play."""
    files = files_of(path)
    refuse_in_play(real(path))
    for file in files:
        with refusing(f"{shown(file)} cannot be removed", CannotSave):
            file.unlink(missing_ok=True)
    for folder in {file.parent for file in files}:
        with refusing(f"{shown(folder)} cannot be written", CannotSave):
            sync(folder)
    return files


def refuse_in_play(path: Path) -> None:
    """SaveError while another weakspot has the save open."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(uri(path, "rw"), uri=True, timeout=0)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchall()  # refused while anybody else is there
    except sqlite3.Error as error:
        if name_of(error).startswith(HELD):
            raise SaveError(f"{shown(path)} is in play. Quit weakspot first; nothing was removed") from error
