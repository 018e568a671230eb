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
from weakspot.store.backup import count_attempts
from weakspot.store.connections import open_readonly
from weakspot.store.failures import translate_errors
from weakspot.store.inspection import inspect_save, real_path
from weakspot.store.migrations import format_of
from weakspot.store.transaction import PROGRESS_STEP, Progress
from weakspot.text import visible

JSON_COLUMNS = ("misconceptions", "numbers", "given")
"""Columns that hold JSON, which the export returns unchanged to the last bit."""
BOOLEAN_COLUMNS = ("hint", "seen", "explained")
"""Columns that hold 0 or 1."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@contextmanager
def open_export(path: Path, format: str, progress: Progress | None = None) -> Iterator[Iterator[str]]:
    """The lines, each with its end, of the log of the save at `path` as `jsonl` or `csv`, all of one state.

    `progress` is called every 1,000 attempts. Raises SaveError if the save is refused or damaged.
    """
    path = real_path(path)
    inspect_save(path)
    with open_readonly(path) as db, translate_errors(path):
        db.execute("BEGIN")
        yield json_lines(db, progress) if format == "jsonl" else csv_lines(db, progress)


def json_lines(db: Connection, progress: Progress | None) -> Iterator[str]:
    """A header line, then a line for each attempt, then one for each event, by id."""
    encode = msgspec.json.Encoder().encode
    yield encode({"weakspot": "log", "format": format_of(db)}).decode() + "\n"
    for values in read_attempts(db, progress):
        for name in JSON_COLUMNS:
            values[name] = None if values[name] is None else msgspec.json.decode(values[name])
        for name in BOOLEAN_COLUMNS:
            values[name] = bool(values[name])
        yield encode({"attempt": values}).decode() + "\n"
    for row in db.execute(f"{rows.select_sql(rows.EVENT_COLUMNS, 'event')} ORDER BY id"):
        yield encode({"event": dict(zip(rows.EVENT_COLUMNS, row, strict=True))}).decode() + "\n"


def csv_lines(db: Connection, progress: Progress | None) -> Iterator[str]:
    """A line of names, then one for each attempt; `counts` is 0 if it was undone or disputed."""
    excluded = rows.read_excluded_ids(db)
    yield csv_line([*rows.ATTEMPT_COLUMNS, "counts"])
    for values in read_attempts(db, progress):
        counts = int(values["id"] not in excluded)
        yield csv_line([*(csv_cell(value) for value in values.values()), counts])


def csv_line(values: list[Any]) -> str:
    """The values as a line of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def csv_cell(value: Any) -> Any:
    """The value as a spreadsheet can show it: no text in it is taken for a formula or a control code."""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return visible(text)


def read_attempts(db: Connection, progress: Progress | None) -> Iterator[dict[str, Any]]:
    """Every attempt by id, as a dict of its columns."""
    total, done = count_attempts(db), 0
    for done, row in enumerate(db.execute(f"{rows.SELECT_ATTEMPT} ORDER BY id"), 1):
        yield dict(zip(rows.ATTEMPT_COLUMNS, row, strict=True))
        if progress and done % PROGRESS_STEP == 0:
            progress(done, total)
    if progress:
        progress(done, total)
