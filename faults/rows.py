"""The rows of the table: a promise, what was done to it, how often, and what came of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from quiz_home import make_home, wide_home
from weakspot.store.verification import verify

Tell = Callable[[int], object]
"""Called with how many are done."""


class Row(NamedTuple):
    """What was done for a promise, so many times; `result` tells it, `failures` what broke the promise."""

    promise: str
    done: str
    count: int
    result: str
    failures: tuple[str, ...] = ()


class Fault(NamedTuple):
    """A fault by name: what puts it to the test so many times."""

    name: str
    test: Callable[[int, Tell], Row]
    count: int


def saved(path: Path) -> int:
    """How many answers a save holds; 0 where there is none."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("SELECT count(*) FROM attempt").fetchone()
        return int(count)


def unsound(path: Path) -> str | None:
    """The first thing that is wrong with a save that is there."""
    found = verify(path) if path.exists() else []
    return found[0] if found else None


@contextmanager
def small_home() -> Iterator[Path]:
    """A home of two small banks, gone in the end."""
    with TemporaryDirectory(prefix="weakspot-") as folder:
        yield make_home(Path(folder) / "home")


@contextmanager
def large_home(questions: int = 300) -> Iterator[Path]:
    """A home whose one round does not end so soon."""
    with TemporaryDirectory(prefix="weakspot-") as folder:
        yield wide_home(Path(folder) / "home", questions)


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as aligned text."""
    cells = [("promise", "what was done", "count", "result", "")]
    cells += [
        (row.promise, row.done, f"{row.count:,}", row.result, "kept" if not row.failures else "BROKEN")
        for row in rows
    ]
    widths = [max(len(one[at]) for one in cells) for at in range(len(cells[0]))]
    lines = []
    for one in cells:
        promise, done, count, *rest = (text.ljust(width) for text, width in zip(one, widths, strict=True))
        lines.append("  ".join((promise, done, count.strip().rjust(widths[2]), *rest)).rstrip())
    return lines
