"""One learner, from its seed, taught by every rule: what came of it, in figures to be summed over seeds."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.learners.course import Course, make_course, write_banks
from benchmarks.learners.ours import Ours, banks_of, time_of
from benchmarks.learners.people import Learner, make_learner
from benchmarks.learners.policies import (
    Anything,
    Leitner,
    PlainFsrs,
    Policy,
    RawAccuracy,
    SameWording,
    play,
    play_oracle,
)
from weakspot.bank.catalog import Catalog
from weakspot.engine.mastery import predict_score
from weakspot.engine.placement import find_lowest
from weakspot.engine.records import Memory

DAYS, QUESTIONS, MANY = 30, 12, 25
TESTS = (31, 45)
FEW_ROUNDS, ROUNDS = 3, 10
WEAK, LOW, HIGH = 0.7, 0.6, 0.8
DRILL_DAYS = 5
DRILL_TESTS = (ROUNDS + DRILL_DAYS + 1, ROUNDS + DRILL_DAYS + 15)
"""A drill of weak spots follows on the first rounds; tests as late after it as those of the whole."""
BINS = 10

RULES: dict[str, type[Policy]] = {
    "random": Anything,
    "Leitner": Leitner,
    "plain FSRS": PlainFsrs,
    "raw-accuracy-weakest": RawAccuracy,
}

Figures = dict[str, float]


class World(NamedTuple):
    """The course, its banks, and the same without concept labels."""

    course: Course
    catalog: Catalog
    unlabelled: Catalog


def make_world(folder: Path) -> World:
    """The world whose banks lie in this folder; they are written where they are not there yet."""
    course = make_course()
    catalogs = []
    for name, made in (("labelled", course), ("unlabelled", make_course(0.0))):
        if not (folder / name).exists():
            write_banks(made, folder / name)
        catalogs.append(banks_of(folder / name))
    return World(course, *catalogs)


def trial(world: World, kind: str, seed: int) -> Figures:
    """All figures of one learner."""

    def fresh() -> Learner:
        return make_learner(kind, world.course, seed)

    untaught = fresh().held_out(TESTS)
    found: Figures = {}
    for name, rule in RULES.items():
        learner, policy = fresh(), rule(world.course, Random(f"{name}/{seed}"))
        for day in range(1, DAYS + 1):
            play(policy, learner, day, QUESTIONS)
        found[name] = learner.held_out(TESTS) - untaught
    for count in (QUESTIONS, MANY):
        learner = fresh()
        for day in range(1, DAYS + 1):
            play_oracle(learner, day, count, TESTS)
        found[f"oracle {count}"] = learner.held_out(TESTS) - untaught
    for name, catalog, count in (
        ("ours many", world.catalog, MANY),
        ("ours unlabelled", world.unlabelled, QUESTIONS),
    ):
        ours = Ours(catalog, world.course, fresh())
        for day in range(1, DAYS + 1):
            ours.round(day, questions=count)
        found[name] = ours.learner.held_out(TESTS) - untaught
    found |= long_run(Ours(world.catalog, world.course, fresh()), untaught)
    found |= long_start(Ours(world.catalog, world.course, fresh()))
    found |= by_turns(Ours(world.catalog, world.course, fresh()))
    return found


def long_run(ours: Ours, untaught: float) -> Figures:
    """Thirty days of twelve: what is shown on the way, gain and predictions at the end, a drill beside."""
    found: Figures = {}
    learner = ours.learner
    low, shown = low_topics(learner), Shown()
    for day in range(1, DAYS + 1):
        ours.round(day, questions=QUESTIONS)
        if day in (FEW_ROUNDS, ROUNDS) or not shown.is_half:
            flagged = shown.after(ours, day, low)
        if day == FEW_ROUNDS:
            found |= share("early", flagged, truly(learner, day, lambda truth: truth < WEAK))
        if day == ROUNDS:
            found |= share("false", truly(learner, day, lambda truth: truth >= HIGH), flagged)
            first = {topic.key for topic, _ in find_lowest(ours.game.section_reports())}
            found |= share("lowest", truly(learner, day, lambda truth: truth < WEAK), first)
            found |= drills(ours)
    found["half"] = shown.half
    found["ours"] = learner.held_out(TESTS) - untaught
    return found | at_the_end(ours)


def long_start(ours: Ours) -> Figures:
    """The Game's own first rounds, which are longer, then twelve a day until half the low topics are seen."""
    found: Figures = {}
    low, shown = low_topics(ours.learner), Shown()
    for day in range(1, DAYS + 1):
        ours.round(day, questions=None if day <= FEW_ROUNDS else QUESTIONS)
        flagged = shown.after(ours, day, low)
        if day == FEW_ROUNDS:
            found |= share("early long", flagged, truly(ours.learner, day, lambda truth: truth < WEAK))
        if day >= FEW_ROUNDS and shown.is_half:
            break
    return found | {"half long": shown.half}


