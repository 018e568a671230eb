"""The command `doctor`: a row for each check, with what is wrong and what to do.

Changes nothing but the cache of banks.
"""

import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from shlex import quote

import click
import msgspec

from weakspot.bank.catalog import folder_faults, load_catalog
from weakspot.bank.listing import bank_views, check_bank
from weakspot.commands.context import current_marks, current_places, current_save
from weakspot.commands.options import PLAYER, command
from weakspot.commands.output import show, show_json
from weakspot.crash import MISSING, report_crash, versions
from weakspot.errors import DamagedSave, SaveError, WeakspotError
from weakspot.paths import HomePlaces
from weakspot.settings import read_settings
from weakspot.store.backup import count_attempts, find_good_backups
from weakspot.store.connections import open_readonly
from weakspot.store.migrations import format_of
from weakspot.store.opening import has_save, player_path
from weakspot.store.save_files import all_backup_files, backup_folder
from weakspot.store.verification import verify
from weakspot.text import (
    SMALLEST_TERMINAL,
    Marks,
    can_draw,
    choose_marks,
    format_count,
    one_line,
)

MIN_FREE_BYTES = 10_000_000
"""With less than this, a save and its backup may not fit."""


@command(
    "weakspot doctor           what is where, and what to do about it",
    "weakspot doctor --json    the same for a program",
    json=True,
)
def doctor(json_: bool) -> None:
    """Check places, versions, terminal, save and banks. Say what to do; exit 1 if
    anything is wrong.
    """
    rows = list(examine(current_places(), current_save(warn=False)))
    if json_:
        show_json(rows)
    else:
        show(report_lines(rows, current_marks()))
    if any(row.fault for row in rows):
        raise SystemExit(1)


class DoctorRow(msgspec.Struct, frozen=True):
    """The result of one check, in a `part` such as places; `fault` is what is wrong,
    None if nothing is.
    """

    part: str
    name: str
    value: str
    fault: str | None = None
    hint: str | None = None


Advice = tuple[str, str] | tuple[()]
"""A fault and what to do about it, the last two values of a DoctorRow; empty if
nothing is wrong.
"""


def examine(places: HomePlaces, save: Path) -> Iterator[DoctorRow]:
    """Yield the rows of all checks, part by part,
    for the player whose save is at `save`.
    """
    yield from place_rows(places, save)
    yield from version_rows()
    yield from terminal_rows()
    yield from save_rows(save)
    yield from bank_rows(places)
    yield from setting_rows(places.settings)


def place_rows(places: HomePlaces, save: Path) -> Iterator[DoctorRow]:
    """The folders and files of a home: whether they can be written,
    and are closed to others.
    """
    for folder, origin in places.banks:
        faults = folder_faults(folder)
        state = "" if faults or folder.is_dir() else ", not there"
        fault: Advice = ()
        if os.path.isfile(folder):  # noqa: PTH113 - a folder above may be closed
            fault = (
                f"{folder} is no folder",
                "put the banks into a folder of that name",
            )
        elif faults:
            fault = (
                f"{folder} cannot be read",
                f"make it readable: chmod u+rx {shell_path(folder)}",
            )
        yield DoctorRow("places", "banks", f"{folder} ({origin}{state})", *fault)
    yield place_row("saves", places.saves, private=True, folder=True)
    yield place_row("save", save, private=True, folder=False)
    yield place_row("settings", places.settings, private=False, folder=False)
    yield place_row("cache", places.cache, private=False, folder=True)
    yield place_row("crashes", places.crashes, private=True, folder=True)
    free = shutil.disk_usage(
        nearest_existing(Path(os.path.realpath(places.saves)))
    ).free
    fault = (
        ("the disk is nearly full", "free some space") if free < MIN_FREE_BYTES else ()
    )
    yield DoctorRow("places", "free", f"{free // 1_000_000:,} MB", *fault)


