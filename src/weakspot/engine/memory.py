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

    class OnceReviewed(Card):
        """A card made for one review and held by nobody else: the copy that a review makes is itself."""

        def __copy__(self) -> OnceReviewed:
            return self

    return OnceReviewed, Rating, State.Review


def rating(attempt: Attempt) -> Rating:
    """How the answer counts for the card; never Easy, which would buy eight days."""
    _, ratings, _ = card_types()
    if attempt.score < 0.5:
        return ratings.Again
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return ratings.Hard if attempt.score < 1 or doubtful else ratings.Good


def remember(memory: Memory | None, attempt: Attempt) -> Memory:
    """The question's memory after one attempt. A card's date never moves back."""
    new_card, _, reviewed = card_types()
    if memory is None:
        day, answers, misses = attempt.day, 0, 0
        card = new_card(card_id=1, due=noon(day))
    else:
        day, answers, misses = max(memory.day, attempt.day), memory.answers, memory.misses
        last = noon(memory.day)  # also as `due`, which a review does not look at
        # In order, without names: on a replay of the log, making the card takes a quarter longer with them.
        card = new_card(1, reviewed, None, memory.stability, memory.difficulty, last, last)
    card, _ = scheduler().review_card(card, rating(attempt), noon(day))
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has a stability and a difficulty")
    if is_evidence(attempt):
        answers, misses = answers + 1, misses + (attempt.score < 1)
    return Memory(
        question=attempt.question,
        unit=attempt.unit,
        stability=card.stability,
        difficulty=card.difficulty,
        day=day,
        due=due_day(card.stability, day),
        revision=attempt.revision,
        seen=attempt.id,
        score=attempt.score,
        answers=answers,
        misses=misses,
    )


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
