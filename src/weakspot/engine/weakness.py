"""When a topic is weak, and when it is let go.

Right again, and on another day: Rawson et al. 2013, doi 10.1007/s10648-013-9240-4.
"""

from __future__ import annotations

from typing import NamedTuple

from weakspot.engine import constants as c
from weakspot.engine.records import Node, Recent


class Needs(NamedTuple):
    """What a topic still needs to be proven: to be right on so many more questions, on so many more days, and
    on the `idea` of its last miss.
    """

    questions: int
    days: int
    idea: bool = False


def since_last_miss(recent: tuple[Recent, ...]) -> list[Recent]:
    """The right answers after the last miss, oldest first."""
    rights: list[Recent] = []
    for entry in recent:
        if entry.right:
            rights.append(entry)
        else:
            rights.clear()
    return rights


def still_needed(recent: tuple[Recent, ...]) -> Needs:
    """What is missing until a topic with these last answers is proven."""
    rights = since_last_miss(recent)
    before = recent[: len(recent) - len(rights)]
    return Needs(
        questions=max(0, c.PROOF - len({entry.question for entry in rights})),
        days=max(0, c.PROOF - len({entry.day for entry in rights})),
        idea=bool(before) and before[-1].idea not in {entry.idea for entry in rights},
    )


def is_proven(recent: tuple[Recent, ...]) -> bool:
    """Right, since the last miss, on two different questions on two different local dates, one of them on the
    idea that was missed? What is right of another idea says little of that one.
    """
    return not any(still_needed(recent))


def is_weak(topic: Node, p_weak: float) -> bool:
    """Is the topic weak, now that it was answered? `p_weak` is its chance to be weak now.

    A right answer can make it so, as the second question after a miss. To wait for another miss would show
    a sixth to a third fewer of the truly weak topics, and no smaller a share of false ones.
    """
    if topic.weak:
        return not (p_weak <= c.PERHAPS and is_proven(topic.recent))
    bar = c.PERHAPS if topic.different >= 2 else c.SURE
    if p_weak <= bar or is_proven(topic.recent):
        return False
    return any(not entry.right for entry in topic.recent[-c.RECENT_MISSES :])


def topic_state(topic: Node, p_weak: float) -> str:
    """`untried`, `weak`, `perhaps` (weak), `known` or `unsure`."""
    if topic.evidence == 0:
        return "untried"
    if topic.weak:
        return "weak"
    if p_weak > c.PERHAPS:
        return "perhaps"
    return "known" if p_weak <= c.KNOWN and topic.different >= 2 else "unsure"
