"""What the log tells of how it came about: the nodes at earlier dates."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from sqlite3 import Connection

from weakspot.engine.derive import unreadable
from weakspot.engine.mastery import Nodes, is_evidence, observe
from weakspot.engine.records import Node
from weakspot.store.derived import STEP, add_lesson, live_attempts
from weakspot.store.events import lessons

Stopped = Callable[[], bool]
"""Asked now and then by what takes long: is it no longer wanted?"""


def nodes_by(db: Connection, days: Sequence[str], stopped: Stopped) -> list[dict[str, Node]]:
    """Every node by the end of each of these local dates, which are in order; empty where it was stopped.

    A clock set back leaves an answer where it stands in the log.
    """
    found: list[dict[str, Node]] = []
    nodes: dict[str, Node] = {}
    topics: dict[str, str] = {}  # of the questions that were evidence, by question
    learnt = deque(lessons(db))
    for done, attempt in enumerate(live_attempts(db)):
        if done % STEP == 0 and stopped():
            return []
        while len(found) < len(days) and attempt.day > days[len(found)]:
            found.append(dict(nodes))
        while learnt and learnt[0].id < attempt.id:
            add_lesson(nodes, learnt.popleft())
        key, topic = attempt.question, attempt.topic
        before = Nodes.among(nodes, attempt.section, topic)
        try:
            after = observe(before, attempt, first=topics.get(key) != topic)
        except (ArithmeticError, ValueError) as error:
            raise unreadable(attempt, error) from error
        nodes.update(after.by_key(attempt.section, topic))
        if key in topics or is_evidence(attempt):
            topics[key] = topic
    for lesson in learnt:
        add_lesson(nodes, lesson)
    return found + [nodes] * (len(days) - len(found))
