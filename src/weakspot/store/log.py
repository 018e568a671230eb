"""The log itself, to be read: answers and what they betrayed, ends of rounds, what is
marked or disputed.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from sqlite3 import Connection
from typing import Any

import msgspec

from weakspot.engine import constants as limits
from weakspot.engine.lab import Project, build_projects
from weakspot.engine.lookback import Bin, Calibration, Confidence, build_calibration
from weakspot.engine.records import (
    Dispute,
    Encounter,
    LoggedAnswer,
    Node,
    PastAnswer,
    PastExam,
    RoundTally,
    TopicAnswer,
)
from weakspot.store import events, mapping
from weakspot.store.failures import translate_errors
from weakspot.store.replay import replay_nodes
from weakspot.store.transaction import IsStopped

# With a single max(), SQLite takes the other columns from the row that has the maximum.
SELECT_MARKED = """
SELECT subject FROM
  (SELECT subject, what, max(id) FROM event WHERE what IN (?, ?) GROUP BY subject)
WHERE what = ?"""
SELECT_EVER_MARKED = "SELECT DISTINCT subject FROM event WHERE what IN (?, ?)"
SELECT_NEWEST_ID = """
SELECT max(
  coalesce((SELECT max(id) FROM attempt), ''),
  coalesce((SELECT max(id) FROM event), '')
)"""
LAST_ANSWERS = f"""json_each(?) AS wanted JOIN attempt ON attempt.id IN
  (SELECT id FROM attempt WHERE question = wanted.value
   ORDER BY at DESC LIMIT {limits.MIXUP_ANSWERS})"""
"""The last answers to each question of a JSON list; only so many are read, however long
the log is.
"""
IS_COUNTED_EVIDENCE = f"{events.IS_EVIDENCE} AND {events.IS_COUNTED}"
SELECT_EVIDENCE = f"""
SELECT attempt.question, attempt.day, attempt.score, attempt.numbers, attempt.at,
  attempt.given
FROM json_each(?) AS wanted JOIN attempt ON attempt.question = wanted.value
WHERE attempt.topic = ? AND {IS_COUNTED_EVIDENCE}
ORDER BY attempt.id DESC LIMIT {limits.RECENT_ANSWERS}"""
SELECT_EXAMS = f"""
SELECT json_extract(note, '$.day'),
  json_extract(note, '$.score') - coalesce(gone.score, 0),
  json_extract(note, '$.asked') - coalesce(gone.asked, 0)
FROM event LEFT JOIN
  (SELECT round, sum(score) AS score, count(*) AS asked FROM attempt
   WHERE id IN ({events.EXCLUDED_IDS})
   GROUP BY round) AS gone ON gone.round = subject
WHERE {events.IS_ROUND_END} AND json_extract(note, '$.mode') = 'exam'
ORDER BY id DESC"""
COUNT_RIGHT = f"""(SELECT count(*) FROM attempt
  WHERE attempt.id BETWEEN event.subject AND event.id
  AND round = event.subject AND score >= 1 AND NOT seen AND {events.IS_COUNTED})"""
SELECT_BEST = f"""
SELECT max({COUNT_RIGHT})
FROM event
WHERE {events.IS_ROUND_END} AND json_extract(note, '$.mode') = ? AND subject != ?"""
"""The ids of a round's answers are between its own and that of its end: no other part
of the log is read.
"""
IS_RETRACTED = (
    "EXISTS (SELECT 1 FROM event WHERE what = 'retract' AND subject = attempt.id)"
)
IS_DISPUTED = """'dispute' IS
  (SELECT what FROM event WHERE what IN ('dispute', 'restore') AND subject = attempt.id
   ORDER BY id DESC LIMIT 1)"""
"""True of an attempt that is so. For a few attempts,
faster than a list of all excluded ids.
"""
SELECT_KINDS = """
WITH RECURSIVE known(kind) AS (
  SELECT min(kind) FROM attempt UNION ALL
  SELECT (SELECT min(kind) FROM attempt WHERE kind > known.kind) FROM known
  WHERE known.kind IS NOT NULL)
SELECT kind FROM known WHERE kind IS NOT NULL"""
"""The kinds that were ever answered: a look into the index for each, not a scan."""
SELECT_PACE = f"""
SELECT count(*), avg(seconds) FROM (
  SELECT min(seconds, ?) AS seconds FROM attempt WHERE kind = ? AND seen = 0
  AND NOT {IS_RETRACTED} AND NOT {IS_DISPUTED} ORDER BY id DESC LIMIT ?)"""

EVENTS_OF_A_DAY = 500
"""As many events as hardly any day has."""
SELECT_TALLY = f"""
SELECT score, seconds
FROM (SELECT id, subject FROM
    (SELECT id, what, subject, note FROM event ORDER BY id DESC
     LIMIT {EVENTS_OF_A_DAY}) AS event
  WHERE {events.IS_ROUND_END}
  AND json_extract(note, '$.mode') = ? AND json_extract(note, '$.day') = ?
  ORDER BY id LIMIT 1) AS ended
