"""The memory of a question as attempts change it, by py-fsrs: its formulas in whole days, without its cards.

FSRS-6: open-spaced-repetition, *The Algorithm*. `Scheduler.review_card` gives the same to the last bit on a
card reviewed at noon UTC of each date; a replay of the log takes a sixth less without the card.
"""

from functools import cache
from sys import intern

from fsrs import Rating, Scheduler

from weakspot.engine.mastery import is_evidence
from weakspot.engine.memory import due_day, ordinal, topic_of
from weakspot.engine.records import AttemptCore, Memory

# Module names, as looking up a member of Rating takes as long as all the rest of rate_attempt.
AGAIN, HARD, GOOD = Rating.Again, Rating.Hard, Rating.Good

Strength = tuple[float, float]
"""Stability, in days, and difficulty, in 1..10."""


class DayScheduler(Scheduler):
    """The one scheduler: what it uses knows neither steps within a day nor fuzz."""

    def __init__(self) -> None:
        super().__init__()
        # The library asks at every answer for the one difficulty that all drift to.
        self._initial_difficulty = cache(self._initial_difficulty)  # type: ignore[method-assign]

    def review(self, before: Strength | None, days: int, attempt: AttemptCore) -> Strength:
        """After one answer more, so many whole days (at least 0) later; `before` is None at the first."""
        how = rate_attempt(attempt)
        if before is None:
            first = self._initial_stability(rating=how)
            return first, self._initial_difficulty(rating=how, clamp=True)
        stability, difficulty = before
        recall = (1 + self._FACTOR * days / stability) ** self._DECAY
        if days < 1:
            after = self._short_term_stability(stability=stability, rating=how)
        elif how is AGAIN:  # what _next_stability does, which asks three times which rating it is
            after = self._next_forget_stability(
                difficulty=difficulty, stability=stability, retrievability=recall
            )
        else:
            after = self._next_recall_stability(
                difficulty=difficulty, stability=stability, retrievability=recall, rating=how
            )
        after = self._clamp_stability(stability=after)
        return after, self._next_difficulty(difficulty=difficulty, rating=how)


def rate_attempt(attempt: AttemptCore) -> Rating:
    """How the answer counts for the card; never Easy, which would buy eight days."""
    if attempt.score < 0.5:
        return AGAIN
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return HARD if attempt.score < 1.0 or doubtful else GOOD


REVIEW = DayScheduler().review
"""What an answer makes of a memory's strength."""


class Track:
    """The memory of one question while attempts at it are added; a Memory is made only when asked for."""

    __slots__ = (
        "_ordinal", "_revision", "_score", "_seen", "_strength",
        "answers", "day", "misses", "unit",
    )  # fmt: skip

    def __init__(self, memory: Memory | None = None) -> None:
        """It goes on from `memory`, or begins."""
        self._strength: Strength | None = None
        self._ordinal = self.answers = self.misses = 0
        self.unit = self.day = ""
        if memory is not None:
            self._strength = memory.stability, memory.difficulty
            self._ordinal = ordinal(memory.day)
            self.answers, self.misses = memory.answers, memory.misses
            self.unit, self.day = memory.unit, memory.day

    def add(self, attempt: AttemptCore, unit: str) -> bool:
        """One attempt more, at the question as it belongs to `unit`; is it its first evidence for its topic?

        A card's date never moves back.
        """
        first = self.answers == 0 or (unit != self.unit and topic_of(self.unit) != attempt.topic)
        day = intern(attempt.day) if attempt.day > self.day else self.day
        before, self._ordinal = self._ordinal, ordinal(day)
        self._strength = REVIEW(self._strength, self._ordinal - before, attempt)
        self.day = day
        if is_evidence(attempt):
            self.answers += 1
            self.misses += attempt.score < 1.0
        # Nothing is kept that need not be: to let go of what was kept for long, and is far off in memory by
        # then, takes time. A date of its own and the same unit anew are 4 % of a replay, the attempt a tenth.
        if unit != self.unit:
            self.unit = unit
        self._seen, self._revision, self._score = attempt.id, attempt.revision, attempt.score
        return first

    def to_memory(self, question: str) -> Memory:
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
