"""Bringing a save to the newest format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from sqlite3 import Connection

from weakspot.store.schema import ANSWERED, APPLICATION_ID, FORMAT_1
from weakspot.store.transaction import writing

Migration = Iterable[str]
"""Statements, in their order, that take the tables one format on."""


MIGRATIONS = (
    (*FORMAT_1, f"PRAGMA application_id = {APPLICATION_ID}"),
    # the last answers of a kind are found without a scan of the log
    ("CREATE INDEX attempt_kind ON attempt(kind, id)",),
    # every answer wrote to both, and nothing read them
    ("DROP INDEX attempt_round", "DROP INDEX memory_due"),
    # an answer is kept beside its open round, which is not written anew with it
    (ANSWERED,),
)
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
        for statement in chain.from_iterable(migrations[format_of(db) :]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(migrations)}")


def objects_in(db: Connection) -> frozenset[tuple[str | None, ...]]:
    """All that the file defines: type, name, table and statement of each."""
    return frozenset(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
