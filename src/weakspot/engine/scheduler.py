"""Updates the memory of a question with each attempt, by py-fsrs's formulas in whole days, without its cards.

FSRS-6: open-spaced-repetition, *The Algorithm*. `Scheduler.review_card` gives the same to the last bit on a
card reviewed at noon UTC of each date; replaying the log without the card takes a sixth less time.
"""

from functools import cache
from sys import intern

from fsrs import Rating, Scheduler

from weakspot.engine.mastery import is_evidence
from weakspot.engine.memory import due_day, ordinal
from weakspot.engine.records import AttemptCore, Memory, topic_of

AGAIN, HARD, GOOD = Rating.Again, Rating.Hard, Rating.Good  # one look-up takes as long as rate_attempt

Strength = tuple[float, float]
"""Stability, in days, and difficulty, in 1..10."""


class DayScheduler(Scheduler):
    """The one scheduler; the methods it uses know neither steps within a day nor fuzz."""

    def __init__(self) -> None:
        super().__init__()
        # The library computes this at every answer: the difficulty to which all revert.
        self._initial_difficulty = cache(self._initial_difficulty)  # type: ignore[method-assign]

    def review(self, before: Strength | None, days: int, attempt: AttemptCore) -> Strength:
        """The strength after one more answer, `days` whole days (at least 0) after `before`, if any."""
        rating = rate_attempt(attempt)
        if before is None:
            first = self._initial_stability(rating=rating)
            return first, self._initial_difficulty(rating=rating, clamp=True)
        stability, difficulty = before
        recall = (1 + self._FACTOR * days / stability) ** self._DECAY
        if days < 1:
            after = self._short_term_stability(stability=stability, rating=rating)
        elif rating is AGAIN:  # as _next_stability does, which compares the rating three times
            after = self._next_forget_stability(
                difficulty=difficulty, stability=stability, retrievability=recall
            )
        else:
            after = self._next_recall_stability(
                difficulty=difficulty, stability=stability, retrievability=recall, rating=rating
            )
        after = self._clamp_stability(stability=after)
        return after, self._next_difficulty(difficulty=difficulty, rating=rating)


def rate_attempt(attempt: AttemptCore) -> Rating:
    """Rate an answer for the scheduler; never Easy, which would add eight days."""
    if attempt.score < 0.5:
        return AGAIN
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return HARD if attempt.score < 1.0 or doubtful else GOOD


review_attempt = DayScheduler().review


class Track:
    """The memory of one question while attempts at it are added; a Memory is built only when asked for."""

    __slots__ = (
        "_ordinal", "_revision", "_score", "_seen", "_strength",
        "answers", "day", "misses", "unit",
    )  # fmt: skip

    def __init__(self, memory: Memory | None = None) -> None:
        """Continue from `memory`, or start with none."""
        self._strength: Strength | None = None
        self._ordinal = self.answers = self.misses = 0
        self.unit = self.day = ""
        if memory is not None:
            self._strength = memory.stability, memory.difficulty
            self._ordinal = ordinal(memory.day)
            self.answers, self.misses = memory.answers, memory.misses
            self.unit, self.day = memory.unit, memory.day

    def add(self, attempt: AttemptCore, unit: str) -> bool:
        """Add an attempt at the question, which belongs to `unit`; the card's date never moves back.

        True if the attempt is the question's first evidence for its topic.
        """
        first = self.answers == 0 or (unit != self.unit and topic_of(self.unit) != attempt.topic)
        day = intern(attempt.day) if attempt.day > self.day else self.day
        before, self._ordinal = self._ordinal, ordinal(day)
        self._strength = review_attempt(self._strength, self._ordinal - before, attempt)
        self.day = day
        if is_evidence(attempt):
            self.answers += 1
            self.misses += attempt.score < 1.0
        # Replace and keep no more than needed: freeing an old object, by now far off in memory, takes time.
        # To store each date and an unchanged unit would take 4 % of a replay, to store the attempt a tenth.
        if unit != self.unit:
            self.unit = unit
        self._seen, self._revision, self._score = attempt.id, attempt.revision, attempt.score
        return first

    def to_memory(self, question: str) -> Memory:
        """Build the question's memory from the attempts added. Raises ValueError if there are none."""
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
