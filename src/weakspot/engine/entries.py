"""What is known of every question without reading it from its bank."""

from collections.abc import Callable
from typing import Self

import msgspec


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What drawing a round needs to know of a question.

    `key` is `section/id`, which identifies the question everywhere; `unit` is shared by siblings; `place`
    counts the questions of its bank, from 0; `level` (1 to 4) is its difficulty, `kind` how it is answered,
    `seconds` how long that typically takes, `guess` the expected score (0..1) of a blind answer. `topic_key`
    is `section/topic`; the other properties are slugs; `concept` is None without one.
    """

    key: str
    unit: str
    place: int
    revision: str
    level: int
    kind: str
    seconds: float
    guess: float

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


PackedEntry = tuple[str, int, str, int, str, float, float]
"""An entry in the cache, without its unit: its id, then its fields from `place` on."""
_decoder = msgspec.msgpack.Decoder(list[PackedEntry])


class Idea(msgspec.Struct, frozen=True, gc=False):
    """An idea with `size` questions, which are unpacked on demand, as a round looks at few.

    `packed` is an encoded list of PackedEntries; `selected` are the questions left by `narrow`, empty for all
    of them.
    """

    key: str
    size: int
    packed: msgspec.Raw
    selected: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its questions, unpacked anew at each access."""
        if self.selected:
            return self.selected
        unit, section = self.key, self.key.partition("/")[0]
        return tuple(Entry(f"{section}/{row[0]}", unit, *row[1:]) for row in _decoder.decode(self.packed))

    def narrow(self, is_wanted: Callable[[Entry], bool]) -> Self | None:
        """Keep only the questions wanted; None if there are none."""
        wanted = tuple(filter(is_wanted, self.entries))
        if len(wanted) == self.size:
            return self
        return msgspec.structs.replace(self, size=len(wanted), selected=wanted) if wanted else None
