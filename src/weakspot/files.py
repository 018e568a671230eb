"""Files that are written completely or not at all, and survive a power cut."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

SQLITE_SUFFIXES = ("", "-wal", "-shm", "-journal")
"""The ends of the names of a database and of the files that SQLite keeps beside it."""

Stamp = tuple[int, int]
"""A file's modification time (ns) and size, which change when its content does."""

PLAIN_CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
MAX_NAME_LENGTH = 32
DEVICE_NAMES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
    }
)
"""Names that Windows reserves for devices."""
PLAIN_NAMES = (
    "1 to 32 of a-z, 0-9, - and _, a letter or digit first, and no name of a device"
)
"""In words, the names that a file can have on every system."""


def is_plain_name(name: str) -> bool:
    """True if a file can have this name on every system."""
    is_plain = (
        PLAIN_CHARS.issuperset(name)
        and 0 < len(name) <= MAX_NAME_LENGTH
        and name[0] not in "_-"
    )
    return is_plain and name not in DEVICE_NAMES


def sqlite_sibling(path: Path, suffix: str) -> Path:
    """The path of a file that SQLite keeps beside `path`, or of the database itself."""
    return path.with_name(path.name + suffix)


def stamp_of(state: os.stat_result) -> Stamp:
    """The stamp of a file in this state."""
    return state.st_mtime_ns, state.st_size


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading. Raises OSError, with a reason, for anything else
    at `path`.
    """
    # so that no FIFO blocks
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(fd, "rb")
    os.close(fd)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder, not a file")
    raise OSError(errno.EINVAL, "is no regular file")


def make_folder(folder: Path) -> None:
    """Create the folder and missing ones above it,
    accessible to the player only (0700).
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync(path: Path) -> None:
    """Flush the file or folder to disk, so that it survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_file_beside(path: Path) -> Iterator[Path]:
    """Make a new file (0600) beside `path`, and its folder if missing, to be published;
    removed at exit.
    """
    make_folder(path.parent)
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield new
    finally:
        for suffix in SQLITE_SUFFIXES:
            sqlite_sibling(new, suffix).unlink(missing_ok=True)


def publish_new(new: Path, path: Path) -> bool:
    """Give the finished file the name `path`; False, and nothing done,
    if that exists already.
    """
    sync(new)
    try:
        os.link(new, path)
    except OSError:
        if os.path.lexists(path):
            return False
        # for file systems without hard links; raises again if anything else is wrong
        new.replace(path)
    sync(path.parent)
    return True


def publish(new: Path, path: Path) -> None:
    """Replace `path` with the finished file."""
    sync(new)
    new.replace(path)
    sync(path.parent)


def replace_file(path: Path, data: bytes) -> None:
    """Replace what `path` contains by `data`, whole or not at all; makes it, and its
    folder, if missing. Raises OSError.
    """
    with new_file_beside(path) as new:
        new.write_bytes(data)
        publish(new, path)
