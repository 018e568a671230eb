"""Format 4: an answer is kept beside its open round, which is not written anew with it."""

from sqlite3 import Connection


def apply(db: Connection) -> None:
    """Add the table; inside the caller's transaction."""
    db.execute(
        """\
CREATE TABLE answered(
  id TEXT PRIMARY KEY NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT"""
    )
