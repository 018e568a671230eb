"""Format 3: a topic's last answers name their concept, and let it go only once each missed idea is right."""

from contextlib import suppress
from sqlite3 import Connection

from weakspot.errors import SaveError
from weakspot.store.derived import replay


def apply(db: Connection) -> None:
    """Derive all again from the log, inside the caller's transaction.

    Where an attempt cannot be read, all stays as it was: older entries of last answers can be read, too.
    """
    if db.execute("SELECT EXISTS(SELECT 1 FROM attempt)").fetchone() == (1,):  # each start makes an empty one
        with suppress(SaveError):
            replay(db)
