"""`make bench`: runs the rows one after the other, prints the table, and keeps what was measured as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from importlib.metadata import version
from typing import Any

from benchmarks.places import HERE, RESULTS
from benchmarks.table import lines_of, newest

SMALL = (
    "home", "home_wide", "cold", "move", "move_options", "verdict", "advance", "weak", "weak_paint", "warm",
    "progress",
)  # fmt: skip
LARGE = (
    "home_large", "memory", "search", "check", "answer", "answer_anki", "rounds", "rounds_anki", "rebuild",
)  # fmt: skip


def main() -> None:
    """Parse the arguments, measure, print and keep."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what needs the small banks and saves")
    parser.add_argument("--row", action="append", choices=SMALL + LARGE, help="one row; nothing is kept")
    parser.add_argument(
        "--again", action="append", choices=SMALL + LARGE, help="one row of the kept run anew"
    )
    asked = parser.parse_args()
    if asked.again:
        repeat(asked.again)
        return
    names = asked.row or (SMALL if asked.quick else SMALL + LARGE)
    rows = []
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr)
        rows.append(measure(name))
    told = {
        "at": time.strftime("%Y-%m-%d", time.gmtime()),
        "commit": commit(),
        "machine": machine(),
        "rows": rows,
    }
    print("\n".join(lines_of(told)))
    if not asked.row:
        RESULTS.mkdir(exist_ok=True)
        kept = RESULTS / f"{told['at']}-{told['commit']}{'-quick' if asked.quick else ''}.json"
        kept.write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def repeat(names: list[str]) -> None:
    """Measure rows of the newest full run anew, in place of those in it, and mark them so."""
    kept = newest()
    told = json.loads(kept.read_text("utf-8"))
    for name in names:
        fresh = {**measure(name), "again": True}
        told["rows"] = [fresh if row["name"] == name else row for row in told["rows"]]
    kept.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print("\n".join(lines_of(told)))


def measure(name: str) -> dict[str, Any]:
    """What the row's script prints last."""
    argv = [sys.executable, "-m", f"benchmarks.rows.{name}"]
    done = subprocess.run(argv, cwd=HERE.parent, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])  # Anki says more where it was slow
    return told


def commit() -> str:
    """The commit that is measured, `-changed` where files differ from it; `none` before the first."""
    head = git("rev-parse", "--short", "HEAD")
    measured = ("src", "benchmarks", ":!benchmarks/results", ":!*.md")
    changed = "-changed" if git("status", "--porcelain", "--", *measured) else ""
    return f"{head or 'none'}{changed}"


def git(*words: str) -> str:
    """What git says, nothing where it fails."""
    done = subprocess.run(["git", *words], cwd=HERE.parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def machine() -> dict[str, str | int]:
    """The kind of machine, and the versions that count."""
    return {
        "cores": os.cpu_count() or 0,
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "textual": version("textual"),
    }


if __name__ == "__main__":
    main()
