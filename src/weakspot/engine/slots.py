"""The parts of a round: slots from drawn questions, an attempt and its outcome from a
graded response.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from weakspot.engine.concepts import DrawnQuestion, Entry
from weakspot.engine.constants import HINTED_GUESS
from weakspot.engine.derivation import DerivedRows
from weakspot.engine.kinds.base import Question
from weakspot.engine.mastery import Nodes, estimate_topic, predict_score
from weakspot.engine.records import Attempt, local_day, stamp
from weakspot.engine.session import Move, Outcome, Session, Sheet, Slot, advance
from weakspot.engine.values import Random, Response, Verdict
from weakspot.engine.weakness import count_needs, topic_state


def present_question(entry: Entry, question: Question, rng: Random) -> Slot:
    """Build the slot of a question, its lists shuffled and its numbers drawn, with an
    empty reason.
    """
    shown, numbers = question.arrange(rng), question.draw_numbers(rng)
    return Slot(
        question=entry.key,
        revision=entry.revision,
        shown=shown,
        numbers=numbers,
        reason="",
    )


def build_slot(drawn: DrawnQuestion, question: Question, rng: Random) -> Slot:
    """Build the slot of a drawn question."""
    slot, concept = present_question(drawn.entry, question, rng), drawn.concept
    return replace(slot, reason=drawn.reason, misses=concept.misses, last=concept.last)


def refresh_session(
    session: Session, entries: Mapping[str, Entry], present: Callable[[Slot], Slot]
) -> Session | None:
    """Bring an open round up to date with the banks' `entries`; None if nothing is left
    to ask.

    Questions that are gone are removed. Unanswered ones that have changed are presented
    anew by `present`, which gives a slot for the question as it is now.
    """
    slot = session.slot
    is_sound = (
        is_slot_valid(session, session.at, entries)
        and entries[slot.question].revision == slot.revision
    )
    if session.outcome is not None and not is_sound:
        session = advance(session)  # the question of its verdict is gone or has changed
    valid = [
        at for at in range(len(session.slots)) if is_slot_valid(session, at, entries)
    ]
    remaining = keep_slots(session, valid)
    slots, sheets, at = list(remaining.slots), list(remaining.sheets), remaining.at
    for place in range(len(remaining.outcomes), len(slots)):
        if entries[slots[place].question].revision != slots[place].revision:
            slots[place] = present(slots[place])
            if sheets:
                sheets[place] = Sheet(
                    flagged=sheets[place].flagged, seconds=sheets[place].seconds
                )
    if sheets:
        at = min(at, len(slots) - 1)
    elif at == len(slots):
        return None
    after = replace(remaining, slots=tuple(slots), at=at, sheets=tuple(sheets))
    if sheets:
        return replace(after, draft=sheets[at].response)
    return (
        after if slots[at] == session.slot else replace(after, hinted=False, draft=None)
    )


def remove_questions(session: Session, is_out: Callable[[str], bool]) -> Session:
    """Remove the questions not yet passed whose key `is_out`; the round is done if none
    is left.
    """
    passed = len(session.outcomes)
    kept = [
        at
        for at, slot in enumerate(session.slots)
        if at < passed or not is_out(slot.question)
    ]
    return keep_slots(session, kept)


def keep_slots(session: Session, kept: Sequence[int]) -> Session:
    """Keep only the slots at these indexes; if the one in play is removed, so are its
    draft and its hint.

    If all are kept, the session is encoded as before:
    an empty `seen` stays the default.
    """
    after = replace(
        session,
        slots=tuple(session.slots[at] for at in kept),
        at=sum(at < session.at for at in kept),
        outcomes=tuple(
            session.outcomes[at] for at in kept if at < len(session.outcomes)
        ),
        seen=session.seen
        and frozenset(place for place, at in enumerate(kept) if at in session.seen),
        sheets=tuple(session.sheets[at] for at in kept if session.sheets),
    )
    return after if session.at in kept else replace(after, hinted=False, draft=None)


def is_slot_valid(session: Session, at: int, entries: Mapping[str, Entry]) -> bool:
    """True if the slot's question still exists, under the topic in which it was
    answered, if it was.
    """
    entry = entries.get(session.slots[at].question)
    outcome = session.outcomes[at] if at < len(session.outcomes) else None
    return entry is not None and (
        outcome is None or outcome.move.topic == entry.topic_key
    )


def guess_rate(session: Session, entry: Entry) -> float:
    """The score (0..1) to expect of a blind answer to the slot in play; a hint raises
    it.
    """
    return max(entry.guess, HINTED_GUESS) if session.hinted else entry.guess


def build_attempt(
    session: Session,
    entry: Entry,
    response: Response | None,
    verdict: Verdict,
    nodes: Nodes,
    *,
    confidence: str | None,
    seconds: float,
    now: datetime,
) -> Attempt:
    """Build the attempt to log for the slot in play; its id is empty, and `nodes` are
    those before it.
    """
    # readable after an edit
    texts = [part.given for part in verdict.parts if part.given is not None]
    guess = guess_rate(session, entry)
    return Attempt(
        id="",
        at=stamp(now),
        day=local_day(now),
        round=session.id,
        mode=session.mode,
        section=entry.section,
        question=entry.key,
        revision=entry.revision,
        topic=entry.topic_key,
        concept=entry.concept,
        kind=entry.kind,
        level=entry.level,
        guess=guess if response is not None else 0.0,
        score=verdict.score,
        seconds=seconds,
        confidence=None if response is None else confidence,
        hint=session.hinted,
        seen=session.at in session.seen,
        explained=True,
        reason=session.slot.reason,
        predicted=predict_score(nodes, entry.level, guess, now),
        misconceptions=verdict.misconceptions,
        numbers=session.slot.numbers,
        given=None
        if response is None
        else {"response": msgspec.to_builtins(response), "texts": texts},
    )


def build_outcome(
    attempt: Attempt,
    verdict: Verdict,
    before: DerivedRows,
    after: DerivedRows,
    now: datetime,
) -> Outcome:
    """Build what to show of a logged attempt from the derived rows before
    and after it.
    """
    estimate, earlier = estimate_topic(after.nodes, now), before.nodes.topic
    topic = after.nodes.topic
    stood = estimate_topic(before.nodes, now)
    move = Move(
        topic=attempt.topic,
        before=stood if earlier.evidence > 0 else None,
        after=estimate,
        was_weak=earlier.weak,
        was=topic_state(earlier, stood.p_weak),
        state=topic_state(topic, estimate.p_weak),
        needs=count_needs(topic),
        answers=topic.answers,
        misses=topic.misses,
        different=topic.different,
    )
    return Outcome(
        attempt=attempt.id,
        verdict=verdict,
        unknown=attempt.given is None,
        seconds=attempt.seconds,
        points=after.day.points - before.day.points,
        move=move,
        due=after.memory.due,
        confidence=attempt.confidence,
    )
