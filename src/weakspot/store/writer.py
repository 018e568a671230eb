"""Every change to a save, each in one transaction, and undoing the newest attempt."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from random import SystemRandom
from sqlite3 import Connection
from typing import Any

import msgspec

from weakspot.engine.derivation import DerivedRows, derive_rows
from weakspot.engine.ids import RANDOM_BITS, mint
from weakspot.engine.mastery import PLAYER, Nodes, find_change
from weakspot.engine.records import Attempt, Change, Event, EventName, Node
from weakspot.errors import CannotSave, RoundMoved, SaveError, UsageError
from weakspot.store import events, mapping
from weakspot.store.connections import BUSY_MS, HELD_MS
from weakspot.store.failures import damaged_in_play, file_of, translate_errors
from weakspot.store.log import SELECT_NEWEST_ID
from weakspot.store.node_cache import NodeCache
from weakspot.store.replay import add_explanation, replay
from weakspot.store.transaction import (
    data_version,
    on_failure,
    without_sync,
    write_transaction,
)
from weakspot.text import one_line

UNDO_DEPTH = 100
"""The number of attempts, one after the other, that can be undone without a replay."""
PUT_ROUND = f"""
INSERT INTO round(id, mode, started, session)
SELECT :id, :mode, :started, :session WHERE NOT EXISTS
  (SELECT 1 FROM event WHERE {events.IS_ROUND_END} AND subject = :id)
ON CONFLICT(id) DO UPDATE SET session = excluded.session, started = excluded.started"""
"""Stores the session of a round, unless the round has ended."""
ENDED = "not saved: another weakspot has ended this round; start another"
MOVED = "not saved: another weakspot has played on in this round; it goes on from there"
SELECT_SESSION = "SELECT session FROM round WHERE id = ?"
UPDATE_SESSION = "UPDATE round SET session = ? WHERE id = ?"


class RecordedAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt as it stands in the log, the rows before and after it, the nodes that
    existed before, and what it changed of its topic's state.
    """

    attempt: Attempt
    before: DerivedRows
    after: DerivedRows
    nodes_before: dict[str, Node]
    change: Change | None = None


MakeAttempt = Callable[[Nodes], Attempt]
"""Makes an attempt, its id still empty, from the nodes of its topic before it."""

EncodeSession = Callable[[RecordedAttempt], str]
"""Makes the JSON of the round's session after an answer."""


def restore_rows(db: Connection, recorded: RecordedAttempt) -> None:
    """Write the rows as they were before the attempt; the day keeps the rounds that
    have ended since.
    """
    attempt, before = recorded.attempt, recorded.before
    mapping.put_nodes(db, recorded.nodes_before)
    for key in {PLAYER, attempt.section, attempt.topic} - recorded.nodes_before.keys():
        db.execute("DELETE FROM node WHERE key = ?", (key,))
    if not before.memory.day:
        db.execute("DELETE FROM memory WHERE question = ?", (attempt.question,))
    else:
        mapping.put_memories(db, [before.memory])
    if recorded.change is not None:
        db.execute("DELETE FROM change WHERE rowid = (SELECT max(rowid) FROM change)")
    rounds = mapping.read_day(db, attempt.day).rounds
    mapping.put_day(db, msgspec.structs.replace(before.day, rounds=rounds))


def file_identity(path: Path | None) -> tuple[int, int] | None:
    """The device and the number that tell the file at `path` from one that replaces it;
    None if there is none.
    """
    with suppress(OSError):
        if path is not None:
            found = path.stat()
            return found.st_dev, found.st_ino
    return None


