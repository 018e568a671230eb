"""The catalog of all banks, the shipped ones and the player's own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from weakspot.bank.cache import Section as Section
from weakspot.bank.cache import cache_bank, load_cached_bank
from weakspot.engine.units import Entry, Unit
from weakspot.errors import BankError
from weakspot.text import one_line

if TYPE_CHECKING:
    from weakspot.bank.defect import ReadResult
    from weakspot.engine.kinds.base import Question

MAX_DECODED = 64
"""Decoded questions that are cached: as many as a round may have, as each is asked,
graded and explained.
"""


class Entries(Mapping[str, Entry]):
    """The entry of each question, by `section/id`, in the order of the banks; loaded
    one bank at a time.
    """

    def __init__(self, sections: Mapping[str, Section]) -> None:
        self._sections = sections

    def __getitem__(self, key: str) -> Entry:
        return self._sections[key.partition("/")[0]].entries[key]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(
            section.entries for section in self._sections.values()
        )

    def __len__(self) -> int:
        return sum(section.questions for section in self._sections.values())


class Catalog:
    """All sections, ordered by the numbers of their files; `questions` is the total
    number of questions.

    `problems` are the banks that could not be read, with their defects; `notices` are
    messages for players; `cache` is the folder of parsed banks; `folders`, each with
    its origin, are where banks were searched.
    """

    def __init__(
        self,
        found: Iterable[Section],
        problems: "Iterable[ReadResult]",
        notices: Iterable[str],
        cache: Path,
        folders: Sequence[tuple[Path, str]],
    ) -> None:
        self.folders = tuple(folders)
        self.problems = tuple(problems)
        self.notices = tuple(notices)
        self.cache = cache
        self.sections = tuple(
            sorted(found, key=lambda section: _file_order(section.file))
        )
        self._sections = {section.slug: section for section in self.sections}
        self.entries = Entries(self._sections)
        self.questions = len(self.entries)
        self._decode_cached = lru_cache(maxsize=MAX_DECODED)(self._decode_question)

    def units(self) -> Iterator[tuple[Unit, list[str]]]:
        """The ideas of all banks, in order, each with the keys of its questions."""
        return chain.from_iterable(section.units() for section in self.sections)

    def reload(self) -> "Catalog":
        """Read all folders again, with any banks that were changed or added.

        Raises BankError if a section is gone, or, with the first defect, if its file
        can no longer be read, even where another bank would replace it.
        """
        for section in self.sections:
            with suppress(BankError):
                _ = (
                    section.body
                )  # which closes its file in the cache: there may be many reloads
        new = load_catalog(self.folders, self.cache)
        faults = {problem.path: str(problem.defects[0]) for problem in new.problems}
        slugs = {section.slug for section in new.sections}
        for section in self.sections:
            if section.file in faults or section.slug not in slugs:
                raise BankError(
                    faults.get(section.file, f"The section {section.slug} is gone.")
                )
        return new

    def section(self, slug: str) -> Section:
        """The section with this slug. KeyError if no bank has it."""
        return self._sections[slug]

    def question(self, key: str) -> "Question":
        """The question `section/id`. KeyError if there is none; BankError if its bank
        was lost meanwhile.
        """
        return self._decode_cached(key)

    def _decode_question(self, key: str) -> "Question":
        # late: importing all kinds is slow
        from weakspot.engine.kinds.registry import question_type

        section, _, id = key.partition("/")
        body = self._sections[section].body
        question: Question = msgspec.msgpack.decode(
            body.questions[id], type=question_type()
        )
        return question.with_rivals(body.names)


def load_catalog(folders: Sequence[tuple[Path, str]], cache: Path) -> Catalog:
    """Load the banks of `folders`, each with its origin; a section in a later folder
    replaces an earlier one.

    Only changed files are parsed. A missing folder counts as empty; without a sound
    bank, so is the catalog.
    """
    chosen: dict[str, Section] = {}
    problems: list[ReadResult] = []
    notices: list[str] = []
    for folder, _ in folders:
        here: dict[str, Section] = {}
        notices += folder_faults(folder)
        for path in bank_files(folder):
            bank = _open_bank(path, cache)
            if not isinstance(bank, Section):
                problems.append(bank)
            elif bank.slug in here:
                from weakspot.bank.defect import (
                    duplicate_section_result,
                )  # late: rarely needed

                problems.append(
                    duplicate_section_result(path, bank.slug, here[bank.slug].file)
                )
            else:
                here[bank.slug] = bank
        for slug in filter(chosen.__contains__, here):
            origin = dict(folders)[chosen[slug].file.parent]
            notices.append(
                one_line(f"{here[slug].file.name} of yours replaces the {origin} bank")
            )
        chosen.update(here)
    return Catalog(chosen.values(), problems, notices, cache, folders)


def bank_files(folder: Path) -> list[Path]:
    """The files in `folder` that should be banks, sorted by name; none if the folder
    cannot be listed.
    """
    with suppress(OSError):
        paths = sorted(folder.iterdir(), key=str)
        return [
            path
            for path in paths
            if path.name.endswith((".yaml", ".yml")) and path.name[0] != "."
        ]
    return []


def folder_faults(folder: Path) -> list[str]:
    """Why the folder cannot be listed; empty if it can be, or if there is no folder."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        if folder.exists():
            return [
                (
                    f"{one_line(folder)} is no folder. Put the banks into a folder "
                    "of that name"
                )
            ]
    except OSError as error:
        return [
            f"{one_line(folder)} cannot be read: {error.strerror}. Make it readable"
        ]
    return []


def _open_bank(path: Path, cache: Path) -> "Section | ReadResult":
    """The bank at `path`, from the cache or its file; the failed result if it cannot be
    read.
    """
    with suppress(OSError):  # read_bank reports what is wrong
        state = path.stat()
        bank = load_cached_bank(cache, path, (state.st_mtime_ns, state.st_size))
        if bank is not None:
            return bank
    from weakspot.bank.reader import read_bank  # late: loads PyYAML

    result = read_bank(path)
    if result.bank is None or result.stamp is None:
        return result
    return cache_bank(cache, path, result.stamp, result.bank)


def _file_order(path: Path) -> tuple[int, str]:
    number, _, section = path.name.partition("-")
    return int(number), section
