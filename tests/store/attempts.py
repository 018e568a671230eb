"""Attempts for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import Any

import msgspec

import builders
from weakspot.engine.records import Attempt
from weakspot.store.save import Save
from weakspot.store.writer import EncodeSession, RecordedAttempt

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECTIONS = {
    "model-adaptation": ("lora-and-qlora", "rlhf-and-dpo"),
    "production-pitfalls": ("judge-bias", "latency-metrics", "cost-arithmetic"),
}
QUESTIONS = tuple(
    (f"{section}/{topic}-{n}", f"{section}/{topic}", f"idea-{n % 2}" if n < 4 else None)
    for section, topics in SECTIONS.items()
    for topic in topics
    for n in range(5)
)
"""Question, topic, concept."""


def at_minute(minutes: float = 0) -> str:
    """Return the time `minutes` after START, as the log has it."""
    return (START + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def read_attempts(save: Save, question: str) -> list[Attempt]:
    """Read all attempts at a question from the log, newest first."""
    names = Attempt.__struct_fields__
    rows = save.db.execute(
        f"SELECT {', '.join(names)} FROM attempt WHERE question = ? ORDER BY id DESC",
        (question,),
    )
    attempts = []
    for row in rows:
        fields = dict(zip(names, row, strict=True))
        for name in ("misconceptions", "numbers", "given"):
            fields[name] = (
                None if fields[name] is None else msgspec.json.decode(fields[name])
            )
        attempts.append(
            msgspec.convert(fields, Attempt, strict=False)
        )  # booleans are 0 and 1
    return attempts


def make_attempt(
    number: int = 0, score: float = 1.0, minutes: float = 0, **changes: Any
) -> Attempt:
    """Make an attempt at one of QUESTIONS, without an id."""
    question, topic, concept = QUESTIONS[number % len(QUESTIONS)]
    own: dict[str, Any] = {
        "id": "",
        "at": at_minute(minutes),
        "round": "round-1",
        "section": topic.partition("/")[0],
        "question": question,
        "topic": topic,
        "concept": concept,
        "kind": ("choice", "multi", "truefalse")[number % 3],
        "level": 1 + number % 4,
        "guess": (0.25, 0.2, 0.5)[number % 3],
        "seconds": 12.5 + number / 7,
        "reason": ("new", "due", "weak", "keep")[number % 4],
    }
    return builders.make_attempt(score, at_minute(minutes)[:10], **{**own, **changes})


def record_attempt(
    save: Save, wanted: Attempt, answer_of: EncodeSession = lambda done: "{}"
) -> RecordedAttempt:
    """Record an attempt that does not depend on what is known of its topic."""
    return save.writer.record_attempt(wanted.topic, lambda nodes: wanted, answer_of)


def log_answer(
    save: Save, number: int = 0, score: float = 1.0, minutes: float = 0, **changes: Any
) -> str:
    """Make an attempt and record it; returns its id."""
    new_attempt = make_attempt(number, score, minutes, **changes)
    return record_attempt(
        save, new_attempt, lambda done: f'{{"last": "{done.attempt.id}"}}'
    ).attempt.id


def read_derived(db: Connection) -> dict[str, list[str]]:
    """Read the derived tables, each row as its exact repr."""
    return {
        table: sorted(repr(row) for row in db.execute(f"SELECT * FROM {table}"))
        for table in ("node", "memory", "day", "change")
    }
