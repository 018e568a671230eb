"""What is known of every question without reading it from its bank."""

from collections.abc import Callable, Sequence
from typing import Self

import msgspec


class Shape(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The properties of a question that many others share.

    `level` (1 to 4) is its difficulty, `kind` how it is answered, `seconds` how long that typically takes,
    `guess` the expected score (0..1) of a blind answer.
    """

    level: int
    kind: str
    seconds: float
    guess: float


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What drawing a round needs to know of a question.

    `key` is `section/id`, which identifies the question everywhere; `unit` is shared by siblings; `topic_key`
    is `section/topic`. The other properties are slugs; `concept` is None without one.
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


class PackedEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry in the cache, without its key: its place in the bank, its revision, the index of its shape."""

    place: int
    revision: str
    shape: int


class PackedIdeaKeys(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The first fields of an idea in the cache: its key, which is that of a unit, and its questions' ids."""

    key: str
    ids: list[str]


class PackedIdea(PackedIdeaKeys, frozen=True, array_like=True, gc=False):
    """A whole idea in the cache; the shapes of all its bank's questions are stored once, elsewhere."""

    rows: list[PackedEntry]

    def unpack(self, shapes: Sequence[Shape]) -> list[Entry]:
        section, pairs = self.key.partition("/")[0], zip(self.ids, self.rows, strict=True)
        return [Entry(f"{section}/{id}", self.key, row.revision, shapes[row.shape]) for id, row in pairs]


_decoder = msgspec.msgpack.Decoder(PackedIdea)


class Idea(msgspec.Struct, frozen=True, gc=False):
    """An idea with `size` questions, which are unpacked on demand, as a round looks at few.

    `packed` is an encoded PackedIdea; `selected` are the questions left by `narrow`, empty for all of them.
    """

    key: str
    size: int
    packed: msgspec.Raw
    shapes: Sequence[Shape]
    selected: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its questions, unpacked anew at each access."""
        return self.selected or tuple(_decoder.decode(self.packed).unpack(self.shapes))

    def narrow(self, is_wanted: Callable[[Entry], bool]) -> Self | None:
        """Keep only the questions wanted; None if there are none."""
        wanted = tuple(filter(is_wanted, self.entries))
        if len(wanted) == self.size:
            return self
        return msgspec.structs.replace(self, size=len(wanted), selected=wanted) if wanted else None
