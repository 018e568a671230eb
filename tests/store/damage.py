"""Ways to damage a save's file."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

Harm = Callable[[Path], object]


def write_at(place: int, data: bytes) -> Harm:
    def harm(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(data)

    return harm


def run_statements(*statements: str) -> Harm:
    def harm(path: Path) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.close()

    return harm
