"""What follows from one attempt: the rows of the save that it changes.

The same function folds the log when a save is rebuilt, so that both give the same to the last bit.
"""

from __future__ import annotations

import msgspec

from weakspot.engine.mastery import Nodes, observe
from weakspot.engine.memory import remember
from weakspot.engine.records import Attempt, Day, Memory
from weakspot.engine.scoring import points_of


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """The derived rows that an attempt touches.

    `paid` is the last date on which an answer to the attempt's unit was logged, None if there is none.
    """

    nodes: Nodes
    memory: Memory | None
    day: Day
    paid: str | None


def derive(rows: Rows, attempt: Attempt) -> Rows:
    """The rows after `attempt`, `rows` being those before it."""
    known = rows.memory
    counted = known is not None and known.answers > 0 and topic_of(known.unit) == attempt.topic
    paid = rows.paid is not None and rows.paid >= attempt.day
    memory = remember(known, attempt)
    day = Day(
        day=rows.day.day,
        rounds=rows.day.rounds,
        attempts=rows.day.attempts + 1,
        points=rows.day.points + points_of(attempt, paid),
        seconds=rows.day.seconds + attempt.seconds,
    )
    return Rows(
        nodes=observe(rows.nodes, attempt, first=not counted),
        memory=memory,
        day=day,
        paid=max(rows.paid or "", memory.day),
    )


def topic_of(unit: str) -> str:
    """The topic's key, `section/topic`, of a unit's."""
    return unit.rpartition("/")[0]
