"""Units: ideas that can be asked, with their questions, what is remembered of them, and
what a draw needs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from sys import intern
from typing import Self

import msgspec

from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import due_day, retrievability
from weakspot.engine.records import Memory, MemoryRow, topic_of


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What drawing a round needs to know of a question.

    `key` is `section/id`, which identifies the question everywhere; `unit` is shared by
    siblings; `place` counts the questions of its bank, from 0; `level` (1 to 4) is its
    difficulty, `kind` how it is answered, `seconds` how long that typically takes,
    `guess` the expected score (0..1) of a blind answer; `is_graded` and `ease` are its
    kind's. `topic_key` is `section/topic`; the other properties are slugs;
    `concept` is None without one.
    """

    key: str
    unit: str
    place: int
    revision: str
    level: int
    kind: str
    seconds: float
    guess: float
    is_graded: bool
    ease: int

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]

    @property
    def topic_key(self) -> str:
        return topic_of(self.unit)

    @property
    def topic(self) -> str:
        return self.topic_key.partition("/")[2]

    @property
    def concept(self) -> str | None:
        own = self.unit.rpartition("/")[2]
        return None if own.startswith("=") else own


PackedEntry = tuple[str, int, str, int, str, float, float, bool, int]
"""An entry in the cache, without its unit: its id, then its fields from `place` on."""
_decoder = msgspec.msgpack.Decoder(list[PackedEntry])


class Unit(msgspec.Struct, gc=False):
    """An idea: its questions, which are unpacked on demand, as a round looks at few,
    and how it went so far.

    `packed` is an encoded list of `size` PackedEntries; `selected` are the questions
    left by `narrow`, empty for all of them. One was asked last on the local date
    `last`, None for never, and `missed` or not; its memory has the `stability` (days),
    and it is recalled today with the chance `recall`. `seen` of the questions were
    answered before, with `misses` in all.
    """

    key: str
    size: int
    packed: msgspec.Raw
    selected: tuple[Entry, ...] = ()
    last: str | None = None
    missed: bool = False
    stability: float = 0.0
    recall: float = 0.0
    seen: int = 0
    misses: int = 0

    @property
    def topic(self) -> str:
        return topic_of(self.key)

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    @property
    def due(self) -> str | None:
        """The local date on which it is due again; None if it was never asked."""
        return None if self.last is None else due_day(self.stability, self.last)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its questions, unpacked anew at each access."""
        if self.selected:
            return self.selected
        unit, section = self.key, self.section
        return tuple(
            Entry(f"{section}/{row[0]}", unit, *row[1:])
            for row in _decoder.decode(self.packed)
        )

    def narrow(self, is_wanted: Callable[[Entry], bool]) -> Self | None:
        """Keep only the questions wanted; None if there are none."""
        wanted = tuple(filter(is_wanted, self.entries))
        if len(wanted) == self.size:
            return self
        return (
            msgspec.structs.replace(self, size=len(wanted), selected=wanted)
            if wanted
            else None
        )


KeyedUnit = tuple[Unit, Sequence[str]]
"""An idea with the keys of its questions, so that the questions need not be made."""


class DrawnQuestion(msgspec.Struct, frozen=True):
    """A question drawn for a round, with the unit it stands for and why."""

    entry: Entry
    unit: Unit
    reason: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a draw rests on; `today` is the local date, `flagged` has the keys of
    flagged questions.

    `pace` has the player's own seconds for a kind, where known; `last_asked` looks up
    questions by key.
    """

    units: tuple[Unit, ...]
    topics: Mapping[str, TopicView]
    last_asked: Callable[[Sequence[str]], Mapping[str, Memory]]
    today: str
    flagged: frozenset[str] = frozenset()
    pace: Mapping[str, float] = {}


def add_history(
    units: Iterable[KeyedUnit], memories: Iterable[MemoryRow], today: str
) -> tuple[Unit, ...]:
    """Add to units without a history how they went; memories of other questions are
    left out.
    """
    known: list[Unit] = []
    by_question: dict[str, Unit] = {}
    newest: dict[str, str] = {}  # the id of the last answer to each unit
    for unit, keys in units:
        known.append(unit)
        by_question.update(dict.fromkeys(keys, unit))
    for (
        question,
        stability,
        day,
        seen,
        score,
        misses,
    ) in memories:  # read one by one: none is kept
        found = by_question.get(question)
        if found is None:
            continue
        found.seen += 1
        found.misses += misses
        if seen > newest.get(found.key, ""):
            newest[found.key], found.missed, found.stability = (
                seen,
                score < 1,
                stability,
            )
            found.last = intern(
                day
            )  # there are few different days: each string is kept once
    for unit in known:
        if unit.last is not None:
            unit.recall = retrievability(unit.stability, unit.last, today)
    return tuple(known)


def drop_muted(units: Iterable[KeyedUnit], muted: Set[str]) -> Iterator[KeyedUnit]:
    """The same units without muted topics (`section/topic`) and questions."""
    for unit, keys in units:
        kept = [key for key in keys if key not in muted]
        narrowed = (
            unit
            if len(kept) == len(keys)
            else unit.narrow(lambda entry: entry.key not in muted)
        )
        if narrowed is not None and unit.topic not in muted:
            yield narrowed, kept
