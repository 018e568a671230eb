"""Drawing a round: the ideas that the player most likely does not know now, each in other words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.mastery import Standing
from weakspot.engine.memory import retrievability
from weakspot.engine.records import Recalled
from weakspot.engine.rules import Rules

if TYPE_CHECKING:
    from random import Random


class Item(Protocol):
    """What drawing has to know of a question: the keys of its unit and topic, and how long it takes."""

    @property
    def key(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def topic_key(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    @property
    def kind(self) -> str: ...


class TopicView(msgspec.Struct, frozen=True):
    """What drawing has to know of a topic as of now."""

    standing: Standing
    state: str
    different: int


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One idea: its questions, how well the last one asked is recalled today (0..1), and its history.

    `last` is the local date it was last asked, `missed` if that answer was a miss.
    """

    key: str
    topic: str
    items: tuple[Item, ...]
    recall: float
    misses: int
    last: str | None
    missed: bool

    @property
    def section(self) -> str:
        """The section that the unit belongs to."""
        return self.topic.partition("/")[0]


class Drawn(msgspec.Struct, frozen=True):
    """A question drawn, with the unit it stands for and why."""

    item: Item
    unit: Unit
    reason: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a draw rests on; `today` is the local date, `flagged` are the keys of flagged questions."""

    units: tuple[Unit, ...]
    topics: Mapping[str, TopicView]
    memories: Mapping[str, Recalled]
    today: str
    flagged: frozenset[str] = frozenset()


def group_units(items: Iterable[Item], memories: Mapping[str, Recalled], today: str) -> tuple[Unit, ...]:
    """The units of `items`, in order of their first question."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.unit, []).append(item)
    return tuple(unit_of(group, memories, today) for group in groups.values())


def unit_of(items: Sequence[Item], memories: Mapping[str, Recalled], today: str) -> Unit:
    """The unit of these questions, which share its key."""
    known = [memory for item in items if (memory := memories.get(item.key))]
    last = max(known, key=attrgetter("seen"), default=None)
    return Unit(
        key=items[0].unit,
        topic=items[0].topic_key,
        items=tuple(items),
        recall=0.0 if last is None else retrievability(last.stability, last.day, today),
        misses=sum(memory.misses for memory in known),
        last=None if last is None else last.day,
        missed=last is not None and last.score < 1,
    )


def need(unit: Unit, topic: TopicView, today: str) -> float:
    """How much an answer to the unit is worth now, before noise: unknown topics and faded ideas first."""
    doubtful = topic.standing.p_weak > c.PERHAPS and topic.different == 1
    worth = (1 - topic.standing.expected) * (1 - unit.recall) * (c.DOUBTFUL if doubtful else 1)
    answered_today = unit.last is not None and unit.last >= today
    return worth * c.ANSWERED_TODAY if answered_today else worth


def sibling(unit: Unit, memories: Mapping[str, Recalled], rng: Random) -> Item:
    """The unit's question never answered in its present form, else the one answered longest ago."""

    def age(item: Item) -> tuple[str, float]:
        memory = memories.get(item.key)
        fresh = memory is None or memory.revision != item.revision
        return ("" if fresh or memory is None else memory.seen, rng.random())

    return min(unit.items, key=age)


def reason_for(unit: Unit, topic: TopicView) -> str:
    """Why the unit is worth asking: the first that holds of weak, perhaps (weak), new, due, keep."""
    if topic.state in ("weak", "perhaps"):
        return topic.state
    if unit.last is None:
        return "new"
    return "due" if unit.recall < c.RETENTION else "keep"


def draw(
    situation: Situation, rules: Rules, scope: str, rng: Random, only: frozenset[str] | None = None
) -> list[Drawn]:
    """The round's questions in the order to ask them; fewer than asked for rather than one twice.

    `scope` narrows the draw to a section or a `section/topic`, `only` to these unit keys.
    """
    within = [unit for unit in situation.units if in_scope(unit, scope)]
    units = FILTERS[rules.draw](within, situation)
    if rules.kinds:
        units = narrowed(units, lambda item: item.kind in rules.kinds)
    if only is not None:
        units = [unit for unit in units if unit.key in only]

    def worth(unit: Unit) -> float:
        noise = math.exp(c.NOISE * rng.gauss(0, 1))
        return need(unit, situation.topics[unit.topic], situation.today) * noise

    ranked = sorted(units, key=worth, reverse=True)
    chosen = fill(ranked, situation.topics, rules, passes_of(rules, ranked))
    drawn = [
        Drawn(sibling(unit, situation.memories, rng), unit, reason_for(unit, situation.topics[unit.topic]))
        for unit in chosen
    ]
    return interleaved(drawn, rng)


