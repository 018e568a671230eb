"""Replay of the log: everything derived from it, derived again, as of now and as of
earlier dates.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, starmap, zip_longest
from operator import attrgetter
from sqlite3 import Connection
from typing import Any

import msgspec
from msgspec.structs import astuple, replace

from weakspot.engine.derivation import UNREADABLE_ERRORS, Projection, unreadable_error
from weakspot.engine.mastery import Nodes, apply_explanation, is_evidence, observe
from weakspot.engine.records import (
    RANGES,
    AttemptCore,
    Change,
    Day,
    Node,
    range_faults,
)
from weakspot.errors import SaveError
from weakspot.store import events, mapping
from weakspot.store.transaction import IsStopped, write_transaction
from weakspot.text import one_line

OnProgress = Callable[[int, int], None]
"""Called with how many attempts are done, and of how many."""

BATCH_SIZE = 250
"""Attempts replayed between two looks at how far it is, and whether to stop."""

FROM_COUNTED = f"FROM attempt WHERE {events.IS_COUNTED}"
SELECT_LIVE = (
    f"SELECT {', '.join(AttemptCore.__struct_fields__)} {FROM_COUNTED} ORDER BY id"
)
SELECT_MISFITS = f"""{mapping.select_sql(("id", *RANGES), "attempt")}
  WHERE {" OR ".join(f"{name} NOT BETWEEN ? AND ?" for name in RANGES)} ORDER BY +id"""
"""Few are found, if any: sorting them is faster than reading the log by its index,
which `+` prevents.
"""


def rebuild(db: Connection, progress: OnProgress | None = None) -> None:
    """Derive everything again from the log, in one transaction; KeyboardInterrupt
    leaves it all as it was.

    `progress` is called every 250 attempts and at the end. Raises SaveError if the log
    is damaged or the save cannot be written.
    """
    with write_transaction(db):
        replay(db, progress)


def replay(db: Connection, progress: OnProgress | None = None) -> None:
    """Do what `rebuild` does, inside the caller's transaction."""
    derived = project_log(db, progress)
    for table in ("node", "memory", "day", "change"):
        db.execute(f"DELETE FROM {table}")
    mapping.put_nodes(db, derived.nodes)
    in_order = sorted(derived.memories)  # that of the file: each page is written once
    mapping.put_memories(db, (derived.memories[key] for key in in_order))
    for day in derived.days.values():
        mapping.put_day(db, day)
    mapping.insert_changes(db, derived.changes)


def count_live(db: Connection) -> int:
    """The number of attempts that count, which a replay goes through."""
    return int(db.execute(f"SELECT count(*) {FROM_COUNTED}").fetchone()[0])


def project_log(db: Connection, progress: OnProgress | None = None) -> Projection:
    """Everything derived from the log; writes nothing. Raises SaveError naming an
    attempt that cannot be read.
    """
    for fault in number_faults(db):
        raise SaveError(fault)
    projection = Projection()
    total = count_live(db) if progress else 0
    done = 0
    for entry in read_log(db):
        if isinstance(entry, events.Explanation):
            add_explanation(projection.nodes, entry)
            continue
        projection.add(entry)
        done += 1
        if progress and (done % BATCH_SIZE == 0 or done == total):
            progress(done, total)
    for id, note in db.execute(events.SELECT_ROUND_ENDS):
        try:
            date = events.parse_day(note)
        except msgspec.DecodeError as error:
            raise SaveError(
                f"the end of a round, event {one_line(id)}, cannot be read"
            ) from error
        day = projection.days.get(date) or Day(day=date)
        projection.days[date] = replace(day, rounds=day.rounds + 1)
    return projection


def number_faults(db: Connection) -> Iterator[str]:
    """A fault for each attempt with a number that no attempt can have."""
    for id, *numbers in db.execute(SELECT_MISFITS, [*chain(*RANGES.values())]):
        yield f"attempt {one_line(id)} cannot be read: {range_faults(numbers)[0]}"


def add_explanation(nodes: dict[str, Node], explanation: events.Explanation) -> None:
    """Apply an explanation of an answer that is in the nodes. Raises SaveError naming
    an unreadable one.
    """
    before = Nodes.of_topic(nodes, explanation.section, explanation.topic)
    try:
        nodes[explanation.topic] = apply_explanation(
            before, explanation.level, explanation.at
        )
    except UNREADABLE_ERRORS as error:
        raise unreadable_error("event", explanation.id, error) from error


def read_log(db: Connection) -> Iterator[Any]:
    """The attempts that count, as far as replay needs them (true is 1 there), and the
    explanations, by id.
    """
    attempts = starmap(AttemptCore, db.execute(SELECT_LIVE))
    return merge(attempts, events.read_explanations(db), key=attrgetter("id"))


def find_differences(db: Connection) -> list[str]:
    """The names, sorted, of the derived rows that differ from what the log gives, to
    the last bit.
    """
    derived = project_log(db)
    tables: list[tuple[str, tuple[str, ...], Iterable[mapping.Row]]] = [
        (
            "node",
            mapping.NODE_COLUMNS,
            starmap(mapping.node_row, derived.nodes.items()),
        ),
        (
            "memory",
            mapping.MEMORY_COLUMNS,
            map(mapping.memory_row, derived.memories.values()),
        ),
        ("day", mapping.DAY_COLUMNS, map(astuple, derived.days.values())),
    ]
    found = []
    for table, columns, expected in tables:
        wanted = {row[0]: row for row in expected}
        stored = {row[0]: row for row in db.execute(mapping.select_sql(columns, table))}
        keys = [
            key
            for key in wanted.keys() | stored.keys()
            if wanted.get(key) != stored.get(key)
        ]
        found += [f"{table} {one_line(key)}" for key in keys]
    return sorted(found) + find_changed_changes(db, derived.changes)


def find_changed_changes(db: Connection, derived: Sequence[Change]) -> list[str]:
    """The first row of `change`, which has no key, that is not what the log gives."""
    sql = f"{mapping.select_sql(mapping.CHANGE_COLUMNS, 'change')} ORDER BY rowid"
    pairs = zip_longest(map(astuple, derived), db.execute(sql))
    for wanted, stored in pairs:
        if wanted != stored:
            day, topic = (stored or wanted)[:2]
            return [f"change {one_line(topic)} of {one_line(day)}"]
    return []


def replay_nodes(
    db: Connection, days: Sequence[str], is_stopped: IsStopped
) -> list[dict[str, Node]]:
    """Every node by the end of each of these local dates, which are in order; empty if
    it was stopped.

    If the clock was set back, an answer stays where it is in the log; by the last date
    all of it is included.
    """
    found: list[dict[str, Node]] = []
    nodes: dict[str, Node] = {}
    topics: dict[str, str] = {}  # of the questions that were evidence, by question
    for done, entry in enumerate(read_log(db)):
        if done % BATCH_SIZE == 0 and is_stopped():
            return []
        while len(found) < len(days) - 1 and entry.day > days[len(found)]:
            found.append(dict(nodes))
        if isinstance(entry, events.Explanation):
            add_explanation(nodes, entry)
            continue
        key, topic = entry.question, entry.topic
        before = Nodes.of_topic(nodes, entry.section, topic)
        try:
            after = observe(before, entry, first=topics.get(key) != topic)
        except UNREADABLE_ERRORS as error:
            raise unreadable_error("attempt", entry.id, error) from error
        nodes.update(after.by_key(entry.section, topic))
        if key in topics or is_evidence(entry):
            topics[key] = topic
    return found + [nodes] * (len(days) - len(found))
