"""When a topic becomes weak, when it stops being weak, and the states in between.

Right again, and on another day: Rawson et al. 2013, doi 10.1007/s10648-013-9240-4.
"""

from collections.abc import Sequence
from typing import Literal

from weakspot.engine import constants as c
from weakspot.engine.records import Node, RecentAnswer

State = Literal["untried", "open", "good", "perhaps", "weak", "known"]


def count_needs(topic: Node) -> tuple[int, int]:
    """Count the right questions, and the days, that a topic still needs to be proven;
    (0, 0) once it is.

    Only the right answers since its last miss count.
    """
    questions, days = set(), set()
    for answer in reversed(topic.recent):
        if not answer.right:
            break
        questions.add(answer.question)
        days.add(answer.day)
    return max(0, 2 - len(questions)), max(0, 2 - len(days))


def is_proven(topic: Node) -> bool:
    """True if it was right, since its last miss, on two different questions on two
    different local dates.

    Of answers on two questions and on two days, two always differ in both.
    """
    return count_needs(topic) == (0, 0)


def is_weak(topic: Node, p_weak: float) -> bool:
    """True if the topic, just answered, is weak; `p_weak` is its chance to be weak now.

    Only a miss makes it weak; what was weak is let go once it is proven.
    """
    if topic.weak:
        return p_weak > c.P_WEAK_PERHAPS or not is_proven(topic)
    if not topic.recent or topic.recent[-1].right:
        return False
    return p_weak > (c.P_WEAK_PERHAPS if topic.different >= 2 else c.P_WEAK_SURE)


def is_missed_lately(recent: Sequence[RecentAnswer]) -> bool:
    """True if a miss is among the last three of a topic's answers."""
    return not all(answer.right for answer in recent[-c.RECENT_MISSES :])


def topic_state(topic: Node, p_weak: float) -> State:
    """The state of the topic where its chance to be weak is `p_weak`; `good` looks good
    by its last answer alone, `open` is the rest of what was tried.
    """
    if topic.evidence == 0:
        return "untried"
    if topic.weak:
        return "weak"
    if p_weak > c.P_WEAK_PERHAPS and is_missed_lately(topic.recent):
        return "perhaps"
    if p_weak <= c.P_WEAK_KNOWN and topic.different >= 2:
        return "known"
    return "good" if topic.recent and topic.recent[-1].right else "open"
