"""A file of another program as banks of a folder: what is written, and what not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import BinaryIO

import msgspec

from weakspot.bank.catalog import bank_files
from weakspot.bank.faults import UnreadableFile
from weakspot.bank.reader import read_text
from weakspot.bank.slugs import make_slug, make_title
from weakspot.errors import BankError
from weakspot.files import make_folder, new_file_beside, open_regular, publish
from weakspot.formats.askable import check_drafts
from weakspot.formats.cards import ask_cards
from weakspot.formats.detection import read_file
from weakspot.formats.drafts import Draft, FormatError, LeftOut
from weakspot.formats.merging import (
    MAX_LENGTH,
    MAX_QUESTIONS,
    KnownBank,
    Merged,
    make_bank,
    merge,
    name_drafts,
)
from weakspot.text import one_line

_NUMBER = re.compile(r"([0-9]+)-")


class Deck(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds that can be asked, and what was left out, in its order. `unit`
    is what its places count.
    """

    format: str
    title: str
    unit: str
    drafts: tuple[Draft, ...]
    left: tuple[LeftOut, ...]


class BankChange(msgspec.Struct, frozen=True, kw_only=True):
    """A bank to be written at `path`; with `is_new` there is none yet."""

    path: Path
    section: str
    merged: Merged
    is_new: bool

    @property
    def is_needed(self) -> bool:
        """True if anything of the bank changes."""
        return bool(self.merged.added or self.merged.changed)


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What an import does: the banks to be written, and the questions that come in,
    each with its id.
    """

    changes: tuple[BankChange, ...]
    named: tuple[tuple[str, Draft], ...]
    left: tuple[LeftOut, ...]


def read_deck(path: Path, way: str | None) -> Deck:
    """Read a file; `way` is how cards are asked. Raises FormatError, or OSError."""
    with open_regular(path) as file:
        return make_deck(file, path, way)


def make_deck(file: BinaryIO, path: Path, way: str | None) -> Deck:
    """The same of an open file."""
    try:
        name, reading = read_file(file)
    except FormatError as error:
        raise FormatError(f"{one_line(path.name)}: {error}") from None
    asked, unasked = ask_cards(reading.items, way)
    drafts, unsound = check_drafts(asked)
    left = [*reading.left, *unasked, *unsound]
    return Deck(
        format=name,
        title=" ".join(reading.title.split()) or title_of(path),
        unit=reading.unit,
        drafts=tuple(drafts),
        left=tuple(sorted(left, key=lambda each: each.line)),
    )


def title_of(path: Path) -> str:
    """The title of a file without one: its name, as words."""
    words = re.sub(r"[-_\s]*\([0-9]+\)$|^[0-9]+[-_\s](?=\D)", "", path.stem)
    return make_title(words) or "Imported"


def plan_import(deck: Deck, folder: Path, section: str, source: str) -> ImportPlan:
    """Plan the import of a deck into the section (a slug or a title) of a folder.

    Raises BankError if a bank of it cannot be added to.
    """
    slug = make_slug(section or deck.title) or "imported"
    title = deck.title if not section or section == slug else section
    known = read_known(folder, slug)
    banks = [bank for _, bank in known]
    places = {id: at for at, bank in enumerate(banks) for id in bank.by_id}
    named, twice = name_drafts(deck.drafts, places, deck.unit)
    parts, rest = share_out(named, places, [len(bank.questions) for bank in banks])
    changes = [
        BankChange(
            path=path,
            section=bank.section,
            merged=merge(bank, part),
            is_new=False,
        )
        for (path, bank), part in zip(known, parts, strict=True)
    ]
    comment = f"Imported from {source}; importing it again updates what changed."
    title = banks[0].title if banks else title
    for place, part, (number, own_slug) in zip(
        count(next_number(folder)), split(rest), part_slugs(folder, slug), strict=False
    ):
        changes.append(
            BankChange(
                path=folder / f"{place:02}-{own_slug}.yaml",
                section=own_slug,
                merged=make_bank(own_slug, part_title(title, number), part, comment),
                is_new=True,
            )
        )
    left = sorted((*deck.left, *twice), key=lambda each: each.line)
    return ImportPlan(changes=tuple(changes), named=tuple(named), left=tuple(left))


def split(
    named: Sequence[tuple[str, Draft]],
) -> Iterator[list[tuple[str, Draft]]]:
    """Questions in parts that each fit into a bank."""
    part: list[tuple[str, Draft]] = []
    length = 0
    for id, draft in named:
        own = len(msgspec.json.encode(draft.fields))
        if len(part) == MAX_QUESTIONS or (part and length + own > MAX_LENGTH):
            yield part
            part, length = [], 0
        part.append((id, draft))
        length += own
    if part:
        yield part


def share_out(
    named: Sequence[tuple[str, Draft]], places: Mapping[str, int], sizes: Sequence[int]
) -> tuple[list[list[tuple[str, Draft]]], list[tuple[str, Draft]]]:
    """The questions that go into each bank of a section, of these `sizes`: those whose
    ids it has (`places`), and new ones into the last while it has room; then the rest.
    """
    parts: list[list[tuple[str, Draft]]] = [[] for _ in sizes]
    room = MAX_QUESTIONS - sizes[-1] if sizes else 0
    rest = []
    for id, draft in named:
        if id in places:
            parts[places[id]].append((id, draft))
        elif room > 0:
            parts[-1].append((id, draft))
            room -= 1
        else:
            rest.append((id, draft))
    return parts, rest


def _read(path: Path) -> str:
    try:
        return read_text(path)[0]
    except UnreadableFile as error:
        reason = error.faults[0][1].message
        raise BankError(
            f"{one_line(path.name)} cannot be added to: it {reason}"
        ) from None


def read_known(folder: Path, slug: str) -> list[tuple[Path, KnownBank]]:
    """The banks of a section in a folder, in order: its own, and those that took what
    had no room in it, whose titles end with their number. Raises BankError if one
    cannot be added to.
    """
    pattern = re.compile(rf"(?:[0-9]+-)?{re.escape(slug)}(?:-([0-9]{{1,3}}))?\.ya?ml")
    found = sorted(
        (int(match[1] or 1), path)
        for path in bank_files(folder)
        if (match := pattern.fullmatch(path.name))
    )
    if not found or found[0][0] != 1:
        return []
    read = [(path, KnownBank(_read(path), one_line(path.name))) for _, path in found]
    return [
        (path, bank)
        for (number, _), (path, bank) in zip(found, read, strict=True)
        if number == 1 or bank.title.endswith(f" {number}")
    ]


def part_title(title: str, number: int) -> str:
    """The title of a section's bank, of which this is the `number`-th, from 1."""
    return title if number == 1 else f"{title} {number}"


def part_slugs(folder: Path, slug: str) -> Iterator[tuple[int, str]]:
    """The numbers and slugs that further banks of a section can have: those that no
    bank of the folder has.
    """
    taken = {re.sub("^[0-9]+-", "", path.stem) for path in bank_files(folder)}
    for number in count(1):
        part = slug if number == 1 else f"{slug}-{number}"
        if part not in taken:
            yield number, part


def next_number(folder: Path) -> int:
    """The number of the next bank in a folder."""
    numbers = [
        int(found[1])
        for path in bank_files(folder)
        if (found := _NUMBER.match(path.name)) and len(found[1]) < 6
    ]
    return max(numbers, default=0) + 1


def carry_out(plan: ImportPlan) -> None:
    """Write the banks of a plan, each whole or not at all."""
    for change in plan.changes:
        if change.is_needed:
            write_bank_file(change.path, change.merged.text)


def write_bank_file(path: Path, text: str) -> None:
    """Write a bank; its folder is made if it is missing."""
    make_folder(path.parent)
    target = path.resolve()
    with new_file_beside(target) as new:
        new.write_text(text, encoding="utf-8", newline="")
        new.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        publish(new, target)
