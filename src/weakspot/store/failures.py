"""Errors of SQLite and of the system, in a player's words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection

import msgspec

from weakspot.errors import CannotSave, DamagedSave, SaveError, os_error_words
from weakspot.text import one_line

VERIFY_HINT = (
    "`weakspot save verify` says where; quit, and `weakspot save restore` sets it "
    "aside and brings back the newest good backup"
)
RESTORE_HINT = (
    "nothing was changed; `weakspot save restore` sets it aside and brings back the "
    "newest good backup, or play on with another --player NAME"
)
LOCK_ERRORS = ("SQLITE_BUSY", "SQLITE_LOCKED")
DAMAGE_ERRORS = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
MEANINGS = {
    (
        "SQLITE_FULL",
        "SQLITE_IOERR_SHMSIZE",
    ): "the disk is full; free some space, then try again",
    (
        "SQLITE_IOERR",
    ): "{file} could not be read or written ({name}); check the disk, then try again",
    LOCK_ERRORS: "another program holds {file}; close it or wait, then try again",
    ("SQLITE_READONLY", "SQLITE_PERM"): (
        "{file} or its folder cannot be written; make both writable, then try again"
    ),
    (
        "SQLITE_CANTOPEN",
    ): "{file} cannot be opened; make it and its folder writable, then try again",
}
"""By the names of SQLite's errors, or prefixes of their extended names."""


def path_of(db: Connection) -> Path | None:
    """The connection's file; None if it is in memory."""
    sql = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    (path,) = db.execute(sql).fetchone()
    return Path(os.fsdecode(path)) if path else None  # its name may not be UTF-8


def file_of(db: Connection) -> str:
    """The name of the connection's file for a message;
    `the save` if it is in memory.
    """
    return one_line(path_of(db) or "the save")


# A generator would be half as fast.
class translate_errors(AbstractContextManager[None]):
    """Raise errors that a file can cause, damage in its rows included, as SaveError in
    a player's words.
    """

    def __init__(self, save: Connection | Path, prefix: str = "") -> None:
        self.save, self.prefix = save, prefix

    def __exit__(
        self, kind: object, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, (sqlite3.Error, msgspec.DecodeError)):
            file = (
                one_line(self.save)
                if isinstance(self.save, Path)
                else file_of(self.save)
            )
            if translated := save_error(error, file, self.prefix):
                raise translated from error


def error_name(error: sqlite3.Error) -> str:
    """SQLite's name of the error; empty if it has none."""
    name: str = getattr(error, "sqlite_errorname", "")
    # a text that is not UTF-8: raised without a name
    if not name and "decode" in str(error):
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


def damage_error(path: Path, what: str) -> DamagedSave:
    """The error for a damaged save; `what` may be SQLite's own words, line by line
    below a heading.
    """
    lines = [line for line in what.splitlines() if not line.startswith("***")]
    return DamagedSave(
        f"{one_line(path)} is damaged: {one_line('; '.join(lines))}", RESTORE_HINT
    )


@contextmanager
def translate_os_errors(what: str, kind: type[SaveError] = SaveError) -> Iterator[None]:
    """Raise an error of a folder or disk as `kind`, saying `what` cannot be done and
    the system's reason.
    """
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {os_error_words(error)}") from error
