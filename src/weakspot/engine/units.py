"""Units: ideas that can be asked, with their questions, what is remembered of them, and what a draw needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from sys import intern

import msgspec

from weakspot.engine.entries import Entry, Idea
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import due_day, retrievability
from weakspot.engine.records import LastAsked, MemoryRow, topic_of

KeyedIdea = tuple[Idea, Sequence[str]]
"""An idea with the keys of its questions, so that the questions need not be made."""


class Unit(Idea, frozen=True, kw_only=True, gc=False):
    """An idea, how well the last question asked of it is recalled today (0..1), and its history.

    `last` is the local date it was last asked, `missed` if that answer was a miss, `stability` (days) that of
    its memory, or 0. `seen` of its questions were answered before, with `misses` in all.
    """

    topic: str
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


class History(msgspec.Struct, gc=False):
    """What is known of an idea while memories are read: of the question answered last, and sums over all."""

    idea: Idea
    newest: str = ""
    day: str | None = None
    score: float = 1.0
    stability: float = 0.0
    seen: int = 0
    misses: int = 0

    def to_unit(self, topic: str, today: str) -> Unit:
        idea = self.idea
        return Unit(
            idea.key,
            idea.size,
            idea.packed,
            idea.selected,
            topic=topic,
            recall=0.0 if self.day is None else retrievability(self.stability, self.day, today),
            misses=self.misses,
            last=self.day,
            missed=self.score < 1,
            stability=self.stability,
            seen=self.seen,
        )


def group_units(ideas: Iterable[KeyedIdea], memories: Iterable[MemoryRow], today: str) -> tuple[Unit, ...]:
    """Build the units of the ideas, in the same order; memories of other questions are left out."""
    histories: list[History] = []
    by_question: dict[str, History] = {}
    for idea, keys in ideas:
        histories.append(history := History(idea))
        by_question.update(dict.fromkeys(keys, history))
    for question, stability, day, seen, score, misses in memories:  # read one by one: none is kept
        found = by_question.get(question)
        if found is None:
            continue
        found.seen += 1
        found.misses += misses
        if seen > found.newest:
            found.newest, found.score, found.stability = seen, score, stability
            found.day = intern(day)  # there are few different days and topics: each string is kept once
    return tuple(history.to_unit(intern(topic_of(history.idea.key)), today) for history in histories)


def drop_muted(ideas: Iterable[KeyedIdea], muted: Set[str]) -> Iterator[KeyedIdea]:
    """The same ideas without muted topics (`section/topic`) and questions."""
    for idea, keys in ideas:
        kept = [key for key in keys if key not in muted]
        kept_idea = idea if len(kept) == len(keys) else idea.narrow(lambda entry: entry.key not in muted)
        if kept_idea is not None and topic_of(idea.key) not in muted:
            yield kept_idea, kept
