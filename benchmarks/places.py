"""Where the benchmarks keep things, and the environment that every measured process gets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results"
CACHE = HERE / "cache" / "v1"
"""Seeded data. Raise the version when what is generated changes."""

BANK_CACHE = CACHE / "parsed"
PYTHON = sys.executable
WEAKSPOT = str(Path(sys.executable).with_name("weakspot"))
BARE = str(HERE / "bare.py")
LOADING = str(HERE / "loading.py")


def environment(bank_cache: Path = BANK_CACHE) -> dict[str, str]:
    """The same few variables for every process, whatever the shell has set."""
    return {
        "HOME": str(CACHE / "user"),
        "LANG": "C.UTF-8",
        "PATH": os.environ.get("PATH", os.defpath),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "UTC",
        "XDG_CACHE_HOME": str(bank_cache),
    }


def home_of(questions: int) -> Path:
    """The home whose banks hold so many questions."""
    return CACHE / f"home-{questions}"


def save_of(questions: int, attempts: int) -> Path:
    """The save with so many attempts at the questions of that home."""
    return home_of(questions) / "saves" / f"a{attempts}.db"


def drop(save: Path) -> None:
    """Remove a save and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        save.with_name(save.name + suffix).unlink(missing_ok=True)
