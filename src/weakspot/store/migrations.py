"""The tables and indexes of a save, which only migrations change, and bringing it to
the newest format.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from sqlite3 import Connection

from weakspot.store.transaction import write_transaction

APPLICATION_ID = 0x77656B73
"""Marks a file as a save of ours: `weks`."""

FORMAT_1 = """\
CREATE TABLE attempt(
  id TEXT PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  round TEXT NOT NULL,
  mode TEXT NOT NULL,
  section TEXT NOT NULL,
  question TEXT NOT NULL,
  revision TEXT NOT NULL,
  topic TEXT NOT NULL,
  concept TEXT,
  kind TEXT NOT NULL,
  level INT NOT NULL,
  guess REAL NOT NULL,
  score REAL NOT NULL,
  seconds REAL NOT NULL,
  confidence TEXT,
  hint INT NOT NULL,
  seen INT NOT NULL,
  explained INT NOT NULL,
  reason TEXT NOT NULL,
  predicted REAL NOT NULL,
  misconceptions TEXT NOT NULL,
  numbers TEXT NOT NULL,
  given TEXT
) STRICT;
CREATE TABLE event(
  id TEXT PRIMARY KEY NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE TABLE node(
  key TEXT PRIMARY KEY NOT NULL,
  mean REAL NOT NULL,
  variance REAL NOT NULL,
  lift REAL NOT NULL,
  evidence REAL NOT NULL,
  answers INT NOT NULL,
  misses INT NOT NULL,
  different INT NOT NULL,
  last TEXT,
  recent TEXT NOT NULL,
  weak INT NOT NULL
) STRICT;
CREATE TABLE memory(
  question TEXT PRIMARY KEY NOT NULL,
  unit TEXT NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  day TEXT NOT NULL,
  due TEXT NOT NULL,
  revision TEXT NOT NULL,
  seen TEXT NOT NULL,
  score REAL NOT NULL,
  answers INT NOT NULL,
  misses INT NOT NULL
) STRICT;
CREATE TABLE day(
  day TEXT PRIMARY KEY NOT NULL,
  attempts INT NOT NULL,
  rounds INT NOT NULL,
  points INT NOT NULL,
  seconds REAL NOT NULL
) STRICT;
CREATE TABLE round(
  id TEXT PRIMARY KEY NOT NULL,
  mode TEXT NOT NULL,
  started TEXT NOT NULL,
  session TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_question ON attempt(question, at);
CREATE INDEX attempt_round ON attempt(round);
CREATE INDEX memory_due ON memory(due);
CREATE INDEX memory_unit ON memory(unit, day);
CREATE INDEX event_what ON event(what, subject);
CREATE INDEX round_started ON round(started)"""

ANSWERED = """\
CREATE TABLE answered(
  id TEXT PRIMARY KEY NOT NULL REFERENCES round(id) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT"""
TABLES = ("attempt", "event", "node", "memory", "day", "round", "answered")

Migration = Iterable[str]
"""Statements, in their order, that take the tables to the next format."""

MIGRATIONS = (
    (*FORMAT_1.split(";\n"), f"PRAGMA application_id = {APPLICATION_ID}"),
    # the last answers of a kind are found without a scan of the log
    ("CREATE INDEX attempt_kind ON attempt(kind, id)",),
    # every answer wrote to both, and nothing read them
    ("DROP INDEX attempt_round", "DROP INDEX memory_due"),
    # an answer is kept beside its open round, which is not written anew with it
    (ANSWERED,),
)
"""In order; the first makes format 1 in an empty file."""


def format_of(db: Connection) -> int:
    """The save's format: 0 in an empty file, then 1 and up."""
    (number,) = db.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(db: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the save to the newest format, all or nothing. Raises SaveError if it
    cannot be written.
    """
    with write_transaction(db):
        # Read in the transaction: another process may just have migrated it.
        for statement in chain.from_iterable(migrations[format_of(db) :]):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(migrations)}")


def read_schema(db: Connection) -> frozenset[tuple[str | None, ...]]:
    """Everything that the file defines: type, name, table and statement of each
    object.
    """
    return frozenset(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
