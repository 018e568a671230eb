"""Reviews by py-fsrs, told in whole days: its formulas without the dates, steps and logs of its cards.

FSRS-6: open-spaced-repetition, *The Algorithm*. `Scheduler.review_card` gives the same to the last bit on a
card reviewed at noon UTC of each date; a replay of the log takes a sixth less without the card.
"""

from functools import cache

from fsrs import Rating, Scheduler

from weakspot.engine.records import Replayed

AGAIN, HARD, GOOD = Rating.Again, Rating.Hard, Rating.Good  # to look one up takes as long as all of `rating`

Strength = tuple[float, float]
"""Stability, in days, and difficulty, in 1..10."""


class DayScheduler(Scheduler):
    """The one scheduler: what it uses knows neither steps within a day nor fuzz."""

    def __init__(self) -> None:
        super().__init__()
        # The library asks at every answer for the one difficulty that all drift to.
        self._initial_difficulty = cache(self._initial_difficulty)  # type: ignore[method-assign]

    def review(self, before: Strength | None, days: int, attempt: Replayed) -> Strength:
        """After one answer more, so many whole days (at least 0) later; `before` is None at the first."""
        how = rating(attempt)
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


def rating(attempt: Replayed) -> Rating:
    """How the answer counts for the card; never Easy, which would buy eight days."""
    if attempt.score < 0.5:
        return AGAIN
    doubtful = attempt.confidence == "guess" or attempt.hint or attempt.seen
    return HARD if attempt.score < 1.0 or doubtful else GOOD
