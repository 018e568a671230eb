"""A Game on a copy of a generated save, in this process."""

from __future__ import annotations

import gc
import time
from random import Random

from benchmarks.places import home_of, remove_database
from benchmarks.saves import copy_save
from weakspot.engine.session import DONE, Session
from weakspot.engine.values import Picks
from weakspot.game import Game


class ScratchGame:
    """One game; `answer` and `draw` are sides: each does one thing and returns the
    seconds it took.
    """

    def __init__(self, questions: int, attempts: int, name: str) -> None:
        self.save = copy_save(questions, attempts, f"{name}-{questions}-{attempts}")
        self.game = Game.open(home_of(questions), self.save.stem, rng=Random(1))
        self.session: Session | None = None
        gc.freeze()

    def answer(self) -> float:
        """Answer one question of a round; starts a new round when the last is done."""
        if self.session is None or self.session.phase == DONE:
            self.session = self.game.rounds.start("today", questions=40)
        started = time.perf_counter()
        session = self.game.rounds.answer(self.session, Picks(picks=frozenset({0})))
        seconds = time.perf_counter() - started
        self.session = self.game.rounds.advance(session)
        return seconds

    def draw(self) -> float:
        """Draw a round of today and save it."""
        started = time.perf_counter()
        self.game.rounds.start("today")
        return time.perf_counter() - started

    def close(self) -> None:
        """Close the game and delete its save."""
        self.game.close()
        remove_database(self.save)
