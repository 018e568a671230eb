"""One player's save: its log is appended to, what is derived follows in the same transaction."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt
from weakspot.errors import SaveError
from weakspot.files import is_plain_name
from weakspot.store import rows
from weakspot.store.inspection import damage
from weakspot.store.save_writer import KEEP_ANSWER, Recorded, SaveWriter
from weakspot.store.transaction import Stopped, explaining, never, unsynced

if TYPE_CHECKING:
    from weakspot.engine.derivation import DerivedRows

AttemptOf = Callable[[Nodes], Attempt]
"""Makes an attempt, its id still empty, from the nodes of its topic before it."""

AnswerOf = Callable[[Attempt, "DerivedRows", "DerivedRows"], str]
"""Makes what the round keeps of an answer, as JSON, from the attempt with its id and the rows before and
after it."""


class Save(SaveWriter):
    """One open save; owns its connection, and closes it.

    Every method that writes is one transaction, and raises SaveError "not saved: …" where nothing was
    written; every one that reads raises SaveError where the file is damaged. Times `at` are UTC in ISO form.
    """

    def damage(self) -> str:
        """What a whole look at the file finds, empty if it is sound; it may be asked in another thread."""
        return "" if self._path is None else damage(self._path.resolve())

    def back_up_daily(self, day: str, stopped: Stopped = never) -> str:
        """Make the first backup of a local day; why there is none, empty if there is. As `damage`."""
        from weakspot.store.backup import back_up_daily  # late: once a day

        try:
            if self._path is not None:
                back_up_daily(self._path, day, stopped)
        except SaveError as error:
            return str(error)
        return ""

    def players(self) -> set[str]:
        """Whose saves there are beside this one, and its own, by name; nobody's where it has no file."""
        found = [] if self._path is None else self._path.parent.glob("*.db")
        return {one.stem for one in found if is_plain_name(one.stem)}

    # Answers

    def record(self, topic: str, attempt_of: AttemptOf, answer_of: AnswerOf) -> Recorded:
        """Append an attempt at a question of the topic under a new id, with all that follows from it.

        What its round keeps of it, if it is open, stands beside the session until a newer one is stored.
        """
        with self._writing():
            nodes = self._nodes_to_change()
            attempt = attempt_of(Nodes.among(nodes, topic.partition("/")[0], topic))
            one = self._append(attempt, nodes)
            answer = answer_of(one.attempt, one.before, one.after)
            self.db.execute(KEEP_ANSWER, (answer, attempt.round))
        self._nodes = self._state(), nodes
        self._newest.append(one)
        return one

    def record_all(
        self, attempts: Iterable[Attempt], round_id: str, day: str, at: str, note: dict[str, Any]
    ) -> list[Recorded]:
        """Append the attempts of a round in their order and end it as `end_round`, all or nothing.

        They are not taken back one by one.
        """
        with self._writing():
            if rows.round_end(self.db, round_id):
                raise SaveError("not saved: this was handed in already, in another weakspot")
            self._newest.clear()
            nodes = self._nodes_to_change()
            recorded = [self._append(one, nodes) for one in attempts]
            self._end(round_id, day, at, note)
        return recorded

    def explain(self, attempt_id: str, at: str) -> None:
        """The explanation of an answer was shown later than its verdict; once is enough."""
        from weakspot.store.replay import add_lesson  # late: after exams alone

        with self._writing():
            if rows.has_event(self.db, "explained", attempt_id):
                return
            self._newest.clear()
            self._event("explained", attempt_id, None, at)
            nodes = self._nodes_to_change()
            for one in rows.lessons(self.db, attempt_id):
                add_lesson(nodes, one)
                rows.put_nodes(self.db, {one.topic: nodes[one.topic]})

    def retract(self, attempt_id: str, at: str, session_json: str | None) -> None:
        """Undo an attempt: it stays in the log and no longer counts. A session given is stored for its round.

        The last one is taken back at once, another by replaying the log; one already undone changes no
        figures. UsageError if there is no such attempt.
        """
        with self._taking_back():
            self._retract(attempt_id, at)
            self._keep_session(attempt_id, session_json, at)

    def append_event(
        self, what: str, subject: str, note: str | None, at: str, session_json: str | None = None
    ) -> None:
        """Append an event that has no method of its own; a disputed attempt does not count until `restore`.

        A session given is stored for the round of the attempt that is its subject. UsageError if a dispute
        or restore names no attempt.
        """
        with self._taking_back():
            if what == "restore":
                self._expect(subject)
            append = self._exclude if what == "dispute" else self._event
            append(what, subject, note, at)
            if what == "restore":
                self._replay()
            self._keep_session(subject, session_json, at)

    # Rounds

    def save_round(self, id: str, mode: str, started: str, session_json: str, synced: bool = True) -> None:
        """Store an open round, or its newer session; not of one that ended, in another game on this save.

        What is not `synced` survives a kill, but perhaps not a power cut.
        """
        with nullcontext() if synced else unsynced(self.db), self._writing():
            self._put_session(id, mode, started, session_json)

    def drop_round(self, id: str) -> None:
        """Forget an open round; its attempts stay."""
        with self._writing():
            self.db.execute("DELETE FROM round WHERE id = ?", (id,))

    def end_round(self, id: str, day: str, at: str, note: dict[str, Any] | None = None) -> None:
        """End a round on the local date `day`; ended twice, it counts once.

        The event's note is JSON: `note` with the date as its `day`.
        """
        with self._writing():
            self._end(id, day, at, note or {})

    def reopen_round(
        self, id: str, mode: str, started: str, session_json: str, attempt_id: str | None, at: str
    ) -> None:
        """Undo on the results page: the round is open again, and the attempt, if one is named, undone."""
        with self._taking_back():
            if attempt_id is not None:
                self._retract(attempt_id, at)
            if ended := rows.round_end(self.db, id):
                self._event("retract", ended[0], None, at)
                self._count_round(ended[1], -1)
            self._put_session(id, mode, started, session_json)

    def new_id(self, at: str) -> str:
        """An id for a round: above every id in the log and every one minted here."""
        with explaining(self.db):
            self._catch_up()
            return self._mint(at)
