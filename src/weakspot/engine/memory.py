"""Memory of a question: one FSRS-6 card each, from py-fsrs.

FSRS-6: open-spaced-repetition, *The Algorithm*. py-fsrs floors elapsed time to whole days, so every review is
set to noon of the local date: what counts is the date, not the hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from weakspot.engine.constants import RETENTION
from weakspot.engine.mastery import is_evidence
from weakspot.engine.records import Attempt, Memory

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler, State

DECAY = 0.1542
FACTOR = RETENTION ** (-1 / DECAY) - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_DAY = date.max.toordinal()


@cache
def scheduler() -> Scheduler:
    """The one scheduler: no steps within a day, no fuzz."""
    from fsrs import Scheduler  # late: only an answer needs it, and it takes its time

    return Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def retrievability(stability: float, day: str, today: str) -> float:
    """The chance to recall today (0..1) what was last answered on `day`; dates in ISO form."""
    return float((1 + FACTOR * days_since(day, today) / stability) ** -DECAY)


@lru_cache(maxsize=4096)
def days_since(day: str, today: str) -> int:
    """The whole days from one ISO date to another, at least 0."""
    return max(0, (date.fromisoformat(today) - date.fromisoformat(day)).days)


@cache
def card_types() -> tuple[type[Card], type[Rating], State]:
    """What py-fsrs builds with, and the state of a card that was reviewed; looked up once."""
    from fsrs import Card, Rating, State

    class HeldCard(Card):
        """A card that its track alone holds: the copy that a review makes is itself."""

        def __copy__(self) -> HeldCard:
            return self

    return HeldCard, Rating, State.Review


def rating(attempt: Attempt) -> Rating:
    """How the answer counts for the card; never Easy, which would buy eight days."""
    _, ratings, _ = card_types()
    if attempt.score < 0.5:
        return ratings.Again
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return ratings.Hard if attempt.score < 1 or doubtful else ratings.Good


class Track:
    """The memory of one question while attempts at it are added; a Memory is made only when asked for."""

    __slots__ = ("_card", "_revision", "_score", "_seen", "answers", "day", "misses", "unit")

    def __init__(self, memory: Memory | None = None) -> None:
        """It goes on from `memory`, or begins."""
        new_card, _, reviewed = card_types()
        if memory is None:
            self.unit, self.day, self.answers, self.misses = "", "", 0, 0
            self._card = new_card(card_id=1, due=EPOCH)  # a review does not look at `due`
        else:
            self.unit, self.day = memory.unit, memory.day
            self.answers, self.misses = memory.answers, memory.misses
            last = noon(memory.day)
            self._card = new_card(1, reviewed, None, memory.stability, memory.difficulty, last, last)

    def add(self, attempt: Attempt, unit: str) -> bool:
        """One attempt more, at the question as it belongs to `unit`; is it its first evidence for its topic?

        A card's date never moves back.
        """
        first = self.answers == 0 or (unit != self.unit and topic_of(self.unit) != attempt.topic)
        self.day = max(self.day, attempt.day)
        self._card, _ = scheduler().review_card(self._card, rating(attempt), noon(self.day))
        if is_evidence(attempt):
            self.answers += 1
            self.misses += attempt.score < 1
        if unit != self.unit:
            self.unit = unit
        # Not the attempt itself: to let go of one that was kept for long costs a tenth of a replay.
        self._seen, self._revision, self._score = attempt.id, attempt.revision, attempt.score
        return first

    def memory(self, question: str) -> Memory:
        """The memory of the question after what was added. ValueError where nothing was."""
        card = self._card
        if card.stability is None or card.difficulty is None:
            raise ValueError("nothing was added")
        return Memory(
            question=question,
            unit=self.unit,
            stability=card.stability,
            difficulty=card.difficulty,
            day=self.day,
            due=due_day(card.stability, self.day),
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
    return date_of(noon(day).toordinal() + days)


@lru_cache(maxsize=4096)
def date_of(ordinal: int) -> str:
    """The ISO date of this number of days, as datetime counts them; at most the last that there is."""
    return date.fromordinal(min(ordinal, LAST_DAY)).isoformat()


@lru_cache(maxsize=4096)
def noon(day: str) -> datetime:
    """12:00 UTC of an ISO date."""
    return datetime.combine(date.fromisoformat(day), time(12), tzinfo=UTC)
