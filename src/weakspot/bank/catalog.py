"""All banks at hand, shipped ones and the player's own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from weakspot.bank.cache import Head, Shelf, Stamp, load_shelf, store_shelf
from weakspot.engine.entries import Entry, Idea
from weakspot.engine.values import Case
from weakspot.errors import BankError
from weakspot.text import visible

if TYPE_CHECKING:
    from weakspot.bank.defect import Reading
    from weakspot.engine.kinds.every import AnyQuestion

AT_HAND = 64
"""As many questions as a round may have: one that is drawn is then asked, graded and explained."""


class Section(Head, frozen=True):
    """A section as lists show it: what is at hand of its bank, and where that is from."""

    file: Path
    origin: str


class Entries(Mapping[str, Entry]):
    """What is known of each question, by `section/id`, in the order of the banks; of one bank at a time."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self._shelves = shelves

    def __getitem__(self, key: str) -> Entry:
        return self._shelves[key.partition("/")[0]].entries[key]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(shelf.entries for shelf in self._shelves.values())

    def __len__(self) -> int:
        return sum(shelf.head.questions for shelf in self._shelves.values())


class Catalog:
    """Sections in the order of their files' numbers; `questions` is how many they have.

    `problems` are the banks that failed, with their defects; `notices` say what a player should know besides;
    `cache` is where parsed banks are kept; `folders`, each with its origin, are where the files were found.
    """

    def __init__(
        self,
        found: Iterable[tuple[Section, Shelf]],
        problems: "Iterable[Reading]",
        notices: Iterable[str],
        cache: Path,
        folders: Sequence[tuple[Path, str]],
    ) -> None:
        self.folders = tuple(folders)
        self.problems = tuple(problems)
        self.notices = tuple(notices)
        self.cache = cache
        ordered = sorted(found, key=lambda one: _order(one[0].file))
        self._sections = {section.slug: section for section, _ in ordered}
        self._shelves = {section.slug: shelf for section, shelf in ordered}
        self.entries = Entries(self._shelves)
        self.sections = tuple(self._sections.values())
        self.questions = sum(section.questions for section in self.sections)
        self._at_hand = lru_cache(maxsize=AT_HAND)(self._question)

    def entries_of(self, section: str) -> Mapping[str, Entry]:
        """What is known of each question of a section. KeyError if no bank has it."""
        return self._shelves[section].entries

    def ideas(self) -> Iterator[tuple[Idea, list[str]]]:
        """The ideas of all banks, in order, each with the keys of its questions."""
        return chain.from_iterable(shelf.ideas() for shelf in self._shelves.values())

    def reloaded(self) -> "Catalog":
        """All folders read again, mended and new banks among them.

        BankError, with its first defect, if the file of a section now fails, even where another bank would
        stand in for it; or if a section is gone.
        """
        for shelf in self._shelves.values():
            with suppress(BankError):
                _ = shelf.body  # at hand from now on: in the cache, what is read now takes its place
        now = load_catalog(self.folders, self.cache)
        faults = {one.path: str(one.defects[0]) for one in now.problems}
        kept = {section.slug for section in now.sections}
        for section in self.sections:
            if section.file in faults or section.slug not in kept:
                raise BankError(faults.get(section.file, f"The section {section.slug} is gone."))
        return now

    def section(self, slug: str) -> Section:
        """The section of this slug. KeyError if no bank has it."""
        return self._sections[slug]

    def question(self, key: str) -> "AnyQuestion":
        """The question `section/id`. KeyError if there is none; BankError if its bank was lost meanwhile."""
        return self._at_hand(key)

    def notes(self, section: str) -> str:
        """A section's lesson in Markdown. KeyError if there is no such section."""
        return msgspec.msgpack.decode(self._shelves[section].body.notes, type=str)

    def case(self, section: str, slug: str) -> Case:
        """A case that questions of `section` share. KeyError if there is none."""
        return self._shelves[section].body.cases[slug]

    def _question(self, key: str) -> "AnyQuestion":
        from weakspot.engine.kinds.every import AnyQuestion  # late: looking into eleven kinds takes its time

        section, _, id = key.partition("/")
        packed = self._shelves[section].body.questions[id]
        question: AnyQuestion = msgspec.msgpack.decode(packed, type=AnyQuestion)
        return question


def load_catalog(folders: Sequence[tuple[Path, str]], cache: Path) -> Catalog:
    """The banks of `folders`, each with its origin; a later folder's section replaces an earlier one's whole.

    Only changed files are read. A folder that is not there is empty; with no sound bank, so is the catalog.
    """
    chosen: dict[str, tuple[Section, Shelf]] = {}
    problems: list[Reading] = []
    notices: list[str] = []
    for folder, origin in folders:
        here: dict[str, tuple[Section, Shelf]] = {}
        notices += unlisted(folder)
        for path in bank_files(folder):
            shelf = _shelf(path, cache)
            if not isinstance(shelf, Shelf):
                problems.append(shelf)
            elif (section := shelf.head.slug) in here:
                from weakspot.bank.defect import read_twice  # late: seldom needed

                problems.append(read_twice(path, section, here[section][0].file))
            else:
                head = msgspec.structs.asdict(shelf.head)
                here[section] = Section(**head, file=path, origin=origin), shelf
        for section, (own, _) in here.items():
            if section in chosen:
                told = f"{own.file.name} of yours replaces the {chosen[section][0].origin} bank"
                notices.append(visible(told, line=True))  # it stands at every start: in one line
        chosen.update(here)
    return Catalog(chosen.values(), problems, notices, cache, folders)


def bank_files(folder: Path) -> list[Path]:
    """The files of `folder` that should be banks, in order of name; none if it cannot be listed."""
    try:
        paths = sorted(folder.iterdir(), key=str)
    except OSError:
        return []
    return [path for path in paths if path.name.endswith((".yaml", ".yml")) and path.name[0] != "."]


def unlisted(folder: Path) -> list[str]:
    """Why what is in the folder cannot be told; nothing if it can, or if there is no folder."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        return [f"{visible(str(folder), line=True)} cannot be read: {error.strerror}. Make it readable"]
    return []


def _shelf(path: Path, cache: Path) -> "Shelf | Reading":
    """The bank at `path` at hand; what reading it gave if it failed."""
    try:
        state = path.stat()
    except OSError:  # reading it says what is wrong
        pass
    else:
        shelf = load_shelf(cache, path, Stamp(state.st_mtime_ns, state.st_size))
        if shelf is not None:
            return shelf
    from weakspot.bank.reader import read_bank  # late: loads PyYAML

    reading = read_bank(path)
    if reading.bank is None or reading.stamp is None:
        return reading
    return store_shelf(cache, path, reading.stamp, reading.bank)


def _order(path: Path) -> tuple[int, str]:
    number, _, section = path.name.partition("-")
    return int(number), section
