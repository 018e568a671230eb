"""The round of the day, in three parts: the concepts promised after a miss, those of
topics to repair, and the rest by need.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.concepts import Concept
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import days_later
from weakspot.engine.weakness import is_missed_lately

PART_OF = {
    "again": "again",
    "weak": "repair",
    "perhaps": "repair",
    "checking": "repair",
    "new": "new",
    "fading": "keep",
    "keep": "keep",
}
"""The part of the plan that a question counts in, by its reason."""


class Chosen(NamedTuple):
    """A concept chosen for a round, and the reason."""

    concept: Concept
    reason: str


class PlanParts(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a round's questions that come back after a miss, repair topics,
    are new, and keep what was known.
    """

    again: int = 0
    repair: int = 0
    new: int = 0
    keep: int = 0


def count_parts(reasons: Iterable[str]) -> PlanParts:
    """Count the questions of a round, given by their reasons, part by part."""
    counts = dict.fromkeys(PlanParts.__struct_fields__, 0)
    for reason in reasons:
        counts[PART_OF[reason]] += 1
    return PlanParts(**counts)


def arrange_today(
    ranked: Sequence[Concept],
    topics: Mapping[str, TopicView],
    today: str,
    questions: int,
) -> list[Chosen]:
    """Arrange the concepts, ranked by need, as a round of so many questions takes them:
    what was promised, what is to repair, the rest.
    """
    promised = find_promised(ranked, today, promised_most(questions))
    taken = {concept.topic for concept in promised}
    most = round(c.REPAIR_SHARE * questions)
    repair = find_to_repair(ranked, topics, today, taken, most)
    first = [*(Chosen(concept, "again") for concept in promised), *repair]
    keys = {chosen.concept.key for chosen in first}
    rest = (concept for concept in ranked if concept.key not in keys)
    return first + [Chosen(concept, plain_reason(concept)) for concept in rest]


def promised_most(questions: int) -> int:
    """The most concepts that a round of so many questions brings back after a miss."""
    return round(c.PROMISED_SHARE * questions)


def find_promised(ranked: Sequence[Concept], today: str, most: int) -> list[Concept]:
    """Find the concepts to bring back today, of which the last answer was a miss some
    days ago: the oldest first, one a topic. So no later miss makes one wait longer.
    """
    since = days_later(today, -c.PROMISED_DAYS)
    waiting = [one for one in ranked if one.missed and (one.last or since) <= since]
    waiting.sort(key=lambda concept: (concept.last or "", concept.newest))
    firsts: dict[str, Concept] = {}
    for concept in waiting:
        firsts.setdefault(concept.topic, concept)
    return list(islice(firsts.values(), most))


def find_to_repair(
    ranked: Sequence[Concept],
    topics: Mapping[str, TopicView],
    today: str,
    taken: set[str],
    most: int,
) -> list[Chosen]:
    """Find the concepts that check and repair topics other than those `taken`: of each
    the one of greatest need, unless it was answered today.
    """
    neediest: dict[str, Concept] = {}
    for concept in ranked:
        if concept.topic not in taken:
            neediest.setdefault(concept.topic, concept)
    found = [
        (rank, concept)
        for concept in neediest.values()
        if (concept.last or "") < today
        and (rank := rank_repair(topics[concept.topic], today)) is not None
    ]
    found.sort(key=lambda pair: pair[0][1:])
    return [Chosen(concept, rank[0]) for rank, concept in found[:most]]


def rank_repair(topic: TopicView, today: str) -> tuple[str, int, int, float] | None:
    """Why the topic is repaired today, and the sort key of how soon; None if it is not.

    First what was missed in its only answer, on an earlier date, the newest first;
    then weak topics; then those of which more than half is likely weak.
    """
    p_weak = topic.estimate.p_weak
    if len(topic.recent) == 1 and not topic.recent[0].right:
        last = topic.recent[0].day
        if last >= today:
            return None
        newest = -int(last.replace("-", ""))
        reason = "weak" if topic.state == "weak" else "checking"
        return reason, 0, newest, -p_weak
    if topic.state == "weak":
        return "weak", 1, 0, -p_weak
    if p_weak > c.P_WEAK_REPAIR and is_missed_lately(topic.recent):
        return "perhaps", 2, 0, -p_weak
    return None


def plain_reason(concept: Concept) -> str:
    """The reason to ask the concept whatever its topic: `new`, `fading` or `keep`."""
    if concept.last is None:
        return "new"
    return "fading" if concept.recall < c.RETENTION else "keep"


def days_back(
    concepts: Iterable[Concept], today: str, lengths: Iterable[int]
) -> list[list[Concept]]:
    """The concepts that come back on each local date from today on, with one round a
    day of these `lengths` in questions, 0 for none.
    """
    waiting = [concept for concept in concepts if concept.missed]
    found: list[list[Concept]] = []
    for ahead, questions in enumerate(lengths):
        day = days_later(today, ahead)
        found.append(find_promised(waiting, day, promised_most(questions)))
        gone = {concept.key for concept in found[-1]}
        waiting = [concept for concept in waiting if concept.key not in gone]
    return found


def comes_within_week(
    key: str, concepts: Iterable[Concept], today: str, questions: int
) -> bool:
    """True if this concept, missed today, comes back within a week of rounds, one a
    day from tomorrow on, even where each has PROMISED_MARGIN questions fewer than this.
    """
    shorter = max(0, questions - c.PROMISED_MARGIN)
    days = days_back(concepts, today, [0, *[shorter] * c.PROMISED_ROUNDS])
    return any(concept.key == key for day in days for concept in day)
