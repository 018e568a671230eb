"""The tables of a run. `python -m benchmarks.learners.table` writes the newest run's
into README.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.learners.players import PLAYERS
from benchmarks.learners.targets import (
    GAINS,
    PLAYER_ROWS,
    ROWS,
    Row,
    estimate_cell,
    find_misses,
)
from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import Figures
from benchmarks.places import RESULTS
from benchmarks.table import align_table, replace_table

BEGIN = "<!-- learners: python -m benchmarks.learners.table -->"
RESULTS_FOLDER = RESULTS / "learners"


def build_row(
    row: Row, trials: Mapping[str, Sequence[Figures]], kinds: Sequence[str] = KINDS
) -> dict[str, Any]:
    """Build a row of results: value and interval by kind of learner, and which kinds
    miss the bound.
    """
    cells = [estimate_cell(row.read, trials[kind]) for kind in kinds]
    return {
        "what": row.what,
        "values": {
            kind: {"value": one.value, "low": one.low, "high": one.high}
            for kind, one in zip(kinds, cells, strict=True)
        },
        "digits": row.digits,
        "bound": format_bound(row),
        "missed": find_misses(row, cells, kinds),
    }


def build_tables(
    trials: Mapping[str, Sequence[Figures]],
) -> dict[str, list[dict[str, Any]]]:
    """Build the tables of the results: the gains by rule, our own targets, and the
    players of whom a few topics are weak.
    """
    return {
        "gains": [build_row(row, trials) for row in GAINS],
        "rows": [build_row(row, trials) for row in ROWS],
        "players": [build_row(row, trials, PLAYERS) for row in PLAYER_ROWS],
    }


def format_bound(row: Row) -> str:
    """Format the bound that must be reached; empty if there is none."""
    shown = row.bounds[:1] if len(set(row.bounds)) == 1 else row.bounds
    bounds = ", ".join("–" if bound == -math.inf else f"{bound:g}" for bound in shown)
    return f"{'≤' if row.at_most else '≥'} {bounds}" if bounds else ""


def table_lines(run: dict[str, Any]) -> list[str]:
    """Lay out the tables in Markdown, followed by a line on the run."""
    gains = [format_cells(row)[: len(KINDS) + 1] for row in run["gains"]]
    rows = [format_cells(row) for row in run["rows"]]
    players = [format_cells(row, PLAYERS) for row in run["players"]]
    machine = ", ".join(f"{name} {value}" for name, value in run["machine"].items())
    return [
        *align_table(("gain, % of the oracle's", *KINDS), gains),
        "",
        *align_table(("ours", *KINDS, "must reach", ""), rows),
        "",
        *align_table(("after 10 rounds", *PLAYERS, "must reach", ""), players),
        "",
        f"{run['at']}, commit {run['commit']}; "
        f"{run['seeds']} seeds a kind, {run['seconds']:.0f} s; {machine}.",
    ]


def format_cells(row: dict[str, Any], kinds: Sequence[str] = KINDS) -> tuple[str, ...]:
    """Format the cells of a row."""
    values = (row["values"][kind] for kind in kinds)
    missed = f"missed: {', '.join(row['missed'])}" if row["missed"] else ""
    return (
        row["what"],
        *(format_value(value, row["digits"]) for value in values),
        row["bound"],
        missed,
    )


def format_value(value: dict[str, float], digits: int) -> str:
    """Format a value and half the width of its interval."""
    return (
        f"{value['value']:.{digits}f} ± {(value['high'] - value['low']) / 2:.{digits}f}"
    )


def main() -> None:
    """Write the tables of the newest run into the README."""
    newest = max(
        RESULTS_FOLDER.glob("*.json"), key=lambda path: path.stat().st_mtime_ns
    )
    replace_table(BEGIN, table_lines(json.loads(newest.read_text("utf-8"))))


if __name__ == "__main__":
    main()
