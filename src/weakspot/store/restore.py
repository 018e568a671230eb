"""Replacing a save, whole, by what a backup holds or by an empty one."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

from weakspot.errors import CannotSave, DamagedSave, SaveError
from weakspot.files import (
    make_folder,
    new_file_beside,
    publish_new,
    sqlite_sibling,
    sync,
)
from weakspot.store.backup import back_up, vacuum_into
from weakspot.store.connections import connect_to_write, open_readonly
from weakspot.store.failures import translate_errors, translate_os_errors
from weakspot.store.inspection import inspect_save
from weakspot.store.migrations import TABLES, migrate
from weakspot.store.opening import open_save
from weakspot.store.save_files import existing_suffixes, numbered_paths, real_path
from weakspot.store.transaction import write_transaction
from weakspot.text import one_line


def restore(path: Path, source: Path, day: str) -> Path | None:
    """Replace the save at `path` by what the backup `source` holds,
    entirely or not at all.

    Returns where the old save is now: a backup of `day`, or in `damaged/` if it is
    damaged; None if there was none. Raises SaveError, and changes nothing, if the
    backup is refused or the save is newer.
    """
    path = real_path(path)
    with copy_in_newest_format(source, path) as copy:
        if is_sound(path):
            with closing(open_save(path)) as db:
                attach(db, copy)
                kept = back_up(db, path, day)
                with write_transaction(db):
                    # another weakspot in play on it sees the change
                    for table in TABLES:
                        db.execute(f"DELETE FROM main.{table}")
                        db.execute(
                            f"INSERT INTO main.{table} SELECT * FROM other.{table}"
                        )
            return kept
        aside = set_aside(path, day)
        if not publish_new(copy, path):
            raise SaveError(
                f"another program has just made {one_line(path)}, which stays; "
                "try again"
            )
        return aside


def begin_anew(path: Path, day: str) -> Path | None:
    """Replace the save at `path` by an empty one. Returns where the old save is now, as
    `restore` does.
    """
    path = real_path(path)
    with new_save_beside(path) as empty:
        with closing(connect_to_write(empty)) as db:
            migrate(db)
        return restore(path, empty, day)


def set_aside(path: Path, day: str) -> Path | None:
    """Move the save at `path` as it is to `damaged/<player>-<day>.db`, with a number if
    that is taken.

    Returns where it is now, None if there was nothing. Raises CannotSave if it cannot
    be moved.
    """
    suffixes = existing_suffixes(path)
    if not suffixes:
        return None
    folder = path.parent / "damaged"
    with translate_os_errors(f"{one_line(path)} cannot be set aside", CannotSave):
        make_folder(folder)
        names = numbered_paths(folder / f"{path.stem}-{day}.db")
        target = next(name for name in names if not existing_suffixes(name))
        for suffix in suffixes:
            sqlite_sibling(path, suffix).rename(sqlite_sibling(target, suffix))
        sync(folder)
        sync(path.parent)
    return target


def is_sound(path: Path) -> bool:
    """True if there is a save without visible damage. Raises SaveError if it is newer
    or not ours.
    """
    with suppress(DamagedSave):
        if os.path.lexists(path):
            inspect_save(path)
            return True
    return False


@contextmanager
def new_save_beside(path: Path) -> Iterator[Path]:
    """`new_file_beside` for a save. Raises CannotSave if nothing, or no save, can be
    made there.
    """
    parent = path.parent
    refused = translate_os_errors(f"{one_line(parent)} cannot be written", CannotSave)
    with refused, translate_errors(parent), new_file_beside(path) as new:
        yield new


@contextmanager
def copy_in_newest_format(source: Path, near: Path) -> Iterator[Path]:
    """A copy of the save `source`, in the newest format, beside `near`;
    removed at the end.

    Raises SaveError if `source` is refused; it is unchanged in any case.
    """
    source = real_path(source)
    if not os.path.lexists(source):
        raise SaveError(
            f"{one_line(source)} is not there; nothing was changed; name the file "
            "of a save"
        )
    with refuse_damaged_source():
        inspect_save(source)
    with new_save_beside(near) as copy:
        with refuse_damaged_source(), open_readonly(source) as db:
            vacuum_into(db, copy)
        with closing(connect_to_write(copy)) as db:
            migrate(db)
        yield copy


@contextmanager
def refuse_damaged_source() -> Iterator[None]:
    """Refuse a damaged file without advice for repairing the player's own save, which
    may be sound.
    """
    try:
        yield
    except DamagedSave as error:
        raise SaveError(
            f"{error.what}; nothing was changed; name a file that is a sound save"
        ) from error


def attach(db: Connection, other: Path) -> None:
    """Attach the save `other` to the connection under that name, until it is closed."""
    with translate_errors(other):
        # its name may not be UTF-8
        db.execute("ATTACH CAST(? AS TEXT) AS other", (os.fsencode(other),))
