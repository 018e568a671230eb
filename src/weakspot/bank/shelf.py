"""A bank as it is kept at hand: its head and index at once, its questions when drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import force_setattr

from weakspot.bank.case import Case
from weakspot.engine.entries import Entry, entry_of

if TYPE_CHECKING:
    from weakspot.bank.model import Bank
    from weakspot.engine.kinds.every import AnyQuestion


class Head(msgspec.Struct, frozen=True):
    """What is at hand of a bank at once; `entries` in bank order, siblings with one text for their unit."""

    section: str
    title: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        units: dict[str, str] = {}
        for entry in self.entries:  # there are many, each read with its own
            force_setattr(entry, "unit", units.setdefault(entry.unit, entry.unit))


class Body(msgspec.Struct, frozen=True):
    """The rest of a bank; `questions` by id, not yet decoded."""

    notes: msgspec.Raw
    cases: dict[str, Case]
    questions: dict[str, msgspec.Raw]


def head_of(bank: Bank) -> Head:
    """The head and index of a bank."""
    return Head(
        bank.section,
        bank.title,
        bank.about,
        {slug: topic.title for slug, topic in bank.topics.items()},
        dict(bank.misconceptions),
        tuple(_entry(bank.section, question) for question in bank.questions),
    )


def body_of(bank: Bank) -> Body:
    """The rest of a bank, encoded."""
    encode = msgspec.msgpack.Encoder().encode
    questions = {question.id: msgspec.Raw(encode(question)) for question in bank.questions}
    return Body(msgspec.Raw(encode(bank.notes)), dict(bank.cases), questions)


def _entry(section: str, question: AnyQuestion) -> Entry:
    return entry_of(
        section,
        question.id,
        question.topic,
        question.concept,
        question.level,
        question.__struct_config__.tag,  # type: ignore[arg-type]
        question.revision(),
        question.typical_seconds(),
        question.guess_rate(),
    )


class Shelf:
    """One bank at hand; `body` may first have to be fetched by `fetch`."""

    def __init__(self, head: Head, fetch: Callable[[], Body]) -> None:
        self.head = head
        self._fetch = fetch

    @cached_property
    def body(self) -> Body:
        """The questions, notes and cases. BankError if the file is gone or broken and its cache lost."""
        return self._fetch()
