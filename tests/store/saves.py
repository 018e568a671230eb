"""Saves on disk, for the tests of backups, merges and exports."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from attempts import at_minute, log_answer

from weakspot.store.export import open_export
from weakspot.store.opening import open_save
from weakspot.store.save import Save

DAY = "2026-11-25"
LOGGED = ("attempt", "event")
DERIVED = ("node", "memory", "day", "change")


def make_save(path: Path, answers: int = 9, seed: int = 1, first: int = 0) -> Path:
    """Make a save with `answers` answers, one undone, one disputed, a finished round
    and an open one.
    """
    save = Save(open_save(path), partial(Random(seed).getrandbits, 74), path)
    ids = [
        log_answer(save, n, n % 3 / 2, n, round=f"r{seed}")
        for n in range(first, first + answers)
    ]
    if ids:
        save.writer.retract(ids[-1], at_minute(answers + 1), None)
        save.writer.append_event("dispute", ids[0], "=1+1", at_minute(answers + 2))
        save.writer.end_round(f"r{seed}", at_minute()[:10], at_minute(answers + 3))
        save.writer.save_round(f"open{seed}", "today", at_minute(answers + 4), "{}")
        log_answer(save, first, 0.5, answers + 4, round=f"open{seed}")
    save.close()
    return path


def read_tables(path: Path, *tables: str) -> dict[str, list[Any]]:
    """Read tables of a save (all but open rounds if none is named), each row as its
    exact repr.
    """
    rest = (
        "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    )  # and leaves no trace
    with closing(sqlite3.connect(f"file:{path}?{rest}", uri=True)) as db:
        names = tables or LOGGED + DERIVED
        return {
            name: [repr(row) for row in db.execute(f"SELECT * FROM {name} ORDER BY 1")]
            for name in names
        }


def export_save(path: Path, target: Path, format: str = "jsonl") -> Path:
    """Export the log of a save into `target`; returns it."""
    with open_export(path, format) as lines:
        target.write_text("".join(lines), encoding="utf-8", newline="")
    return target
