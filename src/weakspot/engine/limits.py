"""The limits that end a round before its last question: how near they are, and how far
a round got.
"""

from msgspec.structs import replace

from weakspot.engine.session import ASKED, Outcome, Session
from weakspot.engine.sheets import change_sheet


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
    """True if a limit has ended the round, even if questions are left."""
    rules, left = session.rules, session.seconds_left
    return (
        (rules.misses is not None and count_misses(session) >= rules.misses)
        or (rules.most is not None and len(session.outcomes) >= rules.most)
        or (left is not None and left <= 0 and not rules.own_time)
    )


def is_final(session: Session) -> bool:
    """True if answers can no longer be undone: in an exam, and once the time of a round
    is up.
    """
    return session.rules.sealed or (
        session.rules.seconds is not None and is_over(session)
    )


def is_last(session: Session) -> bool:
    """True if the question in play, just answered, is the last of the round."""
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
