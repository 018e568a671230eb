"""The log for other programs: as JSON Lines, which can be imported again, and as CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import msgspec

from weakspot.store import rows
from weakspot.store.backup import attempts_in
from weakspot.store.inspection import look, looking, real
from weakspot.store.migrations import format_of
from weakspot.store.rows import read_excluded
from weakspot.store.transaction import STEP, Progress, explaining
from weakspot.text import visible

JSON_COLUMNS = ("misconceptions", "numbers", "given")
"""Columns that hold JSON, which comes back from the export as it was to the last bit."""
SWITCHED = ("hint", "seen", "explained")
"""Columns that hold 0 or 1."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the begin of a formula."""


@contextmanager
def exported(path: Path, format: str, progress: Progress | None = None) -> Iterator[Iterator[str]]:
    """The lines, each with its end, of the log of the save at `path` as `jsonl` or `csv`; one state of it.

    `progress` is called every 1,000 attempts. SaveError if the save is refused or damaged.
    """
    path = real(path)
    look(path)
    with looking(path) as db, explaining(db):
        db.execute("BEGIN")
        yield json_lines(db, progress) if format == "jsonl" else csv_lines(db, progress)


def json_lines(db: Connection, progress: Progress | None) -> Iterator[str]:
    """A line that says what it is, then one for each attempt, then one for each event, by id."""
    encode = msgspec.json.Encoder().encode
    yield encode({"weakspot": "log", "format": format_of(db)}).decode() + "\n"
    for values in attempts(db, progress):
        for name in JSON_COLUMNS:
            values[name] = None if values[name] is None else msgspec.json.decode(values[name])
        for name in SWITCHED:
            values[name] = bool(values[name])
        yield encode({"attempt": values}).decode() + "\n"
    for row in db.execute(f"{rows.selecting(rows.EVENT, 'event')} ORDER BY id"):
        yield encode({"event": dict(zip(rows.EVENT, row, strict=True))}).decode() + "\n"


def csv_lines(db: Connection, progress: Progress | None) -> Iterator[str]:
    """A line of names, then one for each attempt; `counts` is 0 where it was undone or disputed."""
    excluded = read_excluded(db)
    yield csv_line([*rows.ATTEMPT, "counts"])
    for values in attempts(db, progress):
        counts = int(values["id"] not in excluded)
        yield csv_line([*(cell(value) for value in values.values()), counts])


def csv_line(values: list[Any]) -> str:
    """The values as a line of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def cell(value: Any) -> Any:
    """The value so that a spreadsheet shows it: no text in it is taken for a formula, nor obeyed."""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(FORMULA) else value
    return visible(text)


def attempts(db: Connection, progress: Progress | None) -> Iterator[dict[str, Any]]:
    """Every attempt by id, as its columns."""
    total, done = attempts_in(db), 0
    for done, row in enumerate(db.execute(f"{rows.SELECT_ATTEMPT} ORDER BY id"), 1):
        yield dict(zip(rows.ATTEMPT, row, strict=True))
        if progress and done % STEP == 0:
            progress(done, total)
    if progress:
        progress(done, total)
