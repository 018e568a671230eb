"""Builders of questions, sessions, attempts and catalogs for the tests of the
engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from weakspot.engine.concepts import Concept, Entry
from weakspot.engine.kinds.base import Option, Question, Source
from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.mastery import Estimate
from weakspot.engine.records import (
    Attempt,
    LoggedAnswer,
    Memory,
    MemoryRow,
    concept_key,
)
from weakspot.engine.report import TopicReport
from weakspot.engine.search import SearchItem, fold_text, normalize_title
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.engine.values import Part, Picks, Verdict

COMMON: dict[str, Any] = {
    "id": "one",
    "topic": "chunking",
    "level": 2,
    "prompt": "Why?",
    "explain": "So.",
    "source": Source(title="A handbook"),
}


def make_picks(*indexes: int) -> Picks:
    return Picks(picks=frozenset(indexes))


def make_options(rights: int, wrongs: int) -> tuple[Option, ...]:
    """Make options, the right ones first; each wrong one has a misconception of its
    own.
    """
    return (
        *(Option(text=f"right {n}", right=True) for n in range(rights)),
        *(
            Option(text=f"wrong {n}", why=f"because {n}", misconception=f"belief-{n}")
            for n in range(wrongs)
        ),
    )


def make_choice(*wanted: Option, **changes: Any) -> ChoiceQuestion:
    """Make a choice question, by default with one right and two wrong options."""
    return ChoiceQuestion(
        **{**COMMON, "options": wanted or make_options(1, 2), **changes}
    )


def make_multi(rights: int = 2, wrongs: int = 2, **changes: Any) -> MultiQuestion:
    """Make a multi question, the right options first."""
    return MultiQuestion(
        **{**COMMON, "options": make_options(rights, wrongs), **changes}
    )


def make_truefalse(answer: bool = True, **changes: Any) -> TrueFalseQuestion:
    """Make a truefalse question."""
    fields = {
        **COMMON,
        "answer": answer,
        "why": "because",
        "misconception": "belief",
        **changes,
    }
    return TrueFalseQuestion(**fields)


QUESTIONS: tuple[Question, ...] = (
    make_choice(),
    make_multi(),
    make_multi(3, 1),
    make_truefalse(True),
    make_truefalse(False),
)


def make_attempt(
    score: float = 1.0, day: str = "2026-11-02", **changes: Any
) -> Attempt:
    """Make an attempt at the question rag/one, at noon."""
    fields: dict[str, Any] = {
        "id": "a",
        "at": f"{day}T12:00:00.000000Z",
        "day": day,
        "round": "r",
        "mode": "today",
        "section": "rag",
        "question": "rag/one",
        "revision": "0123456789ab",
        "topic": "rag/chunking",
        "concept": None,
        "kind": "choice",
        "level": 2,
        "guess": 0.25,
        "score": score,
        "seconds": 10.0,
        "confidence": None,
        "hint": False,
        "seen": False,
        "explained": True,
        "reason": "new",
        "predicted": 0.5,
        "misconceptions": (),
        "numbers": {},
        "given": None,
    }
    return Attempt(**{**fields, **changes})


def make_slot(name: str = "rag/one", **changes: Any) -> Slot:
    """Make a slot with three options in bank order."""
    return Slot(
        **{
            "question": name,
            "revision": "0123456789ab",
            "shown": ((0, 1, 2),),
            "reason": "new",
            **changes,
        }
    )


def make_session(slots: int = 3, **changes: Any) -> Session:
    """Make a round at its first question."""
    named = tuple(make_slot(f"rag/q-{n}") for n in range(slots))
    return Session(**{"id": "s", "mode": "today", "slots": named, **changes})


STANDING = Estimate(mastery=0.5, low=0.3, high=0.7, p_weak=0.5, expected=0.5)
MOVE = Move(
    topic="rag/chunking",
    before=None,
    after=STANDING,
    was_weak=False,
    state="open",
    needs=(2, 2),
    answers=1,
    misses=0,
    different=1,
)


def make_move(**changes: Any) -> Move:
    """Make the change that an answer brought to the topic rag/chunking."""
    return msgspec.structs.replace(MOVE, **changes)


def make_estimate(
    mastery: float = 0.5, p_weak: float = 0.5, expected: float | None = None
) -> Estimate:
    """Make an estimate of a topic; `expected` is `mastery` by default."""
    return Estimate(
        mastery=mastery,
        low=0.0,
        high=1.0,
        p_weak=p_weak,
        expected=mastery if expected is None else expected,
    )


def make_topic_report(topic: str = "chunking", **changes: object) -> TopicReport:
    """Make a report on a weak topic of the section `rag`."""
    fields: dict[str, object] = {
        "section": "rag",
        "topic": topic,
        "title": topic,
        "state": "weak",
        "estimate": make_estimate(0.4, 0.9),
        "answers": 5,
        "evidence": 3.0,
        "misses": 3,
        "different": 2,
        "last_seen": "2026-11-24",
        "questions": 6,
        "needs": (2, 2),
    }
    return TopicReport(**{**fields, **changes})


def make_outcome(score: float = 1.0, **changes: Any) -> Outcome:
    """Make the outcome of a slot."""
    verdict = Verdict(
        score=score, parts=(Part(label="a", given="a", right=score == 1),)
    )
    fields = {
        "attempt": "a",
        "verdict": verdict,
        "unknown": False,
        "seconds": 10.0,
        "points": 5,
        "move": MOVE,
        "due": "2026-11-05",
    }
    return Outcome(**{**fields, **changes})


def make_entry(
    id: str,
    topic: str = "chunking",
    concept: str | None = None,
    *,
    section: str = "rag",
    level: int = 2,
    kind: str = "choice",
    revision: str = "0123456789ab",
    seconds: float = 28,
    guess: float = 0.25,
) -> Entry:
    """Make the entry of a question in a catalog."""
    key = f"{section}/{id}"
    shared = concept_key(f"{section}/{topic}", concept, key)
    form = KINDS[kind]
    asked = revision, level, kind, seconds, guess, form.is_graded, form.ease
    return Entry(key, shared, *asked)


def make_concept(*items: Entry, **fields: Any) -> Concept:
    key = items[0].concept_key if items else ""
    return Concept(**{"key": key, "entries": items, **fields})


def memory_rows(memories: Iterable[Memory]) -> list[MemoryRow]:
    return [
        (m.question, m.stability, m.day, m.seen, m.score, m.misses) for m in memories
    ]


def log_answers(session: Session) -> dict[str, LoggedAnswer]:
    """The answers of a session as the log has them, without what was given."""
    outcomes = [outcome for outcome in session.outcomes if outcome is not None]
    return {
        outcome.attempt: LoggedAnswer(
            id=outcome.attempt,
            score=outcome.verdict.score,
            seconds=outcome.seconds,
            confidence=outcome.confidence,
            given=None if outcome.unknown else {"texts": []},
            disputed=outcome.disputed,
        )
        for outcome in outcomes
    }


def without_parts(session: Session) -> Session:
    """The session with scores alone in place of its verdicts."""
    outcomes = tuple(
        outcome
        and msgspec.structs.replace(
            outcome, verdict=Verdict(score=outcome.verdict.score)
        )
        for outcome in session.outcomes
    )
    return msgspec.structs.replace(session, outcomes=outcomes)


def make_hit(
    key: str,
    head: str,
    rest: str = "",
    kind: str = "choice",
    level: int = 2,
    topic: str = "rag/chunking",
) -> SearchItem:
    """Make a search item of a question."""
    text = fold_text(f"{head}\n{rest}")
    return SearchItem(
        key=key,
        head=head,
        kind=kind,
        level=level,
        topic=topic,
        title=normalize_title(head),
        text=text,
    )
