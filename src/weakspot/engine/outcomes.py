"""From a graded response to the attempt that is logged and the outcome that is shown."""

from datetime import datetime
from typing import Any

import msgspec

from weakspot.engine.constants import HINTED_GUESS
from weakspot.engine.derive import Rows
from weakspot.engine.entries import Entry
from weakspot.engine.mastery import Nodes, predict, standing
from weakspot.engine.records import Attempt, local_day, stamp
from weakspot.engine.session import Move, Outcome, Session
from weakspot.engine.values import Response, Verdict
from weakspot.engine.weakness import still_needed, topic_state


def attempt_of(
    session: Session,
    asked: Entry,
    response: Response | None,
    verdict: Verdict,
    nodes: Nodes,
    *,
    confidence: str | None,
    seconds: float,
    now: datetime,
) -> Attempt:
    """The attempt to log for the slot in play, its id still empty; `nodes` are those before it."""
    slot = session.slot
    before = max(asked.guess, HINTED_GUESS) if session.hinted else asked.guess
    return Attempt(
        id="",
        at=stamp(now),
        day=local_day(now),
        round=session.id,
        mode=session.mode,
        section=asked.section,
        question=asked.key,
        revision=asked.revision,
        topic=asked.topic_key,
        concept=asked.concept,
        kind=asked.kind,
        level=asked.level,
        guess=before if response is not None else 0.0,
        score=verdict.score,
        seconds=seconds,
        confidence=None if response is None else confidence,
        hint=session.hinted,
        seen=session.at in session.seen,
        explained=True,
        reason=slot.reason,
        predicted=predict(nodes, asked.level, before, now),
        misconceptions=verdict.misconceptions,
        numbers=slot.numbers,
        given=given_of(response, verdict),
    )


def given_of(response: Response | None, verdict: Verdict) -> dict[str, Any] | None:
    """The response with its texts, so that it can be read after the question was edited."""
    if response is None:
        return None
    texts = [part.given for part in verdict.parts if part.given is not None]
    return {"response": msgspec.to_builtins(response), "texts": texts}


def outcome_of(attempt: Attempt, verdict: Verdict, before: Rows, after: Rows, now: datetime) -> Outcome:
    """What to show of a logged attempt, given the derived rows before and after it."""
    stands = standing(after.nodes, now)
    topic = after.nodes.topic
    move = Move(
        topic=attempt.topic,
        before=standing(before.nodes, now) if before.nodes.topic.evidence > 0 else None,
        after=stands,
        was_weak=before.nodes.topic.weak,
        state=topic_state(topic, stands.p_weak),
        needs=still_needed(topic),
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
        due=after.memory.due if after.memory is not None else attempt.day,
        confidence=attempt.confidence,
    )
