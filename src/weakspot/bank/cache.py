"""The cache of parsed banks: one msgpack file per bank, whose head is loaded at once
and the rest on demand.

A missing, stale or damaged cache file only costs time.
"""

import os
import struct
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, cached_property, partial
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from weakref import finalize

import msgspec

from weakspot.engine.records import unit_key
from weakspot.engine.units import Entry, PackedEntry, Unit
from weakspot.engine.values import Case
from weakspot.errors import BankError
from weakspot.files import new_file_beside, open_regular

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

MAX_NAMES = 5000
"""How many names of a bank a typed answer is compared with, at the most."""

MAX_HANDLE = 200
"""The highest handle that a cached bank keeps; some systems allow 256 open files."""

Stamp = tuple[int, int]
"""A file's modification time (ns) and size, which change when its content does."""

Front = tuple[str, str, str, dict[str, str], dict[str, str], int, msgspec.Raw]
"""What is loaded of a bank at once: the fields of a Section up to the index."""
_HEADER = struct.Struct(
    ">IqQIIII"
)  # format, mtime_ns, size; length and checksum of front and body


class Body(msgspec.Struct, frozen=True):
    """The rest of a bank; `questions` by id, not yet decoded; `names` are what its
    typed questions expect.
    """

    notes: str
    cases: dict[str, Case]
    questions: dict[str, msgspec.Raw]
    names: tuple[str, ...]


class EntryId(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The id of a PackedEntry: its first field, the only one that every start reads."""

    id: str


class Section(msgspec.Struct, frozen=True, eq=False, dict=True, weakref=True):
    """One bank, of which the `index` is decoded and the `body` fetched when they are
    first needed.

    `topics` and `misconceptions` are by slug, in bank order; `questions` is the number
    of questions; the index is a packed list of units: the key of each, and its
    PackedEntries.
    """

    slug: str
    title: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    questions: int
    index: msgspec.Raw
    file: Path
    fetch: Callable[[], Body]

    @property
    def topic_titles(self) -> dict[str, str]:
        """The titles of its topics, by key."""
        return {f"{self.slug}/{slug}": title for slug, title in self.topics.items()}

    def units(self) -> Iterator[tuple[Unit, list[str]]]:
        """Yield the bank's ideas, in order of their first question, each with the keys
        of its questions.
        """
        prefix = f"{self.slug}/"
        units = msgspec.msgpack.decode(self.index, type=list[tuple[str, msgspec.Raw]])
        entries = msgspec.msgpack.decode(
            self.index, type=list[tuple[str, list[EntryId]]]
        )
        for (key, packed), (_, ids) in zip(units, entries, strict=True):
            yield Unit(key, len(ids), packed), [prefix + entry.id for entry in ids]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The entry of each question, by `section/id`, in bank order."""
        entries = chain.from_iterable(unit.entries for unit, _ in self.units())
        return {entry.key: entry for entry in sorted(entries, key=attrgetter("place"))}

    @cached_property
    def body(self) -> Body:
        """The questions, notes and cases. BankError if the file is gone or broken and
        its cache is lost.
        """
        return self.fetch()


def load_cached_bank(folder: Path, path: Path, stamp: Stamp) -> Section | None:
    """The bank at `path` from the cache `folder`; None if that has none as of `stamp`,
    or a damaged one.

    Its file stays open until the body is loaded: another weakspot may put a newer
    version in its place. Of hundreds of banks the last are parsed again instead.
    """
    try:
        file = open_regular(cache_path(folder, path))
    except OSError:
        return None
    bank = _read_front(file, path, stamp)
    if bank is None or file.fileno() > MAX_HANDLE:
        file.close()
    else:
        finalize(bank, file.close)
    return bank


def _read_front(file: BinaryIO, path: Path, stamp: Stamp) -> Section | None:
    try:
        header = file.read(_HEADER.size)
        format, *state, length, checksum, _, _ = _HEADER.unpack(header)
        size = os.fstat(file.fileno()).st_size
        if format != format_checksum() or tuple(state) != stamp or length > size:
            return None
        data = file.read(length)
        if zlib.crc32(data) != checksum:
            return None
        fields: Front = msgspec.msgpack.decode(data, type=Front)
    except (OSError, ValueError, struct.error):  # msgspec's errors are ValueErrors
        return None
    return Section(*fields, path, partial(_fetch_body, file, path, header))


def cache_bank(folder: Path, path: Path, stamp: Stamp, bank: "Bank") -> Section:
    """Store `bank`, read from `path` at `stamp`, in the cache if that is writable;
    return it in any case.
    """
    topics, count = (
        {slug: topic.title for slug, topic in bank.topics.items()},
        len(bank.questions),
    )
    texts, body = (bank.section, bank.title, bank.about), encode_body(bank)
    fields: Front = (*texts, topics, bank.misconceptions, count, build_index(bank))
    front, back = msgspec.msgpack.encode(fields), msgspec.msgpack.encode(body)
    sums = len(front), zlib.crc32(front), len(back), zlib.crc32(back)
    cached = cache_path(folder, path)
    # if this fails, each start parses the bank; a time after 2262 is too large for the
    # header
    with suppress(OSError, struct.error), new_file_beside(cached) as new:
        new.write_bytes(_HEADER.pack(format_checksum(), *stamp, *sums) + front + back)
        new.replace(cached)
    return Section(*fields, path, lambda: body)


def build_index(bank: "Bank") -> msgspec.Raw:
    """Build what is stored of a bank's questions to know them without decoding them."""
    units: defaultdict[str, list[PackedEntry]] = defaultdict(list)
    for place, question in enumerate(bank.questions):
        key = unit_key(
            f"{bank.section}/{question.topic}",
            question.concept,
            f"{bank.section}/{question.id}",
        )
        units[key].append(
            (
                question.id,
                place,
                question.revision(),
                question.level,
                question.name(),
                question.typical_seconds(),
                question.guess_rate(),
                question.is_graded,
                question.ease,
            )
        )
    return msgspec.Raw(msgspec.msgpack.encode(list(units.items())))


def encode_body(bank: "Bank") -> Body:
    """Encode the rest of a bank."""
    encode = msgspec.msgpack.encode
    questions = {
        question.id: msgspec.Raw(encode(question)) for question in bank.questions
    }
    names = chain.from_iterable(question.names() for question in bank.questions)
    return Body(
        bank.notes,
        bank.cases,
        questions,
        tuple(islice(dict.fromkeys(names), MAX_NAMES)),
    )


def cache_path(folder: Path, path: Path) -> Path:
    """The cache file of the bank at `path`."""
    name = os.fsencode(path.absolute())
    return folder / f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}.bank"


@cache
def format_checksum() -> int:
    """A checksum that changes with the code that defines a bank and what is stored of
    it.
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


def _fetch_body(file: BinaryIO, path: Path, header: bytes) -> Body:
    """Load the body behind `header`, which closes the file; parse the bank again if the
    cache has lost it.
    """
    _, *state, _, _, length, checksum = _HEADER.unpack(header)
    with suppress(OSError, ValueError):
        with file:  # which was read up to the body
            data = file.read(length)
        if zlib.crc32(data) == checksum:
            return msgspec.msgpack.decode(data, type=Body)
    from weakspot.bank.reader import read_bank  # late: loads PyYAML

    result = read_bank(path)
    if result.bank is None:
        raise BankError(
            f"{path} has changed and cannot be read. `weakspot check` says why."
        )
    if result.stamp != tuple(state):
        raise BankError(
            f"{path} has changed. Start weakspot again, to play what it says now."
        )
    return encode_body(result.bank)
