"""Concepts: ideas that can be asked, with their questions, what is remembered of them,
and what a draw needs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from operator import itemgetter
from typing import Self

import msgspec

from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import retrievability
from weakspot.engine.records import MemoryRow, is_off, topic_of


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A question as a draw sees it.

    `key` is `section/id`, which identifies the question everywhere; `concept_key` is
    shared by siblings; `level` (1 to 4) is its difficulty, `kind` how it is answered,
    `seconds` how long that typically takes, `guess` the expected score (0..1) of a
    blind answer; `is_graded` and `ease` are its kind's; `words` counts those
    of its prompt. `topic_key` is `section/topic`;
    the other properties are slugs; `concept` is None without one.
    """

    key: str
    concept_key: str
    revision: str
    level: int
    kind: str
    seconds: float
    guess: float
    is_graded: bool
    ease: int
    words: int = 0

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]

    @property
    def topic_key(self) -> str:
        return topic_of(self.concept_key)

    @property
    def topic(self) -> str:
        return self.topic_key.partition("/")[2]

    @property
    def concept(self) -> str | None:
        own = self.concept_key.rpartition("/")[2]
        return None if own.startswith("=") else own


class Concept(msgspec.Struct, frozen=True):
    """A concept: its questions, and how it went so far.

    One of them was asked last on the local date `last`, None for never, by the attempt
    `newest`, and `missed` or not; its memory has the `stability` (days), and it is
    recalled today with the chance `recall`. `seen` of the questions were answered
    before, with `misses` in all.
    """

    key: str
    entries: tuple[Entry, ...]
    last: str | None = None
    missed: bool = False
    stability: float = 0.0
    recall: float = 0.0
    seen: int = 0
    misses: int = 0
    newest: str = ""

    @property
    def topic(self) -> str:
        return topic_of(self.key)

    @property
    def section(self) -> str:
        return self.key.partition("/")[0]

    def at(self, day: str) -> Self:
        """The concept as it is recalled on another local date."""
        if self.last is None:
            return self
        recall = retrievability(self.stability, self.last, day)
        return msgspec.structs.replace(self, recall=recall)

    def narrow(self, is_wanted: Callable[[Entry], bool]) -> Self | None:
        """Keep only the questions wanted; None if there are none."""
        wanted = tuple(filter(is_wanted, self.entries))
        if len(wanted) == len(self.entries):
            return self
        return msgspec.structs.replace(self, entries=wanted) if wanted else None


class DrawnQuestion(msgspec.Struct, frozen=True):
    """A question drawn for a round, with the concept it stands for and why."""

    entry: Entry
    concept: Concept
    reason: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a draw rests on but for the memories of what it chooses; `today` is
    the local date, `flagged` has the keys of flagged questions, `gaps` those of the
    topics that answer the gaps of the player's project.

    `pace` has the player's own seconds for a kind, where known.
    """

    concepts: tuple[Concept, ...]
    topics: Mapping[str, TopicView]
    today: str
    flagged: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()
    pace: Mapping[str, float] = {}


def group_entries(entries: Iterable[Entry]) -> list[Concept]:
    """The concepts of these questions, in order of their first one,
    without a history.
    """
    siblings: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        siblings[entry.concept_key].append(entry)
    return [Concept(key, tuple(each)) for key, each in siblings.items()]


def add_history(
    concepts: Iterable[Concept], memories: Iterable[MemoryRow], today: str
) -> tuple[Concept, ...]:
    """Add to concepts without a history how they went; memories of other questions are
    left out.
    """
    known = tuple(concepts)
    keys = {entry.key: each.key for each in known for entry in each.entries}
    answered: defaultdict[str, list[MemoryRow]] = defaultdict(list)
    for memory in memories:
        if (key := keys.get(memory[0])) is not None:
            answered[key].append(memory)
    return tuple(
        _with_history(each, answered[each.key], today) if each.key in answered else each
        for each in known
    )


def _with_history(concept: Concept, memories: list[MemoryRow], today: str) -> Concept:
    _, stability, day, newest, score, _ = max(memories, key=itemgetter(3))
    return Concept(
        concept.key,
        concept.entries,
        last=day,
        missed=score < 1,
        stability=stability,
        recall=retrievability(stability, day, today),
        seen=len(memories),
        misses=sum(memory[5] for memory in memories),
        newest=newest,
    )


def narrow_concepts(
    concepts: Iterable[Concept], wanted: Callable[[Entry], bool]
) -> list[Concept]:
    """The concepts that have a wanted question, with only those questions."""
    return [found for concept in concepts if (found := concept.narrow(wanted))]


def drop_muted(concepts: Iterable[Concept], muted: Set[str]) -> list[Concept]:
    """The same concepts without what is muted: sections, topics (`section/topic`) and
    questions.
    """
    kept = (concept for concept in concepts if not is_off(concept.topic, muted))
    return narrow_concepts(kept, lambda entry: entry.key not in muted)
