"""Files that appear whole or not at all, and are still there after a power cut."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

SIBLINGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file."""

PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
LONGEST_NAME = 32
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that are no files on Windows."""
PLAIN_NAMES = "1 to 32 of a-z, 0-9, - and _, a letter or digit first, and no name of a device"
"""What a name is of that a file can have anywhere, in words."""


def is_plain_name(name: str) -> bool:
    """Can a file have this name anywhere?"""
    is_plain = PLAIN.issuperset(name) and 0 < len(name) <= LONGEST_NAME and name[0] not in "_-"
    return is_plain and name not in DEVICES


def sibling(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside `path`."""
    return path.with_name(path.name + suffix)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read. OSError, with a reason, for whatever else stands at `path`."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)  # a FIFO cannot block
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(fd, "rb")
    os.close(fd)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder, not a file")
    raise OSError(errno.EINVAL, "is no regular file")


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where missing, for the player alone (0700)."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync(path: Path) -> None:
    """Make the file or folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A new file (0600) beside `path`, the folder made where missing, to be published; gone at the end."""
    make_folder(path.parent)
    made = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield made
    finally:
        for leftover in (made, *(sibling(made, suffix) for suffix in SIBLINGS)):
            leftover.unlink(missing_ok=True)


def publish_new(made: Path, path: Path) -> bool:
    """Let the finished file appear as `path`; False if another was first: then theirs stays."""
    sync(made)
    try:
        os.link(made, path)
    except OSError:
        if os.path.lexists(path):
            return False
        made.replace(path)  # on a file system without hard links; what else is wrong is raised here, too
    sync(path.parent)
    return True


def publish(made: Path, path: Path) -> None:
    """Let the finished file take the place of `path`."""
    sync(made)
    made.replace(path)
    sync(path.parent)
