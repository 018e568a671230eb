"""The first format."""

from sqlite3 import Connection

from weakspot.store.schema import APPLICATION_ID, FORMAT_1


def apply(db: Connection) -> None:
    """Make the tables of format 1 in an empty file; inside the caller's transaction."""
    for statement in FORMAT_1:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
