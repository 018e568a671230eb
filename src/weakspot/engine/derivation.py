"""Derives the rows of a save from attempts.

The same rule serves one answer and the whole log, so that a rebuilt save is equal to
the last bit.
"""

from copy import copy

import msgspec

from weakspot.engine.mastery import Nodes, find_change, observe
from weakspot.engine.records import AttemptCore, Change, Day, Memory, Node
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

    `paid` is the last date on which an answer to the attempt's concept was logged,
    empty if there is none.
    """

    nodes: Nodes
    memory: Memory
    day: Day
    paid: str


class Projection:
    """All that is derived from the attempts added so far, in the log's order; each dict
    is by key.
    """

    def __init__(self) -> None:
        from weakspot.engine.scheduler import add_attempt  # late: loads fsrs

        self._add_to_memory = add_attempt
        self.nodes: dict[str, Node] = {}
        self.memories: dict[str, Memory] = {}
        self.days: dict[str, Day] = {}
        self.changes: list[Change] = []
        self.paid: dict[str, str] = {}
        """By concept, the last date on which a question that now belongs to
        it was answered.
        """

    def add(self, attempt: AttemptCore) -> None:
        """Add an attempt. SaveError names one from which nothing can be derived."""
        section, topic = attempt.section, attempt.topic
        try:
            first = self._remember(attempt)
            before = Nodes.of_topic(self.nodes, section, topic)
            after = observe(before, attempt, first)
            change = find_change(before, after, attempt)
        except UNREADABLE_ERRORS as error:
            raise unreadable_error("attempt", attempt.id, error) from error
        self.nodes.update(after.by_key(section, topic))
        if change is not None:
            self.changes.append(change)

    def _remember(self, attempt: AttemptCore) -> bool:
        """Update the question's memory and the day's sums; True if it is the question's
        first evidence.
        """
        concept = attempt.concept_key
        memory = self.memories.setdefault(attempt.question, Memory(attempt.question))
        previous, paid = memory.concept, self.paid.get(concept, "")
        first = self._add_to_memory(memory, attempt)
        day = self.days.get(attempt.day, Day(attempt.day))
        self.days[attempt.day] = add_to_day(day, attempt, paid)
        self.paid[concept] = max(paid, memory.day)
        if previous != concept and previous:  # the bank was edited
            days = [
                other.day
                for other in self.memories.values()
                if other.concept == previous
            ]
            self.paid[previous] = max(days, default="")
        return first


def derive_rows(rows: DerivedRows, attempt: AttemptCore) -> DerivedRows:
    """Derive the rows after `attempt` from the `rows` before it."""
    from weakspot.engine.scheduler import add_attempt  # late: loads fsrs

    memory = copy(rows.memory)
    first = add_attempt(memory, attempt)
    return DerivedRows(
        nodes=observe(rows.nodes, attempt, first),
        memory=memory,
        day=add_to_day(rows.day, attempt, rows.paid),
        paid=max(rows.paid, memory.day),
    )


def add_to_day(day: Day, attempt: AttemptCore, paid: str) -> Day:
    """Add the attempt to the day's sums; `paid` is the last date on which its concept
    was answered before.
    """
    points = day.points + points_of(attempt, paid >= attempt.day)
    return Day(
        day.day, day.attempts + 1, day.rounds, points, day.seconds + attempt.seconds
    )


def unreadable_error(what: str, id: str, error: Exception) -> SaveError:
    """The error for an attempt or event from which nothing can be derived."""
    return SaveError(one_line(f"{what} {id} cannot be read: {error}"))
