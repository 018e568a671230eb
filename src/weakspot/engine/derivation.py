"""Derives the rows of a save from attempts.

The same rule serves one answer and the whole log, so that a rebuilt save is equal to
the last bit.
"""

from collections.abc import Sequence
from copy import copy

import msgspec

from weakspot.engine.mastery import PLAYER, Nodes, observe
from weakspot.engine.records import AttemptCore, Day, Memory, Node
from weakspot.engine.scheduler import add_attempt
from weakspot.engine.scoring import points_of
from weakspot.errors import SaveError
from weakspot.text import one_line

UNREADABLE_ERRORS = (ArithmeticError, TypeError, ValueError)
"""Raised for values that no answer has: a number out of range, a time without a zone,
an invalid date.
"""


class DerivedRows(msgspec.Struct, frozen=True, kw_only=True):
    """The derived rows that an attempt touches; `memory` is empty before the first
    answer to its question.

    `paid` is the last date on which an answer to the attempt's unit was logged, empty
    if there is none.
    """

    nodes: Nodes
    memory: Memory
    day: Day
    paid: str


class Fold:
    """All that is derived from the attempts added so far, in the log's order; each dict
    is by key.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.memories: dict[str, Memory] = {}
        self.days: dict[str, Day] = {}
        self.paid: dict[str, str] = {}
        """By unit, the last date on which a question that now belongs to it was
        answered.
        """

    def add(self, attempts: Sequence[AttemptCore]) -> None:
        """Add these attempts. SaveError names one from which nothing can be derived.

        Each kind of work is done for all of them in turn: on a long log a sixth faster
        than by attempt.
        """
        try:
            firsts = []
            for attempt in attempts:
                firsts.append(self._remember(attempt))
            nodes = self.nodes
            for attempt, first in zip(attempts, firsts, strict=True):
                section, topic = attempt.section, attempt.topic
                after = observe(Nodes.of_topic(nodes, section, topic), attempt, first)
                nodes[PLAYER], nodes[section], nodes[topic] = (
                    after.player,
                    after.section,
                    after.topic,
                )
        except UNREADABLE_ERRORS as error:
            raise unreadable_error("attempt", attempt.id, error) from error

    def _remember(self, attempt: AttemptCore) -> bool:
        """Update the question's memory and the day's sums; True if it is the question's
        first evidence.
        """
        unit = attempt.unit
        memory = self.memories.get(attempt.question)
        if memory is None:
            memory = self.memories[attempt.question] = Memory(attempt.question)
        previous, paid = memory.unit, self.paid.get(unit, "")
        first = add_attempt(memory, attempt)
        day = self.days.get(attempt.day) or Day(attempt.day)
        self.days[attempt.day] = add_to_day(day, attempt, paid)
        if memory.day > paid:
            self.paid[unit] = memory.day
        if previous != unit and previous:  # the bank was edited
            days = [
                other.day for other in self.memories.values() if other.unit == previous
            ]
            self.paid[previous] = max(days, default="")
        return first


def derive_rows(rows: DerivedRows, attempt: AttemptCore) -> DerivedRows:
    """Derive the rows after `attempt` from the `rows` before it."""
    memory = copy(rows.memory)
    first = add_attempt(memory, attempt)
    return DerivedRows(
        nodes=observe(rows.nodes, attempt, first),
        memory=memory,
        day=add_to_day(rows.day, attempt, rows.paid),
        paid=max(rows.paid, memory.day),
    )


def add_to_day(day: Day, attempt: AttemptCore, paid: str) -> Day:
    """Add the attempt to the day's sums; `paid` is the last date on which its unit was
    answered before.
    """
    points = day.points + points_of(attempt, paid >= attempt.day)
    return Day(
        day.day, day.attempts + 1, day.rounds, points, day.seconds + attempt.seconds
    )


def unreadable_error(what: str, id: str, error: Exception) -> SaveError:
    """The error for an attempt or event from which nothing can be derived."""
    return SaveError(one_line(f"{what} {id} cannot be read: {error}"))
