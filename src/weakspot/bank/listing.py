"""The banks of a home: their files, each one described, and why there is nothing to play."""

import shlex
import stat
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from weakspot.bank import catalog as shelves
from weakspot.engine.overview import BankView, Remark, finding_words
from weakspot.engine.values import kind_words
from weakspot.errors import BankError
from weakspot.text import Marks, format_count, truncate, visible

LONGEST_NAME, WIDTH = 34, 80
OWN_ONLY = "The shipped banks are played only where a home has no `questions` folder."


def why_empty(catalog: shelves.Catalog) -> str:
    """Why a catalog has no question: what was looked at, the first fault, what to do."""
    own = "" if any(origin == "shipped" for _, origin in catalog.folders) else f" {OWN_ONLY}"
    if catalog.problems:
        first = catalog.problems[0]
        check = f"`weakspot check {visible(shlex.quote(str(first.path.parent)), line=True)}`"
        return f"no bank can be read. The first fault: {first.defects[0]}. Mend it; {check} lists all.{own}"
    for folder, _ in catalog.folders:
        for reason in shelves.unlisted(folder):
            return reason
    if catalog.sections:
        return f"no bank has a question yet. questions/README.md of weakspot is the format for authors.{own}"
    looked = ", ".join(visible(str(folder), line=True) for folder, _ in catalog.folders)
    return f"no banks found in {looked}. Put *.yaml banks there, or choose another home with --home DIR.{own}"


def files_of(paths: Sequence[Path], folders: Iterable[tuple[Path, str]]) -> list[Path]:
    """The bank files that these files and folders name, each once; without any, those of the home's folders.

    Raises BankError for a path that is not there, or a folder without banks.
    """
    found: list[Path] = []
    for path in paths or [folder for folder, _ in folders if shelves.unlisted(folder) or folder.is_dir()]:
        where = visible(str(path), line=True)
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            raise BankError(f"{where} is not there; name a bank or a folder of banks") from None
        except OSError:
            is_folder = False  # who reads it says why it cannot be
        files = shelves.bank_files(path) if is_folder else [path]
        if not files:
            told = shelves.unlisted(path) or [f"{where} has no banks; name a bank or a folder of banks"]
            raise BankError(told[0])
        found += files
    return list(dict.fromkeys(found))


def bank_views(catalog: shelves.Catalog, muted: Mapping[str, str]) -> tuple[BankView, ...]:
    """Every bank: first those that cannot be read, then the sections in order.

    `muted` are the titles of what is not for the player, by key.
    """
    origins = dict(catalog.folders)
    failed = (
        BankView(
            file=str(one.path),
            title=one.path.name,
            origin=origins[one.path.parent],
            errors=tuple(Remark(fault.line, fault.column, fault.words) for fault in one.defects),
        )
        for one in catalog.problems
    )
    return (*failed, *(_sound(catalog, one, muted) for one in catalog.sections))


def _sound(catalog: shelves.Catalog, section: shelves.Section, muted: Mapping[str, str]) -> BankView:
    entries = catalog.entries_of(section.slug).values()
    return BankView(
        file=str(section.file),
        title=section.title,
        origin=section.origin,
        section=section.slug,
        questions=len(entries),
        kinds=Counter(one.shape.kind for one in entries),
        levels=Counter(one.shape.level for one in entries),
        topics=dict.fromkeys(section.topics, 0) | Counter(one.topic for one in entries),
        muted=tuple((key, title) for key, title in muted.items() if key.startswith(f"{section.slug}/")),
    )


def remarks(file: str) -> tuple[Remark, ...]:
    """What `weakspot check` says of a bank; it takes its time, and may be called in a thread."""
    from weakspot.bank.checks import check_banks  # late: loads the checks, and PyYAML

    found = check_banks([Path(file)], strict=False)
    return tuple(Remark(one.line, one.column, one.words) for one in found)


def bank_row(bank: BankView) -> dict[str, Any]:
    """The bank as JSON: what `banks --json` lists."""
    return {
        "file": Path(bank.file).name,
        "section": bank.section or None,
        "title": None if bank.errors else bank.title,
        "questions": bank.questions,
        "findings": len(bank.errors or remarks(bank.file)),
        "kinds": dict(sorted(bank.kinds.items())),
        "levels": dict(sorted(bank.levels.items())),
        "topics": bank.topics,
        "origin": bank.origin,
    }


def bank_lines(banks: Sequence[BankView], marks: Marks) -> list[str]:
    """A line a bank, sound or not, then the whole by kind."""
    if not banks:
        return ["No banks."]
    names = [truncate(visible(one.title, line=True), LONGEST_NAME, marks) for one in banks]
    findings = [one.errors or remarks(one.file) for one in banks]
    width = max(map(len, names))
    lines = []
    for name, one, found in zip(names, banks, findings, strict=True):
        mark = marks.wrong if one.errors else marks.partly if found else marks.right
        questions = format_count(one.questions, "question ", "questions")
        topics = format_count(len(one.topics), "topic ", "topics")
        lines.append(f"{mark} {name:<{width}}  {questions:>14}  {topics:>9}  {finding_words(one, found)}")
    kinds: Counter[str] = sum((Counter(one.kinds) for one in banks), Counter())
    told = ", ".join(f"{number} {kind_words(kind)}" for kind, number in kinds.most_common())
    whole = f"{format_count(kinds.total(), 'question')} in all: {told}" if told else "no questions"
    lines += ["", *textwrap.wrap(whole, WIDTH)]
    if any(findings):
        lines.append("`weakspot check` names what is wrong, and where.")
    return lines
