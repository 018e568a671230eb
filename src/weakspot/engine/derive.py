"""What follows from attempts: the rows of the save that they change.

One rule for an answer and for the whole log, so that a rebuilt save is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from weakspot.engine.mastery import PLAYER, Nodes, observe
from weakspot.engine.records import Day, Memory, Node, Replayed
from weakspot.engine.scheduler import Track
from weakspot.engine.scoring import points_of
from weakspot.errors import SaveError
from weakspot.text import visible

UNREADABLE = (ArithmeticError, TypeError, ValueError)
"""What values bring about that no answer has: numbers out of range, a time of no zone, what is no date."""


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """The derived rows that an attempt touches.

    `paid` is the last date on which an answer to the attempt's unit was logged, None if there is none.
    """

    nodes: Nodes
    memory: Memory | None
    day: Day
    paid: str | None


class Fold:
    """What follows from all that is added, one after the other, in the log's order; all by key."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.tracks: dict[str, Track] = {}
        self.days: dict[str, Day] = {}
        self.paid: dict[str, str] = {}
        """The last date of the questions that carry each unit now."""

    def add(self, attempts: Sequence[Replayed]) -> None:
        """These attempts more. SaveError names one that nothing can be derived from.

        One kind of work at a time: on a long log that is a sixth quicker than one attempt at a time.
        """
        try:
            firsts = []
            for attempt in attempts:
                firsts.append(self._remember(attempt))
            nodes = self.nodes
            for attempt, first in zip(attempts, firsts, strict=True):
                section, topic = attempt.section, attempt.topic
                after = observe(Nodes.among(nodes, section, topic), attempt, first)
                nodes[PLAYER], nodes[section], nodes[topic] = after.player, after.section, after.topic
        except UNREADABLE as error:
            raise unreadable("attempt", attempt.id, error) from error

    def _remember(self, attempt: Replayed) -> bool:
        """The question's memory and the day's sums; is it its first evidence for its topic?"""
        unit = attempt.unit
        track = self.tracks.get(attempt.question)
        if track is None:
            track = self.tracks[attempt.question] = Track()
        left, paid = track.unit, self.paid.get(unit, "")
        first = track.add(attempt, unit)
        day = self.days.get(attempt.day) or Day(attempt.day)
        self.days[attempt.day] = counted(day, attempt, paid)
        if track.day > paid:
            self.paid[unit] = track.day
        if left != unit and left:  # the bank was edited
            days = [one.day for one in self.tracks.values() if one.unit == left]
            self.paid[left] = max(days, default="")
        return first


def derive(rows: Rows, attempt: Replayed) -> Rows:
    """The rows after `attempt`, `rows` being those before it."""
    track, paid = Track(rows.memory), rows.paid or ""
    first = track.add(attempt, attempt.unit)
    return Rows(
        nodes=observe(rows.nodes, attempt, first),
        memory=track.to_memory(attempt.question),
        day=counted(rows.day, attempt, paid),
        paid=max(paid, track.day),
    )


def counted(day: Day, attempt: Replayed, paid: str) -> Day:
    """The day's sums with the attempt; `paid` is the last date on which its unit was answered before."""
    points = day.points + points_of(attempt, paid >= attempt.day)
    return Day(day.day, day.attempts + 1, day.rounds, points, day.seconds + attempt.seconds)


def unreadable(what: str, id: str, error: Exception) -> SaveError:
    """The refusal of an attempt or event that nothing can be derived from."""
    return SaveError(visible(f"{what} {id} cannot be read: {error}", line=True))
