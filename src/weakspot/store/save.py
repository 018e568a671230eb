"""One player's save: its log is only appended to; what derives from it follows in the
same transaction.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt, EventName
from weakspot.errors import RoundMoved, SaveError
from weakspot.files import is_plain_name
from weakspot.store import events, rows
from weakspot.store.failures import translate_errors
from weakspot.store.inspection import find_damage
from weakspot.store.save_writer import ENDED, RecordedAttempt, SaveWriter
from weakspot.store.transaction import without_sync

PUT_ANSWER = """
INSERT INTO answered(id, answer) SELECT id, ? FROM round WHERE id = ?
ON CONFLICT(id) DO UPDATE SET answer = excluded.answer"""
"""Stores the last answer to an open round, given since its session was stored."""

MakeAttempt = Callable[[Nodes], Attempt]
"""Makes an attempt, its id still empty, from the nodes of its topic before it."""

MakeAnswer = Callable[[RecordedAttempt], str]
"""Makes the JSON that the round stores of an answer."""


class Save(SaveWriter):
    """One open save; it owns its connection and closes it.

    Each method that writes is one transaction, and raises SaveError "not saved: …" if
    nothing was written. Each that reads raises SaveError if the file is damaged. Times
    `at` are UTC in ISO form. What stores, answers or ends a round raises RoundMoved if
    another weakspot has done so meanwhile.
    """

    def find_damage(self) -> str:
        """What a check of the whole file finds; empty if it is sound. May be called in
        another thread.
        """
        return "" if self._path is None else find_damage(self._path.resolve())

    def back_up_daily(self, day: str) -> str:
        """Make the day's first backup, in any thread. Returns why there is none; empty
        if there is one.
        """
        from weakspot.store.backup import back_up_daily  # late: once a day

        try:
            if self._path is not None:
                back_up_daily(self._path, day)
        except SaveError as error:
            return str(error)
        return ""

    def players(self) -> set[str]:
        """The names of the players with a save in this folder, this one included; empty
        without a file.
        """
        files = [] if self._path is None else self._path.parent.glob("*.db")
        return {file.stem for file in files if is_plain_name(file.stem)}

    # Answers

    def record_attempt(
        self, topic: str, make_attempt: MakeAttempt, make_answer: MakeAnswer
    ) -> RecordedAttempt:
        """Append an attempt at a question of the topic under a new id, with everything
        that follows from it.

        What the open round stores of it is kept beside the session, until a newer
        session is stored.
        """
        with self._transaction():
            nodes = self._take_nodes()
            attempt = make_attempt(
                Nodes.of_topic(nodes, topic.partition("/")[0], topic)
            )
            self._refuse_moved(attempt.round)
            recorded = self._append_attempt(attempt, nodes)
            answer = make_answer(recorded)
            self.db.execute(PUT_ANSWER, (answer, attempt.round))
            in_play, _, stored = self._in_play
            if in_play == attempt.round:
                self._in_play = in_play, self._version, (stored[0], answer)
        self._nodes = self._state(), nodes
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
            nodes = self._take_nodes()
            recorded = [self._append_attempt(attempt, nodes) for attempt in attempts]
            self._end_round(round_id, day, at, note)
        return recorded

    def mark_explained(self, *attempt_ids: str, at: str) -> None:
        """Log that answers' explanations were shown later than their verdicts; only the
        first time counts.
        """
        from weakspot.store.replay import add_explanation  # late: after exams alone

        with self._transaction():
            for attempt_id in attempt_ids:
                if events.has_event(self.db, "explained", attempt_id):
                    continue
                self._undoable.clear()
                self._append_event("explained", attempt_id, None, at)
                nodes = self._take_nodes()
                for explanation in events.read_explanations(self.db, attempt_id):
                    add_explanation(nodes, explanation)
                    rows.put_nodes(
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
        self._in_play = ("", 0, ())

    def drop_round(self, id: str, in_play: bool = False) -> None:
        """Forget an open round; its attempts stay. Raises RoundMoved only if it is
        `in_play`.
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

    def mint_round_id(self, at: str) -> str:
        """A new id for a round: above every id in the log and every one minted here."""
        with translate_errors(self.db):
            self._catch_up()
            return self._mint_id(at)
