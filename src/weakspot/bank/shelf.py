"""A bank as it is kept at hand: its head and index at once, its questions when drawn."""

from collections.abc import Callable
from functools import cached_property

import msgspec

from weakspot.bank.model import Bank, Case
from weakspot.engine.kinds.every import AnyQuestion


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What drawing a round must know of a question: `seconds` it takes, `guess` a blind answer's score, …"""

    section: str
    id: str
    topic: str
    concept: str | None
    level: int
    kind: str
    revision: str
    seconds: float
    guess: float

    @property
    def key(self) -> str:
        """`section/id`, which names the question everywhere."""
        return f"{self.section}/{self.id}"

    @property
    def topic_key(self) -> str:
        """`section/topic`."""
        return f"{self.section}/{self.topic}"

    @property
    def unit(self) -> str:
        """What siblings share: `section/topic/concept`; without a concept its own, `section/topic/=id`."""
        return f"{self.section}/{self.topic}/{self.concept or f'={self.id}'}"


class Head(msgspec.Struct, frozen=True):
    """What is at hand of a bank at once; `entries` by key, in bank order."""

    section: str
    title: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    entries: dict[str, Entry]


class Body(msgspec.Struct, frozen=True):
    """The rest of a bank; `questions` by id, not yet decoded."""

    notes: msgspec.Raw
    cases: dict[str, Case]
    questions: dict[str, msgspec.Raw]


def head_of(bank: Bank) -> Head:
    """The head and index of a bank."""
    entries = [_entry(bank.section, question) for question in bank.questions]
    return Head(
        bank.section,
        bank.title,
        bank.about,
        {slug: topic.title for slug, topic in bank.topics.items()},
        dict(bank.misconceptions),
        {entry.key: entry for entry in entries},
    )


def body_of(bank: Bank) -> Body:
    """The rest of a bank, encoded."""
    encode = msgspec.msgpack.Encoder().encode
    questions = {question.id: msgspec.Raw(encode(question)) for question in bank.questions}
    return Body(msgspec.Raw(encode(bank.notes)), dict(bank.cases), questions)


def _entry(section: str, question: AnyQuestion) -> Entry:
    return Entry(
        section,
        question.id,
        question.topic,
        question.concept,
        question.level,
        str(question.__struct_config__.tag),
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
