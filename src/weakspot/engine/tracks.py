"""The memory of a question as attempts change it."""

from sys import intern

from weakspot.engine.mastery import is_evidence
from weakspot.engine.memory import due_day, ordinal, topic_of
from weakspot.engine.records import Memory, Replayed
from weakspot.engine.reviewing import DayScheduler, Strength

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

    def add(self, attempt: Replayed, unit: str) -> bool:
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
