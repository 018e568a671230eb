"""Units: ideas that can be asked, with their questions, what is remembered of them, and what a draw needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from sys import intern

import msgspec

from weakspot.engine.entries import Entry, Unit
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import retrievability
from weakspot.engine.records import LastAsked, MemoryRow

KeyedUnit = tuple[Unit, Sequence[str]]
"""An idea with the keys of its questions, so that the questions need not be made."""


class DrawnQuestion(msgspec.Struct, frozen=True):
    """A question drawn for a round, with the unit it stands for and why."""

    entry: Entry
    unit: Unit
    reason: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a draw rests on; `today` is the local date, `flagged` has the keys of flagged questions.

    `pace` has the player's own seconds for a kind, where known; `last_asked` looks up questions by key.
    """

    units: tuple[Unit, ...]
    topics: Mapping[str, TopicView]
    last_asked: Callable[[Sequence[str]], Mapping[str, LastAsked]]
    today: str
    flagged: frozenset[str] = frozenset()
    pace: Mapping[str, float] = {}


def add_history(units: Iterable[KeyedUnit], memories: Iterable[MemoryRow], today: str) -> tuple[Unit, ...]:
    """Add to units without a history how they went; memories of other questions are left out."""
    known: list[Unit] = []
    by_question: dict[str, Unit] = {}
    newest: dict[str, str] = {}  # the id of the last answer to each unit
    for unit, keys in units:
        known.append(unit)
        by_question.update(dict.fromkeys(keys, unit))
    for question, stability, day, seen, score, misses in memories:  # read one by one: none is kept
        found = by_question.get(question)
        if found is None:
            continue
        found.seen += 1
        found.misses += misses
        if seen > newest.get(found.key, ""):
            newest[found.key], found.score, found.stability = seen, score, stability
            found.last = intern(day)  # there are few different days: each string is kept once
    for unit in known:
        if unit.last is not None:
            unit.recall = retrievability(unit.stability, unit.last, today)
    return tuple(known)


def drop_muted(units: Iterable[KeyedUnit], muted: Set[str]) -> Iterator[KeyedUnit]:
    """The same units without muted topics (`section/topic`) and questions."""
    for unit, keys in units:
        kept = [key for key in keys if key not in muted]
        narrowed = unit if len(kept) == len(keys) else unit.narrow(lambda entry: entry.key not in muted)
        if narrowed is not None and unit.topic not in muted:
            yield narrowed, kept
