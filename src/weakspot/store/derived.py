"""All that is derived from the log, derived again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import starmap
from sqlite3 import Connection

import msgspec

from weakspot.engine.derive import Rows, derive
from weakspot.engine.mastery import PLAYER, taught
from weakspot.engine.records import Attempt, Day, Memory, Node
from weakspot.errors import SaveError
from weakspot.store.events import EXCLUDED, ROUND_ENDS, Lesson, day_in, lessons
from weakspot.store.rows import (
    ATTEMPT,
    node_row,
    nodes_from,
    put_day,
    put_memories,
    put_nodes,
    selecting,
)
from weakspot.store.transaction import shown, writing

Progress = Callable[[int, int], None]
"""Called with how many attempts are done, of how many."""

STEP = 1000

UNREAD = {"round", "mode", "kind", "predicted"}
"""What the fold does not need, of the columns before those that have a default."""
FOLDED = ATTEMPT[: ATTEMPT.index("misconceptions")]
_COLUMNS = tuple("NULL" if column in UNREAD else column for column in FOLDED)
LIVE = f"{selecting(_COLUMNS, 'attempt')} WHERE id NOT IN ({EXCLUDED}) ORDER BY id"
COUNT = f"SELECT count(*) FROM attempt WHERE id NOT IN ({EXCLUDED})"


class Derived(msgspec.Struct, frozen=True):
    """What the log gives, by key."""

    nodes: dict[str, Node]
    memories: dict[str, Memory]
    days: dict[str, Day]


def rebuild(db: Connection, progress: Progress | None = None) -> None:
    """Derive all again from the log, in one transaction; KeyboardInterrupt leaves everything as it was.

    `progress` is called every 1,000 attempts and at the end. SaveError where the log is damaged or the
    save cannot be written.
    """
    with writing(db):
        replay(db, progress)


def replay(db: Connection, progress: Progress | None = None) -> None:
    """As rebuild, inside the caller's transaction."""
    derived = fold(db, progress)
    for table in ("node", "memory", "day"):
        db.execute(f"DELETE FROM {table}")
    put_nodes(db, derived.nodes)
    in_order = sorted(derived.memories)  # as in the file: each page is written once
    put_memories(db, map(derived.memories.__getitem__, in_order))
    for day in derived.days.values():
        put_day(db, day)


def fold(db: Connection, progress: Progress | None = None) -> Derived:
    """What the log gives; writes nothing. SaveError names an attempt that cannot be read."""
    derived = Derived({}, {}, {})
    latest: dict[str, str | None] = {}
    (total,) = db.execute(COUNT).fetchone()
    done = 0
    learnt = deque(lessons(db))
    for done, attempt in enumerate(live_attempts(db), 1):
        while learnt and learnt[0].id < attempt.id:
            add_lesson(derived.nodes, learnt.popleft())
        try:
            add(derived, latest, attempt)
        except (ArithmeticError, ValueError) as error:
            raise unreadable(attempt, error) from error
        if progress and done % STEP == 0:
            progress(done, total)
    if progress and done % STEP:
        progress(done, total)
    for lesson in learnt:
        add_lesson(derived.nodes, lesson)
    for id, note in db.execute(ROUND_ENDS):
        add_round(derived.days, id, note)
    return derived


def add(derived: Derived, latest: dict[str, str | None], attempt: Attempt) -> None:
    """One attempt more. `latest` holds the last day of the questions that carry each unit now."""
    nodes, memories, days = derived.nodes, derived.memories, derived.days
    memory, unit = memories.get(attempt.question), attempt.unit
    after = derive(
        Rows(
            nodes=nodes_from(nodes, attempt.section, attempt.topic),
            memory=memory,
            day=days.get(attempt.day) or Day(day=attempt.day),
            paid=latest.get(unit),
        ),
        attempt,
    )
    assert after.memory is not None
    three = after.nodes
    nodes[PLAYER], nodes[attempt.section], nodes[attempt.topic] = three.player, three.section, three.topic
    memories[attempt.question] = after.memory
    days[attempt.day] = after.day
    latest[unit] = after.paid
    if memory is not None and memory.unit != unit:  # the bank was edited: it left its unit
        left = (one.day for one in memories.values() if one.unit == memory.unit)
        latest[memory.unit] = max(left, default=None)


def unreadable(attempt: Attempt, error: Exception) -> SaveError:
    """The refusal of an attempt that nothing can be derived from."""
    return SaveError(f"attempt {shown(attempt.id)} cannot be read: {shown(str(error))}")


def add_lesson(nodes: dict[str, Node], lesson: Lesson) -> None:
    """One explanation more, of an answer that is among the nodes."""
    before = nodes_from(nodes, lesson.section, lesson.topic)
    nodes[lesson.topic] = taught(before, lesson.level, lesson.at)


def add_round(days: dict[str, Day], id: str, note: str | None) -> None:
    """One round's end more."""
    try:
        date = day_in(note)
    except msgspec.DecodeError as error:
        raise SaveError(f"the end of a round, event {shown(id)}, cannot be read") from error
    day = days.get(date) or Day(day=date)
    days[date] = msgspec.structs.replace(day, rounds=day.rounds + 1)


def live_attempts(db: Connection) -> Iterator[Attempt]:
    """The attempts that count, in the log's order, without what the fold does not need; true is 1 there."""
    return starmap(Attempt, db.execute(LIVE))


def differences(db: Connection) -> list[str]:
    """The derived rows that are not what the log gives, to the last bit, by name; sorted."""
    derived = fold(db)
    due = {
        "node": {key: node_row(key, node) for key, node in derived.nodes.items()},
        "memory": {key: msgspec.structs.astuple(memory) for key, memory in derived.memories.items()},
        "day": {key: msgspec.structs.astuple(day) for key, day in derived.days.items()},
    }
    found = []
    for table, rows in due.items():
        stored = {row[0]: row for row in db.execute(f"SELECT * FROM {table}")}
        keys = [key for key in rows.keys() | stored.keys() if rows.get(key) != stored.get(key)]
        found += [f"{table} {shown(key)}" for key in keys]
    return sorted(found)
