"""Exams: answered in any order, handed in once, looked through afterwards."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from weakspot.engine import exam
from weakspot.engine.constants import SLOWEST_SECONDS
from weakspot.engine.limits import is_over
from weakspot.engine.outcomes import attempt_of, outcome_of
from weakspot.engine.records import Attempt, stamp
from weakspot.engine.session import ANSWERED, Outcome, Session
from weakspot.engine.values import Response, Verdict
from weakspot.keeping import Keeping


class Examining(Keeping):
    """The moves of an exam; each hands it in instead, once its time is up."""

    def put(
        self,
        session: Session,
        response: Response | None,
        confidence: str | None = None,
        *,
        unknown: bool = False,
    ) -> Session:
        """The session with this response to the question in play, in place of any before; None takes it away.

        `unknown` says that the player does not know, and said so.
        """
        return self._moved(session, lambda now: exam.put(now, response, confidence, unknown))

    def visit(self, session: Session, at: int) -> Session:
        """The session at another of its questions. Raises IndexError if there is none."""
        return self._moved(session, lambda now: exam.visited(now, at))

    def mark(self, session: Session) -> Session:
        """The question in play marked to come back to, or no longer so."""
        return self._moved(session, lambda now: exam.changed(now, flagged=not now.sheets[now.at].flagged))

    def finish(self, session: Session) -> Session:
        """Hand the exam in: what was answered is graded and logged, all or nothing, and the round is done.

        Raises SaveError if it could not be saved: then it is open as before. An exam without any answer is
        dropped.
        """
        session, now = self._charged(session), self.clock()
        graded: dict[int, tuple[Attempt, Verdict]] = {
            at: self._graded(replace(session, at=at))
            for at, one in enumerate(session.sheets)
            if one.is_answered
        }
        if not graded:
            self._save.drop_round(session.id)
            return exam.handed_in(session, [None] * len(session.slots))
        score = sum(verdict.score for _, verdict in graded.values())
        note = {"mode": session.mode, "score": score, "asked": len(session.slots)}
        attempts = [attempt for attempt, _ in graded.values()]
        recorded = self._save.record_all(attempts, session.id, self.today(), stamp(now), note)
        outcomes: list[Outcome | None] = [None] * len(session.slots)
        for (at, (_, verdict)), one in zip(graded.items(), recorded, strict=True):
            outcomes[at] = outcome_of(one.attempt, verdict, one.before, one.after, now)
        return exam.handed_in(session, outcomes)

    def review(self, session: Session, at: int) -> Session:
        """An exam handed in, at one of its questions with its verdict: its explanation is shown from now on.

        The session itself where that question was left open.
        """
        outcome = session.outcomes[at]
        if outcome is None:
            return session
        self._save.explain(outcome.attempt, stamp(self.clock()))
        return replace(session, at=at, phase=ANSWERED, draft=session.sheets[at].response)

    # Within

    def _moved(self, session: Session, move: Callable[[Session], Session]) -> Session:
        """The session after a move; handed in instead where its time is up."""
        session = self._charged(session)
        over = is_over(session)
        return self.finish(session) if over else self._kept(move(session))

    def _graded(self, session: Session) -> tuple[Attempt, Verdict]:
        """The attempt and verdict of the slot in play, as it stands on its sheet."""
        slot, sheet = session.slot, session.sheets[session.at]
        entry, question = self._catalog.entries[slot.question], self.question(slot.question)
        verdict = question.grade(sheet.response, slot.numbers)
        nodes = self._save.nodes_of(entry.section, entry.topic_key)
        said, seconds, now = sheet.confidence, min(sheet.seconds, SLOWEST_SECONDS), self.clock()
        attempt = attempt_of(
            session, entry, sheet.response, verdict, nodes, confidence=said, seconds=seconds, now=now
        )
        return replace(attempt, explained=False), verdict
