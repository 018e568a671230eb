"""Reports on the player, as values to show: by section, by topic, and what is weak."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from weakspot.engine import mastery
from weakspot.engine.concepts import Concept, DrawnQuestion
from weakspot.engine.records import Node
from weakspot.engine.today import PlanParts, count_parts
from weakspot.engine.weakness import count_needs, topic_state


class TopicReport(msgspec.Struct, frozen=True, kw_only=True):
    """A topic and its `estimate`; that and `last_seen`, a local date, are None before
    the first answer.
    """

    section: str
    topic: str
    title: str
    state: str
    estimate: mastery.Estimate | None
    answers: int
    evidence: float
    misses: int
    different: int
    last_seen: str | None
    questions: int
    needs: tuple[int, int] | None

    @property
    def key(self) -> str:
        """`section/topic`."""
        return f"{self.section}/{self.topic}"

    @property
    def firm_estimate(self) -> mastery.Estimate | None:
        """The estimate, None until two different questions were answered."""
        return self.estimate if self.different >= 2 else None

    @property
    def chance_weak(self) -> float:
        """The chance, in 0..1, that the topic is weak; -1 before the first answer."""
        return -1.0 if self.estimate is None else self.estimate.p_weak


class SectionReport(msgspec.Struct, frozen=True, kw_only=True):
    """A section and its `estimate`, which is None before the first answer; `short` is
    its title for narrow lists, empty if that is no other.

    `seen` of its `questions` were answered, `due` concepts come back today after a
    miss; `answers` and `misses` are sums over its topics. One that `is_off` has none
    of these: nothing in it is asked.
    """

    section: str
    title: str
    short: str = ""
    estimate: mastery.Estimate | None
    seen: int
    questions: int
    due: int
    answers: int
    misses: int
    topics: tuple[TopicReport, ...]
    is_off: bool = False

    @property
    def firm_estimate(self) -> mastery.Estimate | None:
        """The estimate, None until four questions were answered."""
        return self.estimate if self.seen >= 4 else None


class Knowledge:
    """The nodes of a save, read as of one moment."""

    def __init__(self, nodes: Mapping[str, Node], now: datetime) -> None:
        """`nodes` are by key: `player`, section, `section/topic`;
        missing ones are fresh.
        """
        self.nodes = nodes
        self.now = now
        self.player = nodes.get(mastery.PLAYER, mastery.FRESH_PLAYER)

    def estimate_section(
        self, section: str, topics: Iterable[str]
    ) -> mastery.Estimate | None:
        """Estimate the section's mastery; None before the first answer in these
        topics, given by key.
        """
        node = self.nodes.get(section, mastery.FRESH_SECTION)
        own = [self.nodes.get(key, mastery.FRESH_TOPIC) for key in topics]
        is_tried = any(topic.evidence > 0 for topic in own)
        return (
            mastery.estimate_section(self.player, node, own, self.now)
            if is_tried
            else None
        )

    def view_topic(self, key: str) -> mastery.TopicView:
        """View the topic, given by its key, as a draw needs it."""
        nodes = mastery.Nodes.of_topic(self.nodes, key.partition("/")[0], key)
        estimate = mastery.estimate_topic(nodes, self.now)
        topic = nodes.topic
        return mastery.TopicView(
            estimate, topic_state(topic, estimate.p_weak), topic.different, topic.recent
        )

    def report_topic(self, key: str, title: str, questions: int = 0) -> TopicReport:
        """Report the topic, given by its key; `questions` is how many
        questions it has.
        """
        section, _, topic = key.partition("/")
        node = self.nodes.get(key, mastery.FRESH_TOPIC)
        view = self.view_topic(key)
        return TopicReport(
            section=section,
            topic=topic,
            title=title,
            state=view.state,
            estimate=view.estimate if node.evidence > 0 else None,
            answers=node.answers,
            evidence=node.evidence,
            misses=node.misses,
            different=node.different,
            last_seen=node.recent[-1].day if node.recent else None,
            questions=questions,
            needs=count_needs(node) if view.state in ("weak", "perhaps") else None,
        )

    def report_section(
        self,
        section: str,
        title: str,
        topics: Mapping[str, str],
        concepts: Sequence[Concept],
        due: int = 0,
        short: str = "",
        is_off: bool = False,
    ) -> SectionReport:
        """Report a section; `topics` are titles by key, `concepts` all that it asks, of
        which so many are `due` today; none of each if it `is_off`.
        """
        counts: Counter[str] = Counter()
        for concept in concepts:
            counts[concept.topic] += len(concept.entries)
        topic_reports = tuple(
            self.report_topic(key, name, counts[key]) for key, name in topics.items()
        )
        return SectionReport(
            section=section,
            title=title,
            short=short,
            estimate=self.estimate_section(section, topics),
            seen=sum(concept.seen for concept in concepts),
            questions=counts.total(),
            due=due,
            answers=sum(topic.answers for topic in topic_reports),
            misses=sum(topic.misses for topic in topic_reports),
            topics=topic_reports,
            is_off=is_off,
        )


def find_weak_spots(topics: Iterable[TopicReport]) -> list[TopicReport]:
    """Find the weak topics and, after them, those perhaps weak, both by their chance to
    be weak.
    """
    spots = [topic for topic in topics if topic.state in ("weak", "perhaps")]
    return sorted(spots, key=lambda topic: (topic.state != "weak", -topic.chance_weak))


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A round that could be drawn now: its questions, and its length in seconds."""

    drawn: Sequence[DrawnQuestion]
    seconds: float

    @property
    def parts(self) -> PlanParts:
        """The numbers of questions that come back, repair, are new and keep."""
        return count_parts(question.reason for question in self.drawn)
