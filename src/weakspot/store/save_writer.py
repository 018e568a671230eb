"""The steps of every change to a save, each inside a transaction, and undoing the
newest attempt.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import msgspec

from weakspot.engine.ids import RANDOM_BITS, mint
from weakspot.engine.mastery import PLAYER, Nodes
from weakspot.engine.records import Attempt, Event, EventName, Node
from weakspot.errors import CannotSave, RoundMoved, SaveError, UsageError
from weakspot.store import events, rows
from weakspot.store.connections import BUSY_MS, HELD_MS
from weakspot.store.failures import damaged_in_play, file_of
from weakspot.store.log_reader import SELECT_NEWEST_ID
from weakspot.store.save_reader import SaveReader
from weakspot.store.transaction import data_version, on_failure, write_transaction
from weakspot.text import one_line

if TYPE_CHECKING:
    from weakspot.engine.derivation import DerivedRows

UNDO_DEPTH = 100
"""The number of attempts, one after the other, that can be undone without a replay."""
PUT_ROUND = f"""
INSERT INTO round(id, mode, started, session)
SELECT :id, :mode, :started, :session WHERE NOT EXISTS
  (SELECT 1 FROM event WHERE {events.IS_ROUND_END} AND subject = :id)
ON CONFLICT(id) DO UPDATE SET session = excluded.session, started = excluded.started"""
"""Stores the session of a round, unless the round has ended."""
ENDED = "Not saved: another weakspot has ended this round."
MOVED = (
    "Not saved: another weakspot has played on in this round. It goes on from there."
)
SELECT_STORED = (
    "SELECT session, answer FROM round LEFT JOIN answered USING (id) WHERE id = ?"
)


class RecordedAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt as it stands in the log, the rows before and after it, and the nodes
    that existed before.
    """

    attempt: Attempt
    before: DerivedRows
    after: DerivedRows
    nodes_before: dict[str, Node]


def restore_rows(db: Connection, recorded: RecordedAttempt) -> None:
    """Write the rows as they were before the attempt; the day keeps the rounds that
    have ended since.
    """
    attempt, before = recorded.attempt, recorded.before
    rows.put_nodes(db, recorded.nodes_before)
    for key in {PLAYER, attempt.section, attempt.topic} - recorded.nodes_before.keys():
        db.execute("DELETE FROM node WHERE key = ?", (key,))
    if not before.memory.day:
        db.execute("DELETE FROM memory WHERE question = ?", (attempt.question,))
    else:
        rows.put_memories(db, [before.memory])
    rounds = rows.read_day(db, attempt.day).rounds
    rows.put_day(db, msgspec.structs.replace(before.day, rounds=rounds))


def file_identity(path: Path | None) -> tuple[int, int] | None:
    """What distinguishes the file at `path` from one that replaces it; None if there is
    none.
    """
    with suppress(OSError):
        if path is not None:
            found = path.stat()
            return found.st_dev, found.st_ino
    return None


