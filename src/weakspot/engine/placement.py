"""Placement: a spread over all sections, question by question, until it is known where
to look first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from weakspot.engine import constants as c
from weakspot.engine.concepts import Concept
from weakspot.engine.mastery import (
    FRESH_PLAYER,
    FRESH_SECTION,
    PLAYER,
    TopicView,
    build_estimate,
)
from weakspot.engine.records import Node
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.engine.values import Random


def find_candidates(
    concepts: Iterable[Concept], asked: Sequence[str], rng: Random
) -> frozenset[str]:
    """The concepts to draw the next question from: those of the section asked least
    that still has a topic.

    `asked` has the topics, `section/topic`, asked in this placement; none is asked
    twice. Empty at the end.
    """
    free = [concept for concept in concepts if concept.topic not in asked]
    times = Counter(topic.partition("/")[0] for topic in asked)
    least = min((times[concept.section] for concept in free), default=0)
    sections = sorted(
        {concept.section for concept in free if times[concept.section] == least}
    )
    section = rng.choice(sections) if sections else ""
    return frozenset(concept.key for concept in free if concept.section == section)


def is_placed(nodes: Mapping[str, Node], sections: Iterable[str], passed: int) -> bool:
    """True if enough is known of every one of these sections
    after `passed` questions.
    """
    if passed < c.PLACEMENT_MIN:
        return False
    player = nodes.get(PLAYER, FRESH_PLAYER)
    widths = (
        range_width(player, nodes.get(section, FRESH_SECTION)) for section in sections
    )
    return all(width < c.PLACEMENT_RANGE_WIDTH for width in widths)


def range_width(player: Node, section: Node) -> float:
    """The width (0..1) of a section's 90 % range, leaving its topics out."""
    estimate = build_estimate(
        player.mean + section.mean, player.variance + section.variance
    )
    return estimate.high - estimate.low


def mean_mastery(topics: Iterable[TopicView]) -> float:
    """The mean mastery (0..1) of the topics, of which there must be one; untried ones
    count as expected.
    """
    masteries = [topic.estimate.mastery for topic in topics]
    return sum(masteries) / len(masteries)


def find_lowest(sections: Iterable[SectionReport]) -> list[tuple[TopicReport, str]]:
    """Find the tried topics of lowest mastery, the lowest first, each with its
    section's title.
    """
    tried = [
        (topic.estimate.mastery, topic, section.title)
        for section in sections
        for topic in section.topics
        if topic.estimate is not None
    ]
    tried.sort(key=itemgetter(0))
    return [(topic, section) for _, topic, section in tried[: c.PLACEMENT_TOPICS_SHOWN]]
