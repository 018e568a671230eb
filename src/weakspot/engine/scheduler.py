"""Updates the memory of a question with each attempt, by py-fsrs's formulas in whole
days, without its cards.

FSRS-6: open-spaced-repetition, *The Algorithm*. `Scheduler.review_card` gives the same
to the last bit on a card reviewed at noon UTC of each date; replaying the log without
the card takes a sixth less time.
"""

from functools import cache
from sys import intern

from fsrs import Rating, Scheduler

from weakspot.engine.mastery import is_evidence
from weakspot.engine.memory import ordinal
from weakspot.engine.records import AttemptCore, Memory, topic_of

AGAIN, HARD, GOOD = (
    Rating.Again,
    Rating.Hard,
    Rating.Good,
)  # one look-up takes as long as rate_attempt


class DayScheduler(Scheduler):
    """The one scheduler; the methods it uses know neither steps within a day nor
    fuzz.
    """

    def __init__(self) -> None:
        super().__init__()
        # The library computes this at every answer: the difficulty to which all revert.
        self._initial_difficulty = cache(self._initial_difficulty)  # type: ignore[method-assign]

    def review(self, memory: Memory, day: str, attempt: AttemptCore) -> None:
        """Update how strong the memory is by an answer on `day`, not before its own
        date.
        """
        rating, days = rate_attempt(attempt), ordinal(day) - ordinal(memory.day or day)
        if not memory.day:
            memory.stability = self._initial_stability(rating=rating)
            memory.difficulty = self._initial_difficulty(rating=rating, clamp=True)
            return
        stability, difficulty = memory.stability, memory.difficulty
        recall = (1 + self._FACTOR * days / stability) ** self._DECAY
        if days < 1:
            after = self._short_term_stability(stability=stability, rating=rating)
        elif (
            rating is AGAIN
        ):  # as _next_stability does, which compares the rating three times
            after = self._next_forget_stability(
                difficulty=difficulty, stability=stability, retrievability=recall
            )
        else:
            after = self._next_recall_stability(
                difficulty=difficulty,
                stability=stability,
                retrievability=recall,
                rating=rating,
            )
        memory.stability = self._clamp_stability(stability=after)
        memory.difficulty = self._next_difficulty(difficulty=difficulty, rating=rating)


def rate_attempt(attempt: AttemptCore) -> Rating:
    """Rate an answer for the scheduler; never Easy, which would add eight days."""
    if attempt.score < 0.5:
        return AGAIN
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return HARD if attempt.score < 1.0 or doubtful else GOOD


_review = DayScheduler().review


def add_attempt(memory: Memory, attempt: AttemptCore) -> bool:
    """Add an attempt at the question to its memory; the card's date never moves back.

    True if the attempt is the question's first evidence for its topic.
    """
    unit = attempt.unit
    first = memory.answers == 0 or (
        unit != memory.unit and topic_of(memory.unit) != attempt.topic
    )
    day = intern(attempt.day) if attempt.day > memory.day else memory.day
    _review(memory, day, attempt)
    memory.day = day
    if is_evidence(attempt):
        memory.answers += 1
        memory.misses += attempt.score < 1.0
    # Replace and keep no more than needed: freeing an old object, by now far off in
    # memory, takes time. To store each date and an unchanged unit would take 4 % of a
    # replay, to store the attempt a tenth.
    if unit != memory.unit:
        memory.unit = unit
    memory.seen, memory.revision, memory.score = (
        attempt.id,
        attempt.revision,
        attempt.score,
    )
    return first
