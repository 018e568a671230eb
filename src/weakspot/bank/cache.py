"""Parsed banks at hand: heads at once, the rest when it is asked for; kept in a cache folder.

One msgpack file a bank. Whatever is wrong with it costs time only.
"""

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from weakspot.engine.entries import Entry, Idea, PackedEntry, PackedIdea, PackedIdeaKeys, Shape
from weakspot.engine.records import unit_key
from weakspot.engine.values import Case
from weakspot.errors import BankError
from weakspot.files import beside, open_regular

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

FORMAT = 1
"""Raise it when what is stored changes without a change of code_files."""

FORM = ("bank/cache.py", "bank/model.py", "engine/entries.py", "engine/formula.py", "engine/values.py")
"""These files of the package, and those of the kinds, say what a bank is made of and what is stored of it."""

_LEADER = struct.Struct(">IqQIIII")  # format, mtime_ns, size; length and checksum of head and of body


class Stamp(NamedTuple):
    """What tells one state of a file from another."""

    mtime_ns: int
    size: int


class Head(msgspec.Struct, frozen=True):
    """What is at hand of a bank at once: its section, `topics` and `misconceptions` by slug, in bank order.

    `questions` is how many it has.
    """

    slug: str
    title: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    questions: int


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the questions of a bank without reading them; `ideas` are encoded PackedIdeas."""

    shapes: list[Shape]
    ideas: msgspec.Raw


class Body(msgspec.Struct, frozen=True):
    """The rest of a bank; `questions` by id, not yet decoded."""

    notes: msgspec.Raw
    cases: dict[str, Case]
    questions: dict[str, msgspec.Raw]


class Shelf:
    """One bank at hand; `body` may first have to be fetched by `fetch`."""

    def __init__(self, head: Head, index: Index, fetch: Callable[[], Body]) -> None:
        self.head = head
        self._index = index
        self._fetch = fetch

    def ideas(self) -> Iterator[tuple[Idea, list[str]]]:
        """The ideas of the bank, in order of their first question, with the keys of all."""
        lead, shapes, ideas = f"{self.head.slug}/", self._index.shapes, self._index.ideas
        every = msgspec.msgpack.decode(ideas, type=list[msgspec.Raw])
        every_keys = msgspec.msgpack.decode(ideas, type=list[PackedIdeaKeys])
        for packed, named in zip(every, every_keys, strict=True):
            keys = [lead + id for id in named.ids]
            yield Idea(named.key, len(keys), packed, shapes), keys

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What is known of each question, by `section/id`, in bank order."""
        kept = msgspec.msgpack.decode(self._index.ideas, type=list[PackedIdea])
        places = [row.place for one in kept for row in one.rows]
        found = chain.from_iterable(one.unpack(self._index.shapes) for one in kept)
        return {entry.key: entry for _, entry in sorted(zip(places, found, strict=True))}

    @cached_property
    def body(self) -> Body:
        """The questions, notes and cases. BankError if the file is gone or broken and its cache lost."""
        return self._fetch()


def load_shelf(folder: Path, path: Path, stamp: Stamp) -> Shelf | None:
    """The bank at `path` from the cache `folder`; None if it is not there as of `stamp`, or not sound."""
    place = cache_file(folder, path)
    try:
        with open_regular(place) as file:
            leader = file.read(_LEADER.size)
            form, *state, length, check, _, _ = _LEADER.unpack(leader)
            if form != form_digest() or tuple(state) != stamp or length > os.fstat(file.fileno()).st_size:
                return None
            data = file.read(length)
        if zlib.crc32(data) != check:
            return None
        name, head, index = msgspec.msgpack.decode(data, type=tuple[bytes, Head, Index])
    except (OSError, ValueError, struct.error):  # msgspec's errors are ValueErrors
        return None
    if name != _name(path):
        return None
    return Shelf(head, index, partial(_fetch_body, place, path, leader))


def store_shelf(folder: Path, path: Path, stamp: Stamp, bank: "Bank") -> Shelf:
    """Keep `bank`, read from `path` at `stamp`, in the cache if it can be written; at hand in any case."""
    topics = {slug: topic.title for slug, topic in bank.topics.items()}
    head = Head(bank.section, bank.title, bank.about, topics, bank.misconceptions, len(bank.questions))
    index = index_of(bank)
    body = body_of(bank)
    front = msgspec.msgpack.encode((_name(path), head, index))
    back = msgspec.msgpack.encode(body)
    leader = _LEADER.pack(form_digest(), *stamp, len(front), zlib.crc32(front), len(back), zlib.crc32(back))
    place = cache_file(folder, path)
    with suppress(OSError), beside(place) as made:  # else it is read from its file, each time
        made.write_bytes(leader + front + back)
        made.replace(place)
    return Shelf(head, index, lambda: body)


def index_of(bank: "Bank") -> Index:
    """What is known of the questions of a bank without reading them, as it is kept."""
    shapes: dict[Shape, int] = {}
    ideas: dict[str, PackedIdea] = {}
    for place, one in enumerate(bank.questions):
        key = f"{bank.section}/{one.id}"
        shape = Shape(one.level, str(one.__struct_config__.tag), one.typical_seconds(), one.guess_rate())
        unit = unit_key(f"{bank.section}/{one.topic}", one.concept, key)
        idea = ideas.setdefault(unit, PackedIdea(unit, [], []))
        idea.ids.append(one.id)
        idea.rows.append(PackedEntry(place, one.revision(), shapes.setdefault(shape, len(shapes))))
    return Index(list(shapes), msgspec.Raw(msgspec.msgpack.encode(list(ideas.values()))))


def body_of(bank: "Bank") -> Body:
    """The rest of a bank, encoded."""
    encode = msgspec.msgpack.Encoder().encode
    questions = {question.id: msgspec.Raw(encode(question)) for question in bank.questions}
    return Body(msgspec.Raw(encode(bank.notes)), bank.cases, questions)


def cache_file(folder: Path, path: Path) -> Path:
    """Where in the cache the bank at `path` is kept."""
    return folder / f"{zlib.crc32(_name(path)):08x}.bank"  # two of one name would take turns, no more


@cache
def form_digest() -> int:
    """A checksum that changes with the format's number and with the code that says what a bank is made of."""
    files = [(str(path), path.stat()) for path in code_files()]
    states = [(name, state.st_mtime_ns, state.st_size) for name, state in files]
    return zlib.crc32(repr((FORMAT, states)).encode())


def code_files() -> list[Path]:
    """The files of that code; it need not be loaded for it."""
    package = Path(__file__).parent.parent
    kinds = (path for path in (package / "engine" / "kinds").iterdir() if path.suffix == ".py")
    return [*(package / name for name in FORM), *sorted(kinds, key=str)]


def _name(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _fetch_body(place: Path, path: Path, leader: bytes) -> Body:
    """The body that belongs to `leader`; from the bank itself if the cache has lost it meanwhile."""
    _, *state, skip, _, length, check = _LEADER.unpack(leader)
    try:
        with open_regular(place) as file:
            if file.read(_LEADER.size) == leader:
                file.seek(skip, os.SEEK_CUR)
                data = file.read(length)
                if zlib.crc32(data) == check:
                    return msgspec.msgpack.decode(data, type=Body)
    except (OSError, ValueError):
        pass
    from weakspot.bank.reader import read_bank  # late: loads PyYAML

    reading = read_bank(path)
    if reading.bank is None:
        raise BankError(f"{path} has changed and cannot be read. `weakspot check` says why.")
    if reading.stamp != tuple(state):
        raise BankError(f"{path} has changed. Start weakspot again, to play what it says now.")
    return body_of(reading.bank)
