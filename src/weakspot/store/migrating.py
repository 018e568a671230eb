"""Bringing a save to the newest format."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from sqlite3 import Connection

from weakspot.store.migrations import m0001, m0002, m0003, m0004
from weakspot.store.transaction import writing

Migration = Callable[[Connection], None]
"""Takes the tables one format on, by `execute` alone: `executescript` would end the transaction."""

MIGRATIONS: tuple[Migration, ...] = (m0001.apply, m0002.apply, m0003.apply, m0004.apply)
"""In order; the first makes format 1 out of nothing."""

Objects = frozenset[tuple[str | None, ...]]


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
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db, migrations)
        return objects_in(db)
    finally:
        db.close()
