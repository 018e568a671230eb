"""Backups: checked copies of the whole save, in `backups/` beside it."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from weakspot.errors import SaveError
from weakspot.files import new_file_beside, publish_new
from weakspot.store.inspection import closed, connected, ends, look, looking, uri
from weakspot.store.transaction import Progress, Stopped, explaining, interruptible, never, refusing, shown

DAYS = 7
"""Of so many of the last days with a backup, all are kept."""
WEEKS = 4
"""Of so many of the last weeks with a backup, the last one is kept."""

UNMADE = "no backup could be made: "
NEWEST = "SELECT coalesce(max(id), ''), (SELECT coalesce(max(id), '') FROM event), day FROM attempt"
"""The ids of the latest answer and of the latest event, and the answer's day."""
NAMED = r"-(\d{4}-\d\d-\d\d|format\d+)(-\d+)?\.db"
"""How a backup's name goes on after the player's."""


class Backup(NamedTuple):
    """A copy of a save: its file, how many attempts it holds, the last local date of them ("" for none)."""

    path: Path
    attempts: int
    day: str


# Making


def back_up(
    db: Connection,
    path: Path,
    name: str,
    stopped: Stopped = never,
    progress: Progress | None = None,
) -> Path:
    """Copy the save at `path`, open as `db`, to `backups/<player>-<name>.db`, or one with a number if taken.

    The name is a local day, or `format4`. Then older ones are thinned out. SaveError if no sound copy could
    be made; the save is as it was.
    """
    first = backup_of(path, name)
    with copied(db, first, stopped, progress) as made:
        target = next(one for one in numbered(first) if not one.exists() and publish_new(made, one))
    thin(path, target)
    return target


def numbered(file: Path) -> Iterator[Path]:
    """The file, then those beside it to take where it is taken: `ada-2.db`, `ada-3.db`, …"""
    yield file
    for number in count(2):
        yield file.with_name(f"{file.stem}-{number}{file.suffix}")


def back_up_daily(path: Path, day: str, stopped: Stopped = never) -> None:
    """The first backup of a local day, of a save in play; none of an empty one.

    On a connection of its own that only reads: it may be made in a thread beside play; `stopped` ends it.
    SaveError if none could be made.
    """
    path = path.resolve()
    if backup_of(path, day) in backup_files(path):
        return
    with explaining(path, UNMADE), closing(connected(uri(path, "ro"))) as db:
        db.execute("PRAGMA cache_size = -64")  # each page is read once, and written once
        if attempts_in(db):
            with suppress(KeyboardInterrupt):
                back_up(db, path, day, stopped)


@contextmanager
def copied(
    db: Connection, target: Path, stopped: Stopped = never, progress: Progress | None = None
) -> Iterator[Path]:
    """A sound copy of the open save beside `target`, to be published. SaveError if none could be made."""
    folder = target.parent
    refused = refusing(f"no backup could be made in {shown(folder)}")
    with refused, explaining(folder, UNMADE), new_file_beside(target) as made:
        held = attempts_in(db)
        write_into(db, made, stopped, progress)
        check(made, held)
        yield made


def write_into(
    db: Connection, made: Path, stopped: Stopped = never, progress: Progress | None = None
) -> None:
    """Write the open save to the new file `made`; `progress` is called with the bytes done, and with all."""
    ((pages,), (size,)) = (db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))

    def watched() -> bool:
        if progress and made.exists():
            progress(min(made.stat().st_size, pages * size), pages * size)
        return stopped()

    with interruptible(db, watched):
        db.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(made),))  # its name may be no UTF-8
    if progress:
        progress(pages * size, pages * size)


def check(copy: Path, attempts: int) -> None:
    """SaveError unless the copy is sound and holds that many attempts, or more."""
    with looking(copy) as db:
        (finding,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if finding != "ok" or attempts_in(db) < attempts:
            raise SaveError(f"the backup {shown(copy)} is not sound; the save was left as it was")


def thin(path: Path, made: Path) -> None:
    """Let go of old backups, unless the one just made holds less than the one before it."""
    found = dated(path)
    before = next((file for _, _, file in reversed(found) if file != made), made)
    if attempts_at(before) > attempts_at(made):
        return
    days = sorted({day for day, _, _ in found})[-DAYS:]
    weeks = {day.isocalendar()[:2]: file for day, _, file in found}  # the last one of each
    kept = {*list(weeks.values())[-WEEKS:], made}
    for day, _, file in found:
        if day not in days and file not in kept:
            file.unlink(missing_ok=True)


# Finding


def folder_of(path: Path) -> Path:
    """Where the backups of the save at `path` are."""
    return path.parent / "backups"


def backup_of(path: Path, name: str) -> Path:
    """Where the first backup of that name is, or would be: of a local day, or of a format."""
    return folder_of(path) / f"{path.stem}-{name}.db"


def backup_files(path: Path) -> list[Path]:
    """Every backup of the save at `path`, by name."""
    return files_in(folder_of(path), re.escape(path.stem) + NAMED)


def every_backup(path: Path) -> list[Path]:
    """As backup_files, at both ends of a link."""
    return [file for one in ends(path) for file in backup_files(one)]


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files whose whole name matches, by name. SaveError where the folder lets nobody see."""
    try:
        return sorted(file for file in folder.iterdir() if re.fullmatch(pattern, file.name))
    except PermissionError as error:
        raise closed(folder, error) from error
    except OSError:
        return []


def dated(path: Path) -> list[tuple[date, int, Path]]:
    """The backups of the save at `path` that are named by a local date: it, the number on it, the file."""
    found = []
    for file in backup_files(path):
        rest = file.stem.removeprefix(f"{path.stem}-")
        with suppress(ValueError):
            found.append((date.fromisoformat(rest[:10]), int(rest[11:] or 1), file))
    return sorted(found)


def good_backups(path: Path) -> Iterator[Backup]:
    """The backups of the save at `path` that can be restored, that with the latest answer first.

    Of two with the same answer, that with the later event: an undo, a flag.
    """
    found = []
    for file in every_backup(path):
        with suppress(SaveError), looking(file) as db:
            answer, event, day = db.execute(NEWEST).fetchone()
            found.append((answer, event, Backup(file, attempts_in(db), day or "")))
    for _, _, backup in sorted(found, reverse=True):
        with suppress(SaveError):
            look(backup.path)
            yield backup


def attempts_in(db: Connection) -> int:
    """How many attempts the log holds, undone ones too."""
    return int(db.execute("SELECT count(*) FROM attempt").fetchone()[0])


def attempts_at(path: Path) -> int:
    """How many attempts a backup holds; -1 where it cannot be read."""
    try:
        with looking(path) as db:
            return attempts_in(db)
    except SaveError:
        return -1
