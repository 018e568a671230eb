"""When a topic is weak, and when it is let go.

Right again, and on another day: Rawson et al. 2013, doi 10.1007/s10648-013-9240-4.
"""

from __future__ import annotations

from itertools import combinations

from weakspot.engine import constants as c
from weakspot.engine.records import Node, Recent


def since_last_miss(recent: tuple[Recent, ...]) -> list[Recent]:
    """The right answers after the last miss, oldest first."""
    rights: list[Recent] = []
    for entry in recent:
        if entry.right:
            rights.append(entry)
        else:
            rights.clear()
    return rights


def is_proven(recent: tuple[Recent, ...]) -> bool:
    """Right, since the last miss, on two different questions on two different local dates?"""
    rights = since_last_miss(recent)
    pairs = combinations(rights, 2)
    return any(one.question != other.question and one.day != other.day for one, other in pairs)


def is_weak(topic: Node, p_weak: float) -> bool:
    """Is the topic weak, now that it was answered? `p_weak` is its chance to be weak now.

    A right answer can make it so, as the second question after a miss. To wait for another miss would show
    a sixth to a third fewer of the truly weak topics, and no smaller a share of false ones.
    """
    if topic.weak:
        return not (p_weak <= c.PERHAPS and is_proven(topic.recent))
    bar = c.PERHAPS if topic.different >= 2 else c.SURE
    if p_weak <= bar or all(entry.right for entry in topic.recent[-c.RECENT_MISSES :]):
        return False
    return not is_proven(topic.recent)


def topic_state(topic: Node, p_weak: float) -> str:
    """`untried`, `weak`, `perhaps` (weak), `known` or `unsure`."""
    if topic.evidence == 0:
        return "untried"
    if topic.weak:
        return "weak"
    if p_weak > c.PERHAPS:
        return "perhaps"
    return "known" if p_weak <= c.KNOWN and topic.different >= 2 else "unsure"


def still_needed(topic: Node) -> tuple[int, int]:
    """How many more right questions, on how many more days, a topic needs to be proven; (0, 0) once it is."""
    rights = since_last_miss(topic.recent)
    if not rights:
        return 2, 2
    if is_proven(topic.recent):
        return 0, 0
    same_day = len({entry.day for entry in rights}) == 1
    same_question = len({entry.question for entry in rights}) == 1
    return int(same_question), int(same_day)
