"""Format 3: without two indexes that every answer wrote to and nothing reads."""

from sqlite3 import Connection

from weakspot.store.schema import DROPPED


def apply(db: Connection) -> None:
    """Drop them; inside the caller's transaction."""
    for name in DROPPED:
        db.execute(f"DROP INDEX {name}")
