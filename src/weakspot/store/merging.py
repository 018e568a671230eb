"""Two saves of one player made one: the union of their logs, derived again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from weakspot.errors import SaveError
from weakspot.store import rows
from weakspot.store.backup import attempts_in, back_up
from weakspot.store.derived import Progress, replay
from weakspot.store.looking import looking, real
from weakspot.store.opening import open_save
from weakspot.store.restoring import join, newest_format
from weakspot.store.transaction import interruptible, never, shown, writing
from weakspot.store.verifying import log_findings, not_utf8

COLUMNS = {"attempt": rows.ATTEMPT, "event": rows.EVENT}


class Came(NamedTuple):
    """What a merge brought in, and the backup made before it, if one was."""

    attempts: int
    events: int
    backup: Path | None


def merge(path: Path, other: Path, day: str, progress: Progress | None = None) -> Came:
    """Take into the save at `path`, made where missing, what only the save `other` has in its log.

    All or nothing; `other` is unchanged, and may be of an older format. Open rounds stay where they are, but
    one that ended in the other save is closed. SaveError if a save is refused, or the two contradict.
    """
    path = real(path)
    with newest_format(real(other), path) as made:
        return merge_checked(path, made, shown(other), day, progress)


def merge_checked(path: Path, made: Path, name: str, day: str, progress: Progress | None) -> Came:
    """As merge, of a save in the newest format that nobody else uses, called `name` in messages."""
    with looking(made) as source:
        if found := not_utf8(source) or log_findings(source):
            raise SaveError(f"{name} is damaged: {found[0]}. Nothing was taken in")
    with closing(open_save(path)) as db:
        join(db, made)
        new = {table: count_new(db, table) for table in COLUMNS}
        kept = back_up(db, path, day) if any(new.values()) and attempts_in(db) else None
        with writing(db), interruptible(db, never):
            for table in COLUMNS:
                refuse_contradiction(db, table, name)
                db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}")
            if any(new.values()):
                db.execute("DELETE FROM round WHERE id IN (SELECT subject FROM event WHERE what='round_end')")
                replay(db, progress)
    return Came(new["attempt"], new["event"], kept)


def count_new(db: Connection, table: str) -> int:
    """How many rows of the other log are not in this one."""
    sql = f"SELECT count(*) FROM other.{table} WHERE id NOT IN (SELECT id FROM main.{table})"
    return int(db.execute(sql).fetchone()[0])


def refuse_contradiction(db: Connection, table: str, name: str) -> None:
    """SaveError if both logs have an id, and not the same under it: which one is true cannot be told."""
    ours, theirs = (
        ", ".join(f"{which}.{column}" for column in COLUMNS[table]) for which in ("ours", "theirs")
    )
    sql = f"""
    SELECT id FROM other.{table} AS theirs JOIN main.{table} AS ours USING (id)
    WHERE ({theirs}) IS NOT ({ours}) ORDER BY id LIMIT 1"""
    if found := db.execute(sql).fetchone():
        raise SaveError(
            f"{name} has another {table} {shown(found[0])} than the save: one of the two was changed by "
            "hand. Nothing was taken in"
        )
