"""Format 3: without two indexes that every answer wrote to and nothing reads."""

from sqlite3 import Connection


def apply(db: Connection) -> None:
    """Drop them; inside the caller's transaction."""
    db.execute("DROP INDEX attempt_round")
    db.execute("DROP INDEX memory_due")
