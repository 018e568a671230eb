"""Simulated learners: what they know, how they learn and forget. Only the oracle sees
this hidden state.

Days are numbered from 1; chances are in 0..1. A learner who knows an idea answers right
but for slips, and guesses otherwise. After every answer it reads the explanation.
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
    """One learner of a course; answers and luck come from `rng`; `last_met` has days by
    question key.
    """

    def __init__(self, course: Course, rng: Random) -> None:
        self.course = course
        self.rng = rng
        self.slip = rng.uniform(*SLIPS)
        self.last_met: dict[str, float] = {}

    @abstractmethod
    def chance_known(
        self, concept: int, day: float, level: float = MIDDLE_LEVEL
    ) -> float:
        """The chance to know a question on the concept that the learner has never
        met.
        """

    @abstractmethod
    def learn(self, concept: int, strength: float, day: float) -> None:
        """Learn from an explanation of the concept; `strength` is in 0..1, and 1 if its
        question is new.
        """

    @abstractmethod
    def expected_gain(
        self, concept: int, strength: float, day: float, tests: Sequence[float]
    ) -> float:
        """The expected gain of a lesson in chances to know the topic's concepts, summed
        over test days.
        """

    def chance_right(self, sibling: Sibling, day: float) -> float:
        """The chance to answer this question right, on a day."""
        known = self.chance_known(sibling.concept, day, sibling.level)
        if sibling.key in self.last_met:
            wording = WORDING * power_law(
                day - self.last_met[sibling.key], WORDING_DAYS
            )
            known = 1 - (1 - known) * (1 - wording)
        return (1 - self.slip) * known + sibling.guess * (1 - known)

    def answer(self, sibling: Sibling, day: float) -> bool:
        """Draw whether the learner answers right this time."""
        return self.rng.random() < self.chance_right(sibling, day)

    def strength(self, sibling: Sibling) -> float:
        """The share of the idea that its explanation teaches (0..1): less if its
        wording was met before.
        """
        return REPEATED if sibling.key in self.last_met else 1.0

    def read_explanation(self, sibling: Sibling, day: float) -> None:
        """Read the explanation after an answer, and remember the wording."""
        self.learn(sibling.concept, self.strength(sibling), day)
        self.last_met[sibling.key] = day

    def true_mastery(self, topic: str, day: float) -> float:
        """The chance to know a question of middle level on the topic that the learner
        has never met.
        """
        concepts = self.course.topics[topic]
        return sum(self.chance_known(concept, day) for concept in concepts) / len(
            concepts
        )

    def held_out_score(self, days: Sequence[float]) -> float:
        """The share (0..1) of the held-out tests that the learner is expected to know,
        over these days.
        """
        tests = self.course.tests
        known = sum(
            self.chance_known(test.concept, day, test.level)
            for test in tests
            for day in days
        )
        return known / (len(tests) * len(days))


class FadingLearner(Learner):
    """Knows each concept to a degree: from before (`held`) or from lessons; both fade
    by a power law.
    """

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
            topic_mean = rng.choice(traits.means)
            own = (
                mean
                + topic_mean
                + sections[topic.partition("/")[0]]
                + rng.gauss(0, traits.topic)
            )
            age = math.exp(rng.uniform(*map(math.log, traits.ages)))
            for concept in concepts:
                self.held[concept] = sigmoid(own + rng.gauss(0, traits.concept))
                self.ages[concept] = age

    def chance_known(
        self, concept: int, day: float, level: float = MIDDLE_LEVEL
    ) -> float:
        """Knowing it in either way is enough."""
        held = adjust_to_level(self.held[concept], level) * self.held_retention(
            concept, day
        )
        return 1 - (1 - held) * (1 - self.lesson_recall(concept, day))

    def held_retention(self, concept: int, day: float) -> float:
        """The share left of what was held when it was fresh."""
        return power_law(self.ages[concept] + day, self.traits.held_days)

    def lesson_recall(self, concept: int, day: float) -> float:
        """The chance that the lessons are recalled."""
        return self.lesson[concept] * power_law(
            day - self.last[concept], self.lesson_days[concept]
        )

    def learn(self, concept: int, strength: float, day: float) -> None:
        """Recall part of what was not recalled, and for longer; a little carries over
        to the neighbour.
        """
        self.lesson[concept], self.lesson_days[concept] = self.strengthen_lesson(
            concept, strength, day
        )
        self.last[concept] = day
        for other in self.neighbours(concept):
            self.held[other] = self.held_after_lesson(other, strength)

    def strengthen_lesson(
        self, concept: int, strength: float, day: float
    ) -> tuple[float, float]:
        """The recall right after another lesson, and the scale of its decay in days."""
        recalled = self.lesson_recall(concept, day)
        gap = (1 - recalled) * strength
        days = self.lesson_days[concept]
        return recalled + self.traits.encoded_share * gap, days * (
            1 + self.traits.spacing * gap
        )

    def held_after_lesson(self, other: int, strength: float) -> float:
        """The share held of a neighbour after a lesson on the topic's other concept."""
        return self.held[other] + self.traits.transfer * strength * (
            1 - self.held[other]
        )

    def neighbours(self, concept: int) -> list[int]:
        """The topic's other concepts."""
        topic = self.course.tests[concept].topic
        return [other for other in self.course.topics[topic] if other != concept]

    def expected_gain(
        self, concept: int, strength: float, day: float, tests: Sequence[float]
    ) -> float:
        """Exact, as the effect of a lesson does not depend on chance."""
        lesson, days = self.strengthen_lesson(concept, strength, day)
        level, total = self.course.tests[concept].level, 0.0
        for test in tests:
            held = adjust_to_level(self.held[concept], level) * self.held_retention(
                concept, test
            )
            gain = lesson * power_law(test - day, days) - self.lesson_recall(
                concept, test
            )
            total += (1 - held) * gain
            for other in self.neighbours(concept):
                near = adjust_to_level(
                    self.held_after_lesson(other, strength),
                    self.course.tests[other].level,
                )
                gain = near - adjust_to_level(
                    self.held[other], self.course.tests[other].level
                )
                total += (
                    gain
                    * self.held_retention(other, test)
                    * (1 - self.lesson_recall(other, test))
                )
        return total


