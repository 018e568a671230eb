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
    revised: int
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


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is kept of an entry in its idea: its place in the bank, its revision as a number, its shape's."""

    key: str
    place: int
    revised: int
    shape: int


_rows = msgspec.msgpack.Decoder(list[Row])


class Idea(msgspec.Struct, frozen=True, gc=False):
    """One idea, which is a unit: its `size` is how many questions it has.

    There are many, and a round looks at few: they are `packed` as Rows, whose shapes are among the bank's.
    """

    key: str
    size: int
    packed: msgspec.Raw
    shapes: Sequence[Shape]

    @property
    def items(self) -> tuple[Entry, ...]:
        """Its questions, made anew each time."""
        rows = _rows.decode(self.packed)
        return tuple([Entry(row.key, self.key, row.revised, self.shapes[row.shape]) for row in rows])

    def narrowed(self, wanted: Callable[[Entry], bool]) -> Self | None:
        """The same with the questions wanted alone; None where there is none."""
        pairs = zip(_rows.decode(self.packed), self.items, strict=True)
        rows = [row for row, item in pairs if wanted(item)]
        if len(rows) == self.size:
            return self
        packed = msgspec.Raw(msgspec.msgpack.encode(rows))
        return msgspec.structs.replace(self, size=len(rows), packed=packed) if rows else None
