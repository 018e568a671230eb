"""Conversion between values and rows of the save."""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection, register_adapter
from typing import Any

import msgspec

from weakspot.engine.records import (
    Attempt,
    Change,
    Day,
    Event,
    Memory,
    Node,
    RecentAnswer,
)
from weakspot.store.failures import translate_errors

Row = tuple[Any, ...]

# stored so anyway; else sqlite3 looks up an adapter at every write
register_adapter(bool, int)

ATTEMPT_COLUMNS = Attempt.__struct_fields__
EVENT_COLUMNS = Event.__struct_fields__
NODE_COLUMNS = ("key", *Node.__struct_fields__)
MEMORY_FIELDS = Memory.__struct_fields__
MEMORY_COLUMNS = (*MEMORY_FIELDS, "due")
DAY_COLUMNS = Day.__struct_fields__
CHANGE_COLUMNS = Change.__struct_fields__

_json = msgspec.json.Encoder()
_recent = msgspec.json.Decoder(tuple[RecentAnswer, ...])


def select_sql(columns: tuple[str, ...], table: str) -> str:
    """A SELECT of the columns, to be continued."""
    return f"SELECT {', '.join(columns)} FROM {table}"


def insert_sql(columns: tuple[str, ...], table: str) -> str:
    """An INSERT of a whole row."""
    return (
        f"INSERT INTO {table}({', '.join(columns)}) VALUES "
        f"({', '.join('?' * len(columns))})"
    )


def put_sql(columns: tuple[str, ...], table: str) -> str:
    """An INSERT that replaces a row with the same key, which is the first column."""
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    return (
        f"{insert_sql(columns, table)} ON CONFLICT({columns[0]}) DO UPDATE SET "
        f"{changed}"
    )


INSERT_ATTEMPT = insert_sql(ATTEMPT_COLUMNS, "attempt")
INSERT_EVENT = insert_sql(EVENT_COLUMNS, "event")
INSERT_CHANGE = insert_sql(CHANGE_COLUMNS, "change")
PUT_NODE = put_sql(NODE_COLUMNS, "node")
PUT_MEMORY = put_sql(MEMORY_COLUMNS, "memory")
PUT_DAY = put_sql(DAY_COLUMNS, "day")
SELECT_NODE = select_sql(NODE_COLUMNS, "node")
SELECT_MEMORY = select_sql(MEMORY_FIELDS, "memory")
SELECT_DAY = select_sql(DAY_COLUMNS, "day")
_MEMORY_AND_DAY = ", ".join(
    [
        *(f"memory.{name}" for name in MEMORY_FIELDS[1:]),
        *(f"day.{name}" for name in DAY_COLUMNS[1:]),
    ]
)
SELECT_BEFORE = f"""
SELECT (SELECT max(day) FROM memory WHERE concept = ?), {_MEMORY_AND_DAY}
FROM (SELECT 1) LEFT JOIN memory ON question = ? LEFT JOIN day ON day.day = ?"""


def to_json(value: object) -> str:
    """The value as JSON; its floats come back to the last bit."""
    return _json.encode(value).decode()


def fetch_rows(db: Connection, sql: str, *values: str | float) -> list[Row]:
    """The rows of a query. Raises SaveError if the file is damaged."""
    with translate_errors(db):
        return db.execute(sql, values).fetchall()


def fetch_column(db: Connection, sql: str, *values: str | float) -> list[Any]:
    """The first value of each row of a query. Raises SaveError as `fetch_rows`."""
    return [row[0] for row in fetch_rows(db, sql, *values)]


def attempt_row(attempt: Attempt) -> Row:
    """The attempt as a row of the log, its lists and mappings as JSON."""
    values = msgspec.structs.astuple(attempt)
    return tuple(
        to_json(value) if isinstance(value, (tuple, dict)) else value
        for value in values
    )


def node_row(key: str, node: Node) -> Row:
    """The node as a row."""
    *plain, recent, weak = msgspec.structs.astuple(node)
    return (key, *plain, to_json(recent), weak)


def node_of(row: Row) -> tuple[str, Node]:
    """The key and the node of a row. Raises msgspec.DecodeError if its
    JSON is damaged.
    """
    values = dict(zip(NODE_COLUMNS, row, strict=True))
    values["recent"] = _recent.decode(values["recent"])
    values["weak"] = bool(values["weak"])
    return values.pop("key"), Node(**values)


def memory_row(memory: Memory) -> Row:
    """The memory as a row."""
    return (*msgspec.structs.astuple(memory), memory.due)


def put_nodes(db: Connection, nodes: Mapping[str, Node]) -> None:
    """Write the nodes under their keys."""
    db.executemany(PUT_NODE, [node_row(key, node) for key, node in nodes.items()])


def put_memories(db: Connection, memories: Iterable[Memory]) -> None:
    """Write the memories of their questions."""
    db.executemany(PUT_MEMORY, map(memory_row, memories))


def put_day(db: Connection, day: Day) -> None:
    """Write the day, or remove it if nothing is left of it."""
    if day.attempts or day.rounds:
        db.execute(PUT_DAY, msgspec.structs.astuple(day))
    else:
        db.execute("DELETE FROM day WHERE day = ?", (day.day,))


def insert_changes(db: Connection, changes: Iterable[Change]) -> None:
    """Append the changes, whose order is that of their rows."""
    db.executemany(INSERT_CHANGE, map(msgspec.structs.astuple, changes))


def read_rows_before(db: Connection, attempt: Attempt) -> tuple[Memory, Day, str]:
    """The memory of the attempt's question, its day, and the last date of an answer to
    its concept, if any.
    """
    keys = (attempt.concept_key, attempt.question, attempt.day)
    paid, *found = db.execute(SELECT_BEFORE, keys).fetchone()
    length = len(MEMORY_FIELDS) - 1
    memory, day = found[:length], found[length:]
    return (
        Memory(attempt.question)
        if memory[0] is None
        else Memory(attempt.question, *memory),
        Day(attempt.day) if day[0] is None else Day(attempt.day, *day),
        paid or "",
    )


def read_day(db: Connection, day: str) -> Day:
    """The sums of a local date, zeros if nothing was done on it."""
    row = db.execute(f"{SELECT_DAY} WHERE day = ?", (day,)).fetchone()
    return Day(day) if row is None else Day(*row)


def insert_event(db: Connection, event: Event) -> None:
    """Append the event, inside the caller's transaction."""
    db.execute(INSERT_EVENT, msgspec.structs.astuple(event))
