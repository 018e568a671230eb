"""Open rounds, exams among them: saved at every step, with their clocks."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from weakspot.engine import exam
from weakspot.engine.concepts import Entry
from weakspot.engine.constants import CLOCK_SAVE_SECONDS, MAX_ANSWER_SECONDS
from weakspot.engine.limits import (
    charge_clock,
    count_right_answers,
    end_session,
    is_over,
)
from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt, stamp
from weakspot.engine.session import DONE, Outcome, Session
from weakspot.engine.slots import build_attempt, build_outcome, remove_questions
from weakspot.engine.stored_session import encode_session
from weakspot.engine.values import Response, Verdict
from weakspot.errors import UsageError
from weakspot.store.save import Save
from weakspot.usecases.draws import Draws


class OpenRounds(Draws):
    """Saves the session and clock of an open round, resumes and ends it, and takes the
    moves of an exam.
    """

    _save: Save
    has_replaced_round = False
    """Whether the round started last replaced one in which something had been done."""

    ticks: Callable[[], float]
    """Monotonic seconds."""
    _asked_at: float
    _clock_at: float

    def open_rounds(self) -> list[Session]:
        """The rounds started and not ended, newest first, as they go on now."""
        fitted = map(self._fit_to_banks, self._stored_rounds())
        to_ask = [
            self._remove_muted(session) for session in fitted if session is not None
        ]
        return [session for session in to_ask if session.phase != DONE]

    def touched_rounds(self) -> list[Session]:
        """The open rounds that are worth resuming: those in which something was
        done.
        """
        return [session for session in self.open_rounds() if not session.is_untouched]

    def is_active_today(self, session: Session) -> bool:
        """Whether this open round was started or moved on today."""
        midnight = datetime.fromisoformat(
            self.today()
        )  # naive: in the player's time zone
        return session.id in self._save.rounds_active_since(stamp(midnight))

    def rounds_to_resume(self) -> list[Session]:
        """The open rounds active today; the first of them is resumed by a start that
        names no round.

        If all are untouched, those of the mode `today`: an untouched round is worth no
        more than a new one.
        """
        active = [
            session for session in self.open_rounds() if self.is_active_today(session)
        ]
        touched = [session for session in active if not session.is_untouched]
        return touched or [session for session in active if session.mode == "today"]

    def resume(self, session: Session) -> Session:
        """Go on with an open round where it stands now. Raises UsageError if it was
        ended or dropped.
        """
        now = next((each for each in self.open_rounds() if each.id == session.id), None)
        if now is None:
            raise UsageError(
                "That round is no longer open: another weakspot ended or dropped it."
            )
        return self._take_up(now)

    def drop(self, session: Session, in_play: bool = False) -> None:
        """Drop an open round; its answers stay, and the next round of its mode and
        scope is drawn anew.
        """
        self._save.drop_round(session.id, in_play)
        self._dropped_counts[session.mode, session.scope] += 1

    def save_draft(self, session: Session, response: Response | None) -> Session:
        """Save the session with what has been entered so far for its question, without
        grading it.
        """
        return self._save_round(
            replace(self._charge_clock(session), draft=response), new=False
        )

    def tick(self, session: Session) -> Session:
        """The session with its clock as of now; saved every few seconds, so that a kill
        loses no more.
        """
        after = charge_clock(
            session, min(self.ticks() - self._clock_at, CLOCK_SAVE_SECONDS)
        )
        if (
            after is session
            or session.seconds_left is None
            or after.seconds_left is None
        ):
            return session
        if (
            session.seconds_left // CLOCK_SAVE_SECONDS
            != after.seconds_left // CLOCK_SAVE_SECONDS
        ):
            self._save.save_round(
                after.id, after.mode, stamp(self.clock()), encode_session(after)
            )
        self.restart_clock()
        return after

    def restart_clock(self) -> None:
        """Leave out the time since the last tick, in which the question could not be
        seen.
        """
        self._clock_at = self.ticks()

    # Exams; once the time is up, each move hands the exam in instead

    def put_response(
        self, session: Session, response: Response | None, confidence: str | None = None
    ) -> Session:
        """Put this response (None: I don't know) to the question in play, in place of
        any before.
        """
        is_unknown, reads = (
            response is None,
            self.question(session.slot.question).can_read(response),
        )
        return self._move(
            session,
            lambda now: exam.put_response(now, response, confidence, is_unknown, reads),
        )

    def clear_response(self, session: Session) -> Session:
        """Take away what was given to the question in play."""
        return self._move(
            session, lambda now: exam.put_response(now, None, None, unknown=False)
        )

    def visit(self, session: Session, at: int) -> Session:
        """Go to another question of the exam. Raises IndexError if there is none."""
        return self._move(session, lambda now: exam.visit_slot(now, at))

    def toggle_exam_flag(self, session: Session) -> Session:
        """Flag the question in play to come back to, or take its flag away."""
        return self._move(
            session,
            lambda now: exam.change_sheet(now, flagged=not now.sheets[now.at].flagged),
        )

    def finish(self, session: Session) -> Session:
        """Hand the exam in: grade and log what was answered, all or nothing, and end
        the round.

        An exam without answers is dropped. Raises SaveError if it cannot be saved: it
        is then open as before.
        """
        session, now = self._charge_clock(session), self.clock()
        outcomes: list[Outcome | None] = [None] * len(session.slots)
        verdicts: dict[int, Verdict] = {}
        attempts = []
        for at, sheet in enumerate(session.sheets):
            if sheet.is_answered:
                given = sheet.response, sheet.confidence, sheet.seconds
                entry, verdicts[at], make_attempt = self._grade(
                    replace(session, at=at), *given, now
                )
                nodes = self._save.nodes_of(entry.section, entry.topic_key)
                attempts.append(replace(make_attempt(nodes), explained=False))
        if not attempts:
            self.drop(session, in_play=True)
            return end_session(replace(session, outcomes=tuple(outcomes)))
        score = sum(verdict.score for verdict in verdicts.values())
        note = {"mode": session.mode, "score": score, "asked": len(session.slots)}
        recorded = self._save.record_round(
            attempts, session.id, self.today(), stamp(now), note
        )
        for (at, verdict), record in zip(verdicts.items(), recorded, strict=True):
            rows = record.before, record.after
            outcomes[at] = build_outcome(record.attempt, verdict, *rows, now)
        return end_session(replace(session, outcomes=tuple(outcomes)))

    def review(self, session: Session, at: int) -> Session:
        """Go to a question of an exam handed in, with its verdict; its explanation now
        counts as shown.

        Returns the session unchanged if that question was left open.
        """
        outcome = session.outcomes[at]
        if outcome is None:
            return session
        self._save.mark_explained(outcome.attempt, at=stamp(self.clock()))
        return replace(session, at=at, draft=session.sheets[at].response)

    def explain_missed(self, session: Session) -> None:
        """Count the explanations of what was missed in an exam handed in as shown."""
        missed = [
            outcome.attempt
            for _, outcome in session.counted
            if not outcome.verdict.right
        ]
        self._save.mark_explained(*missed, at=stamp(self.clock()))

    # Steps of the above and of the use cases that build on them

    def _drop_replaced_rounds(self, started: Session) -> None:
        """Drop another open round of the mode and scope of the one just started, and
        other untouched ones.
        """
        self.has_replaced_round = False
        like_it = started.mode, started.scope
        others = (
            session for session in self._stored_rounds() if session.id != started.id
        )
        for session in others:
            if session.is_untouched or (session.mode, session.scope) == like_it:
                self._save.drop_round(session.id)
                self.has_replaced_round = (
                    self.has_replaced_round or not session.is_untouched
                )

    def _charge_clock(self, session: Session) -> Session:
        """The session with its clock, if it has one, as of now."""
        if session.seconds_left is None:
            return session
        return charge_clock(session, self.ticks() - self._clock_at)

    def _complete_move(self, session: Session) -> Session:
        """Save the session after a move: ended if its limit is reached, extended if
        nothing is left to ask.

        What was muted meanwhile is not asked. The end of a round is logged if anything
        was answered.
        """
        session = self._remove_muted(session)
        if is_over(session) or (
            session.rules.adaptive and self._is_placement_done(session)
        ):
            session = end_session(session)
        elif session.phase == DONE:
            session = self._extend_round(session)
        else:
            session = self._set_question_clock(session)
        if session.phase != DONE:
            return self._save_round(session)
        if session.answered:
            note = {"mode": session.mode, "right": count_right_answers(session)}
            self._save.end_round(session.id, self.today(), stamp(self.clock()), note)
        else:
            self.drop(session, in_play=True)
        return session

    def _remove_muted(self, session: Session) -> Session:
        """The session without questions to come that were muted since; an exam stays as
        drawn.

        If the question in play is left out, the session moves on to the next one, if
        any.
        """
        muted = self._save.muted_keys()
        if not muted or session.sheets:
            return session
        to_ask = remove_questions(
            session, lambda key: key in muted or self.topic_key(key) in muted
        )
        if to_ask.slots[to_ask.at :][:1] == session.slots[session.at :][:1]:
            return to_ask
        return self._set_question_clock(
            self._extend_round(to_ask) if to_ask.phase == DONE else to_ask
        )

    def _take_up(self, session: Session) -> Session:
        """Go on with an open round as it is stored now, by whichever weakspot."""
        self._save.release_round()
        return self._save_round(session)

    def _save_round(self, session: Session, new: bool = True) -> Session:
        """Save the session as an open round and return it; with `new`, its question is
        shown from now on.

        A question that was only shown is not worth waiting for the disk: after a power
        cut the round goes on at the verdict before it.
        """
        encoded = encode_session(session)
        self._save.save_round(
            session.id, session.mode, stamp(self.clock()), encoded, synced=not new
        )
        if new:
            self._asked_at = self._clock_at = self.ticks()
        elif session.seconds_left is not None:
            self.restart_clock()
        return session

    def _move(self, session: Session, move: Callable[[Session], Session]) -> Session:
        """Apply the move and save the session; if its time is up, hand the exam in
        instead.
        """
        session = self._charge_clock(session)
        return (
            self.finish(session)
            if is_over(session)
            else self._save_round(move(session))
        )

    def _grade(
        self,
        session: Session,
        response: Response | None,
        confidence: str | None,
        seconds: float,
        now: datetime,
    ) -> tuple[Entry, Verdict, Callable[[Nodes], Attempt]]:
        """The entry in play, its verdict, and a function from what is known of its
        topic to its attempt.
        """
        slot = session.slot
        entry, question = (
            self._catalog.entries[slot.question],
            self.question(slot.question),
        )
        verdict = question.grade(response, slot.numbers)
        seconds = min(seconds, MAX_ANSWER_SECONDS)
        make_attempt = partial(
            build_attempt,
            session,
            entry,
            response,
            verdict,
            confidence=confidence,
            seconds=seconds,
            now=now,
        )
        return entry, verdict, make_attempt
