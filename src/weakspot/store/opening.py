"""Opening a save, without ever harming one."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import CannotSave, DamagedSave, SaveError, UsageError
from weakspot.files import PLAIN_NAMES, is_plain_name, new_file_beside, publish_new, sqlite_sibling
from weakspot.store.inspection import (
    file_size,
    inspect_save,
    is_there,
    open_connection,
    open_readonly,
    resolve_link,
    sqlite_uri,
)
from weakspot.store.migrations import MIGRATIONS, Migration, migrate
from weakspot.store.transaction import on_failure, one_line, translate_errors, translate_os_errors

OLDEST_SQLITE = (3, 37)
"""The first with STRICT tables."""
UNSAVED = "answers cannot be saved: "


def player_path(saves: Path, player: str) -> Path:
    """The save of a player in the folder `saves`. UsageError if the name is not fit for a file anywhere."""
    if not is_plain_name(player):
        raise UsageError(f"no player can be called {one_line(player)!r}: use {PLAIN_NAMES}")
    return saves / f"{player}.db"


def open_save(path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, brief: bool = False) -> Connection:
    """The save at `path`, ready to write; made where missing, brought to the newest format where older.

    The connection commits by itself outside explicit transactions. SaveError says why a file is refused;
    a refused one is unchanged. A `brief` look at it leaves out the log; then `damage` is to be asked later.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SaveError(f"weakspot needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
    if not has_save(path):
        refused = translate_os_errors(f"{UNSAVED}{one_line(path)} cannot be made", CannotSave)
        with refused, translate_errors(path, UNSAVED), new_file_beside(path) as made:
            with closing(connect_to_write(made)) as db:
                migrate(db, migrations)
            publish_new(made, path)  # if another process was first, theirs stays
    path = resolve_link(path)
    found = inspect_save(path, migrations, brief=brief)
    for needed in (path, path.parent):  # SQLite writes beside the file, too
        if not os.access(needed, os.W_OK):
            raise CannotSave(
                f"{UNSAVED}{one_line(needed)} is read-only. Make it writable, or choose another --home"
            )
    with translate_errors(path, UNSAVED):
        db = connect_to_write(path)
    with on_failure(db.close):
        if found < len(migrations):
            from weakspot.store.backup import back_up  # late: seldom needed

            back_up(db, path, f"format{found}")
            migrate(db, migrations)
    return db


def open_memory() -> Connection:
    """A save in memory, gone when closed."""
    db = open_connection(":memory:")
    configure(db)
    migrate(db)
    return db


def open_copy(path: Path) -> Connection:
    """What the save at `path` holds, in memory and in the newest format: nothing is written to the file.

    Empty where there is no save. SaveError if it is refused.
    """
    db = open_memory()
    with on_failure(db.close):
        if is_there(path):
            path = resolve_link(path)
            inspect_save(path)
            with open_readonly(path) as source:
                source.backup(db)
            migrate(db)
    return db


def open_to_read(path: Path) -> Connection:
    """The save at `path` for what only reads, looked at briefly: none is made, none has to be writable."""
    if not has_save(path):
        return open_memory()
    try:
        return open_save(path, brief=True)
    except CannotSave:
        return open_copy(path)


def has_save(path: Path) -> bool:
    """Is there a save? DamagedSave where only something is left of one: no empty one may take its place.

    Of a log that is not yet in the save that is so too because SQLite would play it into the new one.
    """
    if is_there(path):
        return True
    from weakspot.store.backup import backup_files  # late: seldom needed
    from weakspot.store.save_files import files_set_aside

    unfinished = [
        one for one in (sqlite_sibling(path, "-wal"), sqlite_sibling(path, "-journal")) if file_size(one)
    ]
    if unfinished or files_set_aside(path) or backup_files(path):
        left = f"{one_line(unfinished[0].name)} is" if unfinished else "there is something"
        raise DamagedSave(
            f"{one_line(path)} is gone, but {left} left of it",
            "`weakspot save restore` brings back the newest good backup, `weakspot save restore --anew` "
            "begins an empty save",
        )
    return False


def connect_to_write(path: Path) -> Connection:
    """A connection that writes."""
    db = open_connection(sqlite_uri(path, "rw"))
    with on_failure(db.close):
        configure(db)
    return db


def configure(db: Connection) -> None:
    """Settings under which a committed answer survives a power cut and a planted file does no harm."""
    harmless = ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON")
    for pragma in (*harmless, "mmap_size = 0", "cache_size = -512"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode == "wal":
        db.execute("PRAGMA synchronous = FULL")
    else:  # network folders: no shared memory, and FULL would not sync the folder
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        db.execute("PRAGMA synchronous = EXTRA")
