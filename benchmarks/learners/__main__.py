"""`make bench-learners`: teaches hidden learners by our rules and by others; ours must
reach its targets.
"""

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

from benchmarks.learners.course import write_banks
from benchmarks.learners.game import load_banks
from benchmarks.learners.players import (
    PLAYERS,
    WEAK_COUNTS,
    PlayersWorld,
    make_shape_course,
    run_player,
)
from benchmarks.learners.table import RESULTS_FOLDER, build_tables, table_lines
from benchmarks.learners.traits import KINDS
from benchmarks.learners.trial import Figures, World, make_world, run_trial
from benchmarks.run import describe_machine, find_commit

SEEDS = 24
"""As many as run in two minutes on two cores; whether a row near its bound meets it
depends on the seeds.
"""
WORLD: list[tuple[World, PlayersWorld]] = []
"""The worlds of this process, in a list that `init_worker` fills."""


def main() -> None:
    """Parse the arguments, run, print and save the results; exits with 1 if a target is
    missed.
    """
    parser = argparse.ArgumentParser(prog="make bench-learners", description=__doc__)
    parser.add_argument(
        "--seeds",
        type=int,
        default=SEEDS,
        help=f"learners a kind; but for {SEEDS}, nothing is kept",
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="processes at a time"
    )
    args = parser.parse_args()
    if args.seeds < 2:
        parser.error("an interval needs two seeds or more")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        results = run_trials(args.seeds, args.jobs)
    except KeyboardInterrupt:
        print("\nstopped: nothing is kept", file=sys.stderr)
        sys.exit(130)
    print("\n".join(table_lines(results)))
    if args.seeds == SEEDS:
        RESULTS_FOLDER.mkdir(parents=True, exist_ok=True)
        path = RESULTS_FOLDER / f"{results['at']}-{results['commit']}.json"
        path.write_text(
            json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8"
        )
    missed = (row["missed"] for row in results["rows"] + results["players"])
    sys.exit(any(missed))


def run_trials(seeds: int, jobs: int) -> dict[str, Any]:
    """Run the trial of every kind of learner with every seed; returns the results with
    their tables.
    """
    started = time.monotonic()
    kinds = (*KINDS, *PLAYERS)
    learners = [(kind, seed) for seed in range(seeds) for kind in kinds]
    trials: dict[str, list[Figures]] = {kind: [] for kind in kinds}
    with TemporaryDirectory(prefix="weakspot-learners-") as folder:
        make_worlds(Path(folder))
        with multiprocessing.Pool(jobs, init_worker, (folder,)) as pool:
            for done, (kind, figures) in enumerate(pool.imap(teach, learners), 1):
                trials[kind].append(figures)
                print(
                    f"\r{done} of {len(learners)} learners taught",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
    print(file=sys.stderr)
    return {
        "at": time.strftime("%Y-%m-%d", time.gmtime()),
        "commit": find_commit(),
        "machine": describe_machine(),
        "seeds": seeds,
        "seconds": round(time.monotonic() - started, 1),
        **build_tables(trials),
    }


def init_worker(folder: str) -> None:
    """Load the world once for this process, and ignore interrupts, which the parent
    handles.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    WORLD[:] = [make_worlds(Path(folder))]
    gc.freeze()  # so that collections skip what stays alive anyway


def teach(learner: tuple[str, int]) -> tuple[str, Figures]:
    """Run one trial; returns the kind of learner and its figures."""
    (kind, seed), (world, players) = learner, WORLD[0]
    if kind in PLAYERS:
        weak = WEAK_COUNTS[PLAYERS.index(kind)]
        return kind, run_player(players, weak, seed)
    return kind, run_trial(world, kind, seed)


def make_worlds(folder: Path) -> tuple[World, PlayersWorld]:
    """Make the worlds with banks in this folder, which are written if missing."""
    course, shape = make_shape_course(), folder / "shape"
    if not shape.exists():
        write_banks(course, shape)
    return make_world(folder), PlayersWorld(course, load_banks(shape))


if __name__ == "__main__":
    main()
