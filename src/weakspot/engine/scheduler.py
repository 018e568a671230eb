"""Updates the memory of a question with each attempt, by py-fsrs's `review_card`.

FSRS-6: open-spaced-repetition, *The Algorithm*. A card is reviewed at noon UTC, as what
counts is the local date of an answer, not the hour.
"""

from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from weakspot.engine.constants import RETENTION
from weakspot.engine.mastery import is_evidence
from weakspot.engine.memory import ordinal
from weakspot.engine.records import AttemptCore, Memory, topic_of

SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    enable_fuzzing=False,
)
NOON = datetime(1, 1, 1, 12, tzinfo=UTC)
"""When each card was reviewed last: only the days since then count, and this early the
calendar does not end before a card is due.
"""


def review(memory: Memory, day: str, attempt: AttemptCore) -> None:
    """Update how strong the memory is by an answer on `day`,
    not before its own date.
    """
    days = ordinal(day) - ordinal(memory.day or day)
    card = Card(card_id=0, due=NOON)
    if memory.day:
        card.state, card.step, card.last_review = State.Review, None, NOON
        card.stability, card.difficulty = memory.stability, memory.difficulty
    when = NOON + timedelta(days=days)
    card, _ = SCHEDULER.review_card(card, rate_attempt(attempt), when)
    assert card.stability is not None
    assert card.difficulty is not None
    memory.stability, memory.difficulty = card.stability, card.difficulty


def rate_attempt(attempt: AttemptCore) -> Rating:
    """Rate an answer for the scheduler; never Easy, which would add eight days."""
    if attempt.score < 0.5:
        return Rating.Again
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return Rating.Hard if attempt.score < 1.0 or doubtful else Rating.Good


def add_attempt(memory: Memory, attempt: AttemptCore) -> bool:
    """Add an attempt at the question to its memory; the card's date never moves back.

    True if the attempt is the question's first evidence for its topic.
    """
    concept = attempt.concept_key
    first = memory.answers == 0 or (
        concept != memory.concept and topic_of(memory.concept) != attempt.topic
    )
    day = max(attempt.day, memory.day)
    review(memory, day, attempt)
    if is_evidence(attempt):
        memory.answers += 1
        memory.misses += attempt.score < 1.0
    memory.concept, memory.day, memory.seen = concept, day, attempt.id
    memory.revision, memory.score = attempt.revision, attempt.score
    return first
