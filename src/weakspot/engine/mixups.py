"""Mix-ups: beliefs that wrong answers betray, and the right answers that repair them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.engine.session import Outcome, Session, Slot

CLEARED = "A right answer where the same mix-up is on offer, or to a sibling, clears it."


class Belief(NamedTuple):
    """A misconception of a section's bank."""

    section: str
    slug: str


def offered(question: Question) -> frozenset[str]:
    """The slugs of the misconceptions that an answer to this question can betray."""
    return frozenset(found_in(msgspec.to_builtins(question)))


def found_in(value: Any) -> Iterator[str]:
    """What stands under `misconception` anywhere in the value."""
    if isinstance(value, dict):
        if slug := value.get("misconception"):
            yield slug
        for inner in value.values():
            yield from found_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from found_in(inner)


def to_repair(
    session: Session, offers: Callable[[str], frozenset[str]], unit: Callable[[str], str]
) -> dict[Belief, tuple[str, ...]]:
    """The beliefs betrayed in the round and not repaired in it, each with the questions that met it.

    Repaired is what was followed by a right answer to another question that asks the same idea or offers
    the same misconception. `offers` and `unit` tell, by a question's key, what it can betray and its idea.
    """
    played = session.counted
    found: dict[Belief, tuple[str, ...]] = {}
    for index, (slot, outcome) in enumerate(played):
        section = slot.question.partition("/")[0]
        for slug in outcome.verdict.misconceptions:
            belief = Belief(section, slug)
            if not any(repairs(later, slot, belief, offers, unit) for later in played[index + 1 :]):
                found[belief] = (*found.get(belief, ()), slot.question)
    return found


def repairs(
    later: tuple[Slot, Outcome],
    met: Slot,
    belief: Belief,
    offers: Callable[[str], frozenset[str]],
    unit: Callable[[str], str],
) -> bool:
    """Does the later answer repair the belief that was met in another slot?"""
    key = later[0].question
    if not later[1].verdict.right or key == met.question:
        return False
    same_bank = key.partition("/")[0] == belief.section
    return unit(key) == unit(met.question) or (same_bank and belief.slug in offers(key))
