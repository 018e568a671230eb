"""The limits that end a round before its last question: how near they are, and how far
a round got.
"""

import math

import msgspec
from msgspec.structs import replace

from weakspot.engine import constants as c
from weakspot.engine.exam import change_sheet
from weakspot.engine.session import ANSWERED, ASKED, Outcome, Session
from weakspot.text import format_count

MISS_SIGN, MISS_LEFT_SIGN = "✗", "·"
DROPPED = "The round left open is dropped"


class PlaceWords(msgspec.Struct, frozen=True):
    """How far a round is, in signs and in words; `urgent` when it is time to hurry."""

    signs: str
    words: str
    urgent: bool = False


def right_outcomes(session: Session) -> list[Outcome]:
    """The outcomes of fully right answers, except those given after their verdict had
    been seen.
    """
    unseen = [
        outcome for at, outcome in enumerate(session.outcomes) if at not in session.seen
    ]
    return [
        outcome for outcome in unseen if outcome is not None and outcome.verdict.right
    ]


def count_right_answers(session: Session) -> int:
    """The number of right answers that count: disputed ones do not."""
    return sum(not outcome.disputed for outcome in right_outcomes(session))


def count_misses(session: Session) -> int:
    """The number of questions passed without being right: skipped and partly right ones
    are misses too.
    """
    return len(session.outcomes) - len(right_outcomes(session))


def is_over(session: Session) -> bool:
    """Whether a limit has ended the round, even if questions are left."""
    rules, left = session.rules, session.seconds_left
    return (
        (rules.misses is not None and count_misses(session) >= rules.misses)
        or (rules.most is not None and len(session.outcomes) >= rules.most)
        or (left is not None and left <= 0 and not rules.own_time)
    )


def is_final(session: Session) -> bool:
    """Whether answers can no longer be undone: in an exam, and once the time of a round
    is up.
    """
    return session.rules.sealed or (
        session.rules.seconds is not None and is_over(session)
    )


def is_last(session: Session) -> bool:
    """Whether the question in play, just answered, is the last of the round."""
    return is_over(session) or (
        session.at + 1 == len(session.slots) and not session.rules.grows
    )


def charge_clock(session: Session, seconds: float) -> Session:
    """Take `seconds` off the session's clock, if it has one; it runs only while a
    question is asked.
    """
    if session.seconds_left is None or session.phase != ASKED:
        return session
    left = max(0.0, session.seconds_left - seconds)
    after = replace(session, seconds_left=left)
    if not session.sheets:
        return after
    spent = session.seconds_left - left
    return change_sheet(after, seconds=session.sheets[session.at].seconds + spent)


def end_session(session: Session) -> Session:
    """End the round here, and drop the slots not reached."""
    passed = len(session.outcomes)
    return replace(
        session, slots=session.slots[:passed], at=passed, hinted=False, draft=None
    )


def describe_place(session: Session) -> PlaceWords:
    """Describe the place of the question in play, or how near the end is where a limit
    sets it.
    """
    left, rules = session.seconds_left, session.rules
    place = f"{session.at + 1} of {len(session.slots)}"
    is_handed_in = bool(session.sheets) and session.phase == ANSWERED
    if left is not None and not is_handed_in:
        minutes, rest = divmod(
            math.ceil(left), 60
        )  # a started second counts as a whole one
        words = f"{minutes}:{rest:02} left"
        if rules.own_time:
            words = f"{place} · {words if left > 0 else 'time is up'}"
            return PlaceWords(words, words, left <= 0)
        return PlaceWords(
            words,
            words,
            left <= (c.EXAM_HURRY_SECONDS if rules.sealed else c.HURRY_SECONDS),
        )
    if rules.most is not None:
        words = f"{session.at + 1} of at most {rules.most}"
        return PlaceWords(words, words)
    if rules.misses is None:
        return PlaceWords(place, place)
    more = max(0, rules.misses - count_misses(session))
    signs = " ".join(MISS_SIGN * (rules.misses - more) + MISS_LEFT_SIGN * more)
    return PlaceWords(signs, f"{format_count(more, 'miss', 'misses')} left", more == 1)


def position_words(session: Session) -> str:
    """The number of the question in play, and the total where it is fixed: “question 3
    of 12”.
    """
    number = f"question {session.at + 1}"
    return number if session.rules.grows else f"{number} of {len(session.slots)}"


def unfinished_line(session: Session) -> str:
    """Where a round goes on that was left unfinished."""
    return (
        f"Goes on at {position_words(session)}."
        if session.has_answers
        else "Begun, no answer yet."
    )


def dropped_line(unsaved: str) -> str:
    """Say that a new round replaced the open one; `unsaved` is why nothing is saved,
    empty where it is.
    """
    return f"{DROPPED}." if unsaved else f"{DROPPED}; its answers are kept."


def end_lines(session: Session, best: int | None) -> list[str]:
    """How far a finished round got; `best` is the most right answers in an earlier one,
    None without any.
    """
    count = count_right_answers(session)
    answers = format_count(count, "right answer")
    if not is_over(session):
        line = f"Every question was asked: {answers}."
    elif session.rules.misses is None:
        line = f"Time is up: {answers}."
    else:
        line = f"{answers} before the last miss."
    if best is None:
        return [line, f"Best so far: {count}, your first."] if count else [line]
    return [
        line,
        f"A new best: {best} before." if count > best else f"Best so far: {best}.",
    ]
