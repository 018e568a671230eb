"""The catalog of all banks, the shipped ones and the player's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from weakspot.bank.cache import KnownBank, cache_bank, load_cached_bank
from weakspot.bank.collector import pause_collector
from weakspot.bank.faults import ReadResult, duplicate_section_result
from weakspot.engine.concepts import Concept, Entry, group_entries
from weakspot.engine.kinds.base import Question
from weakspot.engine.records import concept_key
from weakspot.engine.values import Case
from weakspot.errors import BankError
from weakspot.files import Stamp, stamp_of
from weakspot.text import format_count, one_line

if TYPE_CHECKING:
    from weakspot.bank.model import Bank

BESIDES = "besides"
"""The origin of a folder whose banks are those of another subject: a bank that replaces
one of them is not played here.
"""
MAX_NAMES = 5000
"""The most names of a bank that a typed answer is compared with."""


class Section(msgspec.Struct, frozen=True):
    """One bank, read from `file`; `notes` is its lesson in Markdown, `short` its title
    for narrow lists, empty if that is no other.

    `topics` (titles), `misconceptions` (sentences) and `cases` are by slug; `questions`
    and what a draw needs of them, `entries`, by `section/id`: all in bank order.
    """

    slug: str
    title: str
    short: str
    about: str
    topics: dict[str, str]
    misconceptions: dict[str, str]
    notes: str
    cases: dict[str, Case]
    questions: dict[str, Question]
    entries: dict[str, Entry]
    file: Path

    @property
    def topic_titles(self) -> dict[str, str]:
        """The titles of its topics, by key."""
        return {f"{self.slug}/{slug}": title for slug, title in self.topics.items()}


class Catalog:
    """All sections, ordered by the numbers of their files; `questions` and `entries`
    are those of all banks, by `section/id`, in order.

    `failed` are the banks that could not be read, with their faults; `notices` are
    messages for players; `cache` is the folder of parsed banks; `folders`, each with
    its origin, are where banks were searched, and `stamps` what their files were then.
    """

    def __init__(
        self,
        found: Iterable[Section],
        failed: Iterable[ReadResult],
        notices: Iterable[str],
        cache: Path,
        folders: Sequence[tuple[Path, str]],
        stamps: Mapping[Path, Stamp],
    ) -> None:
        self.folders = tuple(folders)
        self.stamps = stamps
        self.failed = tuple(failed)
        self.notices = tuple(notices)
        self.cache = cache
        self.sections = tuple(
            sorted(found, key=lambda section: _file_order(section.file))
        )
        self._sections = {section.slug: section for section in self.sections}
        self.questions: dict[str, Question] = {}
        self.entries: dict[str, Entry] = {}
        for section in self.sections:
            self.questions |= section.questions
            self.entries |= section.entries

    def concepts(self) -> list[Concept]:
        """The concepts of all banks, in order of their first question."""
        return group_entries(self.entries.values())

    def reload(self) -> "Catalog":
        """Read all folders again, with any banks that were changed or added.

        Raises BankError if a section is gone, or, with the first fault, if its file
        can no longer be read, even where another bank would replace it. One that was
        lost before stays as it was.
        """
        new, lost = self._read_again()
        failed = [result.path for result in self.failed]
        for section in lost:
            if section.file in self.stamps and section.file not in failed:
                faults = {result.path: str(result.faults[0]) for result in new.failed}
                gone = f"section {section.slug} is gone; bring its bank back"
                raise BankError(faults.get(section.file, gone))
        return new

    def refresh(self) -> "Catalog":
        """The banks as their files are now; itself if no file has changed. A section
        that is gone, or whose file can no longer be read, stays as it was.
        """
        if read_stamps(self.folders) == self.stamps:
            return self
        return self._read_again()[0]

    def _read_again(self) -> tuple["Catalog", list[Section]]:
        """The banks as their files are now, with the sections that are lost: these stay
        as they were.
        """
        new = load_catalog(self.folders, self.cache)
        failed = [result.path for result in new.failed]
        slugs = {section.slug for section in new.sections}
        lost = [
            section
            for section in self.sections
            if section.file in failed or section.slug not in slugs
        ]
        kept = {section.slug for section in lost}
        found = [*lost, *(one for one in new.sections if one.slug not in kept)]
        told = (new.failed, new.notices, self.cache, self.folders, new.stamps)
        return Catalog(found, *told), lost

    def section(self, slug: str) -> Section:
        """The section with this slug. KeyError if no bank has it."""
        return self._sections[slug]

    def question(self, key: str) -> Question:
        """The question `section/id`. KeyError if there is none."""
        return self.questions[key]


@pause_collector()
def load_catalog(folders: Sequence[tuple[Path, str]], cache: Path) -> Catalog:
    """Load the banks of `folders`, each with its origin; a section in a later folder
    replaces an earlier one, and is left to another subject if there is none.

    Only changed files are parsed. A missing folder counts as empty; without a sound
    bank, so is the catalog.
    """
    stamps = read_stamps(folders)  # before reading: a change meanwhile is seen later
    chosen: dict[str, Section] = {}
    elsewhere: dict[str, Section] = {}
    failed: list[ReadResult] = []
    notices: list[str] = []
    for folder, origin in folders:
        here: dict[str, Section] = {}
        notices += folder_faults(folder)
        for path in bank_files(folder):
            bank = _open_bank(path, cache)
            if not isinstance(bank, Section):
                failed.append(bank)
            elif bank.slug in here:
                failed.append(
                    duplicate_section_result(path, bank.slug, here[bank.slug].file)
                )
            else:
                here[bank.slug] = bank
        if origin == BESIDES:
            elsewhere = here
            continue
        own = [bank for bank in here.values() if bank.slug not in elsewhere]
        others = [bank for bank in own if bank.slug not in chosen] if chosen else []
        for bank in own:
            if bank.slug in chosen:
                first = dict(folders)[chosen[bank.slug].file.parent]
                words = f"{bank.file.name} of yours replaces the {first} bank"
                notices.append(one_line(words))
        if others:
            banks = format_count(len(others), "bank")
            notices.append(f"{banks} of yours: the subject own now, `weakspot -s own`")
        chosen.update((bank.slug, bank) for bank in own if bank not in others)
    return Catalog(chosen.values(), failed, notices, cache, folders, stamps)


def read_stamps(folders: Iterable[tuple[Path, str]]) -> dict[Path, Stamp]:
    """The stamps of the files of banks in these folders: they change with a file, and
    when one comes or goes.
    """
    stamps = {}
    for folder, _ in folders:
        for path in bank_files(folder):
            with suppress(OSError):  # it went meanwhile
                stamps[path] = stamp_of(path.stat())
    return stamps


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
    """The reason why the folder cannot be listed; empty if it can be, or if there is
    no folder.
    """
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
            f"{one_line(folder)} cannot be read: {error.strerror}; make it readable"
        ]
    return []


def _open_bank(path: Path, cache: Path) -> Section | ReadResult:
    """The bank at `path`, from the cache or its file;
    the failed result if it cannot be read.
    """
    with suppress(OSError):  # read_bank reports what is wrong
        known = load_cached_bank(cache, path, stamp_of(path.stat()))
        if known is not None:
            return build_section(path, known)
    from weakspot.bank.reader import read_bank  # late: loads PyYAML

    result = read_bank(path)
    if result.bank is None or result.stamp is None:
        return result
    known = result.bank, build_entries(result.bank)
    cache_bank(cache, path, result.stamp, known)
    return build_section(path, known)


def build_entries(bank: "Bank") -> tuple[Entry, ...]:
    """Build what a draw needs of each question of a bank, in bank order."""
    return tuple(build_entry(bank.section, question) for question in bank.questions)


def build_entry(section: str, question: Question) -> Entry:
    """Build what a draw needs of a question of this section."""
    key = f"{section}/{question.id}"
    return Entry(
        key=key,
        concept_key=concept_key(f"{section}/{question.topic}", question.concept, key),
        revision=question.revision(),
        level=question.level,
        kind=question.name(),
        seconds=question.typical_seconds(),
        guess=question.guess_rate(),
        is_graded=question.is_graded,
        ease=question.ease,
        words=len(question.prompt.split()),
    )


def build_section(file: Path, known: KnownBank) -> Section:
    """Build the section of the bank in `file`; what its typed questions expect are
    rivals of one another.
    """
    bank, entries = known
    names = chain.from_iterable(question.names() for question in bank.questions)
    rivals = tuple(islice(dict.fromkeys(names), MAX_NAMES))
    questions = {
        entry.key: question.with_rivals(rivals)
        for entry, question in zip(entries, bank.questions, strict=True)
    }
    return Section(
        slug=bank.section,
        title=bank.title,
        short=bank.short,
        about=bank.about,
        topics={slug: topic.title for slug, topic in bank.topics.items()},
        misconceptions=bank.misconceptions,
        notes=bank.notes,
        cases=bank.cases,
        questions=questions,
        entries={entry.key: entry for entry in entries},
        file=file,
    )


def _file_order(path: Path) -> tuple[int, str]:
    """By the number at the start, those without one last; then by the rest."""
    number = re.match("[0-9]{1,9}", path.name)
    return (int(number[0]), path.name) if number else (10**9, path.name)
