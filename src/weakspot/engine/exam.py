"""An exam: answered on sheets in any order, graded as a whole once it is handed in."""

from collections.abc import Sequence

from msgspec.structs import replace

from weakspot.engine import constants as c
from weakspot.engine.records import Graded
from weakspot.engine.session import Session, Slot
from weakspot.engine.values import Order, Picks, Places, Response, Texts
from weakspot.text import percent

STAYS = "What was handed in stays."


class ExamResult(Graded, frozen=True, kw_only=True):
    """An exam graded: the whole, and by section in the order given; what was left open counts as missed."""

    sections: dict[str, Graded]


def changed(session: Session, **fields: object) -> Session:
    """The session with these fields of the sheet in play changed."""
    sheets = list(session.sheets)
    sheets[session.at] = replace(sheets[session.at], **fields)
    return replace(session, sheets=tuple(sheets))


def put(
    session: Session, response: Response | None, confidence: str | None, unknown: bool, reads: bool = True
) -> Session:
    """The session with this response on the sheet in play, in place of any before; None takes it away.

    One that does not read stays on it, to be mended, and is no answer.
    """
    given = None if is_blank(response, session.slot) else response
    after = changed(session, response=given, reads=reads, unknown=unknown, confidence=confidence)
    return replace(after, draft=response)


def is_blank(response: Response | None, slot: Slot) -> bool:
    """Is nothing given in it: no pick, no text, nothing placed, the steps as they were shown?"""
    match response:
        case Picks(picks=picks):
            return not picks
        case Texts(texts=texts):
            return not any(text.strip() for text in texts)
        case Places(places=places):
            return all(place is None for place in places)
        case Order(order=order):
            return order == slot.shown[0]
    return response is None


def visited(session: Session, at: int) -> Session:
    """The session at another slot. Raises IndexError if there is none."""
    if not 0 <= at < len(session.slots):
        raise IndexError(f"no question {at + 1}")
    return replace(session, at=at, draft=session.sheets[at].response)


def place_of(text: str, session: Session) -> int | None:
    """The place, from 0, of the question whose number, from 1, is typed; None if there is none."""
    typed = text.strip()
    is_number = typed.isdecimal() and len(typed) < 4  # thousands of digits are more than Python reads
    return int(typed) - 1 if is_number and 1 <= int(typed) <= len(session.slots) else None


def open_slots(session: Session) -> list[int]:
    """The slots with nothing to grade yet."""
    return [at for at, sheet in enumerate(session.sheets) if not sheet.is_answered]


def flagged_slots(session: Session) -> list[int]:
    """The slots to come back to."""
    return [at for at, sheet in enumerate(session.sheets) if sheet.flagged]


def next_open(session: Session) -> int | None:
    """The next slot with nothing to grade, from the one in play on and round; None if there is none."""
    slots = open_slots(session)
    return next((at for at in slots if at > session.at), slots[0] if slots else None)


def result(session: Session, order: Sequence[str]) -> ExamResult:
    """How an exam handed in went; the sections in this order. Disputed answers are left out."""
    scores: dict[str, list[float]] = {}
    for slot, outcome in zip(session.slots, session.outcomes, strict=True):
        if outcome is None or not outcome.disputed:
            own = scores.setdefault(slot.question.partition("/")[0], [])
            own.append(0.0 if outcome is None else outcome.verdict.score)
    sections = {
        slug: Graded(asked=len(scores[slug]), score=sum(scores[slug]))
        for slug in dict.fromkeys([*order, *scores])
        if slug in scores
    }
    return ExamResult(
        asked=sum(one.asked for one in sections.values()),
        score=sum(one.score for one in sections.values()),
        sections=sections,
    )


def state_words(session: Session) -> str:
    """“17 answered · 2 flagged”."""
    flagged = len(flagged_slots(session))
    words = f"{len(session.slots) - len(open_slots(session))} answered"
    return f"{words} · {flagged} flagged" if flagged else words


def result_words(told: ExamResult) -> str:
    """“74 %: passed, 70 % needed”."""
    return f"{shown_percent(told.share)} %: {pass_word(told)}, {shown_percent(c.PASS_MARK)} % needed"


def pass_word(told: Graded) -> str:
    """Was it passed?"""
    return "passed" if told.passed else "not passed"


def shown_percent(share: float) -> int:
    """Whole per cent, rounded down: 69.9 % is not shown as a pass."""
    return int(100 * (share + c.ROUNDING))


def answer_note(session: Session, told: str) -> str:
    """What is said below the result: how the answers went (`told`), and that the time was up."""
    return f"{told}. The time was up." if session.seconds_left == 0 else told


def section_words(told: Graded) -> str:
    """“2.5 of 4, 62 %”."""
    return f"{round(told.score, 1):g} of {told.asked}, {percent(told.share)}"
