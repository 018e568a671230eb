"""Format 2: the last answers of a kind are found without a scan of the log."""

from sqlite3 import Connection

from weakspot.store.schema import ATTEMPT_KIND


def apply(db: Connection) -> None:
    """Add the index; inside the caller's transaction."""
    db.execute(ATTEMPT_KIND)
