"""The table of a run. `python -m benchmarks.table` writes the latest full run's into README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.places import HERE, RESULTS

HEAD = ("what", "against", "ours", "anchor", "ratio", "paired", "target", "at most", "")
BEGIN, END = "<!-- table: python -m benchmarks.table -->", "<!-- end of table -->"
QUIET = (0.95, 1.05)


def lines_of(run: dict[str, Any]) -> list[str]:
    """The run as a Markdown table, with a line on the machine below."""
    kind = ", ".join(f"{name} {value}" for name, value in run["machine"].items())
    table = aligned(HEAD, [cells_of(row) for row in run["rows"]])
    return [*table, "", f"{run['at']}, commit {run['commit']}; {kind}."]


def cells_of(row: dict[str, Any]) -> tuple[str, ...]:
    """The cells of one row."""
    target, most = ("" if row[name] is None else f"{row[name]:g}" for name in ("target", "most"))
    if "missing" in row:
        return (row["what"], row["against"], "", "", "", "", target, most, row["missing"])
    unit = row.get("unit", "ms")
    return (
        row["what"],
        row["against"],
        *(f"{row[f'{side}_{unit}']:.4g} {unit}" for side in ("ours", "anchor")),
        f"{row['ratio']:.2f}",
        f"{row['paired']:.2f}",
        target,
        most,
        note(row),
    )


def note(row: dict[str, Any]) -> str:
    """Whether the bounds were kept, and whether the machine was quiet enough to tell."""
    words = []
    if row["most"] is not None and row["ratio"] > row["most"]:
        words.append("above the most")
    elif row["target"] is not None and row["ratio"] > row["target"]:
        words.append("above target")
    if not QUIET[0] <= row["same"] <= QUIET[1]:
        words.append(f"too busy: anchor against itself {row['same']:.2f}")
    if row.get("again"):
        words.append("measured again, alone")
    return "; ".join(words)


def aligned(head: tuple[str, ...], body: list[tuple[str, ...]]) -> list[str]:
    """A table of Markdown."""
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    rows = (head, tuple("-" * width for width in widths), *body)
    return [f"| {' | '.join(map(str.ljust, cells, widths))} |" for cells in rows]


def newest() -> Path:
    """The results of the newest full run."""
    runs = [path for path in RESULTS.glob("*.json") if not path.stem.endswith("-quick")]
    return max(runs, key=lambda path: path.stat().st_mtime_ns)


def put(begin: str, lines: list[str]) -> None:
    """Put lines into the README, between the mark `begin` and the END after it."""
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(begin)
    text = "\n".join(lines)
    readme.write_text(f"{before}{begin}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> None:
    """Put the table of the newest full run into the README."""
    put(BEGIN, lines_of(json.loads(newest().read_text("utf-8"))))


if __name__ == "__main__":
    main()
