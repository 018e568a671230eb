"""Mix-ups: misconceptions that wrong answers betray,
and the right answers that repair them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from operator import attrgetter

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.engine.records import Encounter
from weakspot.engine.values import find_field_texts


class Mixup(msgspec.Struct, frozen=True, kw_only=True):
    """A misconception to repair: its sentence, how often it was met lately, the local
    date when last.

    Lately means within the last answers to each question, which are all that is read of
    a log.
    """

    section: str
    misconception: str
    belief: str
    met: int
    last: str


def belief_key(question: str, slug: str) -> str:
    """The key of a misconception of the section of this question: `section/slug`."""
    return f"{question.partition('/')[0]}/{slug}"


def find_misconceptions(question: Question) -> frozenset[str]:
    """Find the slugs of the misconceptions that an answer to this
    question can betray.
    """
    return frozenset(
        slug
        for _, slug in find_field_texts(
            msgspec.to_builtins(question), ("misconception",)
        )
    )


Met = Mapping[str, list[tuple[Encounter, set[str]]]]
"""The misconceptions met, by `belief_key`, the last met first: each encounter with the
questions that repair it.
"""


def group_encounters(
    encounters: Iterable[Encounter], asking: Mapping[str, tuple[str, Set[str]]]
) -> Met:
    """Group the encounters by misconception, with the questions whose right answers
    repair it: siblings, and those that offer it too.

    `asking` has, by question of all sections concerned, its concept's key and what
    `find_misconceptions` finds.
    """
    siblings: dict[str, set[str]] = defaultdict(set)
    offering: dict[str, set[str]] = defaultdict(set)
    for key, (concept, offers) in asking.items():
        siblings[concept].add(key)
        for slug in offers:
            offering[belief_key(key, slug)].add(key)
    met: dict[str, list[tuple[Encounter, set[str]]]] = defaultdict(list)
    for encounter in sorted(encounters, key=attrgetter("last"), reverse=True):
        belief = belief_key(encounter.question, encounter.slug)
        others = siblings[asking[encounter.question][0]] | offering[belief]
        met[belief].append((encounter, others - {encounter.question}))
    return met


def repairing_questions(met: Met) -> set[str]:
    """The questions whose right answers repair one of these misconceptions."""
    return {key for found in met.values() for _, others in found for key in others}


def find_unrepaired(
    met: Met, rights: Mapping[str, str], beliefs: Mapping[str, str]
) -> list[Mixup]:
    """List the misconceptions met and not repaired since, the last met first.

    `rights` are the ids of the last right answers to the `repairing_questions`, by
    question; `beliefs` are by `belief_key`.
    """
    return [
        Mixup(
            section=belief.partition("/")[0],
            misconception=belief.partition("/")[2],
            belief=beliefs[belief],
            met=sum(encounter.often for encounter, _ in found),
            last=found[0][0].day,
        )
        for belief, found in met.items()
        if any(
            all(rights.get(key, "") < one.last for key in others)
            for one, others in found
        )
    ]
