"""P5: two games on one save lose nothing and count nothing twice."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

from attempts import log_answer

from faults.processes import fork_child, wait_for_child
from faults.rows import Fault, Row, count_answers, find_save_trouble, small_home
from weakspot.engine.records import Day
from weakspot.store.opening import open_save
from weakspot.store.save import Save

WRITERS = 2
LIMIT = 240.0
THOUGHT = 0.001
"""Seconds between two answers of a writer, in which the other can take the lock."""


def run_two_writers(count: int) -> Row:
    """Answer in two processes at once, `count` answers in all, one in a hundred of them
    taken back.
    """
    share = count // WRITERS
    failures = []
    with small_home() as home:
        path = home / "saves" / "default.db"
        Save(open_save(path)).close()
        said = os.open(home / "said", os.O_CREAT | os.O_RDWR, 0o600)
        null = os.open(os.devnull, os.O_RDONLY)
        start = time.monotonic()
        pids = [
            fork_child(
                lambda first=first: write_answers(path, first, share),
                (null, said, said),
            )
            for first in range(2)
        ]
        codes = [wait_for_child(pid, start + LIMIT)[0] for pid in pids]
        os.close(said)
        os.close(null)
        if codes != [0] * WRITERS:
            failures.append(
                f"exit codes {codes}: {(home / 'said').read_text()[-300:]!r}"
            )
        if count_answers(path) != share * WRITERS:
            failures.append(f"{count_answers(path):,} answers in the save")
        if found := find_save_trouble(path):
            failures.append(found)
        totals = totals_of(path)
        undone = WRITERS * (share // 100)
        if totals.attempts != share * WRITERS - undone:
            failures.append(f"{totals.attempts:,} count, with {undone} taken back")
    result = f"all there once, {undone} taken back, sums equal the log's, never locked"
    return Row(
        "P5", "two writers on one save", share * WRITERS, result, tuple(failures)
    )


def write_answers(path: Path, first: int, share: int) -> None:
    """Answer as one of the two writers, with a pause before each answer."""
    with closing(Save(open_save(path))) as save:
        for number in range(share):
            time.sleep(THOUGHT)
            id = log_answer(save, number + first, score=number % 3 / 2, minutes=number)
            if number % 100 == 99:
                save.writer.retract(id, "2026-11-03T09:00:00Z", None)


def totals_of(path: Path) -> Day:
    """Read the totals that the save has counted."""
    with closing(Save(open_save(path))) as save:
        return save.totals()


FAULTS = (Fault("writers", run_two_writers, 10_000),)
