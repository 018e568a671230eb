"""A round as it is stored in the save: as a whole, and what an answer changed since
then.
"""

import msgspec
from msgspec.structs import replace

from weakspot.engine.rules import MODES
from weakspot.engine.session import ASKED, Outcome, Session, answer_slot
from weakspot.engine.values import Response


class SavedAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The part of a session that an answer changes: what is saved of the answer."""

    at: int
    draft: Response | None = None
    outcome: Outcome
    seconds_left: float | None = None


def encode_session(session: Session) -> str:
    """Encode the session as it is stored in the save."""
    return msgspec.json.encode(session).decode()


def encode_answer(session: Session, outcome: Outcome) -> str:
    """Encode only what an answer changed, so that it need not write the whole round
    again.
    """
    data = SavedAnswer(
        at=session.at,
        draft=session.draft,
        outcome=outcome,
        seconds_left=session.seconds_left,
    )
    return msgspec.json.encode(data).decode()


def decode_session(text: str, answer: str | None = None) -> Session | None:
    """Decode a saved session and, if given, the `answer` to its slot; None if another
    version wrote them.
    """
    try:
        session = msgspec.json.decode(text, type=Session)
        saved = (
            None if answer is None else msgspec.json.decode(answer, type=SavedAnswer)
        )
    except msgspec.DecodeError:
        return None
    if session.mode not in MODES:  # a later version has more
        return None
    if saved is None or (saved.at, session.phase) != (session.at, ASKED):
        return session
    return answer_slot(
        replace(session, draft=saved.draft, seconds_left=saved.seconds_left),
        saved.outcome,
    )
