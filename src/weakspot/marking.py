"""What a player says of a question: flagged, not for me, disputed."""

from weakspot.engine.records import stamp
from weakspot.engine.session import ANSWERED, DONE, Session, encode, last_answer, with_dispute
from weakspot.errors import UsageError
from weakspot.knowing import Knowing
from weakspot.store.log import Save

LONGEST_NOTE = 500


class Marking(Knowing):
    """Marks that a player sets on a question or an answer, and takes away again."""

    _save: Save

    def flag(self, session: Session) -> bool:
        """Flag the question in play, or take its flag away; is it flagged now?"""
        return self.flag_question(session.slot.question)

    def flag_question(self, key: str) -> bool:
        """The same of any question."""
        flagged = not self.is_flagged(key)
        self._save.append_event("flag" if flagged else "unflag", key, None, stamp(self.clock()))
        return flagged

    def mute(self, session: Session) -> str | None:
        """Say that the question in play is not for this player; said again, its topic; again, neither.

        What is muted now: `question`, `topic` or None.
        """
        return self.mute_question(session.slot.question)

    def mute_question(self, key: str) -> str | None:
        """The same of any question."""
        topic, muted, at = self.topic_key(key), self._save.muted(), stamp(self.clock())
        if topic in muted:
            self.unmute(topic)
            self.unmute(key)
            return None
        self._save.append_event("mute", topic if key in muted else key, None, at)
        return "topic" if key in muted else "question"

    def unmute(self, key: str) -> None:
        """Draw a muted question, or topic, again."""
        if key in self._save.muted():
            self._save.append_event("unmute", key, None, stamp(self.clock()))

    def dispute(self, session: Session, note: str = "") -> Session:
        """The last answer leaves score and learning, with the player's line of why, until it is restored.

        The same if it is disputed already. UsageError if nothing was answered yet.
        """
        return self._judged(session, True, " ".join(note.split())[:LONGEST_NOTE] or None)

    def restore(self, session: Session) -> Session:
        """The last answer counts again; the same if it was not disputed. UsageError as for `dispute`."""
        return self._judged(session, False, None)

    def _judged(self, session: Session, disputed: bool, note: str | None) -> Session:
        index = session.at if session.phase == ANSWERED else last_answer(session)
        outcome = None if index is None else session.outcomes[index]
        if index is None or outcome is None:
            raise UsageError("There is no answer to dispute yet.")
        if outcome.disputed == disputed:
            return session
        judged = with_dispute(session, index, disputed)
        kept = None if judged.phase == DONE or judged.sheets else encode(judged)
        what = "dispute" if disputed else "restore"
        self._save.append_event(what, outcome.attempt, note, stamp(self.clock()), kept)
        return judged
