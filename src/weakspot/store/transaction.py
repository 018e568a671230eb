"""Transactions, and what SQLite's errors mean to a player."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

import msgspec

from weakspot.errors import CannotSave, DamagedSave, SaveError, os_error_words
from weakspot.text import visible

BUSY_SECONDS = 5.0
"""How long to wait for another player of the same save."""

VERIFY_HINT = (
    "`weakspot save verify` says where; quit, and `weakspot save restore` sets it aside and brings back the "
    "newest good backup"
)
LOCK_ERRORS = ("SQLITE_BUSY", "SQLITE_LOCKED")
DAMAGE_ERRORS = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
MEANINGS = {
    ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"): "the disk is full. Free some space, then try again",
    ("SQLITE_IOERR",): "{file} could not be read or written ({name}). Check the disk, then try again",
    LOCK_ERRORS: "another program holds {file}. Close it or wait, then try again",
    ("SQLITE_READONLY", "SQLITE_PERM"): (
        "{file} or its folder cannot be written. Make both writable, then try again"
    ),
    ("SQLITE_CANTOPEN",): "{file} cannot be opened. Make it and its folder writable, then try again",
}
"""By the names of SQLite's errors, or what their extended names begin with."""

WITH_WAL = 2
"""SQLite's `synchronous=FULL`, as it is where there is a write-ahead log."""

Progress = Callable[[int, int], None]
"""Called with how much is done, of how much: attempts, or bytes."""
PROGRESS_STEP = 1000
"""Attempts read or written between two calls of it."""
IsStopped = Callable[[], bool]
"""Asked now and then by what takes long: is it no longer wanted?"""

INTERRUPTED_EVERY = 20_000
"""Steps of SQLite's between two looks if a long statement is to end."""


def one_line(path: Path | str) -> str:
    """A path, fit to stand in a message."""
    return visible(str(path), line=True)


def path_of(db: Connection) -> Path | None:
    """The connection's file, None where it is in memory."""
    with suppress(sqlite3.Error):
        _, _, path = db.execute("PRAGMA database_list").fetchone()  # the first one is main
        return Path(path) if path else None
    return None


def file_of(db: Connection) -> str:
    """The name of the connection's file, as shown; `the save` where it is in memory."""
    return one_line(path_of(db) or "the save")


class translate_errors(AbstractContextManager[None]):  # a generator would take twice as long
    """Raises what a file can cause, damage within its rows too, as SaveError in a player's words."""

    def __init__(self, save: Connection | Path, prefix: str = "") -> None:
        self.save, self.prefix = save, prefix

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (sqlite3.Error, msgspec.DecodeError)):
            file = one_line(self.save) if isinstance(self.save, Path) else file_of(self.save)
            if known := save_error(error, file, self.prefix):
                raise known from error


def data_version(db: Connection) -> int:
    """Another number as soon as another connection has written."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def error_name(error: sqlite3.Error) -> str:
    """SQLite's name of the error; empty where it has none."""
    name: str = getattr(error, "sqlite_errorname", "")
    if not name and "decode" in str(error):  # a text that is not UTF-8: raised without a name
        return "SQLITE_CORRUPT"
    return name


def save_error(error: Exception, file: str, prefix: str = "") -> SaveError | None:
    """The error as a player reads it, None where it is none that a file can cause."""
    name = error_name(error) if isinstance(error, sqlite3.Error) else ""
    if isinstance(error, msgspec.DecodeError) or name.startswith(DAMAGE_ERRORS):
        return damaged_in_play(file, prefix)
    for known, text in MEANINGS.items():
        if name.startswith(known):
            told = prefix + text.format(file=file, name=name)
            return SaveError(told) if known == LOCK_ERRORS else CannotSave(told)
    return None


def damaged_in_play(file: str, prefix: str = "") -> DamagedSave:
    """The refusal of a save that was opened, and then found damaged."""
    return DamagedSave(f"{prefix}{file} is damaged", VERIFY_HINT)


@contextmanager
def on_failure(undo: Callable[[], None]) -> Iterator[None]:
    """Calls `undo` where what is done within fails, an interrupt included."""
    with ExitStack() as failing:
        failing.callback(undo)
        yield
        failing.pop_all()


def never() -> bool:
    """Nothing ends it but Ctrl+C."""
    return False


@contextmanager
def interruptible(db: Connection, is_stopped: IsStopped = never) -> Iterator[None]:
    """Ctrl+C ends a long statement at once, and so does `is_stopped`: as KeyboardInterrupt."""
    db.set_progress_handler(is_stopped, INTERRUPTED_EVERY)  # Python looks for signals while it is called
    try:
        yield
    except sqlite3.OperationalError as error:
        if error_name(error) == "SQLITE_INTERRUPT":
            raise KeyboardInterrupt from error
        raise
    finally:
        db.set_progress_handler(None, 0)


@contextmanager
def translate_os_errors(what: str, kind: type[SaveError] = SaveError) -> Iterator[None]:
    """Raises what a folder or a disk keeps from being done as a refusal: `what`, and the system's reason."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {os_error_words(error)}") from error


@contextmanager
def write_transaction(db: Connection, begun: Callable[[], object] = never) -> Iterator[None]:
    """One transaction that writes: all or nothing. SaveError "not saved: …" where it could not be.

    `begun` is called first within it.
    """
    try:
        with translate_errors(db, "not saved: "):
            db.execute("BEGIN IMMEDIATE")  # a deferred one that reads first fails if another writes meanwhile
            begun()
            yield
            db.execute("COMMIT")
    finally:
        if db.in_transaction:  # not so after a commit, nor after a full disk
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")


@contextmanager
def without_sync(db: Connection) -> Iterator[None]:
    """Commits within do not wait for the disk, where that can harm no file; the next one syncs them, too."""
    (level,) = db.execute("PRAGMA synchronous").fetchone()
    if level == WITH_WAL:
        db.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        db.execute(f"PRAGMA synchronous={level}")
