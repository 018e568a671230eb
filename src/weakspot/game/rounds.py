"""Rounds in play: each move saves the session and returns the next one."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import replace

from weakspot.bank.lookup import find_question
from weakspot.clock import Clock, Stopwatch
from weakspot.engine import session as moves
from weakspot.engine import sheets
from weakspot.engine.concepts import Entry
from weakspot.engine.constants import CLOCK_SAVE_SECONDS, MAX_ANSWER_SECONDS
from weakspot.engine.limits import (
    charge_clock,
    count_right_answers,
    end_session,
    is_final,
    is_over,
)
from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Attempt, EventName, is_off, local_day, stamp
from weakspot.engine.session import ASKED, DONE, Outcome, Session, Sheet
from weakspot.engine.slots import (
    build_attempt,
    build_outcome,
    is_slot_valid,
    remove_questions,
)
from weakspot.engine.stored_session import encode_session
from weakspot.engine.values import Essay, Response, Verdict
from weakspot.errors import BankError, NothingToPlay, SaveError, UsageError
from weakspot.game.draws import Draws
from weakspot.game.library import Library
from weakspot.game.progress import Progress
from weakspot.store.save import Save
from weakspot.store.writer import RecordedAttempt
from weakspot.words.modes import MODE_WORDS

MAX_NOTE_LENGTH = 500
"""The most characters stored of the reason for a dispute."""


class Rounds:
    """Starts, plays, resumes and ends rounds. A round in play is a Session; what is
    open is in the save at every step.
    """

    def __init__(
        self,
        library: Library,
        draws: Draws,
        progress: Progress,
        save: Save,
        clock: Clock,
        watch: Stopwatch,
    ) -> None:
        self._library = library
        self._draws = draws
        self._progress = progress
        self._save = save
        self._clock = clock
        self._watch = watch
        self.has_replaced_round = False
        """True if the last round started replaced one in which something was done."""

    # Start and resume

    def start(
        self,
        mode: str | None = None,
        *,
        section: str | None = None,
        topic: str | None = None,
        questions: int | None = None,
        minutes: float | None = None,
        seed: int | None = None,
        only: frozenset[str] | None = None,
        question: str | None = None,
    ) -> Session:
        """Draw a round and save it; it replaces an open one of the same mode and scope,
        and untouched ones.

        Without `mode`, that follows from a topic or section, else it is `today`; `only`
        narrows the draw to these concepts, `question` to that one, by id or by words of
        it; all later rounds are drawn from a given `seed`, too. Banks that were edited
        are read again. Raises UsageError for unknown names, NothingToPlay if there is
        nothing to ask.
        """
        self._library.refresh()
        if question is None:
            mode, scope = self._draws.resolve(mode, section, topic)
        else:
            question = find_question(self._library.catalog, question)
            mode, scope = "question", self._library.topic_key(question)
        rules = self._draws.rules_for(mode, scope, questions, minutes)
        if seed is not None:
            self._draws.seed(seed)
        round_seed = self._draws.next_seed(mode, scope)
        slots = self._draws.draw_slots(
            rules, scope, round_seed, only, question=question
        )
        if not slots:
            words = self._draws.nothing_words(mode, rules, scope, only, question)
            raise NothingToPlay(words)
        session = Session(
            id=self._save.writer.new_id(self._now()),
            mode=mode,
            scope=scope,
            slots=slots,
            seed=round_seed,
            seconds_left=rules.seconds_for(len(slots)),
            sheets=(Sheet(),) * len(slots) if rules.sealed else (),
        )
        session = self._save_round(self._draws.set_question_clock(session))
        self._drop_replaced_rounds(session)  # only now: if that fails, none is lost
        return session

    def resume_or_start(self, **options: Any) -> Session:
        """Resume an open round of the requested mode and scope (without options any of
        today), or start one.

        An untouched round must also match the requested length and draw, else another
        is started. The options and the errors are those of `start`.
        """
        self._library.refresh()
        if "question" in options:
            return self.start(**options)
        if options:
            wanted = self._draws.resolve(
                options.get("mode"), options.get("section"), options.get("topic")
            )
            redraws = not options.keys().isdisjoint(("questions", "minutes", "seed"))
            resumable = [
                session
                for session in self.open_rounds()
                if (session.mode, session.scope) == wanted
                and not (redraws and session.is_untouched)
            ]
        else:
            resumable = self.rounds_to_resume()
        return self._take_up(resumable[0]) if resumable else self.start(**options)

    def practise(self, session: Session) -> Session:
        """Start a round of the ideas missed in this one, siblings first. Raises
        NothingToPlay without any.
        """
        return self.start("missed", only=self._progress.missed_concepts(session))

    def play_again(self, session: Session) -> Session:
        """Start another round of the same mode and scope. Raises NothingToPlay if
        nothing is left to ask.
        """
        if session.mode == "question":
            return self.start(question=session.slots[0].question)
        section, _, topic = session.scope.partition("/")
        return self.start(session.mode, section=section or None, topic=topic or None)

    def open_rounds(self) -> list[Session]:
        """The rounds started and not ended, newest first, as they go on now."""
        fitted = map(self._draws.fit_to_banks, self._library.stored_rounds())
        kept = [self._remove_muted(each) for each in fitted if each is not None]
        return [session for session in kept if session.phase != DONE]

    def touched_rounds(self) -> list[Session]:
        """The open rounds worth resuming: those in which something was done."""
        return [session for session in self.open_rounds() if not session.is_untouched]

    def is_active_today(self, session: Session) -> bool:
        """True if this open round was started or moved on today."""
        midnight = datetime.fromisoformat(self._today())  # naive: the player's zone
        return session.id in self._save.rounds_active_since(stamp(midnight))

    def rounds_to_resume(self) -> list[Session]:
        """The open rounds active today; the first of them is resumed by a start that
        names no round.

        If all are untouched, those of the mode `today`: an untouched round is worth no
        more than a new one.
        """
        active = [each for each in self.open_rounds() if self.is_active_today(each)]
        touched = [session for session in active if not session.is_untouched]
        return touched or [session for session in active if session.mode == "today"]

    def resume(self, session: Session) -> Session:
        """Go on with an open round where it stands now. Raises UsageError if it was
        ended or dropped.
        """
        self._library.refresh()
        open_rounds = self.open_rounds()
        now = next((each for each in open_rounds if each.id == session.id), None)
        if now is None:
            raise UsageError(
                "that round is no longer open: another weakspot ended or dropped it, "
                "or all that it asks is muted; start another"
            )
        return self._take_up(now)

    def drop(self, session: Session, in_play: bool = False) -> None:
        """Drop an open round; its answers stay, and the next round of its mode and
        scope is drawn anew.
        """
        self._save.writer.drop_round(session.id, in_play)
        self._draws.note_dropped(session)

    # Names

    def title(self, session: Session) -> str:
        """The title of a round: that of its mode, or of the section or topic it is
        drawn from.

        A round left open may outlive its topic in the bank;
        then it has the section's title.
        """
        section, _, topic = session.scope.partition("/")
        lead = self.heading_prefix(session)
        if not topic:
            return lead
        return self._library.section(section).topics.get(topic, lead)

    def heading_prefix(self, session: Session) -> str:
        """The title of a round's mode or section:
        it stands before the topics of its questions.
        """
        section = session.scope.partition("/")[0]
        if not section:
            return MODE_WORDS[session.mode].title
        return self._library.section(section).title

    # Moves

    def answer(
        self, session: Session, response: Response | None, confidence: str | None = None
    ) -> Session:
        """Grade the response (None: I don't know) and save it; the session is then
        answered.

        If the time was up before, the round ends and nothing is graded; an exam only
        stores the response until it is handed in. Raises SaveError if it could not be
        saved: then nothing was, and it can be answered again.
        """
        if session.rules.sealed:
            return self.put_response(session, response, confidence)
        session = self._charge_clock(session)
        if is_over(session):
            return self._complete_move(session)
        now, seconds, after = self._clock(), self._watch.since_asked(), session
        entry, verdict, attempt = self._grade(
            session, response, confidence, seconds, now
        )
        keeps_text = response is None and isinstance(session.draft, Essay)
        draft = session.draft if keeps_text else response  # an undo brings it back

        def encode_answered(recorded: RecordedAttempt) -> str:
            nonlocal after
            rows = recorded.before, recorded.after
            outcome = build_outcome(recorded.attempt, verdict, *rows, now)
            after = moves.answer_slot(replace(session, draft=draft), outcome)
            return encode_session(after)

        self._save.writer.record_attempt(entry.topic_key, attempt, encode_answered)
        return after

    def advance(self, session: Session) -> Session:
        """Go on after a verdict,
        to the next question or the end of the round, which is logged.
        """
        return self._complete_move(moves.advance(session))

    def skip(self, session: Session) -> Session:
        """Go on without an answer; in an exam, to the next question."""
        if session.rules.sealed:
            return self.visit(session, (session.at + 1) % len(session.slots))
        session = self._charge_clock(session)
        after = session if is_over(session) else moves.skip_slot(session)
        return self._complete_move(after)

    def hint(self, session: Session) -> Session:
        """The session with its question's hint taken, if there is one to take; there is
        none in an exam.
        """
        is_refused = session.rules.sealed or session.phase != ASKED or session.hinted
        if is_refused or self._library.question(session.slot.question).hint is None:
            return session
        hinted = replace(self._charge_clock(session), hinted=True)
        return self._save_round(hinted, new=False)

    def undo(self, session: Session) -> Session:
        """Go one step back: the last answer is retracted, and its question asked again.

        Takes nothing back at the start of a round, after its time is up, and in an
        exam; at most its clock is saved. Raises NothingToPlay if no bank has the
        question any more and it was the last one.
        """
        session = self._charge_clock(session)
        if is_final(session):
            return session
        back, outcome = moves.undo_step(session)
        if back is session:
            return self._save_round(session, new=False)
        fitted = self._draws.fit_to_banks(back)  # it may have been edited since then
        if fitted is None:
            raise NothingToPlay(
                "its bank no longer has that question; the answer stays"
            )
        back = self._draws.set_question_clock(fitted)
        attempt, at = None if outcome is None else outcome.attempt, self._now()
        encoded = encode_session(back)
        if session.phase == DONE:
            self._save.writer.reopen_round(
                session.id, session.mode, at, encoded, attempt
            )
        elif attempt is not None:
            self._save.writer.retract(attempt, at, encoded)
        else:
            return self._save_round(back)
        self._watch.ask()
        return back

    def save_draft(self, session: Session, response: Response | None) -> Session:
        """Save the session with what has been entered so far for its question,
        without grading it.
        """
        drafted = replace(self._charge_clock(session), draft=response)
        return self._save_round(drafted, new=False)

    def dispute(self, session: Session, note: str = "") -> Session:
        """Take the last answer out of score and learning until it is restored; `note`
        is the player's reason.

        No change if it is disputed already.
        Raises UsageError if nothing was answered yet.
        """
        reason = " ".join(note.split())[:MAX_NOTE_LENGTH] or None
        return self._set_disputed(session, True, reason)

    def restore(self, session: Session) -> Session:
        """Count a disputed last answer again; no change if it was not. Raises
        UsageError like `dispute`.
        """
        return self._set_disputed(session, False, None)

    def reload_in_round(self, session: Session) -> Session:
        """Read the banks again in a round, which goes on with them.

        An answered question that is asked or graded otherwise now is passed over.
        Raises BankError as `library.reload` does, and if the banks no longer have what
        this round needs, and SaveError if the round cannot be saved: then everything
        stays as it was.
        """
        before, catalog = self._library.catalog, self._library.catalog.reload()
        entries = self._library.entries_of(catalog)
        for at, slot in enumerate(session.slots):
            if not is_slot_valid(session, at, entries):
                raise BankError(
                    f"{slot.question} is gone or has another topic; its bank is read "
                    "at the next start"
                )
        self._library.catalog = catalog
        try:
            answered = None if session.outcome is None else session.slot
            if answered and entries[answered.question].revision != answered.revision:
                session = self._complete_move(moves.advance(session))
            if session.phase == DONE:
                return session
            return self._save_round(self._draws.fit_to_banks(session) or session)
        except SaveError:
            self._library.catalog = before
            raise

    # Clocks

    def tick(self, session: Session) -> Session:
        """The session with its clock as of now; saved every few seconds, so that a kill
        loses no more.
        """
        seconds = min(self._watch.since_read(), CLOCK_SAVE_SECONDS)
        after = charge_clock(session, seconds)
        before, left = session.seconds_left, after.seconds_left
        if after is session or before is None or left is None:
            return session
        if before // CLOCK_SAVE_SECONDS != left // CLOCK_SAVE_SECONDS:
            encoded = encode_session(after)
            self._save.writer.save_round(after.id, after.mode, self._now(), encoded)
        self._watch.restart()
        return after

    def restart_clock(self) -> None:
        """Leave out the time since the last tick,
        in which the question could not be seen.
        """
        self._watch.restart()

    # Exams; once the time is up, each move hands the exam in instead

    def put_response(
        self, session: Session, response: Response | None, confidence: str | None = None
    ) -> Session:
        """Put this response to the question in play, in place of any before;
        None is I don't know.
        """
        question = self._library.question(session.slot.question)
        is_unknown, reads = response is None, question.can_read(response)
        return self._move(
            session,
            lambda now: sheets.put_response(
                now, response, confidence, is_unknown, reads
            ),
        )

    def clear_response(self, session: Session) -> Session:
        """Take away what was given to the question in play."""
        return self._move(
            session, lambda now: sheets.put_response(now, None, None, unknown=False)
        )

    def visit(self, session: Session, at: int) -> Session:
        """Go to another question of the exam. Raises IndexError if there is none."""
        return self._move(session, lambda now: sheets.visit_slot(now, at))

    def toggle_exam_flag(self, session: Session) -> Session:
        """Flag the question in play to come back to, or take its flag away."""
        return self._move(
            session,
            lambda now: sheets.change_sheet(
                now, flagged=not now.sheets[now.at].flagged
            ),
        )

    def finish(self, session: Session) -> Session:
        """Hand the exam in: grade and log what was answered, all or nothing, and end
        the round.

        An exam without answers is dropped. Raises SaveError if it cannot be saved: it
        is then open as before.
        """
        session, now = self._charge_clock(session), self._clock()
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
        recorded = self._save.writer.record_round(
            attempts, session.id, self._today(), stamp(now), note
        )
        for (at, verdict), record in zip(verdicts.items(), recorded, strict=True):
            rows = record.before, record.after
            outcomes[at] = build_outcome(record.attempt, verdict, *rows, now)
        return end_session(replace(session, outcomes=tuple(outcomes)))

    def review(self, session: Session, at: int) -> Session:
        """Go back to a question of a round that is over, with its verdict as it was
        answered; in an exam, its explanation now counts as shown.

        Returns the session unchanged if that question was left open.
        """
        outcome = session.outcomes[at]
        if outcome is None:
            return session
        if session.sheets:
            self._save.writer.mark_explained(outcome.attempt, at=self._now())
            return replace(session, at=at, draft=session.sheets[at].response)
        logged = self._save.log.answers([outcome.attempt])
        given = [answer.response for answer in logged.values()]
        return replace(session, at=at, draft=given[0] if given else None)

    # Steps of the above

    def _now(self) -> str:
        """The time in UTC, as it is stored."""
        return stamp(self._clock())

    def _today(self) -> str:
        """The player's local date."""
        return local_day(self._clock())

    def _take_up(self, session: Session) -> Session:
        """Go on with an open round as it is stored now, by whichever weakspot."""
        self._save.writer.release_round()
        return self._save_round(session)

    def _drop_replaced_rounds(self, started: Session) -> None:
        """Drop another open round of the mode and scope of the one just started, and
        other untouched ones.
        """
        self.has_replaced_round = False
        like_it = started.mode, started.scope
        for session in self._library.stored_rounds():
            is_like_it = (session.mode, session.scope) == like_it
            if session.id != started.id and (session.is_untouched or is_like_it):
                self._save.writer.drop_round(session.id)
                self.has_replaced_round |= not session.is_untouched

    def _charge_clock(self, session: Session) -> Session:
        """The session with its clock, if it has one, as of now."""
        if session.seconds_left is None:
            return session
        return charge_clock(session, self._watch.since_read())

    def _complete_move(self, session: Session) -> Session:
        """Save the session after a move: ended if its limit is reached, extended if
        nothing is left to ask.

        What was muted meanwhile is not asked.
        The end of a round is logged if anything was answered.
        """
        session = self._remove_muted(session)
        is_placed = session.rules.adaptive and self._progress.is_placement_done(session)
        if is_placed or is_over(session):
            session = end_session(session)
        elif session.phase == DONE:
            session = self._draws.extend_round(session)
        else:
            session = self._draws.set_question_clock(session)
        if session.phase != DONE:
            return self._save_round(session)
        if session.answered:
            note = {"mode": session.mode, "right": count_right_answers(session)}
            self._save.writer.end_round(session.id, self._today(), self._now(), note)
        else:
            self.drop(session, in_play=True)
        return session

    def _remove_muted(self, session: Session) -> Session:
        """The session without questions to come that were muted since; an exam stays as
        drawn.

        If the question in play is left out,
        the session moves on to the next one, if any.
        """
        muted, topic_key = self._save.log.muted_keys(), self._library.topic_key
        if not muted or session.sheets:
            return session
        kept = remove_questions(
            session, lambda key: key in muted or is_off(topic_key(key), muted)
        )
        if kept.slots[kept.at :][:1] == session.slots[session.at :][:1]:
            return kept
        if kept.phase == DONE:
            kept = self._draws.extend_round(kept)
        return self._draws.set_question_clock(kept)

    def _save_round(self, session: Session, new: bool = True) -> Session:
        """Save the session as an open round and return it; with `new`, its question is
        shown from now on.

        A question that was only shown is not worth waiting for the disk: after a power
        cut the round goes on at the verdict before it.
        """
        encoded = encode_session(session)
        self._save.writer.save_round(
            session.id, session.mode, self._now(), encoded, synced=not new
        )
        if new:
            self._watch.ask()
        elif session.seconds_left is not None:
            self._watch.restart()
        return session

    def _move(self, session: Session, move: Callable[[Session], Session]) -> Session:
        """Apply the move and save the session;
        if its time is up, hand the exam in instead.
        """
        session = self._charge_clock(session)
        if is_over(session):
            return self.finish(session)
        return self._save_round(move(session))

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
        entry = self._library.entries[slot.question]
        verdict = self._library.question(slot.question).grade(response, slot.numbers)
        make_attempt = partial(
            build_attempt,
            session,
            entry,
            response,
            verdict,
            confidence=confidence,
            seconds=min(seconds, MAX_ANSWER_SECONDS),
            now=now,
        )
        return entry, verdict, make_attempt

    def _set_disputed(
        self, session: Session, disputed: bool, note: str | None
    ) -> Session:
        index = moves.find_last_answered(session)
        outcome = None if index is None else session.outcomes[index]
        if index is None or outcome is None:
            raise UsageError("there is no answer to dispute yet; answer first")
        if outcome.disputed == disputed:
            return session
        outcomes = list(session.outcomes)
        outcomes[index] = replace(outcome, disputed=disputed)
        changed = replace(session, outcomes=tuple(outcomes))
        is_open = any(one.id == session.id for one in self._library.stored_rounds())
        encoded = encode_session(changed) if is_open else None
        what: EventName = "dispute" if disputed else "restore"
        self._save.writer.append_event(
            what, outcome.attempt, note, self._now(), encoded
        )
        return changed
