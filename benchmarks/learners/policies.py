"""Other rules for what to ask next. They use the pure engine's functions for memory and
drawing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from random import Random

from benchmarks.learners.course import Course, Sibling
from benchmarks.learners.game import time_of
from benchmarks.learners.learner import Learner
from weakspot.bank.catalog import Catalog
from weakspot.engine.concepts import Situation, add_history
from weakspot.engine.constants import RETENTION
from weakspot.engine.derivation import DerivedRows, derive_rows
from weakspot.engine.mastery import FRESH_PLAYER, FRESH_SECTION, FRESH_TOPIC, Nodes
from weakspot.engine.memory import retrievability
from weakspot.engine.records import Attempt, Day, Memory, Node, local_day, stamp
from weakspot.engine.report import Knowledge
from weakspot.engine.rules import MODES
from weakspot.engine.scheduler import add_attempt
from weakspot.engine.selection import choose_concepts, pick_questions


class Policy(ABC):
    """A rule that draws rounds for one learner."""

    def __init__(self, course: Course, rng: Random) -> None:
        self.course = course
        self.rng = rng
        self.order = list(course.siblings.values())
        rng.shuffle(self.order)

    @abstractmethod
    def draw(self, day: int, count: int) -> list[Sibling]:
        """Draw the questions of a round, at most `count`."""

    def record_answer(self, sibling: Sibling, right: bool, day: int) -> None:  # noqa: B027 - one rule ignores answers
        """Learn from an answer; by default, nothing."""


class RandomQuestions(Policy):
    """Random questions, each at most once a round."""

    def draw(self, day: int, count: int) -> list[Sibling]:
        return self.rng.sample(self.order, count)


class Leitner(Policy):
    """Five boxes: a right answer moves a card on, a wrong one back to the first; due
    cards, then new ones.
    """

    WAITS = (1, 2, 4, 8, 16)

    def __init__(self, course: Course, rng: Random) -> None:
        super().__init__(course, rng)
        self.box: dict[str, int] = {}
        self.due: dict[str, int] = {}

    def draw(self, day: int, count: int) -> list[Sibling]:
        due = [one for one in self.order if self.due.get(one.key, day + 1) <= day]
        due.sort(key=lambda one: self.box[one.key])
        fresh = [one for one in self.order if one.key not in self.box]
        return [*due, *fresh][:count]

    def record_answer(self, sibling: Sibling, right: bool, day: int) -> None:
        box = (
            min(self.box.get(sibling.key, -1) + 1, len(self.WAITS) - 1) if right else 0
        )
        self.box[sibling.key] = box
        self.due[sibling.key] = day + self.WAITS[box]


class PlainFsrs(Policy):
    """Cards that are due, the most forgotten first, then new ones."""

    def __init__(self, course: Course, rng: Random) -> None:
        super().__init__(course, rng)
        self.memories: dict[str, Memory] = {}

    def draw(self, day: int, count: int) -> list[Sibling]:
        today = local_day(time_of(day))
        recalls = {
            key: retrievability(memory.stability, memory.day, today)
            for key, memory in self.memories.items()
        }
        due = [one for one in self.order if recalls.get(one.key, 1.0) < RETENTION]
        due.sort(key=lambda one: recalls[one.key])
        fresh = [one for one in self.order if one.key not in recalls]
        return [*due, *fresh][:count]

    def record_answer(self, sibling: Sibling, right: bool, day: int) -> None:
        attempt = build_attempt(sibling, right, day)
        add_attempt(self.memories.setdefault(sibling.key, Memory(sibling.key)), attempt)


class RawAccuracy(Policy):
    """The question asked least of each topic with the lowest share of right answers,
    untried topics first.
    """

    def __init__(self, course: Course, rng: Random) -> None:
        super().__init__(course, rng)
        self.asked: dict[str, int] = {}
        self.rights: dict[str, list[bool]] = {topic: [] for topic in course.topics}

    def draw(self, day: int, count: int) -> list[Sibling]:
        topics = list(self.rights)
        self.rng.shuffle(topics)
        topics.sort(
            key=lambda topic: sum(self.rights[topic]) / max(1, len(self.rights[topic]))
        )
        topics.sort(key=lambda topic: bool(self.rights[topic]))
        by_topic = [
            [one for one in self.order if one.topic == topic]
            for topic in topics[:count]
        ]
        return [
            min(siblings, key=lambda one: self.asked.get(one.key, 0))
            for siblings in by_topic
        ]

    def record_answer(self, sibling: Sibling, right: bool, day: int) -> None:
        self.asked[sibling.key] = self.asked.get(sibling.key, 0) + 1
        self.rights[sibling.topic].append(right)


class SameWording(Policy):
    """Our own draw of weak spots, from a given state on, but an idea's last question is
    asked once more.
    """

    def __init__(
        self,
        course: Course,
        rng: Random,
        catalog: Catalog,
        nodes: Mapping[str, Node],
        memories: dict[str, Memory],
    ) -> None:
        super().__init__(course, rng)
        self.catalog = catalog
        self.nodes, self.memories = dict(nodes), dict(memories)
        self.recorded = 0

    def draw(self, day: int, count: int) -> list[Sibling]:
        today = local_day(time_of(day))
        knowledge = Knowledge(self.nodes, time_of(day))
        topics = {topic: knowledge.view_topic(topic) for topic in self.course.topics}
        known = self.memories.values()
        recalled = [
            (one.question, one.stability, one.day, one.seen, one.score, one.misses)
            for one in known
        ]
        concepts = add_history(self.catalog.concepts(), recalled, today)
        situation = Situation(concepts=concepts, topics=topics, today=today)
        chosen = choose_concepts(situation, MODES["weak"], "", self.rng)
        drawn = []
        for one in pick_questions(chosen, self.memories, self.rng):
            asked = one.concept.entries
            met = [entry.key for entry in asked if entry.key in self.memories]
            last = max(
                met, key=lambda key: self.memories[key].seen, default=one.entry.key
            )
            drawn.append(self.course.siblings[last])
        return drawn[:count]

    def record_answer(self, sibling: Sibling, right: bool, day: int) -> None:
        self.recorded += 1
        revision = self.catalog.entries[sibling.key].revision
        attempt = build_attempt(sibling, right, day, self.recorded, revision)
        keys = ("player", sibling.section, sibling.topic)
        fresh = (FRESH_PLAYER, FRESH_SECTION, FRESH_TOPIC)
        nodes = Nodes(
            *(self.nodes.get(key, node) for key, node in zip(keys, fresh, strict=True))
        )
        memory = self.memories.get(sibling.key, Memory(sibling.key))
        before = DerivedRows(
            nodes=nodes, memory=memory, day=Day(day=attempt.day), paid=""
        )
        after = derive_rows(before, attempt)
        self.nodes.update(after.nodes.by_key(sibling.section, sibling.topic))
        self.memories[sibling.key] = after.memory


def build_attempt(
    sibling: Sibling, right: bool, day: int, number: int = 0, revision: str = ""
) -> Attempt:
    """Build the attempt as the engine records it."""
    now = time_of(day)
    return Attempt(
        id=f"{stamp(now)}/{number:04}",  # sorts after the ids of a save
        at=stamp(now),
        day=local_day(now),
        round="",
        mode="today",
        section=sibling.section,
        question=sibling.key,
        revision=revision,
        topic=sibling.topic,
        concept=sibling.label,
        kind=sibling.kind,
        level=sibling.level,
        guess=sibling.guess,
        score=float(right),
        seconds=0.0,
        confidence=None,
        hint=False,
        seen=False,
        explained=True,
        reason="new",
        predicted=0.0,
        misconceptions=(),
        numbers={},
        given=None,
    )


def play_round(policy: Policy, learner: Learner, day: int, count: int) -> None:
    """Play one round drawn by the rule."""
    for sibling in policy.draw(day, count):
        right = learner.answer(sibling, day)
        policy.record_answer(sibling, right, day)
        learner.read_explanation(sibling, day)


def play_oracle_round(
    learner: Learner, day: int, count: int, tests: Sequence[float]
) -> None:
    """Play a round as one who sees the learner: the questions of greatest expected
    gain, one of a concept.
    """

    def best(concept: int) -> Sibling:
        return max(learner.course.concepts[concept], key=learner.strength)

    def gain(sibling: Sibling) -> float:
        return learner.expected_gain(
            sibling.concept, learner.strength(sibling), day, tests
        )

    ranked = sorted(
        map(best, range(len(learner.course.concepts))), key=gain, reverse=True
    )
    for sibling in ranked[:count]:
        learner.answer(sibling, day)
        learner.read_explanation(sibling, day)
