"""From drawn questions to the slots of a round, and back to a round left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from weakspot.engine.entries import Entry
from weakspot.engine.selection import Drawn
from weakspot.engine.session import Outcome, Session, Slot, advanced

if TYPE_CHECKING:
    from random import Random

    from weakspot.engine.kinds.every import AnyQuestion

Shown = tuple[tuple[int, ...], ...]


class Presentation(NamedTuple):
    """How a question is shown once: the orders of its lists, and the numbers drawn for it."""

    shown: Shown
    numbers: dict[str, float]


def presented(question: AnyQuestion, rng: Random) -> Presentation:
    """The question's lists in an order of their own, its numbers drawn."""
    return Presentation(question.arrange(rng), question.drawn(rng))


def slot_of(drawn: Drawn, question: AnyQuestion, rng: Random) -> Slot:
    """The slot of a drawn question, its lists in an order of their own, its numbers drawn."""
    shown, numbers = presented(question, rng)
    return Slot(
        question=drawn.item.key,
        revision=drawn.item.revision,
        shown=shown,
        numbers=numbers,
        reason=drawn.reason,
        misses=drawn.unit.misses,
        last=drawn.unit.last,
    )


def mended(
    session: Session, items: Mapping[str, Entry], present: Callable[[str], Presentation]
) -> Session | None:
    """An open round without what `items` no longer has, what has changed and is still to come presented anew.

    `present` gives a question's presentation by its key. None if nothing is left to ask.
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
            shown, numbers = present(slot.question)
            slot = replace(slot, revision=item.revision, shown=shown, numbers=numbers)
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
