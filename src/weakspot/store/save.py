"""One player's save: its log is appended to, what is derived follows in the same transaction."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt
from weakspot.errors import SaveError
from weakspot.files import is_plain_name
from weakspot.store import rows
from weakspot.store.inspection import find_damage
from weakspot.store.save_writer import KEEP_ANSWER, RecordedAttempt, SaveWriter
from weakspot.store.transaction import IsStopped, never, translate_errors, without_sync

if TYPE_CHECKING:
    from weakspot.engine.derivation import DerivedRows

MakeAttempt = Callable[[Nodes], Attempt]
"""Makes an attempt, its id still empty, from the nodes of its topic before it."""

MakeAnswer = Callable[[Attempt, "DerivedRows", "DerivedRows"], str]
"""Makes what the round keeps of an answer, as JSON, from the attempt with its id and the rows before and
after it."""


class Save(SaveWriter):
    """One open save; owns its connection, and closes it.

    Every method that writes is one transaction, and raises SaveError "not saved: …" where nothing was
    written; every one that reads raises SaveError where the file is damaged. Times `at` are UTC in ISO form.
    """

    def find_damage(self) -> str:
        """What a whole look at the file finds, empty if it is sound; it may be asked in another thread."""
        return "" if self._path is None else find_damage(self._path.resolve())

    def back_up_daily(self, day: str, is_stopped: IsStopped = never) -> str:
        """Make the first backup of a local day; why there is none, empty if there is. As `damage`."""
        from weakspot.store.backup import back_up_daily  # late: once a day

        try:
            if self._path is not None:
                back_up_daily(self._path, day, is_stopped)
        except SaveError as error:
            return str(error)
        return ""

    def players(self) -> set[str]:
        """Whose saves there are beside this one, and its own, by name; nobody's where it has no file."""
        found = [] if self._path is None else self._path.parent.glob("*.db")
        return {one.stem for one in found if is_plain_name(one.stem)}

    # Answers

    def record_attempt(
        self, topic: str, make_attempt: MakeAttempt, make_answer: MakeAnswer
    ) -> RecordedAttempt:
        """Append an attempt at a question of the topic under a new id, with all that follows from it.

        What its round keeps of it, if it is open, stands beside the session until a newer one is stored.
        """
        with self._transaction():
            nodes = self._take_nodes()
            attempt = make_attempt(Nodes.of_topic(nodes, topic.partition("/")[0], topic))
            one = self._append_attempt(attempt, nodes)
            answer = make_answer(one.attempt, one.before, one.after)
            self.db.execute(KEEP_ANSWER, (answer, attempt.round))
        self._nodes = self._state(), nodes
        self._undoable.append(one)
        return one

    def record_round(
        self, attempts: Iterable[Attempt], round_id: str, day: str, at: str, note: dict[str, Any]
    ) -> list[RecordedAttempt]:
        """Append the attempts of a round in their order and end it as `end_round`, all or nothing.

        They are not taken back one by one.
        """
        with self._transaction():
            if rows.read_round_end(self.db, round_id):
                raise SaveError("not saved: this was handed in already, in another weakspot")
            self._undoable.clear()
            nodes = self._take_nodes()
            recorded = [self._append_attempt(one, nodes) for one in attempts]
            self._end_round(round_id, day, at, note)
        return recorded

    def mark_explained(self, attempt_id: str, at: str) -> None:
        """The explanation of an answer was shown later than its verdict; once is enough."""
        from weakspot.store.replay import add_lesson  # late: after exams alone

        with self._transaction():
            if rows.has_event(self.db, "explained", attempt_id):
                return
            self._undoable.clear()
            self._append_event("explained", attempt_id, None, at)
            nodes = self._take_nodes()
            for one in rows.read_lessons(self.db, attempt_id):
                add_lesson(nodes, one)
                rows.put_nodes(self.db, {one.topic: nodes[one.topic]})

    def retract(self, attempt_id: str, at: str, session_json: str | None) -> None:
        """Undo an attempt: it stays in the log and no longer counts. A session given is stored for its round.

        The last one is taken back at once, another by replaying the log; one already undone changes no
        figures. UsageError if there is no such attempt.
        """
        with self._undo_transaction():
            self._retract_attempt(attempt_id, at)
            self._save_session_of_attempt(attempt_id, session_json, at)

    def append_event(
        self, what: str, subject: str, note: str | None, at: str, session_json: str | None = None
    ) -> None:
        """Append an event that has no method of its own; a disputed attempt does not count until `restore`.

        A session given is stored for the round of the attempt that is its subject. UsageError if a dispute
        or restore names no attempt.
        """
        with self._undo_transaction():
            if what == "restore":
                self._require_attempt(subject)
            append = self._exclude_attempt if what == "dispute" else self._append_event
            append(what, subject, note, at)
            if what == "restore":
                self._replay()
            self._save_session_of_attempt(subject, session_json, at)

    # Rounds

    def save_round(self, id: str, mode: str, started: str, session_json: str, synced: bool = True) -> None:
        """Store an open round, or its newer session; not of one that ended, in another game on this save.

        What is not `synced` survives a kill, but perhaps not a power cut.
        """
        with nullcontext() if synced else without_sync(self.db), self._transaction():
            self._save_session(id, mode, started, session_json)

    def drop_round(self, id: str) -> None:
        """Forget an open round; its attempts stay."""
        with self._transaction():
            self.db.execute("DELETE FROM round WHERE id = ?", (id,))

    def end_round(self, id: str, day: str, at: str, note: dict[str, Any] | None = None) -> None:
        """End a round on the local date `day`; ended twice, it counts once.

        The event's note is JSON: `note` with the date as its `day`.
        """
        with self._transaction():
            self._end_round(id, day, at, note or {})

    def reopen_round(
        self, id: str, mode: str, started: str, session_json: str, attempt_id: str | None, at: str
    ) -> None:
        """Undo on the results page: the round is open again, and the attempt, if one is named, undone."""
        with self._undo_transaction():
            if attempt_id is not None:
                self._retract_attempt(attempt_id, at)
            if ended := rows.read_round_end(self.db, id):
                self._append_event("retract", ended[0], None, at)
                self._add_rounds(ended[1], -1)
            self._save_session(id, mode, started, session_json)

    def mint_round_id(self, at: str) -> str:
        """An id for a round: above every id in the log and every one minted here."""
        with translate_errors(self.db):
            self._catch_up()
            return self._mint_id(at)
