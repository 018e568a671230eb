"""What the log says of the player's time and of predictions, in sums that SQLite makes."""

from __future__ import annotations

from sqlite3 import Connection
from typing import TYPE_CHECKING

from weakspot.engine.constants import NO_EVIDENCE, PACE_ANSWERS, PACE_LAST, SLOWEST_SECONDS
from weakspot.engine.values import KIND_WORDS
from weakspot.store.rows import EXCLUDED

if TYPE_CHECKING:
    from weakspot.engine.lookback import Calibration

BINS = 10
"""How many parts of 0..1 the predictions are counted in."""

PACE = """
SELECT count(*), avg(seconds) FROM (
  SELECT min(seconds, ?) AS seconds FROM attempt WHERE kind = ? AND seen = 0
  AND NOT EXISTS (SELECT 1 FROM event WHERE what = 'retract' AND subject = attempt.id)
  AND coalesce((SELECT what FROM event WHERE what IN ('dispute', 'restore') AND subject = attempt.id
                ORDER BY id DESC LIMIT 1), '') != 'dispute'
  ORDER BY id DESC LIMIT ?)"""

COUNTS = f"seen = 0 AND guess < {NO_EVIDENCE} AND id NOT IN ({EXCLUDED})"
BINNED = f"""
SELECT min({BINS - 1}, CAST(predicted * {BINS} AS INT)) AS bin, count(*), avg(predicted), avg(score),
  avg((predicted - score) * (predicted - score))
FROM attempt WHERE {COUNTS} GROUP BY bin ORDER BY bin"""
CONFIDENT = f"""
SELECT confidence, count(*), avg(score >= 1) FROM attempt
WHERE {COUNTS} AND confidence IS NOT NULL GROUP BY confidence"""


def read_pace(db: Connection) -> dict[str, float]:
    """The player's mean seconds over the last answers of each kind, where there are enough; see Reads."""
    found = {}
    for kind in KIND_WORDS:
        answers, seconds = db.execute(PACE, (SLOWEST_SECONDS, kind, PACE_LAST)).fetchone()
        if answers >= PACE_ANSWERS:
            found[kind] = seconds
    return found


def read_calibration(db: Connection) -> Calibration:
    """How predictions and confidence met the answers that are evidence. Reads the whole log."""
    from weakspot.engine.lookback import Bin, Confidence, calibration  # late: a draw needs the pace alone

    bins = [
        (Bin(low=at / BINS, high=(at + 1) / BINS, answers=answers, predicted=predicted, score=score), error)
        for at, answers, predicted, score, error in db.execute(BINNED)
    ]
    confidence = {
        name: Confidence(answers=answers, right_share=share) for name, answers, share in db.execute(CONFIDENT)
    }
    return calibration(bins, confidence)