LEFT JOIN attempt ON attempt.id BETWEEN ended.subject AND ended.id
  AND round = ended.subject AND NOT seen AND {events.IS_COUNTED}
ORDER BY attempt.id"""
BINS = 10
"""The number of parts of 0..1 into which predictions are counted."""
SELECT_BINS = f"""
SELECT min({BINS - 1}, CAST(predicted * {BINS} AS INT)) AS bin,
  count(*), avg(predicted), avg(score),
  avg((predicted - score) * (predicted - score))
FROM attempt WHERE {IS_COUNTED_EVIDENCE} GROUP BY bin ORDER BY bin"""
SELECT_CONFIDENCE = f"""
SELECT confidence, count(*), avg(score >= 1) FROM attempt
WHERE {IS_COUNTED_EVIDENCE} AND confidence IS NOT NULL GROUP BY confidence"""


class Log:
    """The log of an open save. Raises SaveError if the file is damaged."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def newest_id(self) -> str:
        """The newest id of the log; empty if there is none."""
        return str(self._column(SELECT_NEWEST_ID)[0])

    def count_ended(self, mode: str, most: int) -> int:
        """The number of rounds of a mode that have ended, counted up to `most`."""
        sql = f"""
        SELECT count(*) FROM (SELECT 1 FROM event WHERE {events.IS_ROUND_END}
        AND json_extract(note, '$.mode') = ? LIMIT ?)"""
        return int(self._column(sql, mode, most)[0])

    def tally_of_day(self, day: str, mode: str) -> RoundTally | None:
        """The scores and seconds of the first round of a mode that ended on this local
        date, which is today's: no more than the newest events are read. None before one
        has ended.

        An answer given after its verdict had been seen says nothing.
        """
        found = self._rows(SELECT_TALLY, mode, day)
        if not found:
            return None
        scores = tuple(score for score, _ in found if score is not None)
        return RoundTally(scores, sum(seconds or 0 for _, seconds in found))

    def best(self, mode: str, except_round: str = "") -> int | None:
        """The most undisputed right answers in an ended round of this mode, not
        `except_round`; or None.
        """
        most = self._column(SELECT_BEST, mode, except_round)[0]
        return None if most is None else int(most)

    def rights_since(
        self, day: str, mode: str, except_round: str
    ) -> list[tuple[str, int]]:
        """The local date and the right answers of each round of a mode that ended on
        this date or later, not `except_round`, the newest first; the date is one of the
        last seven.
        """
        sql = f"""
        SELECT json_extract(note, '$.day'), {COUNT_RIGHT} FROM
          (SELECT * FROM event ORDER BY id DESC LIMIT {7 * EVENTS_OF_A_DAY}) AS event
        WHERE {events.IS_ROUND_END} AND json_extract(note, '$.mode') = ?
        AND json_extract(note, '$.day') >= ? AND subject != ? ORDER BY id DESC"""
        return [
            (str(ended), int(count))
            for ended, count in self._rows(sql, mode, day, except_round)
        ]

    def exams(self) -> list[PastExam]:
        """The exams handed in, newest first, without their disputed answers."""
        found = self._rows(SELECT_EXAMS)
        return [
            PastExam(day=day, score=score, asked=asked) for day, score, asked in found
        ]

    def stats_by_kind(self) -> dict[str, dict[str, float | None]]:
        """The figures of each kind, without what was undone or disputed. Reads the
        whole log: for statistics.

        `right` is the share (0..1) of fully right ones among those that are evidence,
        None without any; `seconds` is the mean time.
        """
        sql = f"""
        SELECT kind, count(*),
          avg(CASE WHEN {events.IS_EVIDENCE} THEN score >= 1 END), avg(seconds)
        FROM attempt WHERE {events.IS_COUNTED} GROUP BY kind ORDER BY kind"""
        return {
            kind: {"answers": count, "right": right, "seconds": seconds}
            for kind, count, right, seconds in self._rows(sql)
        }

    def last_answers(self, question: str, most: int) -> tuple[PastAnswer, ...]:
        """The last answers to a question, newest first, without those undone."""
        sql = f"""
        SELECT day, score, {IS_DISPUTED} FROM attempt
        WHERE question = ? AND NOT {IS_RETRACTED} ORDER BY id DESC LIMIT ?"""
        return tuple(starmap(PastAnswer, self._rows(sql, question, most)))

    def answers(self, ids: Iterable[str]) -> dict[str, LoggedAnswer]:
        """The attempts with these ids that are in the log, by id."""
        sql = f"""
        SELECT id, score, seconds, confidence, given, {IS_DISPUTED}
        FROM attempt WHERE id IN (SELECT value FROM json_each(?))"""
        found = self._rows(sql, mapping.to_json(list(ids)))
        with translate_errors(self.db):  # what was given may be damaged
            return {
                id: LoggedAnswer(
                    id=id,
                    score=score,
                    seconds=seconds,
                    confidence=confidence,
                    given=None if given is None else msgspec.json.decode(given),
                    disputed=bool(disputed),
                )
                for id, score, seconds, confidence, given, disputed in found
            }

    def last_evidence(self, topic: str, questions: Iterable[str]) -> list[TopicAnswer]:
        """The last answers that are evidence for a topic, newest first.

        `questions` are those to search, as the topic's node names them.
        """
        keys = mapping.to_json(sorted(set(questions)))
        with translate_errors(self.db):  # numbers and responses may be damaged
            return [
                TopicAnswer(
                    question,
                    day,
                    score,
                    msgspec.json.decode(numbers, type=dict[str, float]),
                    at,
                    None if given is None else msgspec.json.decode(given),
                )
                for question, day, score, numbers, at, given in self._rows(
                    SELECT_EVIDENCE, keys, topic
                )
            ]

    def replay_nodes(
        self, days: Sequence[str], is_stopped: IsStopped
    ) -> list[dict[str, Node]]:
        """Every node by the end of each local date; see `replay.replay_nodes`. Reads
        the whole log.
        """
        with translate_errors(self.db):
            return replay_nodes(self.db, days, is_stopped)

    def betrayed_misconceptions(self, questions: Iterable[str]) -> list[Encounter]:
        """The misconceptions that the last answers to these questions betrayed, without
        what does not count.

        An answer given after its verdict had been seen says nothing.
        """
        sql = f"""
        SELECT attempt.question, belief.value, count(*), max(attempt.id), attempt.day
        FROM {LAST_ANSWERS} JOIN json_each(attempt.misconceptions) AS belief
        WHERE NOT attempt.seen AND {events.IS_COUNTED}
        GROUP BY attempt.question, belief.value"""
        return list(
            starmap(Encounter, self._rows(sql, mapping.to_json(sorted(questions))))
        )

    def last_right_answers(self, questions: Iterable[str]) -> dict[str, str]:
        """The id of the last right answer to each question, among those
        `betrayed_misconceptions` reads.
        """
        sql = f"""
        SELECT attempt.question, max(attempt.id) FROM {LAST_ANSWERS}
        WHERE attempt.score >= 1 AND NOT attempt.seen AND {events.IS_COUNTED}
        GROUP BY attempt.question"""
        return dict(self._rows(sql, mapping.to_json(sorted(questions))))

    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes neither restored since nor undone, in the log's order."""
        sql = f"""
        SELECT attempt.question, attempt.id, event.note, event.at
        FROM (SELECT what, note, at, max(id) AS id, subject FROM event
              WHERE what IN ('dispute', 'restore') GROUP BY subject) AS event
        JOIN attempt ON attempt.id = event.subject
        WHERE event.what = 'dispute' AND NOT {IS_RETRACTED} ORDER BY event.id"""
        return tuple(starmap(Dispute, self._rows(sql)))

    def flagged_keys(self) -> set[str]:
        """The subjects flagged and not unflagged since."""
        return self._marked_keys("flag")

    def muted_keys(self) -> set[str]:
        """The subjects muted and not unmuted since."""
        return self._marked_keys("mute")

    def ever_muted(self) -> set[str]:
        """The subjects that were ever muted or unmuted."""
        return set(self._column(SELECT_EVER_MARKED, "mute", "unmute"))

    def newest_lab_id(self) -> str:
        """The id of the last event of the lab; empty if there is none."""
        sql = "SELECT coalesce(max(id), '') FROM event WHERE what = 'lab'"
        return str(self._column(sql)[0])

    def projects(self) -> list[Project]:
        """The player's projects of the lab, the one changed last first."""
        sql = "SELECT subject, at, note FROM event WHERE what = 'lab' ORDER BY id"
        rows = self._rows(sql)
        with translate_errors(self.db):  # a note may be damaged
            return build_projects(rows)

    def pace(self) -> Mapping[str, float]:
        """The player's mean seconds for each kind, over the last answers that count, if
        there are enough.
        """
        found = {}
        for kind in self._column(SELECT_KINDS):
            ((answers, seconds),) = mapping.fetch_rows(
                self.db,
                SELECT_PACE,
                limits.MAX_ANSWER_SECONDS,
                kind,
                limits.PACE_WINDOW,
            )
            if answers >= limits.PACE_MIN_ANSWERS:
                found[kind] = seconds
        return found

    def calibration(self) -> Calibration:
        """The match of predictions and confidence with the answers that are evidence.
        Reads the whole log.
        """
        bins = [
            (
                Bin(
                    low=at / BINS,
                    high=(at + 1) / BINS,
                    answers=answers,
                    predicted=due,
                    score=score,
                ),
                error,
            )
            for at, answers, due, score, error in self._rows(SELECT_BINS)
        ]
        confidence = {
            name: Confidence(answers=answers, right_share=share)
            for name, answers, share in self._rows(SELECT_CONFIDENCE)
        }
        return build_calibration(bins, confidence)

    def _marked_keys(self, mark: str) -> set[str]:
        return set(self._column(SELECT_MARKED, mark, f"un{mark}", mark))

    def _rows(self, sql: str, *values: str | float) -> list[mapping.Row]:
        return mapping.fetch_rows(self.db, sql, *values)

    def _column(self, sql: str, *values: str | float) -> list[Any]:
        return mapping.fetch_column(self.db, sql, *values)
