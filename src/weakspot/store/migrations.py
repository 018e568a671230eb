"""The tables and indexes of a save, which only migrations change, and bringing it to
the newest format.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from sqlite3 import Connection
from typing import Any

from weakspot.store.replay import OnProgress, count_live, replay
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
TABLES = ("attempt", "event", "node", "memory", "day", "change", "round")

Migration = Iterable[str | Callable[[Connection], None]]
"""Statements and functions, in their order, that take a save to the next format."""


def drop_outcomes(db: Connection) -> None:
    """Leave of each open round what the log does not have. Until format 4 its session
    had whole outcomes, and `answered` the last one.
    """
    rows = db.execute(
        "SELECT id, session, answer FROM round LEFT JOIN answered USING (id)"
    ).fetchall()
    for id, session, answer in rows:
        try:
            old = json.loads(session)
            text = json.dumps(stored_session_of(old, answer and json.loads(answer)))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # it was no session, and is passed over as before
        db.execute("UPDATE round SET session = ? WHERE id = ?", (text, id))


def stored_session_of(
    session: dict[str, Any], answer: dict[str, Any] | None
) -> dict[str, Any]:
    """The session of format 5 for one of format 4 and its last answer, if it has one.

    Raises KeyError, TypeError, ValueError or AttributeError for what was no session.
    """
    if not session["slots"]:
        raise ValueError("a round without questions")
    outcomes = [*session.pop("outcomes", [])]
    if answer is not None and answer["at"] == session.get("at", 0) == len(outcomes):
        outcomes.append(answer["outcome"])
        session |= {name: answer.get(name) for name in ("draft", "seconds_left")}
    kept = ("attempt", "move", "points", "due")
    answers = [one and {name: one[name] for name in kept} for one in outcomes]
    return {"session": session, "answers": answers}


CHANGE = """\
CREATE TABLE change(
  day TEXT NOT NULL,
  topic TEXT NOT NULL,
  was TEXT NOT NULL,
  now TEXT NOT NULL
) STRICT"""
OLD_REASONS = {"due": "fading"}
OLD_STATES = {"unsure": "open"}


def rename_words(db: Connection) -> None:
    """Give the reasons and states in open rounds the names that they have since
    format 6.
    """
    for id, text in db.execute("SELECT id, session FROM round").fetchall():
        try:
            stored = json.loads(text)
            for slot in stored["session"]["slots"]:
                slot["reason"] = OLD_REASONS.get(slot["reason"], slot["reason"])
            for answer in filter(None, stored["answers"]):
                state = answer["move"]["state"]
                answer["move"]["state"] = OLD_STATES.get(state, state)
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # it was no session, and is passed over as before
        text = json.dumps(stored)
        db.execute("UPDATE round SET session = ? WHERE id = ?", (text, id))


MIGRATIONS = (
    (*FORMAT_1.split(";\n"), f"PRAGMA application_id = {APPLICATION_ID}"),
    # the last answers of a kind are found without a scan of the log
    ("CREATE INDEX attempt_kind ON attempt(kind, id)",),
    # every answer wrote to both, and nothing read them
    ("DROP INDEX attempt_round", "DROP INDEX memory_due"),
    # an answer is kept beside its open round, which is not written anew with it
    (ANSWERED,),
    # an open round keeps what the log does not have of its answers
    (drop_outcomes, "DROP TABLE answered"),
    # the changes of topics are read without the log; a new rule says which are weak
    (
        CHANGE,
        "CREATE INDEX change_weak ON change(topic) WHERE 'weak' IN (was, now)",
        "DROP INDEX memory_unit",
        "ALTER TABLE memory RENAME COLUMN unit TO concept",
        "CREATE INDEX memory_concept ON memory(concept, day)",
        rename_words,
    ),
)
"""In order; the first makes format 1 in an empty file."""
DERIVED_ANEW = 6
"""The newest format from which on everything derived has to be derived again."""
HAS_LOG = "SELECT EXISTS (SELECT 1 FROM attempt) OR EXISTS (SELECT 1 FROM event)"


def format_of(db: Connection) -> int:
    """The save's format: 0 in an empty file, then 1 and up."""
    (number,) = db.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(
    db: Connection,
    migrations: Sequence[Migration] = MIGRATIONS,
    progress: OnProgress | None = None,
) -> None:
    """Bring the save to the newest format, all or nothing; the log is replayed where a
    new rule derives other figures from it.

    `progress` is called as by `rebuild`, and before it begins. Raises SaveError if the
    save cannot be written, or its log cannot be replayed.
    """
    with write_transaction(db):
        # Read in the transaction: another process may just have migrated it.
        before = format_of(db)
        for step in chain.from_iterable(migrations[before:]):
            if callable(step):
                step(db)
            else:
                db.execute(step)
        if (
            before < DERIVED_ANEW <= len(migrations)
            and db.execute(HAS_LOG).fetchone()[0]
        ):
            if progress is not None:
                progress(0, count_live(db))
            replay(db, progress)
        db.execute(f"PRAGMA user_version = {len(migrations)}")


def read_schema(db: Connection) -> frozenset[tuple[str | None, ...]]:
    """Everything that the file defines: type, name,
    table and statement of each object.
    """
    return frozenset(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
