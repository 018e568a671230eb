"""Players of whom a few topics are weak, on banks of the shipped ones' shape: how soon
rounds of the day find these, repair them, and bring back what was missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from msgspec.structs import replace

from benchmarks.learners.course import Course, Sibling
from benchmarks.learners.game import LearnerGame
from benchmarks.learners.learner import FadingLearner, Learner
from benchmarks.learners.traits import FADING
from weakspot.bank.catalog import Catalog
from weakspot.engine import constants as c
from weakspot.engine import mastery
from weakspot.engine.records import Node
from weakspot.engine.rules import MODES
from weakspot.engine.weakness import is_missed_lately, is_proven

SHAPE = Path(__file__).with_name("shape.json")
"""The shipped banks as arrays, so that these may change: of each question the topic,
the concept, how it can be guessed and the level.
"""
KIND_NAMES = ("choice", "truefalse", "typed")
WEAK_COUNTS = (3, 5, 10)
PLAYERS = tuple(f"{count} weak" for count in WEAK_COUNTS)
LOW, HIGH = 0.3, 0.85
"""The chance to know a question of a weak topic, and of any other."""
ROUNDS, WINDOW, NAMED_ROUND = 10, 7, 5
RULES = ("random", "old rule", "ours")
FIRST_ROUNDS, LONG, USUAL = 3, 20, 14
"""The length of random rounds: that of the first three, and of the others."""

Figures = dict[str, float]


class PlayersWorld(NamedTuple):
    """The course of the shipped banks' shape, and its catalog."""

    course: Course
    catalog: Catalog


def make_shape_course() -> Course:
    """The course that the shape describes; tests are questions of no bank."""
    shape: dict[str, list[int]] = json.loads(SHAPE.read_text("utf-8"))
    topics = [
        f"section-{section + 1}/topic-{at}"
        for at, section in enumerate(shape["sections"])
    ]
    siblings: dict[str, Sibling] = {}
    by_concept: dict[int, list[Sibling]] = {}
    columns = (shape[name] for name in ("topics", "concepts", "kinds", "levels"))
    for number, (topic, concept, kind, level) in enumerate(zip(*columns, strict=True)):
        one = Sibling(
            key=f"section-{shape['sections'][topic] + 1}/question-{number}",
            topic=topics[topic],
            concept=concept,
            label=f"concept-{concept}",
            kind=KIND_NAMES[kind],
            level=level,
        )
        siblings[one.key] = one
        by_concept.setdefault(concept, []).append(one)
    concepts = tuple(tuple(by_concept[at]) for at in range(len(by_concept)))
    tests = tuple(own[0]._replace(key=f"test-{at}") for at, own in enumerate(concepts))
    own: dict[str, list[int]] = {topic: [] for topic in topics}
    for at, test in enumerate(tests):
        own[test.topic].append(at)
    return Course(
        siblings, concepts, tests, {key: tuple(at) for key, at in own.items()}
    )


class Player(FadingLearner):
    """Knows some topics hardly and the others well, and learns from explanations."""

    def __init__(self, course: Course, rng: Random, weak: int) -> None:
        Learner.__init__(self, course, rng)
        self.traits = FADING["patchy"]
        count = len(course.tests)
        self.weak = set(rng.sample(sorted(course.topics), weak))
        self.held = [LOW if test.topic in self.weak else HIGH for test in course.tests]
        self.ages, self.lesson, self.last = [0.0] * count, [0.0] * count, [0.0] * count
        self.lesson_days = [self.traits.lesson_days] * count


@contextmanager
def old_rule() -> Iterator[None]:
    """Draw rounds of the day by need alone, and call topics weak as before: a right
    answer could, too.
    """

    def is_weak(topic: Node, p_weak: float) -> bool:
        if topic.weak:
            return p_weak > c.P_WEAK_PERHAPS or not is_proven(topic)
        bound = c.P_WEAK_PERHAPS if topic.different >= 2 else c.P_WEAK_SURE
        doubtful = p_weak > bound and is_missed_lately(topic.recent)
        return doubtful and not is_proven(topic)

    by_need = replace(MODES["today"], draw="all")
    with (
        patch.object(mastery, "is_weak", is_weak),
        patch.dict(MODES, {"today": by_need}),
    ):
        yield


