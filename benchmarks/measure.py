"""Sides that take turns on one core, and what a row makes of their times."""

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
"""Does its work once and returns the seconds that count, or another measure."""


class Row(NamedTuple):
    """A row: what is measured against what; `target` and `most` bound the ratio (None: reported).

    Sides give seconds, which are told in milliseconds, or what another `unit` says.
    """

    name: str
    what: str
    against: str
    target: float | None
    most: float | None
    unit: str = "ms"


def pin() -> None:
    """Keep this process and those it starts on one core, the last it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def take_turns(sides: Sequence[Side], runs: int, warm: int) -> list[list[float]]:
    """The seconds of each side, run by run; every other round in reverse order, the first `warm` left out."""
    times: list[list[float]] = [[] for _ in sides]
    for turn in range(warm + runs):
        order = range(len(sides)) if turn % 2 else reversed(range(len(sides)))
        for side in order:
            seconds = sides[side]()
            if turn >= warm:
                times[side].append(seconds)
    return times


def compare(row: Row, ours: Side, anchor: Side, runs: int = RUNS, warm: int = 2) -> None:
    """Measure a row, its anchor also against itself, and print it as JSON."""
    mine, theirs, again = take_turns([ours, anchor, anchor], runs, warm)
    report(row, mine, theirs, again)


def report(row: Row, mine: list[float], theirs: list[float], again: list[float]) -> None:
    """Print a row as JSON."""
    scale = 1000 if row.unit == "ms" else 1
    told: dict[str, Any] = {
        **row._asdict(),
        "runs": len(mine),
        f"ours_{row.unit}": round(scale * min(mine), 4),
        f"anchor_{row.unit}": round(scale * min(theirs), 4),
        f"ours_median_{row.unit}": round(scale * median(mine), 4),
        f"anchor_median_{row.unit}": round(scale * median(theirs), 4),
        "ratio": round(min(mine) / min(theirs), 3),
        "paired": round(median(a / b for a, b in zip(mine, theirs, strict=True)), 3),
        "same": round(min(again) / min(theirs), 3),
        "same_paired": round(median(a / b for a, b in zip(again, theirs, strict=True)), 3),
    }
    print(json.dumps(told))


def missing(row: Row, why: str) -> None:
    """Print a row that cannot be measured here."""
    print(json.dumps({**row._asdict(), "missing": why}))


def timed(work: Callable[[], object]) -> Side:
    """A side that is a call within this process, with what it left behind collected before the next."""

    def side() -> float:
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        gc.collect()
        return seconds

    return side


def process(argv: Sequence[str], codes: Sequence[int] = (0,)) -> Side:
    """A side that is a process from start to end. RuntimeError for another exit code."""

    def side() -> float:
        nowhere = os.open(os.devnull, os.O_RDWR)
        files = [(os.POSIX_SPAWN_DUP2, nowhere, 1)]
        started = time.perf_counter()
        pid = os.posix_spawn(argv[0], list(argv), environment(), file_actions=files)
        _, status = os.waitpid(pid, 0)
        seconds = time.perf_counter() - started
        os.close(nowhere)
        if os.waitstatus_to_exitcode(status) not in codes:
            raise RuntimeError(f"{Path(argv[0]).name} {' '.join(argv[1:2])} failed: {status}")
        return seconds

    return side


def start() -> None:
    """What every row's script does first."""
    os.environ.update(environment())
    time.tzset()
    pin()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
