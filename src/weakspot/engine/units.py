"""Ideas that can be asked: the questions of each, what is remembered of it, and all that a draw rests on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from sys import intern

import msgspec

from weakspot.engine.entries import Entry
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import due_day, retrievability, topic_of
from weakspot.engine.records import Asked, Recalled


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One idea: its questions, how well the last one asked is recalled today (0..1), and its history.

    `last` is the local date it was last asked, `missed` if that answer was a miss, `stability` (days) that
    of its memory, 0 if there is none; `seen` of its questions were answered before, with `misses` in all.
    """

    key: str
    topic: str
    items: tuple[Entry, ...]
    recall: float
    misses: int
    last: str | None
    missed: bool
    stability: float = 0.0
    seen: int = 0

    @property
    def section(self) -> str:
        return self.topic.partition("/")[0]

    @property
    def due(self) -> str | None:
        """The local date on which it is due again; None if it was never asked."""
        return None if self.last is None else due_day(self.stability, self.last)


class Drawn(msgspec.Struct, frozen=True):
    """A question drawn, with the unit it stands for and why."""

    item: Entry
    unit: Unit
    reason: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a draw rests on; `today` is the local date, `flagged` are the keys of flagged questions.

    `pace` are the player's own seconds for a kind, where known; `asked` tells how a question was asked last.
    """

    units: tuple[Unit, ...]
    topics: Mapping[str, TopicView]
    asked: Callable[[Sequence[str]], Mapping[str, Asked]]
    today: str
    flagged: frozenset[str] = frozenset()
    pace: Mapping[str, float] = {}


class Gathered(msgspec.Struct, gc=False):
    """A unit while it is read: its questions, what is known of the one answered last, and sums over all."""

    items: list[Entry] = []
    seen: str = ""
    stability: float = 0.0
    day: str | None = None
    score: float = 1.0
    misses: int = 0
    answered: int = 0

    def unit(self, key: str, today: str) -> Unit:
        return Unit(
            key=key,
            topic=intern(topic_of(key)),
            items=tuple(self.items),
            recall=0.0 if self.day is None else retrievability(self.stability, self.day, today),
            misses=self.misses,
            last=self.day,
            missed=self.score < 1,
            stability=self.stability,
            seen=self.answered,
        )


def group_units(entries: Mapping[str, Entry], memories: Iterable[Recalled], today: str) -> tuple[Unit, ...]:
    """The units of the entries, in order of their first question; memories of others are left out."""
    found: defaultdict[str, Gathered] = defaultdict(Gathered)
    for entry in entries.values():
        found[entry.unit].items.append(entry)
    for one in memories:  # many, read one by one: none is kept
        known = entries.get(one.question)
        if known is None:
            continue
        unit = found[known.unit]
        unit.answered += 1
        unit.misses += one.misses
        if one.seen > unit.seen:
            unit.seen, unit.score, unit.stability = one.seen, one.score, one.stability
            unit.day = intern(one.day)  # few different ones
    return tuple(found.pop(key).unit(key, today) for key in list(found))
