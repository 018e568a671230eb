"""Verification that every byte of a save is as it should be."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import Any, get_args

import msgspec

from weakspot.engine.ids import check_id
from weakspot.engine.lab import parse_note
from weakspot.engine.records import EventName, RecentAnswer
from weakspot.errors import DamagedSave, SaveError
from weakspot.store import events
from weakspot.store.failures import RESTORE_HINT
from weakspot.store.opening import open_as_newest
from weakspot.store.replay import find_differences, number_faults
from weakspot.text import one_line

MAX_LISTED_FAULTS = 100
"""The most faults of one sort that are listed."""

Json = msgspec.json.Decoder
Check = Callable[[Any], object]
"""Raises ValueError if a value is not what it should be."""


def check_time(at: str) -> None:
    """Raise ValueError unless this is a moment in ISO form, with its zone."""
    if datetime.fromisoformat(at).tzinfo is None:
        raise ValueError(f"the time {at!r} does not end in Z")


CHECKS: tuple[tuple[str, str, str, Check], ...] = (
    ("attempt", "id", "is no UUIDv7, or none could follow it", check_id),
    ("event", "id", "is no UUIDv7, or none could follow it", check_id),
    ("attempt", "at", "is no moment in ISO form, in UTC", check_time),
    ("event", "at", "is no moment in ISO form, in UTC", check_time),
    ("attempt", "day", "is no date in ISO form", date.fromisoformat),
    (
        "attempt",
        "misconceptions",
        "is not a list of texts in JSON",
        Json(tuple[str, ...]).decode,
    ),
    (
        "attempt",
        "numbers",
        "is not an object of numbers in JSON",
        Json(dict[str, float]).decode,
    ),
    ("attempt", "given", "is not an object in JSON", Json(dict[str, Any]).decode),
    (
        "node",
        "recent",
        "is not a list of answers in JSON",
        Json(tuple[RecentAnswer, ...]).decode,
    ),
    ("round", "session", "is not JSON", Json(Any).decode),
)
"""Table, column, what a fault says, and the check."""


def verify(path: Path) -> list[str]:
    """The faults of the save at `path`, in the order of the checks;
    empty if it is sound.

    Reads all of it, and changes nothing; one of an older format is read as it will be
    opened. If the file itself is damaged, nothing further is looked for.
    """
    try:
        with open_as_newest(path) as db:
            return faults(db)
    except DamagedSave as error:  # its own hint would lead here again
        return [one_line(f"{error.what}; {RESTORE_HINT}")]
    except (SaveError, OSError) as error:
        return [one_line(str(error))]


def faults(db: Connection) -> list[str]:
    """The faults of an open save that was inspected; see `verify`."""
    checked = db.execute(f"PRAGMA integrity_check({MAX_LISTED_FAULTS})")
    if found := [text for (text,) in checked if text != "ok"]:
        return found  # the rest could not be read
    found = row_faults(db)
    try:
        differing = find_differences(db)
    except SaveError as error:
        return found if str(error) in found else [*found, str(error)]
    remedy = "is not what the log gives; `weakspot save rebuild` mends it"
    return found + [f"{name} {remedy}" for name in differing[:MAX_LISTED_FAULTS]]


def row_faults(db: Connection) -> list[str]:
    """The faults of single rows."""
    checks = [
        *(column_faults(db, *one) for one in CHECKS),
        number_faults(db),
        key_faults(db),
    ]
    checks.append(event_faults(db))
    return [fault for check in checks for fault in islice(check, MAX_LISTED_FAULTS)]


def column_faults(
    db: Connection, table: str, column: str, fault: str, check: Check
) -> Iterator[str]:
    """A fault for each row whose column fails the check."""
    key = "key" if table == "node" else "id"
    for name, value in db.execute(
        f"SELECT {key}, {column} FROM {table} ORDER BY {key}"
    ):
        try:
            if value is not None:
                check(value)
        except (ValueError, RecursionError):
            yield f"{table} {one_line(name)}: {column} {fault}"


def key_faults(db: Connection) -> Iterator[str]:
    """A fault for each attempt whose question or topic is not of its section."""
    sql = "SELECT id FROM attempt WHERE {} ORDER BY id"
    for column in ("question", "topic"):
        for (id,) in db.execute(sql.format(f"instr({column}, section || '/') != 1")):
            yield f"attempt {one_line(id)}: {column} is not of the section"


def event_faults(db: Connection) -> Iterator[str]:
    """A fault for each event that is unknown or has an invalid note."""
    for id, what, note in db.execute("SELECT id, what, note FROM event ORDER BY id"):
        if what not in get_args(EventName):
            yield f"event {one_line(id)}: unknown, {one_line(what)!r}"
        elif what == "round_end":
            try:
                events.parse_day(note)
            except msgspec.DecodeError:
                yield f"event {one_line(id)}: its note has no day in JSON"
        elif what == "lab" and note is not None:
            try:
                parse_note(note)
            except msgspec.MsgspecError as error:
                fault = f"its note is none of the lab: {one_line(error)}"
                yield f"event {one_line(id)}: {fault}"
