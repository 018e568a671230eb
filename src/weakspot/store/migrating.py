"""Bringing a save to the newest format."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from sqlite3 import Connection

from weakspot.store.schema import ANSWERED, APPLICATION_ID, ATTEMPT_KIND, DROPPED, FORMAT_1, Objects, newest
from weakspot.store.transaction import writing

Migration = Callable[[Connection], None]
"""Takes the tables one format on, by `execute` alone: `executescript` would end the transaction."""


def format_1(db: Connection) -> None:
    """The first tables, in an empty file."""
    for statement in FORMAT_1:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def format_2(db: Connection) -> None:
    """The last answers of a kind are found without a scan of the log."""
    db.execute(ATTEMPT_KIND)


def format_3(db: Connection) -> None:
    """Without two indexes that every answer wrote to and nothing reads."""
    for name in DROPPED:
        db.execute(f"DROP INDEX {name}")


def format_4(db: Connection) -> None:
    """An answer is kept beside its open round, which is not written anew with it."""
    db.execute(ANSWERED)


MIGRATIONS: tuple[Migration, ...] = (format_1, format_2, format_3, format_4)
"""In order; the first makes format 1 out of nothing."""


def format_of(db: Connection) -> int:
    """The save's format: 0 in an empty file, then 1 and up."""
    (number,) = db.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(db: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the save to the newest format, in one transaction: a failure leaves the old one.

    SaveError where it cannot be written.
    """
    with writing(db):
        # Asked inside: another process may just have done it.
        for migration in migrations[format_of(db) :]:
            migration(db)
        db.execute(f"PRAGMA user_version = {len(migrations)}")


def objects_in(db: Connection) -> Objects:
    """All that the file defines: type, name, table and statement of each."""
    return frozenset(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def objects_of(migrations: Sequence[Migration]) -> Objects:
    """All that a save of the format after these migrations defines."""
    if migrations == MIGRATIONS:
        return newest()
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db, migrations)
        return objects_in(db)
    finally:
        db.close()
