"""Opening a save, without ever harming one."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import CannotSave, DamagedSave, SaveError, UsageError
from weakspot.files import (
    PLAIN_NAMES,
    is_plain_name,
    new_file_beside,
    publish_new,
    sqlite_sibling,
)
from weakspot.store.backup import back_up
from weakspot.store.connections import (
    configure,
    connect,
    connect_to_write,
    file_size,
    open_readonly,
)
from weakspot.store.failures import translate_errors, translate_os_errors
from weakspot.store.inspection import inspect_save
from weakspot.store.migrations import MIGRATIONS, Migration, migrate
from weakspot.store.replay import OnProgress
from weakspot.store.save_files import backup_files, files_set_aside, is_there, real_path
from weakspot.store.transaction import on_failure
from weakspot.text import one_line

OLDEST_SQLITE = (3, 37)
"""The first version with STRICT tables."""
UNSAVED = "answers cannot be saved: "


def player_path(saves: Path, player: str) -> Path:
    """The save of a player in the folder `saves`. Raises UsageError if the name is
    unfit for a file name.
    """
    if not is_plain_name(player):
        raise UsageError(
            f"no player can be called {one_line(player)!r}; use {PLAIN_NAMES}"
        )
    return saves / f"{player}.db"


def open_save(
    path: Path,
    migrations: Sequence[Migration] = MIGRATIONS,
    *,
    brief: bool = False,
    progress: OnProgress | None = None,
) -> Connection:
    """Open the save at `path` to write; it is made if missing, and brought to the
    newest format if older.

    The connection commits by itself outside explicit transactions. Raises SaveError if
    the file is refused, which is then unchanged. A `brief` check leaves out the log;
    call `find_damage` later then. `progress` is called while an older save is brought
    to the newest format, once its backup is made.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SaveError(
            f"this Python has SQLite {sqlite3.sqlite_version}, and weakspot needs 3.37 "
            "or newer; use a newer Python"
        )
    if not has_save(path):
        refused = translate_os_errors(
            f"{UNSAVED}{one_line(path)} cannot be made", CannotSave
        )
        with refused, translate_errors(path, UNSAVED), new_file_beside(path) as new:
            with closing(connect_to_write(new)) as db:
                migrate(db, migrations)
            publish_new(new, path)  # if another process was first, theirs stays
    path = real_path(path)
    format = inspect_save(path, migrations, brief=brief)
    for place in (path, path.parent):  # SQLite writes beside the file, too
        if not os.access(place, os.W_OK):
            raise CannotSave(
                f"{UNSAVED}{one_line(place)} is read-only; make it writable, or "
                "choose another --home"
            )
    with translate_errors(path, UNSAVED):
        db = connect_to_write(path)
    with on_failure(db.close):
        if format < len(migrations):
            back_up(db, path, f"format{format}")
            migrate(db, migrations, progress)
    return db


def open_memory() -> Connection:
    """A save in memory, gone when closed."""
    db = connect(":memory:")
    configure(db)
    migrate(db)
    return db


def open_copy(path: Path, progress: OnProgress | None = None) -> Connection:
    """A copy of the save at `path`, in memory and in the newest format; nothing is
    written to the file.

    Empty if there is no save. Raises SaveError if it is refused.
    """
    db = open_memory()
    with on_failure(db.close):
        if is_there(path):
            path = real_path(path)
            inspect_save(path)
            with open_readonly(path) as source:
                source.backup(db)
            migrate(db, progress=progress)
    return db


def open_to_read(path: Path, progress: OnProgress | None = None) -> Connection:
    """Open the save at `path` only to read, after a brief check; it need not exist, nor
    be writable.
    """
    if not has_save(path):
        return open_memory()
    try:
        return open_save(path, brief=True, progress=progress)
    except CannotSave:
        return open_copy(path, progress)


@contextmanager
def open_as_newest(path: Path) -> Iterator[Connection]:
    """The save at `path` to read, in one state whoever plays meanwhile; of an older
    format, a migrated copy.

    Nothing is changed. Raises SaveError if the save is refused or damaged.
    """
    path = real_path(path)
    is_older = inspect_save(path) < len(MIGRATIONS)
    with (
        closing(open_copy(path)) if is_older else open_readonly(path) as db,
        translate_errors(path),
    ):
        db.execute("BEGIN")
        yield db


def has_save(path: Path) -> bool:
    """True if there is a save. Raises DamagedSave if only parts of one are left: no
    empty one may replace it.

    A leftover `-wal` or `-journal` is such a part, also because SQLite would play it
    into the new save.
    """
    if is_there(path):
        return True
    parts = (sqlite_sibling(path, "-wal"), sqlite_sibling(path, "-journal"))
    unfinished = [part for part in parts if file_size(part)]
    if unfinished or files_set_aside(path) or backup_files(path):
        remains = (
            f"{one_line(unfinished[0].name)} is" if unfinished else "there is something"
        )
        raise DamagedSave(
            f"{one_line(path)} is gone, but {remains} left of it",
            "`weakspot save restore` brings back the newest good backup, `weakspot "
            "save restore --anew` begins an empty save",
        )
    return False
