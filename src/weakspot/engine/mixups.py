"""Mix-ups: misconceptions that wrong answers betray, and the right answers that repair them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from weakspot.engine.records import Encounter, RightAnswer
from weakspot.engine.values import find_field_texts

if TYPE_CHECKING:
    from weakspot.engine.kinds.base import Question
    from weakspot.engine.session import Session

CLEARING_NOTE = "A right answer where the same mix-up is on offer, or to the same idea reworded, clears it."


class Belief(NamedTuple):
    """A misconception of a section's bank."""

    section: str
    slug: str


class Mixup(msgspec.Struct, frozen=True, kw_only=True):
    """A misconception to repair: its sentence, how often it was met lately, the local date when last.

    Lately means within the last answers to each question, which are all that is read of a log.
    """

    section: str
    misconception: str
    belief: str
    met: int
    last: str


def belief_of(encounter: Encounter) -> Belief:
    """The misconception that was met, with its section."""
    return Belief(encounter.question.partition("/")[0], encounter.slug)


def find_misconceptions(question: "Question") -> frozenset[str]:
    """Find the slugs of the misconceptions that an answer to this question can betray."""
    return frozenset(slug for _, slug in find_field_texts(msgspec.to_builtins(question), ("misconception",)))


def find_repairers(
    encounters: Iterable[Encounter], asking: Mapping[str, tuple[str, Set[str]]]
) -> dict[Encounter, frozenset[str]]:
    """Find the other questions that repair each encounter: siblings, and those that offer its belief too.

    `asking` has, by question of all sections concerned, its unit's key and what `find_misconceptions` finds.
    """
    siblings: dict[str, set[str]] = defaultdict(set)
    offering: dict[Belief, set[str]] = defaultdict(set)
    for key, (unit, offers) in asking.items():
        siblings[unit].add(key)
        for slug in offers:
            offering[Belief(key.partition("/")[0], slug)].add(key)
    repairers = {}
    for encounter in encounters:
        others = siblings[asking[encounter.question][0]] | offering[belief_of(encounter)]
        repairers[encounter] = frozenset(others - {encounter.question})
    return repairers


def find_unrepaired(
    repairers: Mapping[Encounter, Set[str]],
    rights: Mapping[str, RightAnswer],
    beliefs: Mapping[Belief, str],
    askable: Set[str],
) -> list[Mixup]:
    """List the misconceptions met and not repaired since, the last met first; `rights` are by question.

    Where no other question can repair one, a right answer to the same question on a later day does. Those
    that are not `askable`, being muted, no longer can.
    """
    by_belief: dict[Belief, list[Encounter]] = defaultdict(list)
    for encounter in sorted(repairers, key=lambda encounter: encounter.last, reverse=True):
        by_belief[belief_of(encounter)].append(encounter)
    return [
        Mixup(
            section=belief.section,
            misconception=belief.slug,
            belief=beliefs[belief],
            met=sum(encounter.often for encounter in encounters),
            last=encounters[0].day,
        )
        for belief, encounters in by_belief.items()
        if not all(is_repaired(encounter, repairers[encounter], rights, askable) for encounter in encounters)
    ]


def is_repaired(
    encounter: Encounter, repairers: Set[str], rights: Mapping[str, RightAnswer], askable: Set[str]
) -> bool:
    """Whether an encounter was followed by a right answer that repairs it."""
    if any(rights[key].attempt > encounter.last for key in repairers if key in rights):
        return True
    own = rights.get(encounter.question)
    return own is not None and own.day > encounter.day and repairers.isdisjoint(askable)


def find_beliefs(session: "Session") -> set[Belief]:
    """Find the beliefs that the answers of this round betrayed."""
    return {
        Belief(slot.question.partition("/")[0], slug)
        for slot, outcome in session.counted
        for slug in outcome.verdict.misconceptions
    }