class AllOrNoneLearner(Learner):
    """Knows a concept or does not: learns it at once or not at all, forgets it at a
    constant rate.
    """

    def __init__(self, course: Course, rng: Random, traits: AllOrNoneTraits) -> None:
        super().__init__(course, rng)
        self.traits = traits
        self.known_until = [0.0] * len(course.tests)
        sections = {test.section: rng.gauss(0, traits.section) for test in course.tests}
        for topic, concepts in course.topics.items():
            logit = (
                traits.mean
                + sections[topic.partition("/")[0]]
                + rng.gauss(0, traits.topic)
            )
            for concept in concepts:
                if rng.random() < sigmoid(logit):
                    self.known_until[concept] = rng.expovariate(traits.forgetting_rate)

    def chance_known(
        self, concept: int, day: float, level: float = MIDDLE_LEVEL
    ) -> float:
        """0 or 1; the level does not matter."""
        return float(day < self.known_until[concept])

    def learn(self, concept: int, strength: float, day: float) -> None:
        """Learn an unknown concept by chance; a lesson changes nothing about a known
        one.
        """
        if (
            not self.chance_known(concept, day)
            and self.rng.random() < self.traits.learning_chance * strength
        ):
            self.known_until[concept] = day + self.rng.expovariate(
                self.traits.forgetting_rate
            )

    def expected_gain(
        self, concept: int, strength: float, day: float, tests: Sequence[float]
    ) -> float:
        """The chance to learn the concept, times that to still know it at each test."""
        if self.chance_known(concept, day):
            return 0.0
        retained = sum(
            math.exp(-self.traits.forgetting_rate * (test - day)) for test in tests
        )
        return self.traits.learning_chance * strength * retained


def make_learner(kind: str, course: Course, seed: int) -> Learner:
    """Make the learner of this kind and seed, before its first day: always the same
    one.
    """
    rng = Random(f"{kind}/{seed}")
    if kind in FADING:
        return FadingLearner(course, rng, FADING[kind])
    return AllOrNoneLearner(course, rng, ALL_OR_NONE)


def power_law(days: float, scale: float) -> float:
    """The share left after so many days, by a power law.

    Wixted & Ebbesen 1991, 10.1111/j.1467-9280.1991.tb00175.x.
    """
    return float((1 + days / scale) ** -0.5)


def adjust_to_level(chance: float, level: float) -> float:
    """Convert a chance at middle level to that at `level`."""
    return sigmoid(
        math.log(chance / (1 - chance)) - LEVEL_STEP * (level - MIDDLE_LEVEL)
    )


def sigmoid(x: float) -> float:
    """Convert a logit to a chance."""
    return 1 / (1 + math.exp(-x))
