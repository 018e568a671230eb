"""From drawn questions to the slots of a round, and back to a round left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weakspot.engine.entries import Entry
from weakspot.engine.selection import Drawn
from weakspot.engine.session import Outcome, Session, Slot, advanced

if TYPE_CHECKING:
    from random import Random

    from weakspot.engine.kinds.every import AnyQuestion


def presented(
    item: Entry,
    question: AnyQuestion,
    rng: Random,
    reason: str = "",
    misses: int = 0,
    last: str | None = None,
) -> Slot:
    """The slot of a question, its lists in an order of their own, its numbers drawn; see Slot."""
    return Slot(
        question=item.key,
        revision=item.revision,
        shown=question.arrange(rng),
        numbers=question.drawn(rng),
        reason=reason,
        misses=misses,
        last=last,
    )


def slot_of(drawn: Drawn, question: AnyQuestion, rng: Random) -> Slot:
    """The slot of a drawn question."""
    return presented(drawn.item, question, rng, drawn.reason, drawn.unit.misses, drawn.unit.last)


def mended(session: Session, items: Mapping[str, Entry], present: Callable[[Slot], Slot]) -> Session | None:
    """An open round without what `items` no longer has, what has changed and is still to come presented anew.

    `present` gives a slot with its question as that is now. None if nothing is left to ask.
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
            slot = present(slot)
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
        draft=session.draft if slots[at] == session.slot else None,
        seen=frozenset(seen),
    )
