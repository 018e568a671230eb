"""Ideas that can be asked: the questions of each, what is remembered of it, and all that a draw rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from sys import intern

import msgspec

from weakspot.engine.entries import Entry, Grouped, Items
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
    items: Items
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


class Gathered:
    """What is known of a unit while it is read: of the question answered last, and sums over all."""

    __slots__ = ("answered", "day", "items", "key", "misses", "score", "seen", "stability")

    def __init__(self, key: str, items: Items) -> None:
        self.key, self.items = key, items
        self.seen, self.score, self.stability = "", 1.0, 0.0
        self.day: str | None = None
        self.answered = self.misses = 0

    def unit(self, today: str) -> Unit:
        return Unit(
            key=self.key,
            topic=intern(topic_of(self.key)),
            items=self.items,
            recall=0.0 if self.day is None else retrievability(self.stability, self.day, today),
            misses=self.misses,
            last=self.day,
            missed=self.score < 1,
            stability=self.stability,
            seen=self.answered,
        )


def group_units(ideas: Iterable[Grouped], memories: Iterable[Recalled], today: str) -> tuple[Unit, ...]:
    """The units as they stand, in the same order; memories of other questions are left out."""
    gathered: list[Gathered] = []
    found: dict[str, Gathered] = {}
    for unit, items, keys in ideas:
        gathered.append(one := Gathered(unit, items))
        for key in keys:
            found[key] = one
    for question, stability, day, seen, score, misses in memories:  # read one by one: none is kept
        known = found.get(question)
        if known is None:
            continue
        known.answered += 1
        known.misses += misses
        if seen > known.seen:
            known.seen, known.score, known.stability = seen, score, stability
            known.day = intern(day)  # few different ones
    return tuple([one.unit(today) for one in gathered])


def unmuted(ideas: Iterable[Grouped], muted: Set[str]) -> Iterator[Grouped]:
    """The same without muted topics (`section/topic`) and questions."""
    for unit, items, keys in ideas:
        if topic_of(unit) in muted:
            continue
        if not muted.isdisjoint(keys):
            items = tuple(item for item in items if item.key not in muted)
            keys = [item.key for item in items]
        if keys:
            yield unit, items, keys
