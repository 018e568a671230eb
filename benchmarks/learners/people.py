"""Hidden learners: what they know, how they learn and forget. No rule but the oracle's sees inside.

Days are numbered from 1; chances are in 0..1. Where a learner knows an idea, it answers right but for a slip;
where not, it guesses. After every answer it reads the explanation.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from random import Random

from benchmarks.learners.course import Course, Sibling
from benchmarks.learners.traits import (
    ALL_OR_NONE,
    FADING,
    LEVEL_STEP,
    MIDDLE_LEVEL,
    REPEATED,
    SLIPS,
    WORDING,
    WORDING_DAYS,
    AllOrNoneTraits,
    FadingTraits,
)


class Learner(ABC):
    """One learner of a course; its answers and luck come from `rng`."""

    def __init__(self, course: Course, rng: Random) -> None:
        self.course = course
        self.rng = rng
        self.slip = rng.uniform(*SLIPS)
        self.met: dict[str, float] = {}

    @abstractmethod
    def knows(self, concept: int, day: float, level: float = MIDDLE_LEVEL) -> float:
        """The chance to know a question on the concept that was never met."""

    @abstractmethod
    def taught(self, concept: int, strength: float, day: float) -> None:
        """An explanation of the concept is read; `strength` is 1 where its question is new."""

    @abstractmethod
    def gain(self, concept: int, strength: float, day: float, tests: Sequence[float]) -> float:
        """How much more the topic's concepts are expected to be known, summed over test days, once taught."""

    def chance(self, sibling: Sibling, day: float) -> float:
        """The chance to answer this question right."""
        known = self.knows(sibling.concept, day, sibling.level)
        if sibling.key in self.met:
            wording = WORDING * power(day - self.met[sibling.key], WORDING_DAYS)
            known = 1 - (1 - known) * (1 - wording)
        return (1 - self.slip) * known + sibling.guess * (1 - known)

    def answers(self, sibling: Sibling, day: float) -> bool:
        """Is it answered right this time?"""
        return self.rng.random() < self.chance(sibling, day)

    def strength(self, sibling: Sibling) -> float:
        """How much of the idea its explanation teaches: less where the wording was met before."""
        return REPEATED if sibling.key in self.met else 1.0

    def reads(self, sibling: Sibling, day: float) -> None:
        """The explanation is read after an answer."""
        self.taught(sibling.concept, self.strength(sibling), day)
        self.met[sibling.key] = day

    def truth(self, topic: str, day: float) -> float:
        """The chance to know a question of middle level on the topic that was never met."""
        concepts = self.course.topics[topic]
        return sum(self.knows(concept, day) for concept in concepts) / len(concepts)

    def held_out(self, days: Sequence[float]) -> float:
        """The share of the tests, over these days, that it is expected to know."""
        tests = self.course.tests
        known = sum(self.knows(test.concept, day, test.level) for test in tests for day in days)
        return known / (len(tests) * len(days))


