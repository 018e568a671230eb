"""`make bench`: runs the rows one after the other, prints the table, and keeps what was
measured as JSON.
"""

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
from benchmarks.table import find_newest, table_lines

SMALL = (
    "home",
    "home_wide",
    "home_browser",
    "cold",
    "move",
    "move_options",
    "verdict",
    "advance",
    "weak",
    "weak_paint",
    "warm",
    "memory",
    "progress",
)
LARGE = (
    "home_large",
    "memory_large",
    "search",
    "check",
    "answer",
    "answer_anki",
    "rounds",
    "rounds_anki",
    "rebuild",
)


def main() -> None:
    """Parse the arguments, measure the rows, print the table and save the results."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="only what needs the small banks and saves"
    )
    parser.add_argument(
        "--row", action="append", choices=SMALL + LARGE, help="one row; nothing is kept"
    )
    parser.add_argument(
        "--again",
        action="append",
        choices=SMALL + LARGE,
        help="one row of the kept run anew",
    )
    args = parser.parse_args()
    if args.again:
        measure_again(args.again)
        return
    names = args.row or (SMALL if args.quick else SMALL + LARGE)
    rows = []
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr)
        rows.append(measure_row(name))
    run = {
        "at": time.strftime("%Y-%m-%d", time.gmtime()),
        "commit": find_commit(),
        "machine": describe_machine(),
        "rows": rows,
    }
    print("\n".join(table_lines(run)))
    if not args.row:
        RESULTS.mkdir(exist_ok=True)
        path = (
            RESULTS
            / f"{run['at']}-{run['commit']}{'-quick' if args.quick else ''}.json"
        )
        path.write_text(json.dumps(run, indent=2) + "\n", "utf-8")


def measure_again(names: list[str]) -> None:
    """Measure rows of the newest full run again, replace them in its results, and mark
    them.
    """
    path = find_newest()
    run = json.loads(path.read_text("utf-8"))
    for name in names:
        fresh = {**measure_row(name), "again": True}
        run["rows"] = [fresh if row["name"] == name else row for row in run["rows"]]
    path.write_text(json.dumps(run, indent=2) + "\n", "utf-8")
    print("\n".join(table_lines(run)))


def measure_row(name: str) -> dict[str, Any]:
    """Run the script of a row; returns the JSON that it prints last."""
    argv = [sys.executable, "-m", f"benchmarks.rows.{name}"]
    completed = subprocess.run(
        argv, cwd=HERE.parent, stdout=subprocess.PIPE, check=True
    )
    row: dict[str, Any] = json.loads(
        completed.stdout.splitlines()[-1]
    )  # Anki prints more when it is slow
    return row


def find_commit() -> str:
    """The commit that is measured, with `-changed` if files differ from it; `none` if
    there is no commit.
    """
    head = run_git("rev-parse", "--short", "HEAD")
    measured = ("src", "benchmarks", ":!benchmarks/results", ":!*.md")
    changed = "-changed" if run_git("status", "--porcelain", "--", *measured) else ""
    return f"{head or 'none'}{changed}"


def run_git(*words: str) -> str:
    """The output of git, stripped; empty if it fails."""
    completed = subprocess.run(
        ["git", *words], cwd=HERE.parent, capture_output=True, text=True, check=False
    )
    return completed.stdout.strip() if completed.returncode == 0 else ""


def describe_machine() -> dict[str, str | int]:
    """The kind of machine, and the versions that affect the results."""
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
