"""Connections to a save: to write, and to read without changing it or
anything beside it.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from urllib.parse import quote

from weakspot.errors import DamagedSave, SaveError
from weakspot.files import open_regular, sqlite_sibling
from weakspot.store.failures import (
    damage_error,
    error_name,
    save_error,
    translate_os_errors,
)
from weakspot.store.transaction import on_failure
from weakspot.text import one_line

BUSY_MS = 5000
"""The time to wait for another player of the same save."""
HELD_MS = 100
"""The time to wait once that was in vain, until something is saved again: a screen
stands still meanwhile.
"""

NO_WAL = b"\1"
"""Byte 18 of a save without a write-ahead log:
whoever writes it locks readers out meanwhile.
"""

MIN_SHM_SIZE = 32768
"""The least number of bytes of a `-shm` that somebody has open."""


def connect(address: str) -> Connection:
    """A connection that commits by itself outside explicit transactions, and to which
    no file is harmful.
    """
    db = sqlite3.connect(
        address, uri=True, timeout=BUSY_MS / 1000, isolation_level=None
    )
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    return db


def sqlite_uri(path: Path, mode: str) -> str:
    """SQLite's address of a file; its name may contain anything, also `?` and `%`."""
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"


def connect_to_write(path: Path) -> Connection:
    """A connection that writes."""
    db = connect(sqlite_uri(path, "rw"))
    with on_failure(db.close):
        configure(db)
    return db


def configure(db: Connection) -> None:
    """Set what lets a committed answer survive a power cut."""
    for pragma in ("foreign_keys = ON", "mmap_size = 0", "cache_size = -512"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode == "wal":
        db.execute("PRAGMA synchronous = FULL")
    else:  # network folders: no shared memory, and FULL would not sync the folder
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        db.execute("PRAGMA synchronous = EXTRA")


# Reading


@contextmanager
def open_readonly(path: Path, in_play: bool = False) -> Iterator[Connection]:
    """A connection that changes neither the file nor anything beside it. Raises
    SaveError if it is damaged.

    A save `in_play` in this process is readable as it is. Only SQLite may open it then:
    closing another handle on the file would drop SQLite's locks.
    """
    try:
        with ExitStack() as stack:
            with translate_os_errors(f"{one_line(path)} cannot be read"):
                address = (
                    sqlite_uri(path, "ro")
                    if in_play
                    else stack.enter_context(prepare_uri(path))
                )
            db = stack.enter_context(closing(connect(address)))
            db.execute("PRAGMA cache_size = -512")
            yield db
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # the latter if an error quotes bytes
        translated = save_error(error, one_line(path))
        if translated is None or isinstance(translated, DamagedSave):
            translated = damage_error(path, str(error))
        raise translated from error


@contextmanager
def prepare_uri(path: Path) -> Iterator[str]:
    """The address to read from: the save in place or,
    if a crash left it unfinished, a copy.
    """
    wal, shm, journal = (
        sqlite_sibling(path, suffix) for suffix in ("-wal", "-shm", "-journal")
    )
    in_use = file_size(shm) >= MIN_SHM_SIZE
    without_wal = not wal.exists() and read_head(path, 100)[18:19] == NO_WAL
    if without_wal:
        unfinished = has_hot_journal(path)
    else:
        unfinished = file_size(journal) > 0 or (file_size(wal) > 0 and not in_use)
    if unfinished:
        # To read it, SQLite would have to finish the change or make a -shm.
        with expect_unchanged(path), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            for suffix in ("", "-wal", "-journal"):
                if sqlite_sibling(path, suffix).exists():
                    shutil.copyfile(
                        sqlite_sibling(path, suffix), sqlite_sibling(copy, suffix)
                    )
            yield sqlite_uri(copy, "rw")
    elif without_wal or (wal.exists() and in_use):
        yield sqlite_uri(path, "ro")
    else:
        with expect_unchanged(path):
            # or SQLite would leave a -wal and a -shm
            yield sqlite_uri(path, "ro") + "&immutable=1"


@contextmanager
def expect_unchanged(path: Path) -> Iterator[None]:
    """Raise SaveError if another program writes the file meanwhile: a mix of states
    looks damaged.
    """
    before = path.stat().st_mtime_ns
    try:
        yield
    finally:
        if not path.exists() or path.stat().st_mtime_ns != before:
            raise SaveError(
                f"another weakspot wrote {one_line(path)} meanwhile; try again"
            )


def has_hot_journal(path: Path) -> bool:
    """True if a crash left a change half-made. One that is being made is waited for,
    like any lock.
    """
    with closing(connect(sqlite_uri(path, "ro"))) as db:
        try:
            db.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            if not error_name(error).startswith("SQLITE_READONLY"):
                raise
            return True
    return False


def file_size(path: Path) -> int:
    """The file's size in bytes; 0 if there is none."""
    return path.stat().st_size if path.exists() else 0


def read_head(path: Path, length: int) -> bytes:
    """The first bytes of a file, at most `length`.
    Raises SaveError if it cannot be read.
    """
    try:
        with open_regular(path) as file:
            return file.read(length)
    except OSError as error:
        raise SaveError(
            f"{one_line(path)} cannot be read: {error.strerror}; make it readable"
        ) from error