class Writer:
    """Changes an open save: its log is only appended to; what derives from it follows
    in the same transaction.

    Each public method is one transaction, and raises SaveError "not saved: …" if
    nothing was written. Times `at` are UTC in ISO form. What stores, answers or ends a
    round raises RoundMoved if another weakspot has done so meanwhile.
    """

    _wait_ms = BUSY_MS

    def __init__(
        self,
        db: Connection,
        nodes: NodeCache,
        random_bits: Callable[[], int] | None = None,
        path: Path | None = None,
    ) -> None:
        """`path` is the file of the connection, None if it is in memory."""
        self.db = db
        self._nodes = nodes
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
        """The version of the data at the last change,
        to notice what others have written.
        """
        self._in_play: tuple[str, int, str] = ("", 0, "")
        """The round stored last: its id, the version of the data then, its session."""

    # Answers

    def record_attempt(
        self, topic: str, make_attempt: MakeAttempt, encode_session: EncodeSession
    ) -> RecordedAttempt:
        """Append an attempt at a question of the topic under a new id, with everything
        that follows from it.

        The session after it is stored for its round, if that is still open.
        """
        with self._transaction():
            nodes = self._nodes.take(self._version)
            attempt = make_attempt(
                Nodes.of_topic(nodes, topic.partition("/")[0], topic)
            )
            self._refuse_moved(attempt.round)
            recorded = self._append_attempt(attempt, nodes)
            session = encode_session(recorded)
            self.db.execute(UPDATE_SESSION, (session, attempt.round))
            if self._in_play[0] == attempt.round:
                self._in_play = attempt.round, self._version, session
        self._nodes.keep(nodes, self._version)
        self._undoable.append(recorded)
        return recorded

    def record_round(
        self,
        attempts: Iterable[Attempt],
        round_id: str,
        day: str,
        at: str,
        note: dict[str, Any],
    ) -> list[RecordedAttempt]:
        """Append the attempts of a round in their order and end it as `end_round` does,
        all or nothing.

        They are not undone one by one.
        """
        with self._transaction():
            if events.read_round_end(self.db, round_id):
                raise RoundMoved(ENDED)
            self._undoable.clear()
            nodes = self._nodes.take(self._version)
            recorded = [self._append_attempt(attempt, nodes) for attempt in attempts]
            self._end_round(round_id, day, at, note)
        return recorded

    def mark_explained(self, *attempt_ids: str, at: str) -> None:
        """Log that answers' explanations were shown later than their verdicts; only the
        first time counts.
        """
        with self._transaction():
            for attempt_id in attempt_ids:
                if events.has_event(self.db, "explained", attempt_id):
                    continue
                self._undoable.clear()
                self._append_event("explained", attempt_id, None, at)
                nodes = self._nodes.take(self._version)
                for explanation in events.read_explanations(self.db, attempt_id):
                    add_explanation(nodes, explanation)
                    mapping.put_nodes(
                        self.db, {explanation.topic: nodes[explanation.topic]}
                    )

    def retract(self, attempt_id: str, at: str, session_json: str | None) -> None:
        """Undo an attempt: it stays in the log but no longer counts. A given session is
        stored for its round.

        The newest is undone at once, another by replaying the log; undoing one again
        changes no figures. Raises UsageError if there is no such attempt.
        """
        with self._undo_transaction():
            self._retract_attempt(attempt_id, at)
            self._save_session_of_attempt(attempt_id, session_json, at)

    def append_event(
        self,
        what: EventName,
        subject: str,
        note: str | None,
        at: str,
        session_json: str | None = None,
    ) -> None:
        """Append an event that has no method of its own; a disputed attempt does not
        count until `restore`.

        A session, if given, is stored for the round of the attempt that is the subject.
        Raises UsageError if a dispute or restore names no attempt.
        """
        with self._undo_transaction():
            if what == "dispute":
                self._exclude_attempt(what, subject, note, at)
            elif what == "restore":
                self._require_attempt(subject)
                self._append_event(what, subject, note, at)
                self._replay()
            else:
                self._append_event(what, subject, note, at)
            self._save_session_of_attempt(subject, session_json, at)

    # Rounds

    def save_round(
        self, id: str, mode: str, started: str, session_json: str, synced: bool = True
    ) -> None:
        """Store an open round, or its newer session; ignored if it has ended, in
        another game on this save.

        What is not `synced` survives a kill, but perhaps not a power cut.
        """
        with nullcontext() if synced else without_sync(self.db), self._transaction():
            self._save_session(id, mode, started, session_json)

    def release_round(self) -> None:
        """Let the next session stored replace whatever another weakspot has stored of
        its round.
        """
        self._in_play = ("", 0, "")

    def drop_round(self, id: str, in_play: bool = False) -> None:
        """Forget an open round; its attempts stay. Raises RoundMoved only if
        it is `in_play`.
        """
        with self._transaction():
            if in_play:
                self._refuse_moved(id)
            self.db.execute("DELETE FROM round WHERE id = ?", (id,))

    def end_round(
        self, id: str, day: str, at: str, note: dict[str, Any] | None = None
    ) -> None:
        """End a round on the local date `day`; ended twice, it counts once.

        The event's note is JSON: `note` with the date as its `day`.
        """
        with self._transaction():
            self._end_round(id, day, at, note or {})

    def reopen_round(
        self, id: str, mode: str, at: str, session_json: str, attempt_id: str | None
    ) -> None:
        """Undo on the results page: open the round again and undo the attempt, if one
        is given.
        """
        with self._undo_transaction():
            if attempt_id is not None:
                self._retract_attempt(attempt_id, at)
            if ended := events.read_round_end(self.db, id):
                self._append_event("retract", ended[0], None, at)
                self._add_rounds(ended[1], -1)
            self._save_session(id, mode, at, session_json)

    def new_id(self, at: str) -> str:
        """A new id for a round or a project: above every id in the log and every one
        minted here.
        """
        with translate_errors(self.db):
            self._catch_up()
            return self._mint_id(at)

    # Steps of the transactions

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
                        "replaced meanwhile; bring it back, or quit and start again"
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

    def _append_attempt(
        self, attempt: Attempt, nodes: dict[str, Node]
    ) -> RecordedAttempt:
        """Append the attempt under a new id, with everything that follows from it, also
        in `nodes`.
        """
        attempt = msgspec.structs.replace(attempt, id=self._mint_id(attempt.at))
        section, topic = attempt.section, attempt.topic
        topic_nodes = Nodes.of_topic(nodes, section, topic)
        nodes_before = {
            key: nodes[key] for key in (PLAYER, section, topic) if key in nodes
        }
        memory, day, paid = mapping.read_rows_before(self.db, attempt)
        before = DerivedRows(nodes=topic_nodes, memory=memory, day=day, paid=paid)
        after = derive_rows(before, attempt)
        changed = after.nodes.by_key(section, topic)
        nodes.update(changed)
        self.db.execute(mapping.INSERT_ATTEMPT, mapping.attempt_row(attempt))
        mapping.put_nodes(self.db, changed)
        mapping.put_memories(self.db, [after.memory])
        mapping.put_day(self.db, after.day)
        change = find_change(topic_nodes, after.nodes, attempt)
        if change is not None:
            mapping.insert_changes(self.db, [change])
        return RecordedAttempt(
            attempt=attempt,
            before=before,
            after=after,
            nodes_before=nodes_before,
            change=change,
        )

    def _end_round(self, id: str, day: str, at: str, note: dict[str, Any]) -> None:
        """End the round as `end_round` says."""
        self._refuse_moved(id)
        self.db.execute("DELETE FROM round WHERE id = ?", (id,))
        if self._in_play[0] == id:  # ended once more, it was not moved by somebody else
            self._in_play = ("", 0, "")
        if not events.read_round_end(self.db, id):
            self._add_rounds(day, 1)
            self._append_event(
                "round_end", id, mapping.to_json({**note, "day": day}), at
            )

    @contextmanager
    def _undo_transaction(self) -> Iterator[None]:
        """A transaction that may use up recorded attempts; if it fails,
        they are forgotten.
        """
        self._nodes.forget()
        with on_failure(self._undoable.clear), self._transaction():
            yield

    def _mint_id(self, at: str) -> str:
        """The next id, above all in the log, so that the order of ids is that
        of the log.
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
        mapping.insert_event(
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
        self._in_play = id, self._version, session_json

    def _refuse_moved(self, id: str) -> None:
        """Raise RoundMoved if another weakspot has stored or ended the round since it
        was stored here.
        """
        in_play, version, last = self._in_play
        if in_play != id or version == self._version:
            return
        stored = self.db.execute(SELECT_SESSION, (id,)).fetchone()
        # only dropped, it stays open
        if stored is None and events.read_round_end(self.db, id):
            raise RoundMoved(ENDED)
        if stored not in (None, (last,)):
            raise RoundMoved(MOVED)

    def _retract_attempt(self, attempt_id: str, at: str) -> None:
        if not events.has_event(self.db, "retract", attempt_id):
            self._exclude_attempt("retract", attempt_id, None, at)

    def _exclude_attempt(
        self, what: EventName, attempt_id: str, note: str | None, at: str
    ) -> None:
        """Append an event after which the attempt does not count,
        and derive what that changes.
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
        self._undoable.clear()
        replay(self.db)

    def _add_rounds(self, day: str, rounds: int) -> None:
        """Add to the number of rounds that ended on a local date."""
        known = mapping.read_day(self.db, day)
        mapping.put_day(
            self.db, msgspec.structs.replace(known, rounds=known.rounds + rounds)
        )
