"""Backups: checked copies of the whole save, in `backups/` beside it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from weakspot.errors import SaveError
from weakspot.files import new_file_beside, publish_new
from weakspot.store.connections import connect, open_readonly, sqlite_uri
from weakspot.store.failures import (
    damaged_in_play,
    file_of,
    translate_errors,
    translate_os_errors,
)
from weakspot.store.inspection import encoding_faults, inspect_save, list_tables
from weakspot.store.migrations import HAS_LOG
from weakspot.store.save_files import (
    all_backup_files,
    backup_files,
    backup_path,
    numbered_paths,
    unfinished_files,
)
from weakspot.text import one_line

DAYS_KEPT = 7
"""All backups of this many of the last days with a backup are kept."""
WEEKS_KEPT = 4
"""The last backup of each of this many of the last weeks with a backup is kept."""

NO_BACKUP = "no backup could be made: "
SELECT_LATEST = (
    "SELECT coalesce(max(id), ''), (SELECT coalesce(max(id), '') FROM event), day "
    "FROM attempt"
)
"""The ids of the latest answer and of the latest event, and the answer's day."""
DAY_SECONDS = 86_400


class Backup(NamedTuple):
    """A copy of a save: its file, how many attempts it holds, the last local date of
    them ("" if none).
    """

    path: Path
    attempts: int
    day: str


# Making


def back_up(db: Connection, path: Path, name: str) -> Path:
    """Copy the save at `path`, open as `db`, to `backups/<player>-<name>.db`, with a
    number if that is taken.

    The name is a local day, or `format4`. Old backups are then deleted. Raises
    SaveError if no sound copy could be made; the save is unchanged.
    """
    first = backup_path(path, name)
    with make_copy(db, first) as copy:
        target = next(
            new
            for new in numbered_paths(first)
            if not new.exists() and publish_new(copy, new)
        )
    delete_old_backups(path, target)
    delete_unfinished(path, target)
    return target


def back_up_daily(path: Path, day: str) -> None:
    """Make the first backup of a local day, of a save in play; none of an empty one.

    Reads on a connection of its own: it may be called in a thread during play. Raises
    SaveError if no backup could be made.
    """
    path = path.resolve()
    if backup_path(path, day) in backup_files(path):
        return
    with (
        translate_errors(path, NO_BACKUP),
        closing(connect(sqlite_uri(path, "ro"))) as db,
    ):
        # each page is read once, and written once
        db.execute("PRAGMA cache_size = -64")
        if has_log(db):
            back_up(db, path, day)


@contextmanager
def make_copy(db: Connection, target: Path) -> Iterator[Path]:
    """Make a sound copy of the open save beside `target`, to be published. Raises
    SaveError if that fails.
    """
    folder = target.parent
    refused = translate_os_errors(f"no backup could be made in {one_line(folder)}")
    with refused, translate_errors(folder, NO_BACKUP), new_file_beside(target) as copy:
        attempts = count_attempts(db)
        vacuum_into(db, copy)
        check_copy(copy, attempts, file_of(db))
        yield copy


def vacuum_into(db: Connection, target: Path) -> None:
    """Write the open save to the new file `target`."""
    # its name may not be UTF-8
    db.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(target),))


def check_copy(copy: Path, attempts: int, save: str) -> None:
    """Raise SaveError unless the copy is sound and holds at least that many attempts;
    DamagedSave if `save` has texts that are not UTF-8, which are copied as they are.
    """
    with open_readonly(copy) as db:
        (fault,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if fault != "ok" or count_attempts(db) < attempts:
            raise SaveError(
                f"the backup {one_line(copy)} is not sound; the save was left as it "
                "was; try again, or check the disk"
            )
        if encoding_faults(db, list_tables(db)):
            raise damaged_in_play(save, NO_BACKUP)


def delete_old_backups(path: Path, newest: Path) -> None:
    """Delete old backups, unless the one just made holds less than the
    one before it.
    """
    backups = dated_backups(path)
    previous = next(
        (file for _, _, file in reversed(backups) if file != newest), newest
    )
    if count_attempts_at(previous) > count_attempts_at(newest):
        return
    days = sorted({day for day, _, _ in backups})[-DAYS_KEPT:]
    # the last one of each
    weeks = {day.isocalendar()[:2]: file for day, _, file in backups}
    kept = {*list(weeks.values())[-WEEKS_KEPT:], newest}
    for day, _, file in backups:
        if day not in days and file not in kept:
            # it stays if it cannot be deleted: the new backup is made
            with suppress(OSError):
                file.unlink()


def delete_unfinished(path: Path, made: Path) -> None:
    """Delete what a kill left a day before this backup was made; what is younger may be
    in the making.
    """
    for file in unfinished_files(path):
        with suppress(OSError):
            if file.stat().st_mtime < made.stat().st_mtime - DAY_SECONDS:
                file.unlink()


# Finding


def dated_backups(path: Path) -> list[tuple[date, int, Path]]:
    """The backups of the save at `path` named by a local date: the date, the number
    after it, the file.
    """
    dated = []
    for file in backup_files(path):
        suffix = file.stem.removeprefix(f"{path.stem}-")
        with suppress(ValueError):
            dated.append((date.fromisoformat(suffix[:10]), int(suffix[11:] or 1), file))
    return sorted(dated)


def find_good_backups(path: Path) -> Iterator[Backup]:
    """The backups of the save at `path` that can be restored, the one with the latest
    answer first.

    Of two with the same answer, the one with the later event (an undo,
    a flag) comes first.
    """
    found = []
    for file in all_backup_files(path):
        with suppress(SaveError), open_readonly(file) as db:
            answer, event, day = db.execute(SELECT_LATEST).fetchone()
            found.append((answer, event, Backup(file, count_attempts(db), day or "")))
    for _, _, backup in sorted(found, reverse=True):
        with suppress(SaveError):
            inspect_save(backup.path)
            yield backup


def has_log(db: Connection) -> bool:
    """True unless the save is empty: it has attempts, or events such as a project's."""
    return bool(db.execute(HAS_LOG).fetchone()[0])


def count_attempts(db: Connection) -> int:
    """The number of attempts in the log, undone ones included."""
    return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])


def count_attempts_at(path: Path) -> int:
    """The number of attempts that a backup holds; -1 if it cannot be read."""
    with suppress(SaveError), open_readonly(path) as db:
        return count_attempts(db)
    return -1
