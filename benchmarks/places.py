"""Where the benchmarks store files, and the environment of every measured process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results"
CACHE = HERE / "cache" / "v1"
"""Generated banks and saves. Raise the version when the generators change."""

BANK_CACHE = CACHE / "parsed"
PYTHON = sys.executable
WEAKSPOT = str(Path(sys.executable).with_name("weakspot"))
BARE = str(HERE / "bare.py")
YAML_LOADER = str(HERE / "yaml_loader.py")


def environment(bank_cache: Path = BANK_CACHE) -> dict[str, str]:
    """The same few variables for every process, regardless of the shell's."""
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
    """The home folder whose banks hold this many questions."""
    return CACHE / f"home-{questions}"


def save_of(questions: int, attempts: int) -> Path:
    """The save with this many attempts, in the home with this many questions."""
    return home_of(questions) / "saves" / f"a{attempts}.db"


def remove_database(path: Path) -> None:
    """Delete an SQLite database and the files that SQLite puts beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
