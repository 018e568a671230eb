"""From drawn questions to the slots of a round, and back to a round left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from weakspot.engine.kinds.every import AnyQuestion
from weakspot.engine.selection import Drawn, Item
from weakspot.engine.session import Session, Slot, advanced

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
    """An open round without what `items` no longer has, what has changed arranged anew.

    `arrange` gives the orders of a question's lists by its key. None if nothing is left to ask.
    """
    if session.outcome is not None and session.slot.question not in items:
        session = advanced(session)
    ahead = []
    for slot in session.slots[session.at :]:
        item = items.get(slot.question)
        if item is None:
            continue
        if item.revision != slot.revision:
            slot = replace(slot, revision=item.revision, shown=arrange(slot.question))
        ahead.append(slot)
    return replace(session, slots=(*session.slots[: session.at], *ahead)) if ahead else None
