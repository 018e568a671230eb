"""Backups: a checked copy of the whole save."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import SaveError
from weakspot.files import beside, make_folder, publish
from weakspot.store.looking import looking
from weakspot.store.migrating import format_of
from weakspot.store.transaction import save_error, shown


def back_up_before_migration(db: Connection, path: Path) -> Path:
    """Copy the save at `path`, open as `db`, to `backups/<player>-format<N>.db` beside it; returns the copy.

    A copy there that holds more attempts stays, and the new one gets the next free number.
    SaveError if no sound copy could be made; the save is then as it was.
    """
    folder = path.parent / "backups"
    stem = f"{path.stem}-format{format_of(db)}"
    count = attempts_in(db)
    try:
        make_folder(folder)
        target, number = folder / f"{stem}.db", 1
        while target.exists() and attempts_at(target) > count:
            number += 1
            target = folder / f"{stem}-{number}.db"
        with beside(target) as made:
            db.execute("VACUUM INTO ?", (str(made),))
            check(made, count)
            publish(made, target)
    except OSError as error:
        raise SaveError(f"no backup could be made in {shown(folder)}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise save_error(error, shown(folder), "no backup could be made: ") or error from error
    return target


def check(copy: Path, attempts: int) -> None:
    """SaveError unless the copy is sound and holds that many attempts, or more."""
    with looking(copy) as db:
        (finding,) = db.execute("PRAGMA integrity_check(1)").fetchone()
        if finding != "ok" or attempts_in(db) < attempts:
            raise SaveError(f"the backup {shown(copy)} is not sound; the save was left as it was")


def attempts_in(db: Connection) -> int:
    """How many attempts the log holds, undone ones too."""
    (count,) = db.execute("SELECT count(*) FROM attempt").fetchone()
    return int(count)


def attempts_at(path: Path) -> int:
    """How many attempts a backup holds; -1 where it cannot be read."""
    try:
        with looking(path) as db:
            return attempts_in(db)
    except SaveError:
        return -1
