"""What is known of every question without reading it."""

from collections.abc import Callable, Sequence
from typing import Self

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
    `section/topic`; the others are slugs, `concept` None without one.
    """

    key: str
    unit: str
    revision: str
    shape: Shape

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


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is kept of an entry beside its key: its place in the bank, its revision, its shape as a number."""

    place: int
    revision: str
    shape: int


class Named(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An idea as it is kept, so far as it names its questions: its key, which is a unit's, and their ids."""

    key: str
    ids: list[str]


class Kept(Named, frozen=True, array_like=True, gc=False):
    """The same, whole; the shapes of all in a bank stand elsewhere."""

    rows: list[Row]

    def entries(self, shapes: Sequence[Shape]) -> list[Entry]:
        section, pairs = self.key.partition("/")[0], zip(self.ids, self.rows, strict=True)
        return [Entry(f"{section}/{id}", self.key, row.revision, shapes[row.shape]) for id, row in pairs]


_kept = msgspec.msgpack.Decoder(Kept)


class Idea(msgspec.Struct, frozen=True, gc=False):
    """An idea with `size` questions, which are made when they are asked for: a round looks at few.

    It is `packed` as Kept; `left` are the questions of one that was narrowed, empty for all.
    """

    key: str
    size: int
    packed: msgspec.Raw
    shapes: Sequence[Shape]
    left: tuple[Entry, ...] = ()

    @property
    def items(self) -> tuple[Entry, ...]:
        """Its questions, made anew each time."""
        return self.left or tuple(_kept.decode(self.packed).entries(self.shapes))

    def narrowed(self, wanted: Callable[[Entry], bool]) -> Self | None:
        """The same with the questions wanted alone; None where there is none."""
        left = tuple(filter(wanted, self.items))
        if len(left) == self.size:
            return self
        return msgspec.structs.replace(self, size=len(left), left=left) if left else None
