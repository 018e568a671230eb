"""Format 4: an answer is kept beside its open round, which is not written anew with it."""

from sqlite3 import Connection

from weakspot.store.schema import ANSWERED


def apply(db: Connection) -> None:
    """Add the table; inside the caller's transaction."""
    db.execute(ANSWERED)
