"""One learner, made from a seed, taught by every rule; the results are figures to be
summed over seeds.
"""

from __future__ import annotations

import math
from copy import deepcopy
from itertools import starmap
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.learners.course import Course, make_course, write_banks
from benchmarks.learners.game import LearnerGame, load_banks, time_of
from benchmarks.learners.learner import Learner, make_learner
from benchmarks.learners.policies import (
    Leitner,
    PlainFsrs,
    Policy,
    RandomQuestions,
    RawAccuracy,
    SameWording,
    play_oracle_round,
    play_round,
)
from weakspot.bank.catalog import Catalog
from weakspot.engine.mastery import predict_score
from weakspot.engine.placement import find_lowest
from weakspot.engine.records import Memory
from weakspot.store.mapping import SELECT_MEMORY

DAYS, QUESTIONS, MANY = 30, 12, 25
FIRST_QUESTIONS = 20
"""The questions of each of the first FEW_ROUNDS, where a day has QUESTIONS."""
TESTS = (31, 45)
FEW_ROUNDS, ROUNDS = 3, 10
WEAK, LOW, HIGH = 0.7, 0.6, 0.8
DRILL_DAYS = 5
DRILL_TESTS = (ROUNDS + DRILL_DAYS + 1, ROUNDS + DRILL_DAYS + 15)
"""Days of the tests after a drill of weak spots; as late after it as TESTS after the
whole course.
"""
BINS = 10

RULES: dict[str, type[Policy]] = {
    "random": RandomQuestions,
    "Leitner": Leitner,
    "plain FSRS": PlainFsrs,
    "raw-accuracy-weakest": RawAccuracy,
}

Figures = dict[str, float]


class World(NamedTuple):
    """The course, its catalog, and the same without concept labels."""

    course: Course
    catalog: Catalog
    unlabelled: Catalog


def make_world(folder: Path) -> World:
    """Make the world with banks in this folder, which are written if missing."""
    course = make_course()
    catalogs = []
    for name, variant in (("labelled", course), ("unlabelled", make_course(0.0))):
        if not (folder / name).exists():
            write_banks(variant, folder / name)
        catalogs.append(load_banks(folder / name))
    return World(course, *catalogs)


def run_trial(world: World, kind: str, seed: int) -> Figures:
    """Run every rule on one learner; returns all its figures."""

    def new_learner() -> Learner:
        return make_learner(kind, world.course, seed)

    baseline = new_learner().held_out_score(TESTS)
    figures: Figures = {}
    for name, rule in RULES.items():
        learner, policy = new_learner(), rule(world.course, Random(f"{name}/{seed}"))
        for day in range(1, DAYS + 1):
            play_round(policy, learner, day, length(day))
        figures[name] = learner.held_out_score(TESTS) - baseline
    for count in (QUESTIONS, MANY):
        learner = new_learner()
        for day in range(1, DAYS + 1):
            play_oracle_round(learner, day, length(day, count), TESTS)
        figures[f"oracle {count}"] = learner.held_out_score(TESTS) - baseline
    for name, catalog, count in (
        ("ours many", world.catalog, MANY),
        ("ours unlabelled", world.unlabelled, QUESTIONS),
    ):
        ours = LearnerGame(catalog, world.course, new_learner())
        for day in range(1, DAYS + 1):
            ours.play_round(day, questions=length(day, count))
        figures[name] = ours.learner.held_out_score(TESTS) - baseline
    figures |= measure_long_run(
        LearnerGame(world.catalog, world.course, new_learner()), baseline
    )
    figures |= measure_alternation(
        LearnerGame(world.catalog, world.course, new_learner())
    )
    return figures


def length(day: int, usual: int = QUESTIONS) -> int:
    """The number of questions of a day's round."""
    return FIRST_QUESTIONS if usual == QUESTIONS and day <= FEW_ROUNDS else usual


