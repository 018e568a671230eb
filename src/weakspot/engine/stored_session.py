"""A round left open as the save stores it: what the log of its answers lacks."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from weakspot.engine.kinds.base import Question
from weakspot.engine.records import LoggedAnswer
from weakspot.engine.rules import MODES
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.engine.values import Part, Verdict


class StoredAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an answer that the log does not have: how it moved its topic, the
    points it earned, and the local date on which its question is due again.
    """

    attempt: str
    move: Move
    points: int
    due: str


class StoredSession(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A session without its outcomes, and an answer, or None for a skip, for each."""

    session: Session
    answers: tuple[StoredAnswer | None, ...] = ()

    @property
    def attempts(self) -> list[str]:
        """The ids of the attempts that `restore_session` needs."""
        return [answer.attempt for answer in self.answers if answer is not None]


def encode_session(session: Session) -> str:
    """Encode the session as it is stored in the save."""
    answers = tuple(
        None
        if outcome is None
        else StoredAnswer(
            attempt=outcome.attempt,
            move=outcome.move,
            points=outcome.points,
            due=outcome.due,
        )
        for outcome in session.outcomes
    )
    stored = StoredSession(session=replace(session, outcomes=()), answers=answers)
    return msgspec.json.encode(stored).decode()


def decode_session(text: str) -> StoredSession | None:
    """Decode a stored session; None if another version wrote it."""
    try:
        stored = msgspec.json.decode(text, type=StoredSession)
    except msgspec.DecodeError:
        return None
    return stored if stored.session.mode in MODES else None  # a later version has more


def restore_session(
    stored: StoredSession,
    logged: Mapping[str, LoggedAnswer],
    questions: Mapping[str, Question],
) -> Session | None:
    """Restore the session, its verdicts graded again from the log; None if the log
    lacks one of its `attempts`.

    `logged` has these by id, `questions` those of its slots that are in a bank, by key.
    """
    outcomes: list[Outcome | None] = []
    for slot, answer in zip(stored.session.slots, stored.answers, strict=False):
        if answer is None:
            outcomes.append(None)
            continue
        attempt = logged.get(answer.attempt)
        if attempt is None:
            return None
        outcome = Outcome(
            attempt=answer.attempt,
            verdict=grade_again(questions.get(slot.question), slot, attempt),
            unknown=attempt.given is None,
            seconds=attempt.seconds,
            points=answer.points,
            move=answer.move,
            due=answer.due,
            disputed=attempt.disputed,
            confidence=attempt.confidence,
        )
        outcomes.append(outcome)
    return replace(stored.session, outcomes=tuple(outcomes))


def grade_again(
    question: Question | None, slot: Slot, attempt: LoggedAnswer
) -> Verdict:
    """The verdict on a logged answer. The score is the one logged; if the question has
    been edited or is gone, the parts are what was given, as the log has it.
    """
    if question is not None:
        try:
            verdict = question.grade(attempt.response, slot.numbers)
            return replace(verdict, score=attempt.score)
        except ValueError:  # it no longer has what was answered
            pass
    texts = map(str, (attempt.given or {}).get("texts", ()))
    parts = tuple(Part(label=text, given=text, right=False) for text in texts)
    return Verdict(score=attempt.score, parts=parts)
