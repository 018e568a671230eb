"""Transactions, and SQLite's errors in a player's words."""

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
"""By the names of SQLite's errors, or prefixes of their extended names."""

WITH_WAL = 2
"""The number of SQLite's `synchronous=FULL`, which is set where there is a write-ahead log."""

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is: attempts, or bytes."""
PROGRESS_STEP = 1000
"""Attempts read or written between two calls of `Progress`."""
IsStopped = Callable[[], bool]
"""Asked now and then by long work: whether it is no longer wanted."""

INTERRUPTED_EVERY = 20_000
"""SQLite's virtual machine steps between two checks whether a long statement has to end."""


def one_line(path: Path | str) -> str:
    """A path or another text, made visible on one line of a message."""
    return visible(str(path), line=True)


def path_of(db: Connection) -> Path | None:
    """The connection's file; None if it is in memory."""
    with suppress(sqlite3.Error):
        _, _, path = db.execute("PRAGMA database_list").fetchone()  # the first row is `main`
        return Path(path) if path else None
    return None


def file_of(db: Connection) -> str:
    """The name of the connection's file for a message; `the save` if it is in memory."""
    return one_line(path_of(db) or "the save")


class translate_errors(AbstractContextManager[None]):  # a generator would be half as fast
    """Raise errors that a file can cause, damage in its rows included, as SaveError in a player's words."""

    def __init__(self, save: Connection | Path, prefix: str = "") -> None:
        self.save, self.prefix = save, prefix

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (sqlite3.Error, msgspec.DecodeError)):
            file = one_line(self.save) if isinstance(self.save, Path) else file_of(self.save)
            if translated := save_error(error, file, self.prefix):
                raise translated from error


def data_version(db: Connection) -> int:
    """A number that changes as soon as another connection has written."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def error_name(error: sqlite3.Error) -> str:
    """SQLite's name of the error; empty if it has none."""
    name: str = getattr(error, "sqlite_errorname", "")
    if not name and "decode" in str(error):  # a text that is not UTF-8: raised without a name
        return "SQLITE_CORRUPT"
    return name


def save_error(error: Exception, file: str, prefix: str = "") -> SaveError | None:
    """The error in a player's words; None if a file cannot cause it."""
    name = error_name(error) if isinstance(error, sqlite3.Error) else ""
    if isinstance(error, msgspec.DecodeError) or name.startswith(DAMAGE_ERRORS):
        return damaged_in_play(file, prefix)
    for names, text in MEANINGS.items():
        if name.startswith(names):
            message = prefix + text.format(file=file, name=name)
            return SaveError(message) if names == LOCK_ERRORS else CannotSave(message)
    return None


def damaged_in_play(file: str, prefix: str = "") -> DamagedSave:
    """The error for a save that was opened and then found damaged."""
    return DamagedSave(f"{prefix}{file} is damaged", VERIFY_HINT)


@contextmanager
def on_failure(undo: Callable[[], None]) -> Iterator[None]:
    """Call `undo` if the block fails, an interrupt included."""
    with ExitStack() as failing:
        failing.callback(undo)
        yield
        failing.pop_all()


def never() -> bool:
    """A check that never stops anything; only Ctrl+C does."""
    return False


@contextmanager
def interruptible(db: Connection, is_stopped: IsStopped = never) -> Iterator[None]:
    """Let Ctrl+C or `is_stopped` end a long statement at once, as KeyboardInterrupt."""
    db.set_progress_handler(is_stopped, INTERRUPTED_EVERY)  # Python handles signals in its calls
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
    """Raise an error of a folder or disk as `kind`, saying `what` cannot be done and the system's reason."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {os_error_words(error)}") from error


@contextmanager
def write_transaction(db: Connection, on_begin: Callable[[], object] = never) -> Iterator[None]:
    """A transaction that writes all or nothing. Raises SaveError "not saved: …" if it could not.

    `on_begin` is called first within it.
    """
    try:
        with translate_errors(db, "not saved: "):
            db.execute("BEGIN IMMEDIATE")  # a deferred one that begins with a read may fail
            on_begin()
            yield
            db.execute("COMMIT")
    finally:
        if db.in_transaction:  # not so after a commit, nor after a full disk
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")


@contextmanager
def without_sync(db: Connection) -> Iterator[None]:
    """Commit without waiting for the disk, where that harms no file; the next commit syncs these, too."""
    (level,) = db.execute("PRAGMA synchronous").fetchone()
    if level == WITH_WAL:
        db.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        db.execute(f"PRAGMA synchronous={level}")
