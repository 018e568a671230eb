"""The banks of a home: their files, a description of each,
and why there is nothing to play.
"""

import shlex
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from weakspot.bank.catalog import Catalog, Section, bank_files, folder_faults
from weakspot.engine.bank_view import BankView
from weakspot.engine.values import LocatedFault
from weakspot.errors import BankError
from weakspot.text import one_line

OWN_ONLY = "the shipped banks are played only where a home has no `questions` folder"


def empty_catalog_words(catalog: Catalog) -> str:
    """Why a catalog has no question: where was searched, the first fault,
    and what to do.
    """
    own = (
        ""
        if any(origin == "shipped" for _, origin in catalog.folders)
        else f" ({OWN_ONLY})"
    )
    if catalog.failed:
        first = catalog.failed[0]
        check = f"`weakspot check {one_line(shlex.quote(str(first.path.parent)))}`"
        return (
            f"no bank can be read: {first.faults[0]}; mend it, {check} lists all{own}"
        )
    for folder, _ in catalog.folders:
        for reason in folder_faults(folder):
            return reason
    if catalog.sections:
        return (
            "no bank has a question yet; `weakspot new NAME` makes one with "
            f"examples{own}"
        )
    where = ", ".join(one_line(folder) for folder, _ in catalog.folders)
    return (
        f"no banks found in {where}; put *.yaml banks there, or choose another home "
        f"with --home DIR{own}"
    )


def find_bank_files(
    paths: Sequence[Path], folders: Iterable[tuple[Path, str]]
) -> list[Path]:
    """The bank files in these files and folders, each once; without `paths`, those in
    the home's folders.

    Raises BankError for a path that does not exist, or a folder without banks.
    """
    found: list[Path] = []
    for path in paths or [
        folder for folder, _ in folders if folder_faults(folder) or folder.is_dir()
    ]:
        where = one_line(path)
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except OSError as error:
            if (
                isinstance(error, (FileNotFoundError, NotADirectoryError))
                and not path.is_symlink()
            ):
                raise BankError(
                    f"{where} is not there; name a bank or a folder of banks"
                ) from None
            is_folder = False  # reading it reports the reason
        files = bank_files(path) if is_folder else [path]
        if not files:
            faults = folder_faults(path) or [
                f"{where} has no banks; name a bank or a folder of banks"
            ]
            raise BankError(faults[0])
        found += files
    return list(dict.fromkeys(found))


def bank_views(catalog: Catalog, muted: Mapping[str, str]) -> tuple[BankView, ...]:
    """Describe every bank: first those that cannot be read, then the sections in order,
    some of which may play on as they were before their file had errors.

    `muted` are the titles of muted sections, topics and questions, by key.
    """
    origins = dict(catalog.folders)
    errors = {result.path: result.faults for result in catalog.failed}
    kept = {section.file for section in catalog.sections}
    failed = (
        BankView(
            file=str(result.path),
            title=result.path.name,
            origin=origins[result.path.parent],
            errors=result.faults,
        )
        for result in catalog.failed
        if result.path not in kept
    )
    sound = (
        _section_view(section, origins, muted, errors.get(section.file, ()))
        for section in catalog.sections
    )
    return (*failed, *sound)


def _section_view(
    section: Section,
    origins: Mapping[Path, str],
    muted: Mapping[str, str],
    errors: tuple[LocatedFault, ...],
) -> BankView:
    entries = section.entries.values()
    return BankView(
        file=str(section.file),
        title=section.title,
        origin=origins[section.file.parent],
        section=section.slug,
        questions=len(section.entries),
        kinds=Counter(entry.kind for entry in entries),
        levels=Counter(entry.level for entry in entries),
        topics=dict.fromkeys(section.topics, 0)
        | Counter(entry.topic for entry in entries),
        muted=tuple(
            (key, title)
            for key, title in muted.items()
            if key.startswith(f"{section.slug}/")
        ),
        is_off=section.slug in muted,
        errors=errors,
    )


def check_bank(file: str) -> tuple[LocatedFault, ...]:
    """The faults that `weakspot check` lists of a bank; slow, and safe in a thread."""
    from weakspot.bank.checks import check_banks  # late: loads the checks and PyYAML

    return tuple(check_banks([Path(file)], strict=False))
