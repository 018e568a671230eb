"""Opening a save, without ever harming one."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import CannotSave, DamagedSave, SaveError, UsageError
from weakspot.files import PLAIN_NAMES, is_plain_name, new_file_beside, publish_new, sqlite_sibling
from weakspot.store.inspection import connected, is_there, look, looking, real, size, uri
from weakspot.store.migrations import MIGRATIONS, Migration, migrate
from weakspot.store.transaction import explaining, on_failure, refusing, shown

OLDEST_SQLITE = (3, 37)
"""The first with STRICT tables."""
UNSAVED = "answers cannot be saved: "


def player_path(saves: Path, player: str) -> Path:
    """The save of a player in the folder `saves`. UsageError if the name is not fit for a file anywhere."""
    if not is_plain_name(player):
        raise UsageError(f"no player can be called {shown(player)!r}: use {PLAIN_NAMES}")
    return saves / f"{player}.db"


def open_save(path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, brief: bool = False) -> Connection:
    """The save at `path`, ready to write; made where missing, brought to the newest format where older.

    The connection commits by itself outside explicit transactions. SaveError says why a file is refused;
    a refused one is unchanged. A `brief` look at it leaves out the log; then `damage` is to be asked later.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SaveError(f"weakspot needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
    if not is_begun(path):
        refused = refusing(f"{UNSAVED}{shown(path)} cannot be made", CannotSave)
        with refused, explaining(path, UNSAVED), new_file_beside(path) as made:
            with closing(connect(made)) as db:
                migrate(db, migrations)
            publish_new(made, path)  # if another process was first, theirs stays
    path = real(path)
    found = look(path, migrations, brief=brief)
    for needed in (path, path.parent):  # SQLite writes beside the file, too
        if not os.access(needed, os.W_OK):
            raise CannotSave(
                f"{UNSAVED}{shown(needed)} is read-only. Make it writable, or choose another --home"
            )
    with explaining(path, UNSAVED):
        db = connect(path)
    with on_failure(db.close):
        if found < len(migrations):
            from weakspot.store.backup import back_up  # late: seldom needed

            back_up(db, path, f"format{found}")
            migrate(db, migrations)
    return db


def open_memory() -> Connection:
    """A save in memory, gone when closed."""
    db = connected(":memory:")
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
            path = real(path)
            look(path)
            with looking(path) as source:
                source.backup(db)
            migrate(db)
    return db


def open_reading(path: Path) -> Connection:
    """The save at `path` for what only reads, looked at briefly: none is made, none has to be writable."""
    if not is_begun(path):
        return open_memory()
    try:
        return open_save(path, brief=True)
    except CannotSave:
        return open_copy(path)


def is_begun(path: Path) -> bool:
    """Is there a save? DamagedSave where only something is left of one: no empty one may take its place.

    Of a log that is not yet in the save that is so too because SQLite would play it into the new one.
    """
    if is_there(path):
        return True
    from weakspot.store.backup import backup_files  # late: seldom needed
    from weakspot.store.save_files import parts_aside

    unfinished = [
        one for one in (sqlite_sibling(path, "-wal"), sqlite_sibling(path, "-journal")) if size(one)
    ]
    if unfinished or parts_aside(path) or backup_files(path):
        left = f"{shown(unfinished[0].name)} is" if unfinished else "there is something"
        raise DamagedSave(
            f"{shown(path)} is gone, but {left} left of it",
            "`weakspot save restore` brings back the newest good backup, `weakspot save restore --anew` "
            "begins an empty save",
        )
    return False


def connect(path: Path) -> Connection:
    """A connection that writes."""
    db = connected(uri(path, "rw"))
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
