"""Mix-ups: beliefs that wrong answers betray, and the right answers that repair them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from weakspot.engine.records import Encounter, RightAnswer
from weakspot.engine.values import find_field_texts

if TYPE_CHECKING:
    from weakspot.engine.kinds.base import Question
    from weakspot.engine.session import Session

CLEARED = "A right answer where the same mix-up is on offer, or to the same idea reworded, clears it."


class Belief(NamedTuple):
    """A misconception of a section's bank."""

    section: str
    slug: str


class Mixup(msgspec.Struct, frozen=True, kw_only=True):
    """A belief to repair: its sentence, how often it was met lately, the local date when last.

    Lately is within the last answers to each question, which are all that is read of a log.
    """

    section: str
    misconception: str
    belief: str
    met: int
    last: str


def belief_of(met: Encounter) -> Belief:
    """The misconception that was met, with its section."""
    return Belief(met.question.partition("/")[0], met.slug)


def find_misconceptions(question: "Question") -> frozenset[str]:
    """The slugs of the misconceptions that an answer to this question can betray."""
    return frozenset(slug for _, slug in find_field_texts(msgspec.to_builtins(question), ("misconception",)))


def find_repairers(
    met: Iterable[Encounter], asking: Mapping[str, tuple[str, Set[str]]]
) -> dict[Encounter, frozenset[str]]:
    """The other questions whose right answer repairs what was met: siblings, and where it is on offer too.

    `asking` has, of every question of the sections concerned, the key of its idea, and what it `offered`.
    """
    siblings: dict[str, set[str]] = defaultdict(set)
    offering: dict[Belief, set[str]] = defaultdict(set)
    for key, (unit, offers) in asking.items():
        siblings[unit].add(key)
        for slug in offers:
            offering[Belief(key.partition("/")[0], slug)].add(key)
    found = {}
    for one in met:
        unit, _ = asking[one.question]
        found[one] = frozenset((siblings[unit] | offering[belief_of(one)]) - {one.question})
    return found


def find_unrepaired(
    others: Mapping[Encounter, Set[str]], rights: Mapping[str, RightAnswer], beliefs: Mapping[Belief, str]
) -> list[Mixup]:
    """What was met and not repaired since, the last met first; `others` by repairers, `rights` by question.

    Where no other question can repair it, a right answer to the same one on a later day does.
    """
    by_belief: dict[Belief, list[Encounter]] = defaultdict(list)
    for one in sorted(others, key=lambda one: one.last, reverse=True):
        by_belief[belief_of(one)].append(one)
    return [
        Mixup(
            section=belief.section,
            misconception=belief.slug,
            belief=beliefs[belief],
            met=sum(one.often for one in met),
            last=met[0].day,
        )
        for belief, met in by_belief.items()
        if not all(is_repaired(one, others[one], rights) for one in met)
    ]


def is_repaired(met: Encounter, others: Set[str], rights: Mapping[str, RightAnswer]) -> bool:
    """Was it last met before a right answer that repairs it?"""
    if others:
        return any(rights[key].attempt > met.last for key in others if key in rights)
    return met.question in rights and rights[met.question].day > met.day


def find_beliefs(session: "Session") -> set[Belief]:
    """The beliefs that the answers of this round betrayed."""
    return {
        Belief(slot.question.partition("/")[0], slug)
        for slot, outcome in session.counted
        for slug in outcome.verdict.misconceptions
    }
