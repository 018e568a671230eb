"""A bank as it is kept at hand: its head and index at once, its questions when drawn."""

from collections.abc import Callable
from functools import cached_property

import msgspec

from weakspot.bank.model import Bank, Case
from weakspot.engine.kinds.every import AnyQuestion, KindName
from weakspot.engine.records import unit_key


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What drawing a round must know of a question: `seconds` it takes, `guess` a blind answer's score, …

    `key` is `section/id`, which names the question everywhere; `unit` is what siblings share. There are
    many entries: what is text and often the same is one object, or made when it is asked for.
    """

    key: str
    unit: str
    level: int
    kind: KindName
    revision: str
    seconds: int | float
    guess: float

    @property
    def section(self) -> str:
        """The section's slug."""
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        """What names the question within its section."""
        return self.key.partition("/")[2]

    @property
    def topic_key(self) -> str:
        """`section/topic`."""
        return self.unit.rpartition("/")[0]

    @property
    def topic(self) -> str:
        """The topic's slug."""
        return self.topic_key.partition("/")[2]

    @property
    def concept(self) -> str | None:
        """The concept's slug, None if it has none."""
        own = self.unit.rpartition("/")[2]
        return None if own.startswith("=") else own


def entry_of(
    section: str,
    id: str,
    topic: str,
    concept: str | None,
    level: int,
    kind: KindName,
    revision: str,
    seconds: float,
    guess: float,
) -> Entry:
    """The entry of a question of that section and topic."""
    unit = unit_key(f"{section}/{topic}", concept, id)
    whole = int(seconds) if seconds == int(seconds) else seconds
    return Entry(f"{section}/{id}", unit, level, kind, revision, whole, guess)


class Head(msgspec.Struct, frozen=True):
    """What is at hand of a bank at once; `entries` in bank order."""

    section: str
    title: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    entries: tuple[Entry, ...]


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
