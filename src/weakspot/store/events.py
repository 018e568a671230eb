"""The meaning of the events of a save as a whole: what counts, what has ended, what
was explained later.
"""

from datetime import date
from sqlite3 import Connection

import msgspec

from weakspot.engine.constants import UNINFORMATIVE_GUESS

# With a single max(), SQLite takes the other columns from the row that has the maximum.
EXCLUDED_IDS = """
SELECT subject FROM event WHERE what = 'retract'
UNION
SELECT subject FROM
  (SELECT subject, what, max(id) FROM event WHERE what IN ('dispute', 'restore')
   GROUP BY subject)
WHERE what = 'dispute'"""
"""Ids of what does not count: attempts retracted, or disputed and not restored;
retracted ends of rounds.
"""
IS_COUNTED = f"attempt.id NOT IN ({EXCLUDED_IDS})"
IS_EVIDENCE = f"attempt.seen = 0 AND attempt.guess < {UNINFORMATIVE_GUESS}"
"""`mastery.is_evidence` in SQL."""
IS_ROUND_END = """what = 'round_end' AND NOT EXISTS
  (SELECT 1 FROM event AS back
   WHERE back.what = 'retract' AND back.subject = event.id)"""
"""True of an event that is a round's end and counts. Unlike with `IN`, no list of all
excluded ids is built.
"""
SELECT_ROUND_ENDS = f"SELECT id, note FROM event WHERE {IS_ROUND_END} ORDER BY id"
_SELECT_EXPLANATIONS = f"""
SELECT min(event.id), event.at, section, topic, level
FROM event JOIN attempt ON attempt.id = event.subject
WHERE what = 'explained' AND (:subject IS NULL OR subject = :subject) AND NOT explained
AND {IS_EVIDENCE} AND {IS_COUNTED} GROUP BY subject ORDER BY 1"""


class Explanation(msgspec.Struct, frozen=True):
    """An explanation shown later than the verdict of its answer: the event, its time,
    what was asked.
    """

    id: str
    at: str
    section: str
    topic: str
    level: int

    @property
    def day(self) -> str:
        """Its date in UTC, as the local one is not logged."""
        return self.at[:10]


def read_explanations(
    db: Connection, attempt_id: str | None = None
) -> list[Explanation]:
    """The explanations of answers that count, in the log's order; only those of one
    attempt, if given.
    """
    return [
        Explanation(*row)
        for row in db.execute(_SELECT_EXPLANATIONS, {"subject": attempt_id})
    ]


def read_excluded_ids(db: Connection) -> set[str]:
    """The attempts that do not count: retracted, or disputed and not restored since."""
    return {
        id
        for (id,) in db.execute(f"SELECT id FROM attempt WHERE id IN ({EXCLUDED_IDS})")
    }


def is_excluded(db: Connection, id: str) -> bool:
    """True if this attempt no longer counts."""
    return bool(db.execute(f"SELECT ? IN ({EXCLUDED_IDS})", (id,)).fetchone()[0])


def has_event(db: Connection, what: str, subject: str) -> bool:
    """True if this has ever happened to the subject."""
    sql = "SELECT EXISTS (SELECT 1 FROM event WHERE what = ? AND subject = ?)"
    return bool(db.execute(sql, (what, subject)).fetchone()[0])


def read_round_end(db: Connection, round_id: str) -> tuple[str, str] | None:
    """The id and the local date of the round's end that counts;
    None if it has not ended.
    """
    sql = (
        f"SELECT id, note FROM event WHERE {IS_ROUND_END} AND subject = ? ORDER "
        "BY id DESC"
    )
    row = db.execute(sql, (round_id,)).fetchone()
    return None if row is None else (row[0], parse_day(row[1]))


class _RoundEnd(msgspec.Struct):
    day: date


def parse_day(note: str | None) -> str:
    """The local date in the note of a round's end. Raises msgspec.DecodeError if there
    is none.
    """
    return msgspec.json.decode(note or "", type=_RoundEnd).day.isoformat()