class Fading(Learner):
    """Knows each concept more or less: held from before, or taught here; either fades by a power law."""

    def __init__(self, course: Course, rng: Random, traits: FadingTraits) -> None:
        super().__init__(course, rng)
        self.traits = traits
        count = len(course.tests)
        self.held, self.ages = [0.0] * count, [0.0] * count
        self.lesson, self.last = [0.0] * count, [0.0] * count
        self.lesson_days = [traits.lesson_days] * count
        mean = rng.gauss(0, traits.learner)
        sections = {test.section: rng.gauss(0, traits.section) for test in course.tests}
        for topic, concepts in course.topics.items():
            heap = rng.choice(traits.means)
            own = mean + heap + sections[topic.partition("/")[0]] + rng.gauss(0, traits.topic)
            age = math.exp(rng.uniform(*map(math.log, traits.ages)))
            for concept in concepts:
                self.held[concept] = sigmoid(own + rng.gauss(0, traits.concept))
                self.ages[concept] = age

    def knows(self, concept: int, day: float, level: float = MIDDLE_LEVEL) -> float:
        """Either way is enough."""
        held = harder(self.held[concept], level) * self.left(concept, day)
        return 1 - (1 - held) * (1 - self.recalled(concept, day))

    def left(self, concept: int, day: float) -> float:
        """What is left of what was held when it was fresh."""
        return power(self.ages[concept] + day, self.traits.held_days)

    def recalled(self, concept: int, day: float) -> float:
        """What is left of the lessons."""
        return self.lesson[concept] * power(day - self.last[concept], self.lesson_days[concept])

    def taught(self, concept: int, strength: float, day: float) -> None:
        """A part of what was not recalled is, and fades more slowly; a little is left for the neighbour."""
        self.lesson[concept], self.lesson_days[concept] = self.after(concept, strength, day)
        self.last[concept] = day
        for other in self.neighbours(concept):
            self.held[other] = self.nearer(other, strength)

    def after(self, concept: int, strength: float, day: float) -> tuple[float, float]:
        """How well the lesson is recalled at once, and its days, once taught."""
        recalled = self.recalled(concept, day)
        gap = (1 - recalled) * strength
        days = self.lesson_days[concept]
        return recalled + self.traits.encodes * gap, days * (1 + self.traits.spacing * gap)

    def nearer(self, other: int, strength: float) -> float:
        """What is held of a neighbour, once its topic's other concept was taught."""
        return self.held[other] + self.traits.transfer * strength * (1 - self.held[other])

    def neighbours(self, concept: int) -> list[int]:
        """The topic's other concepts."""
        topic = self.course.tests[concept].topic
        return [other for other in self.course.topics[topic] if other != concept]

    def gain(self, concept: int, strength: float, day: float, tests: Sequence[float]) -> float:
        """Nothing is left to chance in what a lesson does."""
        lesson, days = self.after(concept, strength, day)
        level, total = self.course.tests[concept].level, 0.0
        for test in tests:
            held = harder(self.held[concept], level) * self.left(concept, test)
            more = lesson * power(test - day, days) - self.recalled(concept, test)
            total += (1 - held) * more
            for other in self.neighbours(concept):
                near = harder(self.nearer(other, strength), self.course.tests[other].level)
                more = near - harder(self.held[other], self.course.tests[other].level)
                total += more * self.left(other, test) * (1 - self.recalled(other, test))
        return total


class AllOrNone(Learner):
    """Knows a concept or does not: learnt at one blow or not at all, forgotten at one, at a constant rate."""

    def __init__(self, course: Course, rng: Random, traits: AllOrNoneTraits) -> None:
        super().__init__(course, rng)
        self.traits = traits
        self.known_until = [0.0] * len(course.tests)
        sections = {test.section: rng.gauss(0, traits.section) for test in course.tests}
        for topic, concepts in course.topics.items():
            likely = traits.mean + sections[topic.partition("/")[0]] + rng.gauss(0, traits.topic)
            for concept in concepts:
                if rng.random() < sigmoid(likely):
                    self.known_until[concept] = rng.expovariate(traits.forgets)

    def knows(self, concept: int, day: float, level: float = MIDDLE_LEVEL) -> float:
        """0 or 1; its level does not matter."""
        return float(day < self.known_until[concept])

    def taught(self, concept: int, strength: float, day: float) -> None:
        """What is known already stays as it is."""
        if not self.knows(concept, day) and self.rng.random() < self.traits.learns * strength:
            self.known_until[concept] = day + self.rng.expovariate(self.traits.forgets)

    def gain(self, concept: int, strength: float, day: float, tests: Sequence[float]) -> float:
        """Chance to learn it, and to know it still."""
        if self.knows(concept, day):
            return 0.0
        kept = sum(math.exp(-self.traits.forgets * (test - day)) for test in tests)
        return self.traits.learns * strength * kept


def make_learner(kind: str, course: Course, seed: int) -> Learner:
    """The learner of this kind and seed before its first day: always the same."""
    rng = Random(f"{kind}/{seed}")
    if kind in FADING:
        return Fading(course, rng, FADING[kind])
    return AllOrNone(course, rng, ALL_OR_NONE)


def power(days: float, scale: float) -> float:
    """What is left after so many days, by a power law.

    Wixted & Ebbesen 1991, 10.1111/j.1467-9280.1991.tb00175.x.
    """
    return float((1 + days / scale) ** -0.5)


def harder(chance: float, level: float) -> float:
    """A chance at middle level as it is at `level`."""
    return sigmoid(math.log(chance / (1 - chance)) - LEVEL_STEP * (level - MIDDLE_LEVEL))


def sigmoid(x: float) -> float:
    """From a logit to a chance."""
    return 1 / (1 + math.exp(-x))
