"""The cache of parsed banks: one msgpack file a bank, decoded whole.

A missing, stale or damaged cache file only costs time.
"""

import os
import zlib
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from weakspot.engine.concepts import Entry
from weakspot.files import Stamp, new_file_beside, open_regular

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

KnownBank = tuple["Bank", tuple[Entry, ...]]
"""A bank, and the entry of each of its questions, in bank order."""


class CacheFile(msgspec.Struct, frozen=True, array_like=True):
    """The contents of a cache file: a KnownBank, packed, with its checksum, the format
    of the code that stored it, and the stamp of the bank's file.
    """

    format: int
    stamp: Stamp
    checksum: int
    bank: msgspec.Raw


def load_cached_bank(folder: Path, path: Path, stamp: Stamp) -> KnownBank | None:
    """The bank at `path` from the cache `folder`; None if that has none as of `stamp`,
    or a damaged one.
    """
    from weakspot.bank.model import Bank  # late: by now every kind is registered

    try:
        with open_regular(cache_path(folder, path)) as file:
            cached = msgspec.msgpack.decode(file.read(), type=CacheFile)
        if (cached.format, cached.stamp) != (format_checksum(), stamp):
            return None
        if cached.checksum != zlib.crc32(cached.bank):
            return None
        known = msgspec.msgpack.decode(cached.bank, type=tuple[Bank, tuple[Entry, ...]])
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return None
    return known


def cache_bank(folder: Path, path: Path, stamp: Stamp, bank: KnownBank) -> None:
    """Store the bank, read from `path` at `stamp`, in the cache if that is writable."""
    packed = msgspec.Raw(msgspec.msgpack.encode(bank))
    file = CacheFile(format_checksum(), stamp, zlib.crc32(packed), packed)
    cached = cache_path(folder, path)
    # If this fails, each start parses the bank; a time after 2554 has no place in it.
    with suppress(OSError, OverflowError), new_file_beside(cached) as new:
        new.write_bytes(msgspec.msgpack.encode(file))
        new.replace(cached)


def cache_path(folder: Path, path: Path) -> Path:
    """The cache file of the bank at `path`."""
    name = os.fsencode(path.absolute())
    return folder / f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}.bank"


@cache
def format_checksum() -> int:
    """A checksum that changes with the code that defines a bank and what is
    stored of it.
    """
    states = [
        (str(path), (stat := path.stat()).st_mtime_ns, stat.st_size)
        for path in code_files()
    ]
    return zlib.crc32(repr(states).encode())


def code_files() -> list[Path]:
    """The code that may define a bank, found without importing it."""
    bank, engine = Path(__file__).parent, Path(__file__).parent.parent / "engine"
    paths = chain(bank.iterdir(), engine.iterdir(), (engine / "kinds").iterdir())
    return sorted((path for path in paths if path.suffix == ".py"), key=str)
