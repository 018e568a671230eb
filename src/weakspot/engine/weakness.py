"""When a topic becomes weak, and when it is let go.

Right again, and on another day: Rawson et al. 2013, doi 10.1007/s10648-013-9240-4.
"""

from weakspot.engine import constants as c
from weakspot.engine.records import Node


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

    A right answer can make it weak, as the second question after a miss. Waiting for
    another miss would show a sixth to a third fewer of the truly weak topics, and no
    smaller a share of false ones.
    """
    if topic.weak:
        return p_weak > c.P_WEAK_PERHAPS or not is_proven(topic)
    threshold = c.P_WEAK_PERHAPS if topic.different >= 2 else c.P_WEAK_SURE
    if p_weak <= threshold or all(
        answer.right for answer in topic.recent[-c.RECENT_MISSES :]
    ):
        return False
    return not is_proven(topic)


def topic_state(topic: Node, p_weak: float) -> str:
    """`untried`, `weak`, `perhaps` (weak), `known` or `unsure`."""
    if topic.evidence == 0:
        return "untried"
    if topic.weak:
        return "weak"
    if p_weak > c.P_WEAK_PERHAPS:
        return "perhaps"
    return "known" if p_weak <= c.P_WEAK_KNOWN and topic.different >= 2 else "unsure"
