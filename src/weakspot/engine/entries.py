"""What is known of every question without reading it."""

import msgspec


class Shape(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What many questions have in common.

    `level` (1 to 4) is how hard it is, `kind` how it is answered, `seconds` how long it typically takes,
    `guess` the score (0..1) to expect of a blind answer.
    """

    level: int
    kind: str
    seconds: float
    guess: float


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What drawing a round must know of a question.

    `key` is `section/id`, which names the question everywhere; `unit` is what siblings share, `topic_key` is
    `section/topic`; the others are slugs, `concept` None without one. There are many entries: what is often
    the same is one object, or made when it is asked for.
    """

    key: str
    unit: str
    revised: int
    """The revision as a number, which takes half the memory."""
    shape: Shape

    @property
    def revision(self) -> str:
        return f"{self.revised:012x}"

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]

    @property
    def topic_key(self) -> str:
        return self.unit.rpartition("/")[0]

    @property
    def topic(self) -> str:
        return self.topic_key.partition("/")[2]

    @property
    def concept(self) -> str | None:
        own = self.unit.rpartition("/")[2]
        return None if own.startswith("=") else own
