"""The tables of a run. `python -m benchmarks.learners.table` writes the newest run's into README.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.learners.targets import GAINS, ROWS, Row, cell, misses
from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import Figures
from benchmarks.places import RESULTS
from benchmarks.table import aligned, put

BEGIN = "<!-- learners: python -m benchmarks.learners.table -->"
KEPT = RESULTS / "learners"


def told_of(row: Row, trials: Mapping[str, Sequence[Figures]]) -> dict[str, Any]:
    """The row as it is kept: by kind of learner a value with its interval, and where the bound is missed."""
    cells = [cell(row.read, trials[kind]) for kind in KINDS]
    return {
        "what": row.what,
        "values": {
            kind: {"value": one.value, "low": one.low, "high": one.high}
            for kind, one in zip(KINDS, cells, strict=True)
        },
        "digits": row.digits,
        "bound": bound_of(row),
        "missed": misses(row, cells),
    }


def tables_of(trials: Mapping[str, Sequence[Figures]]) -> dict[str, list[dict[str, Any]]]:
    """Both tables as they are kept: gains by rule, and our own targets."""
    return {
        "gains": [told_of(row, trials) for row in GAINS],
        "rows": [told_of(row, trials) for row in ROWS],
    }


def bound_of(row: Row) -> str:
    """What must be reached, in figures."""
    told = row.bounds[:1] if len(set(row.bounds)) == 1 else row.bounds
    bounds = ", ".join(f"{bound:g}" for bound in told)
    return f"{'mean ' if row.mean else ''}{'≤' if row.most else '≥'} {bounds}" if bounds else ""


def lines_of(run: dict[str, Any]) -> list[str]:
    """Both tables in Markdown, with a line on the run below."""
    gains = [cells_of(row)[: len(KINDS) + 1] for row in run["gains"]]
    rows = [cells_of(row) for row in run["rows"]]
    kind = ", ".join(f"{name} {value}" for name, value in run["machine"].items())
    return [
        *aligned(("gain, % of the oracle's", *KINDS), gains),
        "",
        *aligned(("ours", *KINDS, "must reach", ""), rows),
        "",
        f"{run['at']}, commit {run['commit']}; {run['seeds']} seeds a kind, {run['seconds']:.0f} s; {kind}.",
    ]


def cells_of(row: dict[str, Any]) -> tuple[str, ...]:
    """The cells of one row."""
    values = (row["values"][kind] for kind in KINDS)
    missed = f"missed: {', '.join(row['missed'])}" if row["missed"] else ""
    return (row["what"], *(value_of(value, row["digits"]) for value in values), row["bound"], missed)


def value_of(value: dict[str, float], digits: int) -> str:
    """A value and half of its interval."""
    return f"{value['value']:.{digits}f} ± {(value['high'] - value['low']) / 2:.{digits}f}"


def main() -> None:
    """Put the tables of the newest run into the README."""
    newest = max(KEPT.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    put(BEGIN, lines_of(json.loads(newest.read_text("utf-8"))))


if __name__ == "__main__":
    main()
