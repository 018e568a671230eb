"""What becomes of a player's files: a backup brought back, a save begun anew, all of it removed."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import CannotSave, DamagedSave, SaveError
from weakspot.files import SQLITE_SUFFIXES, make_folder, new_file_beside, publish_new, sqlite_sibling, sync
from weakspot.store.backup import NAMED, back_up, backup_files, files_in, folder_of, numbered, write_into
from weakspot.store.inspection import ends, is_there, look, looking, real, uri
from weakspot.store.migrations import TABLES, migrate
from weakspot.store.opening import connect, open_save
from weakspot.store.transaction import (
    HELD,
    Progress,
    explaining,
    interruptible,
    name_of,
    never,
    refusing,
    shown,
    writing,
)

ENDINGS = ("", *SQLITE_SUFFIXES)
"""Of the names of all files that make up a save."""
ANY = f"({'|'.join(ENDINGS)})"
"""One of them, in a pattern."""


def restore(path: Path, source: Path, day: str, progress: Progress | None = None) -> Path | None:
    """Put what the backup `source` holds in the place of the save at `path`, whole or not at all.

    `progress` is called with the bytes done, of how many: of its copy, then of a backup of what is there.
    Returns where the save that was there is now: a backup of `day`, or in `damaged/` if it is damaged;
    None if there was none. SaveError, and nothing changed, if the backup is refused, or the save is newer.
    """
    path = real(path)
    with newest_format(source, path, progress) as made:
        if is_sound(path):
            with closing(open_save(path)) as db:
                join(db, made)
                kept = back_up(db, path, day, progress=progress)
                with writing(db), interruptible(db, never):
                    for table in TABLES:  # others may play on it: they see what came
                        db.execute(f"DELETE FROM main.{table}")
                        db.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")
            return kept
        aside = set_aside(path, day)
        if not publish_new(made, path):
            raise SaveError(f"another program has just made {shown(path)}, which stays. Try again")
        return aside


def begin_anew(path: Path, day: str) -> Path | None:
    """An empty save in the place of that at `path`; returns where what was there is now, as restore does."""
    path = real(path)
    with beside_made(path) as empty:
        with closing(connect(empty)) as db:
            migrate(db)
        return restore(path, empty, day)


def set_aside(path: Path, day: str) -> Path | None:
    """Move the save at `path` to `damaged/<player>-<day>.db`, or one with a number if taken, as it is.

    Returns where it is now, None if there was nothing. CannotSave if it cannot be moved.
    """
    endings = [ending for ending in ENDINGS if os.path.lexists(sqlite_sibling(path, ending))]
    if not endings:
        return None
    folder = path.parent / "damaged"
    with refusing(f"{shown(path)} cannot be set aside", CannotSave):
        make_folder(folder)
        names = numbered(folder / f"{path.stem}-{day}.db")
        target = next(
            one for one in names if not any(os.path.lexists(sqlite_sibling(one, end)) for end in ENDINGS)
        )
        for ending in endings:
            sqlite_sibling(path, ending).rename(sqlite_sibling(target, ending))
        sync(folder)
        sync(path.parent)
    return target


def is_sound(path: Path) -> bool:
    """Is there a save, and no damage to be seen? SaveError if it is newer, or of another program."""
    if not os.path.lexists(path):
        return False
    try:
        look(path)
    except DamagedSave:
        return False
    return True


@contextmanager
def beside_made(path: Path) -> Iterator[Path]:
    """As files.beside. CannotSave where nothing, or no save, can be made there."""
    parent = path.parent
    with (
        refusing(f"{shown(parent)} cannot be written", CannotSave),
        explaining(parent),
        new_file_beside(path) as made,
    ):
        yield made


@contextmanager
def newest_format(source: Path, near: Path, progress: Progress | None = None) -> Iterator[Path]:
    """A copy of the save `source`, in the newest format, beside `near`; gone at the end.

    SaveError if `source` is refused; it is unchanged whatever comes.
    """
    source = real(source)
    if not os.path.lexists(source):
        raise SaveError(f"{shown(source)} is not there. Nothing was changed. Name the file of a save")
    with of_another():
        look(source)
    with beside_made(near) as made:
        with of_another(), looking(source) as db:
            write_into(db, made, progress=progress)
        with closing(connect(made)) as db:
            migrate(db)
        yield made


@contextmanager
def of_another() -> Iterator[None]:
    """A file that is damaged is refused without what mends the player's own save: that may be sound."""
    try:
        yield
    except DamagedSave as error:
        raise SaveError(f"{error.what}. Nothing was changed. Name a file that is a sound save") from error


def join(db: Connection, made: Path) -> None:
    """Let the save `made` be `other` to the connection, until that is closed."""
    with explaining(made):
        db.execute("ATTACH CAST(? AS TEXT) AS other", (os.fsencode(made),))  # its name may be no UTF-8


def files_of(path: Path) -> list[Path]:
    """Every file that holds answers of the player whose save is at `path`; the save itself comes last."""
    save = real(path)
    parts = [sqlite_sibling(save, ending) for ending in reversed(ENDINGS)]
    links = [path] if path.is_symlink() and path != save else []  # a folder of it may be a link, too
    found = [file for one in ends(path) for file in (*backup_files(one), *parts_aside(one), *begun(one))]
    found += *parts, *links
    return [file for file in found if is_there(file) and (file.is_symlink() or not file.is_dir())]


def parts_aside(path: Path) -> list[Path]:
    """All that was set aside of the save at `path`, by name."""
    return files_in(path.parent / "damaged", rf"{re.escape(path.stem)}-\d{{4}}-\d\d-\d\d(-\d+)?\.db{ANY}")


def begun(save: Path) -> list[Path]:
    """The saves and backups of the player that a kill left unfinished."""
    pattern = rf"\.{re.escape(save.stem)}({NAMED}|\.db)\.[0-9a-f]{{8}}{ANY}"
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
