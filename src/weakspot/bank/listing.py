"""The banks of a home as lists: files, rows for `weakspot banks`, and why there is nothing to play."""

import shlex
import stat
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from weakspot.bank import catalog as shelves
from weakspot.bank.defect import MOST
from weakspot.engine.kinds.words import kind_words
from weakspot.errors import BankError
from weakspot.text import Marks, counted, cut, visible

LONGEST_NAME, WIDTH = 34, 80
OWN_ONLY = "The shipped banks are played only where a home has no `questions` folder."


class BankRow(msgspec.Struct, frozen=True, kw_only=True):
    """A bank in figures; `section` and `title` are None where it could not be read."""

    file: str
    section: str | None
    title: str | None
    questions: int
    findings: int
    kinds: dict[str, int]
    levels: dict[str, int]
    topics: dict[str, int]
    origin: str


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


def bank_rows(folders: Iterable[tuple[Path, str]]) -> list[BankRow]:
    """A row a bank, those that fail included, in order."""
    from weakspot.bank.checks import bank_faults  # late: loads the checks
    from weakspot.bank.reader import read_tree

    rows = []
    for folder, origin in folders:
        here: set[str] = set()
        for path in shelves.bank_files(folder):
            reading, tree = read_tree(path)
            bank = reading.bank
            findings = len(bank_faults(bank, tree) if bank and tree else reading.defects)
            if bank is not None and bank.section in here:
                bank = None  # as play has it: the first one is that of its section
                findings += 1
            elif bank is not None:
                here.add(bank.section)
            questions = bank.questions if bank else ()
            rows.append(
                BankRow(
                    file=path.name,
                    section=bank.section if bank else None,
                    title=bank.title if bank else None,
                    questions=len(questions),
                    findings=min(findings, MOST),
                    kinds=counts(str(one.__struct_config__.tag) for one in questions),
                    levels=counts(str(one.level) for one in questions),
                    topics=dict.fromkeys(bank.topics if bank else (), 0)
                    | counts(one.topic for one in questions),
                    origin=origin,
                )
            )
    return rows


def played(rows: Sequence[BankRow]) -> list[BankRow]:
    """Without those that a bank of the same section, of another origin and later, replaces."""
    last = {row.section: row.origin for row in rows if row.section is not None}
    return [row for row in rows if row.section is None or row.origin == last[row.section]]


def counts(values: Iterable[str]) -> dict[str, int]:
    """How often each value stands, in order of the values."""
    return dict(sorted(Counter(values).items()))


def bank_lines(rows: Sequence[BankRow], marks: Marks) -> list[str]:
    """A line a bank, sound or not, then the whole by kind."""
    if not rows:
        return ["No banks."]
    names = [cut(visible(row.title or row.file, line=True), LONGEST_NAME, marks) for row in rows]
    width = max(map(len, names))
    lines, there = [], played(rows)
    for name, row in zip(names, rows, strict=True):
        mark = marks.wrong if row.findings else marks.right
        found = counted(row.findings, "finding") if row.findings else "sound"
        found = found if row in there else "replaced"
        questions = counted(row.questions, "question ", "questions")
        topics = counted(len(row.topics), "topic ", "topics")
        lines.append(f"{mark} {name:<{width}}  {questions:>14}  {topics:>9}  {found}")
    kinds: Counter[str] = sum((Counter(row.kinds) for row in there), Counter())
    told = ", ".join(f"{number} {kind_words(kind)}" for kind, number in kinds.most_common())
    whole = f"{counted(kinds.total(), 'question')} in all: {told}" if told else "no questions"
    lines += ["", *textwrap.wrap(whole, WIDTH)]
    if any(row.findings for row in rows):
        lines.append("`weakspot check` names what is wrong, and where.")
    return lines
