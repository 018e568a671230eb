"""Our own rules: the real Game on a save in memory, with a simulated learner as the
player.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

from benchmarks.learners.course import Course, Sibling
from benchmarks.learners.learner import Learner
from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.engine.session import DONE, Slot
from weakspot.errors import NothingToPlay
from weakspot.game import Game
from weakspot.store.opening import open_memory
from weakspot.store.save import Save

FIRST_DAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
Note = Callable[[Sibling, bool, int, bool], None]
"""Is told of an answer: the question, if it was right, the day, if the verdict promised
it back within a week.
"""
PROMISED = "this week"
"""The words of a verdict that promise a week."""
SECONDS = 30.0
"""Seconds that each answer takes."""


def time_of(day: float) -> datetime:
    """The time at which the round of a day (from 1) begins."""
    return FIRST_DAY + timedelta(days=day - 1)


def load_banks(folder: Path) -> Catalog:
    """Load the catalog of a folder of banks. ValueError if a bank is defective."""
    catalog = load_catalog([(folder, "made")], folder / "parsed")
    if catalog.failed:
        raise ValueError(str(catalog.failed[0].faults[0]))
    return catalog


class LearnerGame:
    """One learner's game; `let_go_mastery` has the true mastery of each topic when it
    stopped being weak.
    """

    def __init__(
        self,
        catalog: Catalog,
        course: Course,
        learner: Learner,
        db: Connection | None = None,
    ) -> None:
        self.catalog, self.course, self.learner = catalog, course, learner
        self.now = FIRST_DAY
        self.db = db or open_memory()
        self.save = Save(self.db)
        self.game = Game(
            catalog,
            self.save,
            lambda: self.now,
            Random(learner.rng.getrandbits(32)),
            self.ticks,
        )
        self.let_go_mastery: list[float] = []

    def ticks(self) -> float:
        """The stopwatch, in seconds."""
        return (self.now - FIRST_DAY).total_seconds()

    def play_round(
        self,
        day: int,
        mode: str = "today",
        questions: int | None = None,
        note: Note | None = None,
    ) -> tuple[Slot, ...]:
        """Play one round on this day, if there is anything to play; returns its slots.
        `note` is told each answer.
        """
        self.now = time_of(day)
        try:
            session = self.game.rounds.start(mode, questions=questions)
        except NothingToPlay:
            return ()
        while session.phase != DONE:
            self.now += timedelta(seconds=SECONDS)
            sibling = self.course.siblings[session.slot.question]
            right, _, wrong = self.game.library.question(sibling.key).responses()
            is_right = self.learner.answer(sibling, day)
            session = self.game.rounds.answer(session, right if is_right else wrong)
            if note is not None:
                promise = self.game.progress.promise_words(session)
                note(sibling, is_right, day, PROMISED in promise)
            assert session.outcome is not None
            move = session.outcome.move
            if move.was_weak and move.state != "weak":
                self.let_go_mastery.append(self.learner.true_mastery(move.topic, day))
            self.learner.read_explanation(sibling, day)
            session = self.game.rounds.advance(session)
        return session.slots

    def copy(self, learner: Learner) -> LearnerGame:
        """A game of another learner that continues from a copy of this save."""
        db = open_memory()
        self.db.backup(db)
        return LearnerGame(self.catalog, self.course, learner, db)

    def find_weak_topics(self) -> set[str]:
        """Find the topics listed as weak."""
        return {
            spot.key for spot in self.game.progress.weak_spots() if spot.state == "weak"
        }
