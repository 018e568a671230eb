"""Sides that take turns on one core, and the row computed from their times."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.places import environment

RUNS = 20
Side = Callable[[], float]
"""Does its work once and returns the measured seconds, or another quantity."""


class Row(NamedTuple):
    """A side and its anchor; `target` and `most` bound the ratio (None: only reported).

    Sides return seconds, which are printed as milliseconds, or a quantity in another
    `unit`.
    """

    name: str
    what: str
    against: str
    target: float | None
    most: float | None
    unit: str = "ms"


def pin_to_core() -> None:
    """Pin this process and its children to one core, the last one it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def take_turns(sides: Sequence[Side], runs: int, warm: int) -> list[list[float]]:
    """The results of each side, run by run; every other turn in reverse order, the
    first `warm` discarded.
    """
    times: list[list[float]] = [[] for _ in sides]
    for turn in range(warm + runs):
        order = range(len(sides)) if turn % 2 else reversed(range(len(sides)))
        for side in order:
            seconds = sides[side]()
            if turn >= warm:
                times[side].append(seconds)
    return times


def compare(
    row: Row, ours: Side, anchor: Side, runs: int = RUNS, warm: int = 2
) -> None:
    """Measure a row, with its anchor also against itself, and print it as JSON."""
    report_row(row, *take_turns([ours, anchor, anchor], runs, warm))


def report_row(
    row: Row, ours: list[float], anchor: list[float], again: list[float]
) -> None:
    """Print a row as JSON; `again` is the anchor measured a second time."""
    scale = 1000 if row.unit == "ms" else 1
    figures: dict[str, Any] = {
        **row._asdict(),
        "runs": len(ours),
        f"ours_{row.unit}": round(scale * min(ours), 4),
        f"anchor_{row.unit}": round(scale * min(anchor), 4),
        f"ours_median_{row.unit}": round(scale * median(ours), 4),
        f"anchor_median_{row.unit}": round(scale * median(anchor), 4),
        "ratio": round(min(ours) / min(anchor), 3),
        "paired": round(median(a / b for a, b in zip(ours, anchor, strict=True)), 3),
        "same": round(min(again) / min(anchor), 3),
        "same_paired": round(
            median(a / b for a, b in zip(again, anchor, strict=True)), 3
        ),
    }
    print(json.dumps(figures))


def report_missing(row: Row, why: str) -> None:
    """Print a row that cannot be measured here."""
    print(json.dumps({**row._asdict(), "missing": why}))


def call_side(work: Callable[[], object]) -> Side:
    """A side that times a call in this process and collects its garbage before the next
    turn.
    """

    def side() -> float:
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        gc.collect()
        return seconds

    return side


def process_side(argv: Sequence[str]) -> Side:
    """A side that times a process from start to exit. RuntimeError if its exit code is
    not 0.
    """

    def side() -> float:
        null = os.open(os.devnull, os.O_RDWR)
        files = [(os.POSIX_SPAWN_DUP2, null, 1)]
        started = time.perf_counter()
        pid = os.posix_spawn(argv[0], list(argv), environment(), file_actions=files)
        _, status = os.waitpid(pid, 0)
        seconds = time.perf_counter() - started
        os.close(null)
        if os.waitstatus_to_exitcode(status):
            raise RuntimeError(
                f"{Path(argv[0]).name} {' '.join(argv[1:2])} failed: {status}"
            )
        return seconds

    return side


def prepare_process() -> None:
    """Set up the process of a row: environment, time zone, one core, unbuffered
    lines.
    """
    os.environ.update(environment())
    time.tzset()
    pin_to_core()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
