"""Ours: the real Game on a save in memory, a learner in the player's place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

from benchmarks.learners.course import Course
from benchmarks.learners.people import Learner
from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.engine.session import DONE
from weakspot.game import Game, NothingToPlay
from weakspot.store.opening import open_memory
from weakspot.store.save import Save

FIRST_DAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECONDS = 30.0
"""What each answer takes."""


def time_of(day: float) -> datetime:
    """When the round of a day, from 1, begins."""
    return FIRST_DAY + timedelta(days=day - 1)


def banks_of(folder: Path) -> Catalog:
    """The catalog of a folder of banks."""
    catalog = load_catalog([(folder, "made")], folder / "parsed")
    if catalog.problems:
        raise ValueError(str(catalog.problems[0].defects[0]))
    return catalog


class Ours:
    """One learner's game; `let_go` has the truth of each topic at the moment it stopped being weak."""

    def __init__(
        self, catalog: Catalog, course: Course, learner: Learner, db: Connection | None = None
    ) -> None:
        self.catalog, self.course, self.learner = catalog, course, learner
        self.now = FIRST_DAY
        self.db = db or open_memory()
        self.save = Save(self.db)
        self.game = Game(
            catalog, self.save, lambda: self.now, Random(learner.rng.getrandbits(32)), self.ticks
        )
        self.let_go: list[float] = []

    def ticks(self) -> float:
        """The stopwatch."""
        return (self.now - FIRST_DAY).total_seconds()

    def round(self, day: int, mode: str = "today", questions: int | None = None) -> None:
        """Play one round on this day; none if there is nothing to play."""
        self.now = time_of(day)
        try:
            session = self.game.start(mode, questions=questions)
        except NothingToPlay:
            return
        while session.phase != DONE:
            self.now += timedelta(seconds=SECONDS)
            sibling = self.course.siblings[session.slot.question]
            right, _, wrong = self.game.question(sibling.key).responses()
            answered = self.learner.answers(sibling, day)
            session = self.game.answer(session, right if answered else wrong)
            assert session.outcome is not None
            move = session.outcome.move
            if move.was_weak and move.state != "weak":
                self.let_go.append(self.learner.truth(move.topic, day))
            self.learner.reads(sibling, day)
            session = self.game.advance(session)

    def copy(self, learner: Learner) -> Ours:
        """The same save, played on by another learner."""
        db = open_memory()
        self.db.backup(db)
        return Ours(self.catalog, self.course, learner, db)

    def shown(self) -> set[str]:
        """The topics listed as weak."""
        return {spot.key for spot in self.game.weak_spots() if spot.state == "weak"}
