"""Rounds begun and not ended, exams among them: kept with the save at every step, their clocks running."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from weakspot.engine import exam
from weakspot.engine import session as rounds
from weakspot.engine.constants import CLOCK_SAVE_SECONDS, MAX_ANSWER_SECONDS
from weakspot.engine.entries import Entry
from weakspot.engine.limits import charge_clock, count_right_answers, end_lines, end_session, is_over
from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt, stamp
from weakspot.engine.session import Outcome, Session, encode_session
from weakspot.engine.slots import build_attempt, build_outcome, remove_questions
from weakspot.engine.values import Response, Verdict
from weakspot.store.save import Save
from weakspot.usecases.draws import Draws


class OpenRounds(Draws):
    """Keeps the session of an open round, and what its clock says; sits exams."""

    _save: Save
    has_replaced_round = False
    """Did the round that was started last take the place of one that was gone into?"""

    ticks: Callable[[], float]
    """Seconds that never go back."""
    _asked_at: float
    _clock_at: float

    def open_rounds(self) -> list[Session]:
        """The rounds begun and not ended, newest first, as they can go on with the banks as they are."""
        mended = map(self._fit_to_banks, self._stored_rounds())
        left = [self._remove_muted(session) for session in mended if session is not None]
        return [session for session in left if session.phase != rounds.DONE]

    def touched_rounds(self) -> list[Session]:
        """Those of them that are worth going on with: in which something was done."""
        return [session for session in self.open_rounds() if not session.is_untouched]

    def is_active_today(self, session: Session) -> bool:
        """Was this open round gone into today?"""
        midnight = datetime.fromisoformat(self.today())  # on the player's own clock, as it names no other
        return session.id in self._save.rounds_active_since(stamp(midnight))

    def rounds_to_resume(self) -> list[Session]:
        """What a start without a wish goes on with, the first of them: what was gone into today.

        What was only looked into is worth no more than a new round of today, which it may be.
        """
        gone_into = [left for left in self.open_rounds() if self.is_active_today(left)]
        touched = [left for left in gone_into if not left.is_untouched]
        return touched or [left for left in gone_into if left.mode == "today"]

    def resume(self, session: Session) -> Session:
        """Go on with an open round, where it was left."""
        return self._save_round(session)

    def drop(self, session: Session) -> None:
        """Drop an open round; its answers stay, and the next of its mode and scope is drawn anew."""
        self._save.drop_round(session.id)
        given_up = Counter([(session.mode, session.scope)])
        self._dropped_counts = self._dropped_counts + given_up  # anew: the empty one is the class's

    def save_draft(self, session: Session, response: Response | None) -> Session:
        """The session with what is given so far to the question asked, kept for a later day; not graded."""
        return self._save_round(replace(self._charge_clock(session), draft=response), new=False)

    def tick(self, session: Session) -> Session:
        """The session with its clock as of now; kept every few seconds, so that a kill takes no more."""
        after = charge_clock(session, min(self.ticks() - self._clock_at, CLOCK_SAVE_SECONDS))
        if after is session or session.seconds_left is None or after.seconds_left is None:
            return session
        if session.seconds_left // CLOCK_SAVE_SECONDS != after.seconds_left // CLOCK_SAVE_SECONDS:
            self._save.save_round(after.id, after.mode, stamp(self.clock()), encode_session(after))
        self.restart_clock()
        return after

    def restart_clock(self) -> None:
        """Let what passed since the last tick not count: the question could not be seen."""
        self._clock_at = self.ticks()

    def end_lines(self, session: Session) -> list[str]:
        """How far a round came that had an end of its own; empty for one of so many questions."""
        rules = session.rules
        if rules.adaptive:
            from weakspot.engine.placement import (
                find_lowest,
                mean_mastery,
                placement_lines,
            )  # late: seldom played

            topics = {unit.topic for unit in self._units()}
            views = [view for key, view in self._situation().topics.items() if key in topics]
            weakest, enough = find_lowest(self.section_reports()), self._is_placement_done(session)
            return placement_lines(mean_mastery(views), weakest, len(session.outcomes), enough)
        if rules.sealed:
            return [exam.result_words(self.exam_result(session))]
        return end_lines(session, self.best(session.mode, session.id)) if rules.is_scored else []

    # Exams: each move hands one in instead, once its time is up

    def put_response(
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
        reads = self.question(session.slot.question).can_read(response)
        return self._move_in_exam(
            session, lambda now: exam.put_response(now, response, confidence, unknown, reads)
        )

    def visit(self, session: Session, at: int) -> Session:
        """The session at another of its questions. Raises IndexError if there is none."""
        return self._move_in_exam(session, lambda now: exam.visit_slot(now, at))

    def toggle_mark(self, session: Session) -> Session:
        """The question in play marked to come back to, or no longer so."""
        return self._move_in_exam(
            session, lambda now: exam.change_sheet(now, flagged=not now.sheets[now.at].flagged)
        )

    def finish(self, session: Session) -> Session:
        """Hand the exam in: what was answered is graded and logged, all or nothing, and the round is done.

        Raises SaveError if it could not be saved: then it is open as before. An exam without any answer is
        dropped.
        """
        session, now = self._charge_clock(session), self.clock()
        outcomes: list[Outcome | None] = [None] * len(session.slots)
        verdicts: dict[int, Verdict] = {}
        attempts = []
        for at, sheet in enumerate(session.sheets):
            if sheet.is_answered:
                given = sheet.response, sheet.confidence, sheet.seconds
                entry, verdicts[at], attempt = self._grade(replace(session, at=at), *given, now)
                nodes = self._save.nodes_of(entry.section, entry.topic_key)
                attempts.append(replace(attempt(nodes), explained=False))
        if not attempts:
            self.drop(session)
            return end_session(replace(session, outcomes=tuple(outcomes)))
        score = sum(verdict.score for verdict in verdicts.values())
        note = {"mode": session.mode, "score": score, "asked": len(session.slots)}
        recorded = self._save.record_round(attempts, session.id, self.today(), stamp(now), note)
        for (at, verdict), one in zip(verdicts.items(), recorded, strict=True):
            outcomes[at] = build_outcome(one.attempt, verdict, one.before, one.after, now)
        return end_session(replace(session, outcomes=tuple(outcomes)))

    def review(self, session: Session, at: int) -> Session:
        """An exam handed in, at one of its questions with its verdict: its explanation is shown from now on.

        The session itself where that question was left open.
        """
        outcome = session.outcomes[at]
        if outcome is None:
            return session
        self._save.mark_explained(outcome.attempt, stamp(self.clock()))
        return replace(session, at=at, draft=session.sheets[at].response)

    def exam_result(self, session: Session) -> exam.ExamResult:
        """How an exam handed in went, by section."""
        return exam.build_result(session, [one.slug for one in self._catalog.sections])

    def exam_rows(self, session: Session) -> list[tuple[str, str]]:
        """The title of each section of an exam handed in, and how it went there."""
        told = self.exam_result(session).sections.items()
        titles = {one.slug: one.title for one in self._catalog.sections}
        return [(titles.get(slug, slug), exam.section_words(one)) for slug, one in told]

    # Within

    def _drop_replaced_rounds(self, mode: str, scope: str) -> None:
        """Drop an open round of this mode and scope, and of an untouched one: another is started."""
        self.has_replaced_round = False
        for left in self._stored_rounds():
            if left.is_untouched or (left.mode, left.scope) == (mode, scope):
                self._save.drop_round(left.id)
                self.has_replaced_round = self.has_replaced_round or not left.is_untouched

    def _charge_clock(self, session: Session) -> Session:
        """The session with its clock, if it has one, as of now."""
        if session.seconds_left is None:
            return session
        return charge_clock(session, self.ticks() - self._clock_at)

    def _complete_move(self, session: Session) -> Session:
        """Keep the session after a move: ended where its limit is reached, else grown where nothing is left.

        What was muted since is not asked. Its end is noted once it is done, if anything was answered.
        """
        session = self._remove_muted(session)
        if is_over(session) or (session.rules.adaptive and self._is_placement_done(session)):
            session = end_session(session)
        elif session.phase == rounds.DONE:
            session = self._extend_round(session)
        else:
            session = self._set_question_clock(session)
        if session.phase != rounds.DONE:
            return self._save_round(session)
        if session.answered:
            note = {"mode": session.mode, "right": count_right_answers(session)}
            self._save.end_round(session.id, self.today(), stamp(self.clock()), note)
        else:
            self.drop(session)
        return session

    def _remove_muted(self, session: Session) -> Session:
        """The session without what was muted since and is still to ask, and if that was in play, at the next
        question; done where there is none. An exam stays as it was drawn.
        """
        muted = self._save.muted_keys()
        if not muted or session.sheets:
            return session
        left = remove_questions(session, lambda key: key in muted or self.topic_key(key) in muted)
        if left.slots[left.at :][:1] == session.slots[session.at :][:1]:
            return left
        return self._set_question_clock(self._extend_round(left) if left.phase == rounds.DONE else left)

    def _save_round(self, session: Session, new: bool = True) -> Session:
        """The session, kept as an open round; with `new`, its question is shown from now on.

        A question that was only shown is not worth the wait for the disk: after a power cut the round goes
        on at the verdict before it.
        """
        kept = encode_session(session)
        self._save.save_round(session.id, session.mode, stamp(self.clock()), kept, synced=not new)
        if new:
            self._asked_at = self._clock_at = self.ticks()
        elif session.seconds_left is not None:
            self.restart_clock()
        return session

    def _move_in_exam(self, session: Session, move: Callable[[Session], Session]) -> Session:
        """The session after a move; handed in instead where its time is up."""
        session = self._charge_clock(session)
        return self.finish(session) if is_over(session) else self._save_round(move(session))

    def _grade(
        self,
        session: Session,
        response: Response | None,
        confidence: str | None,
        seconds: float,
        now: datetime,
    ) -> tuple[Entry, Verdict, Callable[[Nodes], Attempt]]:
        """The question in play, its verdict, and what makes its attempt of what is known of its topic."""
        slot = session.slot
        entry, question = self._catalog.entries[slot.question], self.question(slot.question)
        verdict = question.grade(response, slot.numbers)
        seconds = min(seconds, MAX_ANSWER_SECONDS)
        attempt = partial(
            build_attempt, session, entry, response, verdict, confidence=confidence, seconds=seconds, now=now
        )
        return entry, verdict, attempt
