"""A player's files: the save, its backups, what was set aside and what a kill left; and
removing them.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from weakspot.errors import CannotSave, SaveError
from weakspot.files import SQLITE_SUFFIXES, sqlite_sibling, sync
from weakspot.store.failures import translate_os_errors
from weakspot.text import one_line

NAME_PATTERN = r"-(\d{4}-\d\d-\d\d|format\d+)(-\d+)?\.db"
"""The part of a backup's name after the player's."""
SUFFIX_PATTERN = f"({'|'.join(SQLITE_SUFFIXES)})"


def is_there(path: Path) -> bool:
    """True if there is anything at `path`, if only a broken link.

    Raises SaveError if we may not look, also behind a link, or if a folder on the way
    is a broken link.
    """
    try:
        path.stat()
    except PermissionError as error:
        raise access_error(path, error) from error
    except OSError:
        for folder in path.parents:
            if folder.is_symlink() and not folder.exists():
                raise SaveError(
                    f"{path_words(folder)} leads nowhere; "
                    "bring back what it leads to, or choose another --home"
                ) from None
        return os.path.lexists(path)
    return True


def real_path(path: Path) -> Path:
    """The path of the save itself if `path` is a link to it:
    SQLite keeps its files there.
    """
    return path.resolve() if is_there(path) and path.exists() else path


def ends_of(path: Path) -> list[Path]:
    """Both ends if `path` is a link, as backups may be beside either; else `path`.
    Raises as `is_there`.
    """
    return (
        [path, Path(os.path.realpath(path))]
        if is_there(path) and path.is_symlink()
        else [path]
    )


def path_words(path: Path) -> str:
    """The path for a message, with its target if it is a link."""
    with suppress(OSError):
        return f"{one_line(path)}, a link to {one_line(path.readlink())},"
    return one_line(path)


def access_error(path: Path, error: OSError) -> SaveError:
    """The error for a file in a folder that we may not read."""
    return SaveError(
        f"{path_words(path)} cannot be read: {error.strerror}; give yourself access, "
        "or choose another --home"
    )


def backup_folder(path: Path) -> Path:
    """The folder of the backups of the save at `path`."""
    return path.parent / "backups"


def backup_path(path: Path, name: str) -> Path:
    """The path of the first backup of that name, which is a local day or a format; it
    need not exist.
    """
    return backup_folder(path) / f"{path.stem}-{name}.db"


def backup_files(path: Path) -> list[Path]:
    """Every backup of the save at `path`, by name."""
    return find_files(backup_folder(path), re.escape(path.stem) + NAME_PATTERN)


def all_backup_files(path: Path) -> list[Path]:
    """The `backup_files` at both ends of a link."""
    return [file for end in ends_of(path) for file in backup_files(end)]


def unfinished_files(save: Path) -> list[Path]:
    """The saves and backups of the player that a kill left unfinished."""
    pattern = (
        rf"\.{re.escape(save.stem)}({NAME_PATTERN}|\.db)\.[0-9a-f]{{8}}{SUFFIX_PATTERN}"
    )
    return find_files(save.parent, pattern) + find_files(backup_folder(save), pattern)


def files_set_aside(path: Path) -> list[Path]:
    """Everything that was set aside of the save at `path`, by name."""
    pattern = rf"{re.escape(path.stem)}-\d{{4}}-\d\d-\d\d(-\d+)?\.db{SUFFIX_PATTERN}"
    return find_files(path.parent / "damaged", pattern)


def find_files(folder: Path, pattern: str) -> list[Path]:
    """The files whose whole name matches, by name. Raises SaveError if the folder may
    not be read.
    """
    try:
        return sorted(
            file for file in folder.iterdir() if re.fullmatch(pattern, file.name)
        )
    except PermissionError as error:
        raise access_error(folder, error) from error
    except OSError:
        return []


def numbered_paths(file: Path) -> Iterator[Path]:
    """The file, then the names to try if it is taken: `ada-2.db`, `ada-3.db`, …"""
    yield file
    for number in count(2):
        yield file.with_name(f"{file.stem}-{number}{file.suffix}")


def existing_suffixes(path: Path) -> list[str]:
    """The suffixes of those files of the save at `path` that exist."""
    return [
        suffix
        for suffix in SQLITE_SUFFIXES
        if os.path.lexists(sqlite_sibling(path, suffix))
    ]


def files_of(path: Path) -> list[Path]:
    """Every file with answers of the player whose save is at `path`; the save itself
    comes last.
    """
    save = real_path(path)
    parts = [sqlite_sibling(save, suffix) for suffix in reversed(SQLITE_SUFFIXES)]
    # a folder on the way may be a link, too
    links = [path] if path.is_symlink() and path != save else []
    files = []
    for place in ends_of(path):
        files += backup_files(place) + files_set_aside(place) + unfinished_files(place)
    files += *parts, *links
    return [
        file
        for file in files
        if is_there(file) and (file.is_symlink() or not file.is_dir())
    ]


def erase(path: Path) -> list[Path]:
    """Remove every file of `files_of` and return them. A game in play on the save then
    saves no more.
    """
    files = files_of(path)
    for file in files:
        with translate_os_errors(f"{one_line(file)} cannot be removed", CannotSave):
            file.unlink(missing_ok=True)
    for folder in {file.parent for file in files}:
        with translate_os_errors(f"{one_line(folder)} cannot be written", CannotSave):
            sync(folder)
    return files
