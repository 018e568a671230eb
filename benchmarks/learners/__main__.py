"""`make bench-learners`: teaches hidden learners by our rules and by others; ours must reach its targets."""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.learners.table import KEPT, lines_of, tables_of
from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import Figures, World, make_world, trial
from benchmarks.run import commit, machine

SEEDS = 60
"""As many as two minutes on two cores allow; a row at its bound is missed or not by the choice of seeds."""
WORLD: list[World] = []
"""Of each process its own."""


def main() -> None:
    """Parse the arguments, run, print and keep; exits with 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="make bench-learners", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=SEEDS, help=f"learners a kind; but for {SEEDS}, nothing is kept"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    asked = parser.parse_args()
    if asked.seeds < 2:
        parser.error("an interval needs two seeds or more")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        told = run(asked.seeds, asked.jobs)
    except KeyboardInterrupt:
        print("\nstopped: nothing is kept", file=sys.stderr)
        sys.exit(130)
    print("\n".join(lines_of(told)))
    if asked.seeds == SEEDS:
        KEPT.mkdir(parents=True, exist_ok=True)
        kept = KEPT / f"{told['at']}-{told['commit']}.json"
        kept.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    sys.exit(any(row["missed"] for row in told["rows"]))


def run(seeds: int, jobs: int) -> dict[str, Any]:
    """Every kind of learner with every seed, and the tables that they give."""
    started = time.monotonic()
    learners = [(kind, seed) for seed in range(seeds) for kind in KINDS]
    trials: dict[str, list[Figures]] = {kind: [] for kind in KINDS}
    with TemporaryDirectory(prefix="weakspot-learners-") as folder:
        make_world(Path(folder))
        with multiprocessing.Pool(jobs, begin, (folder,)) as pool:
            for done, (kind, found) in enumerate(pool.imap(teach, learners), 1):
                trials[kind].append(found)
                print(f"\r{done} of {len(learners)} learners taught", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {
        "at": time.strftime("%Y-%m-%d", time.gmtime()),
        "commit": commit(),
        "machine": machine(),
        "seeds": seeds,
        "seconds": round(time.monotonic() - started, 1),
        **tables_of(trials),
    }


def begin(folder: str) -> None:
    """Of a process: the world once, and no interrupt, which is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    WORLD[:] = [make_world(Path(folder))]
    gc.freeze()  # all that stays is not looked through again and again


def teach(learner: tuple[str, int]) -> tuple[str, Figures]:
    """One trial, with its kind of learner."""
    kind, seed = learner
    return kind, trial(WORLD[0], kind, seed)


if __name__ == "__main__":
    main()
