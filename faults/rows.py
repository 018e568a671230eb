"""The rows of the table: a promise, what was done to test it, how often, and the
result.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from quiz_home import make_home, make_wide_home
from weakspot.store.verification import verify


class Row(NamedTuple):
    """The action done `count` times to test a promise, the result in words, and what
    broke the promise.
    """

    promise: str
    action: str
    count: int
    result: str
    failures: tuple[str, ...] = ()


class Fault(NamedTuple):
    """A fault by name: `test` injects it `count` times."""

    name: str
    test: Callable[[int], Row]
    count: int


def count_answers(path: Path) -> int:
    """Count the answers in a save; 0 if there is no file."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("SELECT count(*) FROM attempt").fetchone()
        return int(count)


def find_save_trouble(path: Path) -> str | None:
    """Find the first fault of a save; None if it is sound or missing."""
    found = verify(path) if path.exists() else []
    return found[0] if found else None


@contextmanager
def small_home() -> Iterator[Path]:
    """A temporary home with two small banks."""
    with TemporaryDirectory(prefix="weakspot-") as folder:
        yield make_home(Path(folder) / "home")


@contextmanager
def large_home() -> Iterator[Path]:
    """A temporary home whose one bank has 300 topics, so that a round can be long."""
    with TemporaryDirectory(prefix="weakspot-") as folder:
        yield make_wide_home(Path(folder) / "home", 300)


def table_lines(rows: Sequence[Row]) -> list[str]:
    """Lay out the rows as aligned text."""
    table = [("promise", "what was done", "count", "result", "")]
    table += [
        (
            row.promise,
            row.action,
            f"{row.count:,}",
            row.result,
            "kept" if not row.failures else "BROKEN",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for cells in table:
        promise, action, count, *rest = map(str.ljust, cells, widths)
        lines.append(
            "  ".join((promise, action, count.strip().rjust(widths[2]), *rest)).rstrip()
        )
    return lines
