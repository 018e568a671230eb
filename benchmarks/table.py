"""The table of a run. `python -m benchmarks.table` writes the latest full run's into
README.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.places import HERE, RESULTS

HEAD = ("what", "against", "ours", "anchor", "ratio", "paired", "target", "at most", "")
BEGIN, END = "<!-- table: python -m benchmarks.table -->", "<!-- end of table -->"
QUIET = (0.95, 1.05)
"""Bounds of the anchor's ratio to itself on a machine that is not too busy."""


def table_lines(run: dict[str, Any]) -> list[str]:
    """Lay out a run as a Markdown table, followed by a line on the machine."""
    machine = ", ".join(f"{name} {value}" for name, value in run["machine"].items())
    table = align_table(HEAD, [format_cells(row) for row in run["rows"]])
    return [*table, "", f"{run['at']}, commit {run['commit']}; {machine}."]


def format_cells(row: dict[str, Any]) -> tuple[str, ...]:
    """Format the cells of a row."""
    target, most = (
        "" if row[name] is None else f"{row[name]:g}" for name in ("target", "most")
    )
    if "missing" in row:
        return (
            row["what"],
            row["against"],
            "",
            "",
            "",
            "",
            target,
            most,
            row["missing"],
        )
    unit = row.get("unit", "ms")
    return (
        row["what"],
        row["against"],
        *(f"{row[f'{side}_{unit}']:.4g} {unit}" for side in ("ours", "anchor")),
        f"{row['ratio']:.2f}",
        f"{row['paired']:.2f}",
        target,
        most,
        format_note(row),
    )


def format_note(row: dict[str, Any]) -> str:
    """Note a bound that is exceeded, a machine too busy to measure, and a row measured
    again; else empty.
    """
    notes = []
    if row["most"] is not None and row["ratio"] > row["most"]:
        notes.append("above the most")
    elif row["target"] is not None and row["ratio"] > row["target"]:
        notes.append("above target")
    if not QUIET[0] <= row["same"] <= QUIET[1]:
        notes.append(f"too busy: anchor against itself {row['same']:.2f}")
    if row.get("again"):
        notes.append("measured again, alone")
    return "; ".join(notes)


def align_table(head: tuple[str, ...], body: list[tuple[str, ...]]) -> list[str]:
    """Lay out a Markdown table with columns of equal width."""
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rows = (head, tuple("-" * width for width in widths), *body)
    return [f"| {' | '.join(map(str.ljust, cells, widths))} |" for cells in rows]


def find_newest() -> Path:
    """Find the results of the newest full run. ValueError if there is none."""
    runs = [path for path in RESULTS.glob("*.json") if not path.stem.endswith("-quick")]
    return max(runs, key=lambda path: path.stat().st_mtime_ns)


def replace_table(begin: str, lines: list[str]) -> None:
    """Write lines into the README, in place of those between the mark `begin` and the
    END after it.
    """
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(begin)
    text = "\n".join(lines)
    readme.write_text(
        f"{before}{begin}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8"
    )


def main() -> None:
    """Write the table of the newest full run into the README."""
    replace_table(BEGIN, table_lines(json.loads(find_newest().read_text("utf-8"))))


if __name__ == "__main__":
    main()
