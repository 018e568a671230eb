"""What the log tells of how it came about: nodes at earlier dates, what an estimate rests on, exams."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from sqlite3 import Connection

import msgspec

from weakspot.engine.constants import NO_EVIDENCE, RECENT
from weakspot.engine.mastery import Nodes, is_evidence, observe
from weakspot.engine.records import Basis, ExamTaken, Node
from weakspot.store.derived import STEP, add_lesson, live_attempts, unreadable
from weakspot.store.events import EXCLUDED, lessons
from weakspot.store.rows import text_of

BASIS = f"""
SELECT attempt.question, attempt.day, attempt.score, attempt.numbers
FROM json_each(?) AS wanted JOIN attempt ON attempt.question = wanted.value
WHERE attempt.topic = ? AND NOT attempt.seen AND attempt.guess < {NO_EVIDENCE}
AND attempt.id NOT IN ({EXCLUDED}) ORDER BY attempt.id DESC LIMIT {RECENT}"""

EXAMS = f"""
SELECT json_extract(note, '$.day'), json_extract(note, '$.score'), json_extract(note, '$.asked')
FROM event WHERE what = 'round_end' AND json_extract(note, '$.mode') = 'exam'
AND id NOT IN ({EXCLUDED}) ORDER BY id DESC"""

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
            raise unreadable(attempt.id, str(error)) from error
        nodes.update(after.by_key(attempt.section, topic))
        if key in topics or is_evidence(attempt):
            topics[key] = topic
    for lesson in learnt:
        add_lesson(nodes, lesson)
    return found + [nodes] * (len(days) - len(found))


def read_basis(db: Connection, topic: str, questions: Iterable[str]) -> list[Basis]:
    """The last answers that are evidence for a topic, among those to these questions; see Reads."""
    found = db.execute(BASIS, (text_of(sorted(set(questions))), topic))
    return [
        Basis(question, day, score, msgspec.json.decode(numbers, type=dict[str, float]))
        for question, day, score, numbers in found
    ]


def read_exams(db: Connection) -> list[ExamTaken]:
    """The exams that were handed in, newest first."""
    return [ExamTaken(day=day, score=score, asked=asked) for day, score, asked in db.execute(EXAMS)]
