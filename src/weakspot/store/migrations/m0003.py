"""Format 3: a topic's last answers name their concept; two indexes that nothing reads are gone."""

from sqlite3 import Connection


def apply(db: Connection) -> None:
    """Drop the indexes; inside the caller's transaction, which derives the rest anew."""
    db.execute("DROP INDEX attempt_round")
    db.execute("DROP INDEX memory_due")