def measure_long_run(ours: LearnerGame, baseline: float) -> Figures:
    """Play all days: what is shown on the way, gain and predictions at the end, and a
    drill on the side.
    """
    figures: Figures = {}
    learner = ours.learner
    for day in range(1, DAYS + 1):
        ours.play_round(day, questions=length(day))
        if day in (FEW_ROUNDS, ROUNDS):
            flagged = ours.find_weak_topics()
        if day == FEW_ROUNDS:
            figures |= count_share(
                "early", flagged, find_topics(learner, day, below=WEAK)
            )
        if day == ROUNDS:
            figures |= count_share(
                "false", find_topics(learner, day, least=HIGH), flagged
            )
            first = {
                topic.key for topic, _ in find_lowest(ours.game.progress.sections())
            }
            figures |= count_share(
                "lowest", find_topics(learner, day, below=WEAK), first
            )
            figures |= measure_drills(ours)
    figures["ours"] = learner.held_out_score(TESTS) - baseline
    return figures | measure_predictions(ours)


def measure_alternation(ours: LearnerGame) -> Figures:
    """Play rounds of today and of weak spots in turns: how well the topics let go are
    known.
    """
    for day in range(1, DAYS + 1):
        ours.play_round(day, "today" if day % 2 else "weak", length(day))
    return {
        "let go known": float(sum(mastery >= LOW for mastery in ours.let_go_mastery)),
        "let go": float(len(ours.let_go_mastery)),
    }


def measure_drills(ours: LearnerGame) -> Figures:
    """Play some days of weak spots from copies of this game, with siblings and with
    repeated wordings.
    """
    baseline = ours.learner.held_out_score(DRILL_TESTS)
    varied = ours.copy(deepcopy(ours.learner))
    learner = deepcopy(ours.learner)
    memories = starmap(Memory, ours.save.db.execute(SELECT_MEMORY))
    known = {memory.question: memory for memory in memories}
    rule = SameWording(
        ours.course, Random("drill"), ours.catalog, ours.save.nodes(), known
    )
    for day in range(ROUNDS + 1, ROUNDS + DRILL_DAYS + 1):
        varied.play_round(day, "weak", QUESTIONS)
        play_round(rule, learner, day, QUESTIONS)
    return {
        "varied": varied.learner.held_out_score(DRILL_TESTS) - baseline,
        "repeated": learner.held_out_score(DRILL_TESTS) - baseline,
    }


def measure_predictions(ours: LearnerGame) -> Figures:
    """On the first day of tests: the summed error of predictions by bin, and the errors
    of shown mastery.
    """
    day, learner = TESTS[0], ours.learner
    ours.now = time_of(day)
    figures: Figures = {f"off {at}": 0.0 for at in range(BINS)}
    for test in ours.course.tests:
        predicted = predict_score(
            ours.save.nodes_of(test.section, test.topic),
            test.level,
            test.guess,
            ours.now,
        )
        figures[f"off {min(int(predicted * BINS), BINS - 1)}"] += (
            predicted - learner.chance_right(test, day)
        )
    errors = [
        abs(topic.estimate.mastery - learner.true_mastery(topic.key, day))
        for section in ours.game.progress.sections()
        for topic in section.topics
        if topic.estimate is not None
    ]
    shown = {"errors": sum(errors), "topics shown": float(len(errors))}
    return figures | shown | {"tests": float(len(ours.course.tests))}


def find_topics(
    learner: Learner, day: int, least: float = 0.0, below: float = math.inf
) -> set[str]:
    """Find the topics whose true mastery on that day is within these bounds."""
    return {
        topic
        for topic in learner.course.topics
        if least <= learner.true_mastery(topic, day) < below
    }


def count_share(name: str, part: set[str], whole: set[str]) -> Figures:
    """Count the members of the whole that are in the part, and all of them."""
    return {name: float(len(part & whole)), f"{name} of": float(len(whole))}
