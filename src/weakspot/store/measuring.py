"""What the log says of the player's time, in sums that SQLite makes."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection

from weakspot.engine.constants import PACE_ANSWERS, PACE_LAST, SLOWEST_SECONDS

PACE = """
SELECT count(*), avg(seconds) FROM (
  SELECT min(seconds, ?) AS seconds FROM attempt WHERE kind = ? AND seen = 0
  AND NOT EXISTS (SELECT 1 FROM event WHERE what = 'retract' AND subject = attempt.id)
  AND coalesce((SELECT what FROM event WHERE what IN ('dispute', 'restore') AND subject = attempt.id
                ORDER BY id DESC LIMIT 1), '') != 'dispute'
  ORDER BY id DESC LIMIT ?)"""


def read_pace(db: Connection, kinds: Iterable[str]) -> dict[str, float]:
    """The player's mean seconds over the last answers of each kind, where there are enough; see Reads."""
    found = {}
    for kind in kinds:
        answers, seconds = db.execute(PACE, (SLOWEST_SECONDS, kind, PACE_LAST)).fetchone()
        if answers >= PACE_ANSWERS:
            found[kind] = seconds
    return found
