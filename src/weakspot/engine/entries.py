"""What is known of every question without reading it."""

import msgspec

from weakspot.engine.records import unit_key


class Shape(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What many questions have in common: `seconds` it takes, `guess` a blind answer's score, …"""

    level: int
    kind: str
    seconds: float
    guess: float


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What drawing a round must know of a question.

    `key` is `section/id`, which names the question everywhere; `unit` is what siblings share. There are
    many entries: what is often the same is one object, or made when it is asked for.
    """

    key: str
    unit: str
    revision: str
    shape: Shape

    @property
    def level(self) -> int:
        """How hard it is: 1 to 4."""
        return self.shape.level

    @property
    def kind(self) -> str:
        """How it is answered."""
        return self.shape.kind

    @property
    def seconds(self) -> float:
        """How long it typically takes."""
        return self.shape.seconds

    @property
    def guess(self) -> float:
        """The score, in 0..1, to expect of a blind answer."""
        return self.shape.guess

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
    kind: str,
    revision: str,
    seconds: float,
    guess: float,
) -> Entry:
    """The entry of a question of that section and topic."""
    key = f"{section}/{id}"
    unit = unit_key(f"{section}/{topic}", concept, key)
    return Entry(key, unit, revision, Shape(level, kind, seconds, guess))
