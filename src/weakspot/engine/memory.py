"""Memory of a question: how strong it is by FSRS-6, from py-fsrs, and when it is due.

What counts is the local date of an answer, not the hour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from weakspot.engine.constants import RETENTION
from weakspot.engine.mastery import is_evidence
from weakspot.engine.records import Memory, Replayed

if TYPE_CHECKING:
    from weakspot.engine.reviewing import Strength

DECAY = 0.1542
FACTOR = RETENTION ** (-1 / DECAY) - 1
LAST_DAY = date.max.toordinal()


@cache
def reviewer() -> Callable[[Strength | None, int, Replayed], Strength]:
    """What an answer makes of a memory's strength; see DayScheduler.review."""
    from weakspot.engine.reviewing import DayScheduler  # late: only an answer needs it, and it takes its time

    return DayScheduler().review


def retrievability(stability: float, day: str, today: str) -> float:
    """The chance to recall today (0..1) what was last answered on `day`; dates in ISO form."""
    days = ordinal(today) - ordinal(day)
    recall: float = (1 + FACTOR * days / stability) ** -DECAY if days > 0 else 1.0
    return recall


class Track:
    """The memory of one question while attempts at it are added; a Memory is made only when asked for."""

    __slots__ = (
        "_ordinal", "_review", "_revision", "_score", "_seen", "_strength",
        "answers", "day", "misses", "unit",
    )  # fmt: skip

    def __init__(self, memory: Memory | None = None) -> None:
        """It goes on from `memory`, or begins."""
        self._review = reviewer()
        self._strength: Strength | None = None
        self._ordinal = self.answers = self.misses = 0
        self.unit = self.day = ""
        if memory is not None:
            self._strength = memory.stability, memory.difficulty
            self._ordinal = ordinal(memory.day)
            self.answers, self.misses = memory.answers, memory.misses
            self.unit, self.day = memory.unit, memory.day

    def add(self, attempt: Replayed, unit: str) -> bool:
        """One attempt more, at the question as it belongs to `unit`; is it its first evidence for its topic?

        A card's date never moves back.
        """
        first = self.answers == 0 or (unit != self.unit and topic_of(self.unit) != attempt.topic)
        day = attempt.day if attempt.day > self.day else self.day
        before, self._ordinal = self._ordinal, ordinal(day)
        self._strength = self._review(self._strength, self._ordinal - before, attempt)
        self.day = day
        if is_evidence(attempt):
            self.answers += 1
            self.misses += attempt.score < 1
        self.unit = unit
        # Not the attempt itself: to let go of one that was kept for long costs a tenth of a replay.
        self._seen, self._revision, self._score = attempt.id, attempt.revision, attempt.score
        return first

    def memory(self, question: str) -> Memory:
        """The memory of the question after what was added. ValueError where nothing was."""
        if self._strength is None:
            raise ValueError("nothing was added")
        stability, difficulty = self._strength
        return Memory(
            question=question,
            unit=self.unit,
            stability=stability,
            difficulty=difficulty,
            day=self.day,
            due=due_day(stability, self.day),
            revision=self._revision,
            seen=self._seen,
            score=self._score,
            answers=self.answers,
            misses=self.misses,
        )


def topic_of(unit: str) -> str:
    """The topic's key, `section/topic`, of a unit's."""
    return unit.rpartition("/")[0]


def due_day(stability: float, day: str) -> str:
    """The first date on which a card of this stability (days), answered on `day`, is recalled below 0.9."""
    return days_later(day, min(int(stability) + 1, 36500))


def days_later(day: str, days: int) -> str:
    """The ISO date so many days after `day`, at most the last that there is."""
    return date_of(ordinal(day) + days)


@lru_cache(maxsize=4096)
def date_of(ordinal: int) -> str:
    """The ISO date of this number of days, as datetime counts them; at most the last that there is."""
    return date.fromordinal(min(ordinal, LAST_DAY)).isoformat()


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """The number of days, as datetime counts them, of an ISO date."""
    return date.fromisoformat(day).toordinal()