def passes_of(rules: Rules, units: Sequence[Unit]) -> tuple[int | None, ...]:
    """How many questions of one topic each pass allows; for weak spots an even share, 1 to 4."""
    if rules.draw != "weak" or rules.count is None:
        return rules.per_topic
    topics = len({unit.topic for unit in units})
    return (min(4, max(1, math.ceil(rules.count / topics))),) if topics else (1,)


def fill(
    ranked: Sequence[Unit],
    topics: Mapping[str, TopicView],
    rules: Rules,
    passes: Iterable[int | None],
) -> list[Unit]:
    """The units of highest need that fit the count or the minutes, pass by pass; at least one."""
    chosen: list[Unit] = []
    left = list(ranked)
    taken: dict[str, int] = {}
    seconds = 0.0
    for most in passes:
        passed_over = []
        for unit in left:
            if most is not None and taken.get(unit.topic, 0) >= most:
                passed_over.append(unit)
                continue
            seconds += unit_seconds(unit, topics[unit.topic])
            too_long = rules.minutes is not None and seconds > 60 * rules.minutes
            if (chosen and too_long) or len(chosen) == rules.count:
                return chosen
            chosen.append(unit)
            taken[unit.topic] = taken.get(unit.topic, 0) + 1
        left = passed_over
    return chosen


def unit_seconds(unit: Unit, topic: TopicView) -> float:
    """How long a question of the unit takes, reading up on a likely miss included."""
    mean = sum(item.seconds for item in unit.items) / len(unit.items)
    return mean + c.MISS_SECONDS * (1 - topic.standing.expected)


def round_seconds(drawn: Iterable[Drawn], topics: Mapping[str, TopicView]) -> float:
    """How long a drawn round takes, in seconds."""
    return sum(unit_seconds(one.unit, topics[one.unit.topic]) for one in drawn)


def interleaved(drawn: Sequence[Drawn], rng: Random) -> list[Drawn]:
    """The same in random order, neighbours of different topics where that can be."""
    pending = list(drawn)
    rng.shuffle(pending)
    order: list[Drawn] = []
    while pending:
        previous = order[-1].unit.topic if order else None
        index = next((i for i, one in enumerate(pending) if one.unit.topic != previous), 0)
        order.append(pending.pop(index))
    return order


def in_scope(unit: Unit, scope: str) -> bool:
    """Does the unit belong to the section or topic `scope`? All do where it is empty."""
    return not scope or scope in (unit.topic, unit.section)


def all_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """Every unit."""
    return units


def weak_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The units of weak topics; if none is, of the three tried topics that are most likely weak."""
    topics = {unit.topic: situation.topics[unit.topic] for unit in units}
    weak = {key for key, topic in topics.items() if topic.state == "weak"}
    if not weak:
        tried = [key for key, topic in topics.items() if topic.state != "untried"]
        tried.sort(key=lambda key: topics[key].standing.p_weak, reverse=True)
        weak = set(tried[:3])
    return [unit for unit in units if unit.topic in weak]


def missed_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The units whose last answer was a miss, in the last days."""
    since = (date.fromisoformat(situation.today) - timedelta(days=c.MISSED_DAYS)).isoformat()
    return [unit for unit in units if unit.missed and unit.last is not None and unit.last >= since]


def flagged_units(units: list[Unit], situation: Situation) -> list[Unit]:
    """The flagged questions, each for its unit."""
    return narrowed(units, lambda item: item.key in situation.flagged)


def narrowed(units: list[Unit], wanted: Callable[[Item], bool]) -> list[Unit]:
    """The units that have a question wanted, with those alone."""
    found = []
    for unit in units:
        items = tuple(item for item in unit.items if wanted(item))
        if items:
            found.append(msgspec.structs.replace(unit, items=items))
    return found


FILTERS: dict[str, Callable[[list[Unit], Situation], list[Unit]]] = {
    "all": all_units,
    "weak": weak_units,
    "missed": missed_units,
    "flagged": flagged_units,
}
