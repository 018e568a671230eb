"""Transactions that write all or nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from sqlite3 import Connection

from weakspot.store.failures import translate_errors

WITH_WAL = 2
"""The number of SQLite's `synchronous=FULL`,
which is set where there is a write-ahead log.
"""
IsStopped = Callable[[], bool]
"""Asked now and then by long work: True once it is no longer wanted."""


def data_version(db: Connection) -> int:
    """A number that changes as soon as another connection has written."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


@contextmanager
def on_failure(undo: Callable[[], None]) -> Iterator[None]:
    """Call `undo` if the block fails, an interrupt included."""
    with ExitStack() as failing:
        failing.callback(undo)
        yield
        failing.pop_all()


@contextmanager
def write_transaction(db: Connection) -> Iterator[None]:
    """Write all or nothing. Raises SaveError "not saved: …" if that fails."""
    try:
        with translate_errors(db, "not saved: "):
            # a deferred one that begins with a read may fail
            db.execute("BEGIN IMMEDIATE")
            yield
            db.execute("COMMIT")
    finally:
        if db.in_transaction:  # not so after a commit, nor after a full disk
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")


@contextmanager
def without_sync(db: Connection) -> Iterator[None]:
    """Commit without waiting for the disk, where that harms no file; the next commit
    syncs these, too.
    """
    (level,) = db.execute("PRAGMA synchronous").fetchone()
    if level == WITH_WAL:
        db.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        db.execute(f"PRAGMA synchronous={level}")
