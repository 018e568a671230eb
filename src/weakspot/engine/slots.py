"""From drawn questions to the slots of a round, and back to a round left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.selection import Drawn, Item
from weakspot.engine.session import Outcome, Session, Slot, advanced

if TYPE_CHECKING:
    from random import Random

Shown = tuple[tuple[int, ...], ...]


def slot_of(drawn: Drawn, question: AnyQuestion, rng: Random) -> Slot:
    """The slot of a drawn question, its lists in an order of their own."""
    return Slot(
        question=drawn.item.key,
        revision=drawn.item.revision,
        shown=question.arrange(rng),
        reason=drawn.reason,
        misses=drawn.unit.misses,
        last=drawn.unit.last,
    )


def mended(session: Session, items: Mapping[str, Item], arrange: Callable[[str], Shown]) -> Session | None:
    """An open round without what `items` no longer has, what has changed and is still to come arranged anew.

    `arrange` gives the orders of a question's lists by its key. None if nothing is left to ask.
    """
    item = items.get(session.slot.question)
    if session.outcome is not None and (item is None or item.revision != session.slot.revision):
        session = advanced(session)  # its verdict is of a question that is no more
    at, seen = 0, set()
    slots: list[Slot] = []
    outcomes: list[Outcome | None] = []
    for index, slot in enumerate(session.slots):
        outcome = session.outcomes[index] if index < len(session.outcomes) else None
        item = items.get(slot.question)
        if item is None or (outcome is not None and outcome.move.topic != item.topic_key):
            continue
        if index in session.seen:
            seen.add(len(slots))
        if index < session.at:
            at += 1
        elif item.revision != slot.revision:
            slot = replace(slot, revision=item.revision, shown=arrange(slot.question))
        if index < len(session.outcomes):
            outcomes.append(outcome)
        slots.append(slot)
    if at == len(slots):
        return None
    return replace(
        session,
        slots=tuple(slots),
        at=at,
        outcomes=tuple(outcomes),
        hinted=session.hinted and slots[at] == session.slot,
        seen=frozenset(seen),
    )
