"""What ends a round before its last question, how near that is, and how far the round came."""

import math

import msgspec
from msgspec.structs import replace

from weakspot.engine import constants as c
from weakspot.engine.exam import changed
from weakspot.engine.rules import Rules
from weakspot.engine.session import ANSWERED, ASKED, Outcome, Session
from weakspot.text import counted

MADE, LEFT = "✗", "·"
DROPPED = "The round left open is dropped"


class Progress(msgspec.Struct, frozen=True):
    """How near the end is: in signs, in words, and if it is time to hurry."""

    signs: str
    words: str
    urgent: bool = False


def right_ones(session: Session) -> list[Outcome]:
    """The answers fully right, without those given after their verdict had been seen."""
    passed = enumerate(session.outcomes)
    return [one for at, one in passed if one is not None and one.verdict.right and at not in session.seen]


def rights(session: Session) -> int:
    """How many of these count: without those that are disputed."""
    return sum(not one.disputed for one in right_ones(session))


def misses(session: Session) -> int:
    """How many of the questions passed were not right: skipped and partly right ones are misses too."""
    return len(session.outcomes) - len(right_ones(session))


def is_over(session: Session) -> bool:
    """Is this the end of the round, whatever is left to ask?"""
    rules, left = session.rules, session.seconds_left
    return (
        (rules.misses is not None and misses(session) >= rules.misses)
        or (rules.most is not None and len(session.outcomes) >= rules.most)
        or (left is not None and left <= 0 and not rules.own_time)
    )


def stays(session: Session) -> bool:
    """Can nothing be taken back: in an exam, and once the time of a round is up?"""
    return session.rules.sealed or (session.rules.seconds is not None and is_over(session))


def is_last(session: Session) -> bool:
    """Is the question in play, now that it was answered, the last that is asked?"""
    return is_over(session) or (session.at + 1 == len(session.slots) and not session.rules.grows)


def charged(session: Session, seconds: float) -> Session:
    """The session after so long: its clock, if it has one, runs while a question is asked."""
    if session.seconds_left is None or session.phase != ASKED:
        return session
    left = max(0.0, session.seconds_left - seconds)
    after = replace(session, seconds_left=left)
    if not session.sheets:
        return after
    spent = session.seconds_left - left
    return changed(after, seconds=session.sheets[session.at].seconds + spent)


def ended(session: Session) -> Session:
    """The round done here, without what was not passed."""
    passed = len(session.outcomes)
    slots = session.slots[:passed]
    return replace(session, slots=slots, at=passed, hinted=False, draft=None)


def progress(session: Session) -> Progress | None:
    """How near the end is; None where the round just has so many questions, as an exam that was handed in."""
    if session.sheets and session.phase == ANSWERED:
        return None
    left, rules = session.seconds_left, session.rules
    if left is not None:
        minutes, rest = divmod(math.ceil(left), 60)  # the second begun counted whole
        words = f"{minutes}:{rest:02} left"
        if rules.own_time:
            words = f"{session.at + 1} of {len(session.slots)} · {words if left > 0 else 'time is up'}"
            return Progress(words, words, left <= 0)
        return Progress(words, words, left <= (c.EXAM_HURRY_SECONDS if rules.sealed else c.HURRY_SECONDS))
    if rules.most is not None:
        words = f"{session.at + 1} of at most {rules.most}"
        return Progress(words, words)
    if rules.misses is None:
        return None
    more = max(0, rules.misses - misses(session))
    signs = " ".join(MADE * (rules.misses - more) + LEFT * more)
    return Progress(signs, f"{counted(more, 'miss', 'misses')} left", more == 1)


def place(session: Session) -> str:
    """Which question is in play, of how many where that is known: “question 3 of 12”."""
    number = f"question {session.at + 1}"
    return number if session.rules.grows else f"{number} of {len(session.slots)}"


def left_line(session: Session) -> str:
    """How far a round came that was left half-way."""
    if not session.outcomes and not any(sheet.is_answered for sheet in session.sheets):
        return "Begun, no answer yet."
    return f"Goes on at {place(session)}."


def dropped_line(unsaved: str) -> str:
    """That a round begun took the place of one gone into; nothing was kept where it is `unsaved`."""
    return f"{DROPPED}." if unsaved else f"{DROPPED}; its answers are kept."


def end_lines(session: Session, best: int | None) -> list[str]:
    """How far a round came that was ended by its limit; `best` is the most right answers in one before it."""
    count = rights(session)
    told = counted(count, "right answer")
    if not is_over(session):
        far = f"Every question was asked: {told}."
    elif session.rules.misses is None:
        far = f"Time is up: {told}."
    else:
        far = f"{told} before the last miss."
    if best is None:
        return [far, f"Best so far: {count}, your first."] if count else [far]
    return [far, f"A new best: {best} before." if count > best else f"Best so far: {best}."]


def best_line(rules: Rules, best: int | None) -> str:
    """The best round of a mode in words; empty where its rounds have no best."""
    if not rules.scored:
        return ""
    return "Not played yet." if best is None else f"Best so far: {counted(best, 'right answer')}."
