"""The log for other programs: as JSON Lines, which can be imported again, and as CSV
for spreadsheets.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import msgspec

from weakspot.engine.records import Attempt
from weakspot.store import events, mapping
from weakspot.store.migrations import format_of
from weakspot.store.opening import open_as_newest
from weakspot.text import visible

JSON_COLUMNS = ("misconceptions", "numbers", "given")
"""Columns that hold JSON, which the export returns unchanged to the last bit."""
BOOLEAN_COLUMNS = tuple(
    field.name for field in msgspec.structs.fields(Attempt) if field.type is bool
)
"""Columns that hold 0 or 1."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""The characters that a spreadsheet takes for the beginning of a formula."""


@contextmanager
def open_export(path: Path, format: str) -> Iterator[Iterator[str]]:
    """The lines, each with its end, of the log of the save at `path` as `jsonl` or
    `csv`, all of one state.

    Raises SaveError if the save is refused or damaged.
    """
    with open_as_newest(path) as db:
        yield json_lines(db) if format == "jsonl" else csv_lines(db)


def json_lines(db: Connection) -> Iterator[str]:
    """A header line, then a line for each attempt, then one for each event, by id."""
    yield mapping.to_json({"weakspot": "log", "format": format_of(db)}) + "\n"
    for values in read_rows(db, mapping.ATTEMPT_COLUMNS, "attempt"):
        for name in JSON_COLUMNS:
            values[name] = (
                None if values[name] is None else msgspec.json.decode(values[name])
            )
        for name in BOOLEAN_COLUMNS:
            values[name] = bool(values[name])
        yield mapping.to_json({"attempt": values}) + "\n"
    for values in read_rows(db, mapping.EVENT_COLUMNS, "event"):
        yield mapping.to_json({"event": values}) + "\n"


def csv_lines(db: Connection) -> Iterator[str]:
    """A line of names, then one for each attempt;
    `counts` is 0 if it was undone or disputed.
    """
    excluded = events.read_excluded_ids(db)
    yield csv_line([*mapping.ATTEMPT_COLUMNS, "counts"])
    for values in read_rows(db, mapping.ATTEMPT_COLUMNS, "attempt"):
        counts = int(values["id"] not in excluded)
        yield csv_line([*(csv_cell(value) for value in values.values()), counts])


def csv_line(values: list[Any]) -> str:
    """The values as a line of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def csv_cell(value: Any) -> Any:
    """The value as a spreadsheet can show it: no text in it is taken for a formula or a
    control code.
    """
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return visible(text)


def read_rows(
    db: Connection, columns: tuple[str, ...], table: str
) -> Iterator[dict[str, Any]]:
    """Every row of the table by id, as a dict of its columns."""
    for row in db.execute(f"{mapping.select_sql(columns, table)} ORDER BY id"):
        yield dict(zip(columns, row, strict=True))
