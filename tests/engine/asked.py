"""Questions, sessions and attempts for the tests of the engine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from weakspot.engine.entries import Entry, Idea, PackedEntry, PackedIdea, Shape
from weakspot.engine.kinds.base import Option, Source
from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.kinds.multi import MultiQuestion
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.kinds.truefalse import TrueFalseQuestion
from weakspot.engine.mastery import Standing
from weakspot.engine.records import Attempt, Memory, MemoryRow, unit_key
from weakspot.engine.session import Move, Outcome, Session, Slot
from weakspot.engine.units import Unit
from weakspot.engine.values import Part, Verdict

COMMON: dict[str, Any] = {
    "id": "one",
    "topic": "chunking",
    "level": 2,
    "prompt": "Why?",
    "explain": "So.",
    "source": Source(title="A handbook"),
}


def options(rights: int, wrongs: int) -> tuple[Option, ...]:
    """The right ones first; every wrong one names a misconception of its own."""
    return (
        *(Option(text=f"right {n}", right=True) for n in range(rights)),
        *(Option(text=f"wrong {n}", why=f"because {n}", misconception=f"belief-{n}") for n in range(wrongs)),
    )


def choice(*wanted: Option, **changes: Any) -> ChoiceQuestion:
    """A choice; of one right and two wrong options, unless others are given."""
    return ChoiceQuestion(**{**COMMON, "options": wanted or options(1, 2), **changes})


def multi(rights: int = 2, wrongs: int = 2, **changes: Any) -> MultiQuestion:
    """A multi, the right options first."""
    return MultiQuestion(**{**COMMON, "options": options(rights, wrongs), **changes})


def truefalse(answer: bool = True, **changes: Any) -> TrueFalseQuestion:
    """A truefalse."""
    fields = {**COMMON, "answer": answer, "why": "because", "misconception": "belief", **changes}
    return TrueFalseQuestion(**fields)


EVERY: tuple[AnyQuestion, ...] = (choice(), multi(), multi(3, 1), truefalse(True), truefalse(False))


def attempt(score: float = 1.0, day: str = "2026-11-02", **changes: Any) -> Attempt:
    """An attempt at the question rag/one, at noon."""
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


def slot(name: str = "rag/one", **changes: Any) -> Slot:
    """A slot, its three options in bank order."""
    return Slot(
        **{"question": name, "revision": "0123456789ab", "shown": ((0, 1, 2),), "reason": "new", **changes}
    )


def session(slots: int = 3, **changes: Any) -> Session:
    """A round just begun."""
    named = tuple(slot(f"rag/q-{n}") for n in range(slots))
    return Session(**{"id": "s", "mode": "today", "slots": named, **changes})


STANDING = Standing(mastery=0.5, low=0.3, high=0.7, p_weak=0.5, expected=0.5)
MOVE = Move(
    topic="rag/chunking",
    before=None,
    after=STANDING,
    was_weak=False,
    state="unsure",
    needs=(2, 2),
    answers=1,
    misses=0,
    different=1,
)


def move(**changes: Any) -> Move:
    """What an answer did to the topic rag/chunking."""
    return msgspec.structs.replace(MOVE, **changes)


def standing(mastery: float = 0.5, p_weak: float = 0.5, expected: float | None = None) -> Standing:
    """How a topic stands."""
    return Standing(
        mastery=mastery, low=0.0, high=1.0, p_weak=p_weak, expected=mastery if expected is None else expected
    )


def outcome(score: float = 1.0, **changes: Any) -> Outcome:
    """What came of a slot."""
    verdict = Verdict(score=score, parts=(Part(label="a", given="a", right=score == 1),))
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


def entry_of(
    section: str,
    id: str,
    topic: str,
    concept: str | None,
    level: int,
    kind: str,
    revision: str,
    seconds: float,
    guess: float,
) -> Entry:
    key = f"{section}/{id}"
    unit = unit_key(f"{section}/{topic}", concept, key)
    return Entry(key, unit, revision, Shape(level, kind, seconds, guess))


def idea_of(*items: Entry) -> Idea:
    key = items[0].unit if items else ""
    rows = [PackedEntry(place, item.revision, place) for place, item in enumerate(items)]
    packed = msgspec.Raw(msgspec.msgpack.encode(PackedIdea(key, [item.id for item in items], rows)))
    return Idea(key, len(items), packed, [item.shape for item in items])


def unit_of(*items: Entry, **fields: Any) -> Unit:
    idea = msgspec.structs.asdict(idea_of(*items))
    return Unit(**{**idea, "recall": 0.0, "misses": 0, "last": None, "missed": False, **fields})


def grouped(entries: list[Entry]) -> list[tuple[Idea, list[str]]]:
    ideas: dict[str, list[Entry]] = {}
    for one in entries:
        ideas.setdefault(one.unit, []).append(one)
    return [(idea_of(*items), [item.key for item in items]) for items in ideas.values()]


def recalled(memories: Iterable[Memory]) -> list[MemoryRow]:
    return [(one.question, one.stability, one.day, one.seen, one.score, one.misses) for one in memories]
