"""P5: two games on one save lose nothing, and count nothing twice."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

from attempts import answer

from faults.rows import Fault, Row, Tell, saved, small_home, unsound
from faults.running import forked, waited
from weakspot.engine.records import Day
from weakspot.store.opening import open_save
from weakspot.store.save import Save

WRITERS = 2
LIMIT = 240.0
THOUGHT = 0.001
"""Seconds between two answers of a writer, when the other has a chance of the lock."""


def two_writers(count: int, tell: Tell) -> Row:
    """Two processes that answer at once, so many answers in all, one in a hundred taken back."""
    share = count // WRITERS
    failures = []
    with small_home() as home:
        path = home / "saves" / "default.db"
        Save(open_save(path)).close()
        said = os.open(home / "said", os.O_CREAT | os.O_RDWR, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        start = time.monotonic()
        pids = [
            forked(lambda first=first: write(path, first, share), nothing, said, said) for first in range(2)
        ]
        codes = [waited(pid, start + LIMIT)[0] for pid in pids]
        os.close(said)
        os.close(nothing)
        if codes != [0] * WRITERS:
            failures.append(f"exit codes {codes}: {(home / 'said').read_text()[-300:]!r}")
        if saved(path) != share * WRITERS:
            failures.append(f"{saved(path):,} answers in the save")
        if found := unsound(path):
            failures.append(found)
        totals = totals_of(path)
        undone = WRITERS * (share // 100)
        if totals.attempts != share * WRITERS - undone:
            failures.append(f"{totals.attempts:,} count, with {undone} taken back")
        tell(count)
    result = f"all there once, {undone} taken back, sums equal the log's, never locked"
    return Row("P5", "two writers on one save", share * WRITERS, result, tuple(failures))


def write(path: Path, first: int, share: int) -> None:
    """Answer as one of the two, with a moment of thought before each answer."""
    with closing(Save(open_save(path))) as save:
        for number in range(share):
            time.sleep(THOUGHT)
            id = answer(save, number + first, score=number % 3 / 2, minutes=number)
            if number % 100 == 99:
                save.retract(id, "2026-11-03T09:00:00Z", None)


def totals_of(path: Path) -> Day:
    """What the save counts."""
    with closing(Save(open_save(path))) as save:
        return save.totals()


FAULTS = (Fault("writers", two_writers, 10_000),)