class SaveWriter(SaveReader):
    """An open save: its transactions, and the steps of them."""

    _wait_ms = BUSY_MS

    def __init__(
        self,
        db: Connection,
        random_bits: Callable[[], int] | None = None,
        path: Path | None = None,
    ) -> None:
        """`path` is the file of the connection, None if it is in memory."""
        super().__init__(db)
        self._path = path
        self._file_identity = file_identity(path)
        self._random_bits = random_bits or partial(
            SystemRandom().getrandbits, RANDOM_BITS
        )
        self._newest_id = ""
        """The newest id of the log, or a later one minted here."""
        self._undoable: deque[RecordedAttempt] = deque(maxlen=UNDO_DEPTH)
        """The attempts recorded here, newest last; useless once derived rows are
        changed otherwise.
        """
        self._version = -1
        """The version of the data as last seen, to notice what others have written."""
        self._in_play: tuple[str, int, rows.Row] = ("", 0, ())
        """The round stored last: its id, the version of the data then, its session and
        last answer.
        """

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One transaction. Raises SaveError if it would go into a file that nobody can
        find any more.
        """
        try:
            with (
                on_failure(partial(setattr, self, "_in_play", self._in_play)),
                write_transaction(self.db),
            ):
                if file_identity(self._path) != self._file_identity:
                    raise CannotSave(
                        f"not saved: {file_of(self.db)} was moved, removed or "
                        "replaced meanwhile. "
                        "Bring it back, or quit and start again"
                    )
                self._catch_up()
                yield
        except SaveError:
            self._set_wait(HELD_MS)
            raise
        self._set_wait(BUSY_MS)

    def _set_wait(self, ms: int) -> None:
        """Wait so long for another player of the save from now on."""
        if ms != self._wait_ms:
            self.db.execute(f"PRAGMA busy_timeout = {ms}")
            self._wait_ms = ms

    def _catch_up(self) -> None:
        """Notice whether others have written; if so, what was recorded here may not fit
        any more.
        """
        if (version := data_version(self.db)) != self._version:
            (newest,) = self.db.execute(SELECT_NEWEST_ID).fetchone()
            self._version, self._newest_id = version, max(newest, self._newest_id)
            self._undoable.clear()

    def _state(self) -> tuple[int, int]:
        """The value of `state`, as of the last `_catch_up`."""
        return self._version, self._derivations

    def _take_nodes(self) -> dict[str, Node]:
        """All nodes by key, for the caller to change along with their rows; the cached
        ones are given up.
        """
        nodes = dict(self._read_nodes(self._state()))
        self._derivations += 1
        return nodes

    def _append_attempt(
        self, attempt: Attempt, nodes: dict[str, Node]
    ) -> RecordedAttempt:
        """Append the attempt under a new id, with everything that follows from it, also
        in `nodes`.
        """
        # late: only an answer needs it, and it is slow to load
        from weakspot.engine.derivation import DerivedRows, derive_rows

        attempt = msgspec.structs.replace(attempt, id=self._mint_id(attempt.at))
        section, topic = attempt.section, attempt.topic
        topic_nodes = Nodes.of_topic(nodes, section, topic)
        nodes_before = {
            key: nodes[key] for key in (PLAYER, section, topic) if key in nodes
        }
        memory, day, paid = rows.read_rows_before(self.db, attempt)
        before = DerivedRows(nodes=topic_nodes, memory=memory, day=day, paid=paid)
        after = derive_rows(before, attempt)
        changed = after.nodes.by_key(section, topic)
        nodes.update(changed)
        self.db.execute(rows.INSERT_ATTEMPT, rows.attempt_row(attempt))
        rows.put_nodes(self.db, changed)
        rows.put_memories(self.db, [after.memory])
        rows.put_day(self.db, after.day)
        return RecordedAttempt(
            attempt=attempt, before=before, after=after, nodes_before=nodes_before
        )

    def _end_round(self, id: str, day: str, at: str, note: dict[str, Any]) -> None:
        """End the round as `end_round` says."""
        self._refuse_moved(id)
        self.db.execute("DELETE FROM round WHERE id = ?", (id,))
        if self._in_play[0] == id:  # ended once more, it was not moved by somebody else
            self._in_play = ("", 0, ())
        if not events.read_round_end(self.db, id):
            self._add_rounds(day, 1)
            self._append_event("round_end", id, rows.to_json({**note, "day": day}), at)

    @contextmanager
    def _undo_transaction(self) -> Iterator[None]:
        """A transaction that may use up recorded attempts; if it fails, they are
        forgotten.
        """
        self._derivations += 1
        with on_failure(self._undoable.clear), self._transaction():
            yield

    def _mint_id(self, at: str) -> str:
        """The next id, above all in the log, so that the order of ids is that of the
        log.
        """
        now_ms = int(datetime.fromisoformat(at).timestamp() * 1000)
        try:
            self._newest_id = mint(now_ms, self._newest_id or None, self._random_bits())
        except ValueError as error:
            raise SaveError(
                str(damaged_in_play(file_of(self.db), "not saved: "))
            ) from error
        return self._newest_id

    def _append_event(
        self, what: EventName, subject: str, note: str | None, at: str
    ) -> None:
        rows.insert_event(
            self.db,
            Event(id=self._mint_id(at), at=at, what=what, subject=subject, note=note),
        )

    def _save_session_of_attempt(
        self, attempt_id: str, session_json: str | None, at: str
    ) -> None:
        """Store the session, if one is given, for the attempt's round."""
        if session_json is not None:
            sql = "SELECT round, mode FROM attempt WHERE id = ?"
            id, mode = self.db.execute(sql, (attempt_id,)).fetchone()
            self._save_session(id, mode, at, session_json)

    def _save_session(
        self, id: str, mode: str, started: str, session_json: str
    ) -> None:
        """Store a round's session, which includes all answers so far."""
        self._refuse_moved(id)
        values = {"id": id, "mode": mode, "started": started, "session": session_json}
        self.db.execute(PUT_ROUND, values)
        self.db.execute("DELETE FROM answered WHERE id = ?", (id,))
        self._in_play = id, self._version, (session_json, None)

    def _refuse_moved(self, id: str) -> None:
        """Raise RoundMoved if another weakspot has stored or ended the round since it
        was stored here.
        """
        in_play, version, last = self._in_play
        if in_play != id or version == self._version:
            return
        stored = self.db.execute(SELECT_STORED, (id,)).fetchone()
        if stored is None and events.read_round_end(
            self.db, id
        ):  # only dropped, it stays open
            raise RoundMoved(ENDED)
        if stored not in (None, last):
            raise RoundMoved(MOVED)

    def _retract_attempt(self, attempt_id: str, at: str) -> None:
        if not events.has_event(self.db, "retract", attempt_id):
            self._exclude_attempt("retract", attempt_id, None, at)

    def _exclude_attempt(
        self, what: EventName, attempt_id: str, note: str | None, at: str
    ) -> None:
        """Append an event after which the attempt does not count, and derive what that
        changes.
        """
        self._require_attempt(attempt_id)
        counted = not events.is_excluded(self.db, attempt_id)
        self._append_event(what, attempt_id, note, at)
        if not counted:
            return
        undoable = self._undoable
        if undoable and undoable[-1].attempt.id == attempt_id:
            restore_rows(self.db, undoable.pop())
        else:
            self._replay()

    def _require_attempt(self, attempt_id: str) -> None:
        """Raise UsageError if there is no such attempt: a backup may have replaced what
        was in play.
        """
        if not self.db.execute(
            "SELECT 1 FROM attempt WHERE id = ?", (attempt_id,)
        ).fetchone():
            raise UsageError(f"there is no attempt {one_line(attempt_id)} in this save")

    def _replay(self) -> None:
        """Derive everything again from the log; from then on, earlier attempts are
        undone like this, too.
        """
        from weakspot.store.replay import (
            replay,
        )  # late: few take back more than the last answer

        self._undoable.clear()
        replay(self.db)

    def _add_rounds(self, day: str, rounds: int) -> None:
        """Add to the number of rounds that ended on a local date."""
        known = rows.read_day(self.db, day)
        rows.put_day(
            self.db, msgspec.structs.replace(known, rounds=known.rounds + rounds)
        )
