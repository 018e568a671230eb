"""Exams: answered on sheets in any order, graded as a whole once handed in."""

from msgspec.structs import replace

from weakspot.engine.records import ExamScore
from weakspot.engine.session import Session
from weakspot.engine.values import Response


def change_sheet(session: Session, **fields: object) -> Session:
    """Change these fields of the sheet in play."""
    sheets = list(session.sheets)
    sheets[session.at] = replace(sheets[session.at], **fields)
    return replace(session, sheets=tuple(sheets))


def put_response(
    session: Session,
    response: Response | None,
    confidence: str | None,
    unknown: bool,
    reads: bool = True,
) -> Session:
    """Put a response on the sheet in play, replacing any earlier one; None removes it.

    A response that cannot be read (`reads` is False) stays there to be corrected, but
    is no answer.
    """
    is_blank = response is None or response.is_blank(session.slot.shown)
    given = None if is_blank else response
    after = change_sheet(
        session, response=given, reads=reads, unknown=unknown, confidence=confidence
    )
    return replace(after, draft=response)


def visit_slot(session: Session, at: int) -> Session:
    """Go to the slot `at`, from 0. Raises IndexError if there is none."""
    if not 0 <= at < len(session.slots):
        raise IndexError(f"no question {at + 1}")
    return replace(session, at=at, draft=session.sheets[at].response)


def parse_place(text: str, session: Session) -> int | None:
    """Parse a typed question number, from 1, into its place, from 0; None if there is
    no such question.
    """
    typed = text.strip()
    # thousands of digits are more than Python reads
    is_number = typed.isdecimal() and len(typed) < 4
    return (
        int(typed) - 1 if is_number and 1 <= int(typed) <= len(session.slots) else None
    )


def open_slots(session: Session) -> list[int]:
    """The slots without an answer to grade."""
    return [at for at, sheet in enumerate(session.sheets) if not sheet.is_answered]


def flagged_slots(session: Session) -> list[int]:
    """The slots flagged to come back to."""
    return [at for at, sheet in enumerate(session.sheets) if sheet.flagged]


def next_open_slot(session: Session) -> int | None:
    """The next slot without an answer, wrapping round from the one in play; None if
    there is none.
    """
    slots = open_slots(session)
    return next((at for at in slots if at > session.at), slots[0] if slots else None)


def score_exam(session: Session, section: str | None = None) -> ExamScore:
    """Score an exam handed in, or its questions of one section; those left open count
    as missed.

    Disputed answers are left out.
    """
    scores = [
        0.0 if outcome is None else outcome.verdict.score
        for slot, outcome in zip(session.slots, session.outcomes, strict=True)
        if section in (None, slot.question.partition("/")[0])
        and (outcome is None or not outcome.disputed)
    ]
    return ExamScore(asked=len(scores), score=sum(scores))