class Watch:
    """What a run of rounds asked, by day: the misses and whether each was asked again
    within a week's rounds.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.open: dict[int, tuple[int, str, bool]] = {}
        """By concept: the day of the miss, its question, if a week was promised."""
        self.figures: Figures = dict.fromkeys(
            ("misses", "again", "promised", "kept", "asked", "asked weak"), 0.0
        )

    def ask(
        self, sibling: Sibling, day: int, right: bool, promised: bool = True
    ) -> None:
        """Count an answer; a rule that promises nothing is held to every miss."""
        missed = self.open.pop(sibling.concept, None)
        if missed is not None:
            on, question, was_promised = missed
            reworded = sibling.key != question
            is_only = len(self.course.concepts[sibling.concept]) == 1
            in_time = day - on <= WINDOW and (reworded or is_only)
            self.close(on, was_promised, in_time)
        if not right:
            self.open[sibling.concept] = day, sibling.key, promised

    def close(self, on: int, promised: bool, came: bool) -> None:
        """Count a miss of the first rounds, which came again in time or did not."""
        if on <= ROUNDS:
            self.figures["misses"] += 1
            self.figures["again"] += came
            self.figures["promised"] += promised
            self.figures["kept"] += came and promised

    def finish(self) -> Figures:
        """The figures, with what never came again."""
        for on, _, promised in self.open.values():
            self.close(on, promised, False)
        return self.figures


def run_player(world: PlayersWorld, weak: int, seed: int) -> Figures:
    """Run every rule on one player; figures are named by it and what they count."""
    found: Figures = {}
    for rule in RULES:
        player = Player(world.course, Random(f"{weak}/{seed}"), weak)
        if rule == "random":
            own = run_random(player, Random(f"random/{weak}/{seed}"))
        elif rule == "ours":
            own = run_game(world, player)
        else:
            with old_rule():
                own = run_game(world, player)
        found |= {f"{rule}: {name}": value for name, value in own.items()}
    return found


def run_random(player: Player, rng: Random) -> Figures:
    """Play random questions, each once a round."""
    watch, order = Watch(player.course), list(player.course.siblings.values())
    figures: Figures = {}
    for day in range(1, ROUNDS + WINDOW + 1):
        count = LONG if day <= FIRST_ROUNDS else USUAL
        for sibling in rng.sample(order, count):
            watch.ask(sibling, day, player.answer(sibling, day))
            player.read_explanation(sibling, day)
        if day == ROUNDS:
            figures |= count_repaired(player)
    return watch.finish() | figures


def run_game(world: PlayersWorld, player: Player) -> Figures:
    """Play the rounds of the day through the Game."""
    watch, ever = Watch(world.course), set[str]()
    ours = LearnerGame(world.catalog, world.course, player)
    figures: Figures = {}

    def note(sibling: Sibling, right: bool, day: int, promised: bool) -> None:
        watch.ask(sibling, day, right, promised)

    for day in range(1, ROUNDS + WINDOW + 1):
        called = ours.find_weak_topics()
        slots = ours.play_round(day, note=note)
        if 1 < day <= ROUNDS:
            topics = [world.course.siblings[slot.question].topic for slot in slots]
            watch.figures["asked"] += len(topics)
            watch.figures["asked weak"] += sum(topic in called for topic in topics)
        if day <= ROUNDS:
            ever |= ours.find_weak_topics()
        if day == NAMED_ROUND:
            figures |= count_named("named", ours.find_weak_topics(), player.weak)
        if day == ROUNDS:
            figures |= count_named("ever", ever, player.weak) | count_repaired(player)
    return watch.finish() | figures


def count_repaired(player: Player) -> Figures:
    """Count the weak topics that by now are at 0.7 or above, and all of them."""
    mended = sum(
        player.true_mastery(topic, ROUNDS + 1) >= c.WEAK_BELOW for topic in player.weak
    )
    return {"repaired": float(mended), "weak": float(len(player.weak))}


def count_named(name: str, named: set[str], weak: set[str]) -> Figures:
    """Count the topics called weak, those that are, and all that are."""
    hits = len(named & weak)
    return {f"{name} hits": hits, f"{name}": len(named), f"{name} of": len(weak)}