def by_turns(ours: Ours) -> Figures:
    """Rounds of today and of weak spots by turns: how well the topics let go are known."""
    for day in range(1, DAYS + 1):
        ours.round(day, "today" if day % 2 else "weak", QUESTIONS)
    return {
        "let go known": float(sum(truth >= LOW for truth in ours.let_go)),
        "let go": float(len(ours.let_go)),
    }


def drills(ours: Ours) -> Figures:
    """Some days of weak spots from here on, against the same with wordings repeated."""
    untaught = ours.learner.held_out(DRILL_TESTS)
    varied = ours.copy(deepcopy(ours.learner))
    learner = deepcopy(ours.learner)
    known = {key: Memory(key, *rest) for key, *rest in ours.save.db.execute("SELECT * FROM memory")}
    rule = SameWording(ours.course, Random("drill"), ours.catalog, ours.save.nodes(), known)
    for day in range(ROUNDS + 1, ROUNDS + DRILL_DAYS + 1):
        varied.round(day, "weak", QUESTIONS)
        play(rule, learner, day, QUESTIONS)
    return {
        "varied": varied.learner.held_out(DRILL_TESTS) - untaught,
        "repeated": learner.held_out(DRILL_TESTS) - untaught,
    }


def at_the_end(ours: Ours) -> Figures:
    """On the first day of tests: by bin, how far predictions are off in sum; and errors of shown mastery."""
    day, learner = TESTS[0], ours.learner
    ours.now = time_of(day)
    found: Figures = {f"off {at}": 0.0 for at in range(BINS)}
    for test in ours.course.tests:
        foreseen = predict_score(
            ours.save.nodes_of(test.section, test.topic), test.level, test.guess, ours.now
        )
        found[f"off {min(int(foreseen * BINS), BINS - 1)}"] += foreseen - learner.chance(test, day)
    errors = [
        abs(topic.stands.mastery - learner.truth(topic.key, day))
        for section in ours.game.section_reports()
        for topic in section.topics
        if topic.stands is not None
    ]
    shown = {"errors": sum(errors), "topics shown": float(len(errors))}
    return found | shown | {"tests": float(len(ours.course.tests))}


class Shown:
    """After how many rounds half of some topics were shown as weak, at one time or another."""

    def __init__(self) -> None:
        self.ever: set[str] = set()
        self.half = float(DAYS + 1)

    @property
    def is_half(self) -> bool:
        """Were half of them shown by now?"""
        return self.half <= DAYS

    def after(self, ours: Ours, day: int, topics: set[str]) -> set[str]:
        """The topics shown after the round of this day."""
        shown = ours.shown()
        self.ever |= shown
        if 2 * len(self.ever & topics) >= len(topics):
            self.half = min(self.half, float(day))
        return shown


def low_topics(learner: Learner) -> set[str]:
    """The topics that are truly low before the first round."""
    return truly(learner, 1, lambda truth: truth < LOW)


def truly(learner: Learner, day: int, holds: Callable[[float], bool]) -> set[str]:
    """The topics of whose truth it holds."""
    return {topic for topic in learner.course.topics if holds(learner.truth(topic, day))}


def share(name: str, part: set[str], whole: set[str]) -> Figures:
    """How many of a whole are in the part, and how many it has."""
    return {name: float(len(part & whole)), f"{name} of": float(len(whole))}
