"""Events of the log, and what they say as a whole."""

from sqlite3 import Connection

import msgspec

from weakspot.engine.constants import NO_EVIDENCE
from weakspot.engine.records import Event
from weakspot.store.rows import INSERT_EVENT

EVENTS = frozenset(
    {"flag", "unflag", "mute", "unmute", "dispute", "restore", "explained", "retract", "round_end"}
)

# With max() alone, SQLite takes the other columns from the row that has the greatest.
_LATEST = """
SELECT subject FROM (SELECT subject, what, max(id) FROM event WHERE what IN (?, ?) GROUP BY subject)
WHERE what = ?"""

EXCLUDED = """
SELECT subject FROM event WHERE what = 'retract'
UNION
SELECT subject FROM
  (SELECT subject, what, max(id) FROM event WHERE what IN ('dispute', 'restore') GROUP BY subject)
WHERE what = 'dispute'"""
"""Ids of what does not count: attempts retracted, or disputed and not restored; retracted ends of rounds."""

ROUND_ENDS = f"SELECT id, note FROM event WHERE what = 'round_end' AND id NOT IN ({EXCLUDED}) ORDER BY id"

_LESSONS = f"""
SELECT min(event.id), event.at, section, topic, level
FROM event JOIN attempt ON attempt.id = event.subject
WHERE what = 'explained' AND (:subject IS NULL OR subject = :subject) AND NOT explained AND NOT seen
AND guess < {NO_EVIDENCE} AND subject NOT IN ({EXCLUDED}) GROUP BY subject ORDER BY 1"""


class Lesson(msgspec.Struct, frozen=True):
    """The explanation of an answer shown later than its verdict: the event, its time, what was asked."""

    id: str
    at: str
    section: str
    topic: str
    level: int


def lessons(db: Connection, attempt_id: str | None = None) -> list[Lesson]:
    """The lessons, of answers that count, in the log's order; those of one attempt, if it is given."""
    return [Lesson(*row) for row in db.execute(_LESSONS, {"subject": attempt_id})]


def insert_event(db: Connection, event: Event) -> None:
    """Append the event; inside the caller's transaction."""
    db.execute(INSERT_EVENT, msgspec.structs.astuple(event))


def subjects(db: Connection, on: str, off: str) -> set[str]:
    """The subjects whose latest event of the two is `on`."""
    return {subject for (subject,) in db.execute(_LATEST, (on, off, on))}


def read_excluded(db: Connection) -> set[str]:
    """The attempts that do not count: retracted, or disputed and not restored since."""
    sql = f"""
    SELECT subject FROM ({EXCLUDED}) AS gone
    WHERE EXISTS (SELECT 1 FROM attempt WHERE id = gone.subject)"""
    return {subject for (subject,) in db.execute(sql)}


def is_excluded(db: Connection, id: str) -> bool:
    """Does this attempt, or end of a round, not count any more?"""
    return bool(db.execute(f"SELECT ? IN ({EXCLUDED})", (id,)).fetchone()[0])


def has_event(db: Connection, what: str, subject: str) -> bool:
    """Did this happen to the subject, ever?"""
    sql = "SELECT EXISTS (SELECT 1 FROM event WHERE what = ? AND subject = ?)"
    return bool(db.execute(sql, (what, subject)).fetchone()[0])


def round_end(db: Connection, round_id: str) -> tuple[str, str] | None:
    """The id and the local date of the round's end that counts, None if it has not ended."""
    sql = "SELECT id, note FROM event WHERE what = 'round_end' AND subject = ? ORDER BY id DESC"
    for id, note in db.execute(sql, (round_id,)).fetchall():
        if not is_excluded(db, id):
            return id, day_in(note)
    return None


class _RoundEnd(msgspec.Struct):
    day: str


def day_in(note: str | None) -> str:
    """The local date in the note of a round's end. msgspec.DecodeError if there is none."""
    return msgspec.json.decode(note or "", type=_RoundEnd).day