def place_row(name: str, path: Path, private: bool, folder: bool) -> DoctorRow:
    """A file or folder that the game creates if missing; a private one must be closed
    to others.
    """
    nearest = nearest_existing(path)
    fault: Advice = ()
    if not os.access(nearest, os.F_OK):
        fault = (
            f"{nearest} leads nowhere, or where weakspot may not look",
            "bring back what it leads to",
        )
    elif not os.access(nearest, os.W_OK):
        fault = (
            f"{nearest} cannot be written",
            f"make it writable: chmod u+w {shell_path(nearest)}",
        )
    elif not nearest.is_dir() and (folder or nearest != path):
        fault = f"{nearest} is no folder", "move it away, or name another --home"
    elif (
        private
        and nearest == path
        and (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077
    ):
        right = "700" if path.is_dir() else "600"
        fault = f"open to others ({mode:04o})", f"chmod {right} {quote(str(path))}"
    state = " (not there yet)" if nearest != path and not fault else ""
    return DoctorRow("places", name, f"{path}{state}", *fault)


def shell_path(path: Path) -> str:
    """The quoted path that a chmod has to name so that `path` can be used or created;
    links are followed.
    """
    return quote(str(nearest_existing(Path(os.path.realpath(path)))))


def nearest_existing(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    return next(
        (each for each in (path, *path.parents) if os.path.lexists(each)), Path()
    )


def version_rows() -> Iterator[DoctorRow]:
    """The versions of Python and the libraries."""
    for name, value in versions():
        fault: Advice = ()
        if value == MISSING:
            fault = f"{name} is not installed", "install weakspot anew"
        elif name == "sqlite" and sqlite3.sqlite_version_info < (3, 37):
            fault = "older than 3.37, which saves need", "use a newer Python"
        yield DoctorRow("versions", name, value, *fault)


def terminal_rows() -> Iterator[DoctorRow]:
    """The face that the terminal shows, its size, type and encoding."""
    plain = not (sys.stdin.isatty() and sys.stdout.isatty() and can_draw(sys.stderr))
    size = shutil.get_terminal_size()
    small = not plain and (
        size.columns < SMALLEST_TERMINAL[0] or size.lines < SMALLEST_TERMINAL[1]
    )
    hint = f"make it at least {SMALLEST_TERMINAL[0]} by {SMALLEST_TERMINAL[1]}"
    fault: Advice = ("too small for the screen", hint) if small else ()
    encoding = sys.stdout.encoding or "unknown"
    marks = "all marks" if choose_marks(sys.stdout).right == "✓" else "plain marks"
    yield DoctorRow("terminal", "face", "lines of text" if plain else "the screen")
    yield DoctorRow(
        "terminal", "size", f"{size.columns} columns, {size.lines} rows", *fault
    )
    yield DoctorRow("terminal", "TERM", os.environ.get("TERM") or "not set")
    yield DoctorRow("terminal", "encoding", f"{encoding}, {marks}")


def save_rows(path: Path) -> Iterator[DoctorRow]:
    """The save: its size and format, whether it is sound, and its last backup."""
    try:
        exists = has_save(path)
    except SaveError as error:
        value = "gone" if isinstance(error, DamagedSave) else "cannot be read"
        hint = (
            f"chmod u+rwx {shell_path(path)}"
            if isinstance(error.__cause__, PermissionError)
            else None
        )
        yield DoctorRow("save", "file", value, str(error), hint)
        return
    if exists:
        yield from existing_save_rows(path)
    else:
        yield DoctorRow("save", "file", "none yet; the first game makes it")
    yield from backup_rows(path)


def existing_save_rows(path: Path) -> Iterator[DoctorRow]:
    """The format and size of the save at `path`, and whether it is sound."""
    found = verify(path)
    try:
        with open_readonly(path.resolve()) as db:
            answers = format_count(count_attempts(db), "answer")
            content = f"format {format_of(db)}, {answers}"
        value = f"{content}, {path.stat().st_size // 1024:,} KB"
    except (SaveError, OSError, RuntimeError):
        value = "cannot be read"
    yield DoctorRow("save", "file", value)
    state = "sound"
    fault: Advice = ()
    if found:
        state = format_count(len(found), "fault")
        fault = found[0], "`weakspot save verify` lists all of it"
    yield DoctorRow("save", "state", state, *fault)


def backup_rows(path: Path) -> Iterator[DoctorRow]:
    """The last backup of the save at `path`, if there is any."""
    try:
        backups = [file for file in all_backup_files(path) if file.is_file()]
    except (SaveError, OSError) as error:
        hint = f"chmod u+rwx {quote(str(backup_folder(path)))}"
        yield DoctorRow("save", "backup", "cannot be read", str(error), hint)
        return
    if not backups:
        return
    last = max(backups, key=lambda file: file.stat().st_mtime)
    day = time.strftime("%Y-%m-%d", time.localtime(last.stat().st_mtime))
    fault: Advice = ()
    if next(find_good_backups(path), None) is None:
        fault = "none can be restored", "make another: weakspot save backup"
    yield DoctorRow("save", "backup", f"{day}, {last.name}, of {len(backups)}", *fault)


def bank_rows(places: HomePlaces) -> Iterator[DoctorRow]:
    """The number of banks and questions; a row for each bank that cannot be read
    or has warnings.
    """
    views = bank_views(load_catalog(places.banks, places.cache), {})
    total = sum(view.questions for view in views)
    hint = "put *.yaml banks into its questions, or name another --home"
    fault: Advice = () if total else ("there is nothing to play", hint)
    holds = f"{format_count(len(views), 'bank')}, {format_count(total, 'question')}"
    yield DoctorRow("banks", "all", holds, *fault)
    for view in views:
        name, advice = Path(view.file).name, f"weakspot check {quote(view.file)}"
        if view.errors:
            value = f"not played: {format_count(len(view.errors), 'fault')}"
            yield DoctorRow("banks", name, value, "the bank cannot be read", advice)
        elif faults := check_bank(view.file):
            # an author may fix these; the bank is played all the same
            questions = format_count(view.questions, "question")
            warnings = format_count(len(faults), "warning")
            yield DoctorRow("banks", name, f"{questions}, {warnings}", hint=advice)


def setting_rows(file: Path) -> Iterator[DoctorRow]:
    """The settings, and each fault of their file."""
    settings = read_settings(file)
    sureness = ", sureness asked" if settings.confidence else ""
    yield DoctorRow(
        "settings",
        "set",
        f"{settings.minutes:g} minutes, answer by {settings.answer}{sureness}",
    )
    hint = "mend the file, or set it anew in the game's settings"
    for fault in settings.faults:
        yield DoctorRow("settings", "fault", file.name, fault, hint)


def report_lines(rows: Sequence[DoctorRow], marks: Marks) -> list[str]:
    """The rows as aligned text, with a heading for each part; what is wrong is below
    its row.
    """
    width = max(len(row.name) for row in rows)
    lines: list[str] = []
    for part, checks in groupby(rows, key=attrgetter("part")):
        lines.append(part)
        for row in checks:
            mark = marks.wrong if row.fault else marks.right
            lines.append(f"  {mark} {one_line(row.name):<{width}}  {row.value}")
            details = (text for text in (row.fault, row.hint) if text is not None)
            lines += [" " * (width + 6) + text for text in details]
        lines.append("")
    faults = sum(row.fault is not None for row in rows)
    return [*lines, format_count(faults, "fault") if faults else "All is well."]


def explain_error(error: Exception) -> WeakspotError:
    """The error to show for an unexpected one: a damaged save if that explains it, else
    a crash report.
    """
    places = current_places()
    path = player_path(
        places.saves, click.get_current_context().meta.get(PLAYER, "default")
    )
    try:
        faults = verify(path) if path.exists() else []
    except Exception:  # noqa: BLE001 - the original error is the one to report
        faults = []
    if faults:
        return SaveError(
            f"{one_line(path)} is damaged: {faults[0]}; `weakspot save verify` "
            "lists all of it"
        )
    return report_crash(error, places.crashes)
