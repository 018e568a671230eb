"""What `doctor` looks at: a row each, with what is wrong and what to do about it.

Changes nothing but the cache of banks.
"""

import os
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

import msgspec

from weakspot.bank.catalog import folder_faults, load_catalog
from weakspot.bank.listing import bank_views, find_remarks
from weakspot.crash import MISSING, versions
from weakspot.errors import DamagedSave, SaveError
from weakspot.paths import Places
from weakspot.settings import read_settings
from weakspot.text import DUMB_TERMS, SMALLEST_TERMINAL, choose_marks, format_count, visible

LEAST_FREE = 10_000_000
"""Bytes without which a save and its backup may not fit."""


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at, of a `part` such as places; `finding` is what is wrong, None if nothing is."""

    part: str
    name: str
    value: str
    finding: str | None = None
    hint: str | None = None


Wrong = tuple[str, str] | tuple[()]
"""What is wrong, and what to do about it: the last two values of a Finding, or none."""


def examine(places: Places, save: Path) -> Iterator[Finding]:
    """All there is to look at, part by part, for the player whose save is at `save`."""
    yield from place_rows(places, save)
    yield from version_rows()
    yield from terminal_rows()
    yield from save_rows(save)
    yield from bank_rows(places)
    yield from setting_rows(places.settings)


def place_rows(places: Places, save: Path) -> Iterator[Finding]:
    """The folders and files of a home: are they to be written, and closed to others?"""
    for folder, origin in places.banks:
        closed = folder_faults(folder)
        there = "" if closed or folder.is_dir() else ", not there"
        hint = f"make it readable: chmod u+rx {reached(folder)}"
        wrong: Wrong = (f"{folder} cannot be read", hint) if closed else ()
        yield Finding("places", "banks", f"{folder} ({origin}{there})", *wrong)
    yield placed("saves", places.saves, private=True, folder=True)
    yield placed("save", save, private=True, folder=False)
    yield placed("settings", places.settings, private=False, folder=False)
    yield placed("cache", places.cache, private=False, folder=True)
    yield placed("crashes", places.crashes, private=True, folder=True)
    free = shutil.disk_usage(existing(Path(os.path.realpath(places.saves)))).free
    wrong = ("the disk is nearly full", "free some space") if free < LEAST_FREE else ()
    yield Finding("places", "free", f"{free // 1_000_000:,} MB", *wrong)


def placed(name: str, path: Path, private: bool, folder: bool) -> Finding:
    """A file or folder that the game makes where it is missing; a private one is closed to others."""
    there = existing(path)
    wrong = trouble(path, there, private, folder)
    awaited = " (not there yet)" if there != path and not wrong else ""
    return Finding("places", name, f"{path}{awaited}", *wrong)


def trouble(path: Path, there: Path, private: bool, folder: bool) -> Wrong:
    """What is wrong with it, or with what is `there` of the folders that lead to it."""
    if not os.access(there, os.F_OK):
        return f"{there} leads nowhere, or where weakspot may not look", "bring back what it leads to"
    if not os.access(there, os.W_OK):
        return f"{there} cannot be written", f"make it writable: chmod u+w {reached(there)}"
    if not there.is_dir() and (folder or there != path):
        return f"{there} is no folder", "move it away, or name another --home"
    if private and there == path:
        mode = stat.S_IMODE(path.stat().st_mode)
        right = "700" if path.is_dir() else "600"
        if mode & 0o077:
            return f"open to others ({mode:04o})", f"chmod {right} {quote(str(path))}"
    return ()


def reached(path: Path) -> str:
    """What a shell has to change so that the path can be used, or made: of a link, what it leads to."""
    return quote(str(existing(Path(os.path.realpath(path)))))


def existing(path: Path) -> Path:
    """The path itself, or the first folder above it that is there."""
    return next((one for one in (path, *path.parents) if os.path.lexists(one)), Path())


def version_rows() -> Iterator[Finding]:
    """What it runs on."""
    for name, value in versions():
        wrong: Wrong = ()
        if value == MISSING:
            wrong = f"{name} is not installed", "install weakspot anew"
        elif name == "sqlite" and sqlite3.sqlite_version_info < (3, 37):
            wrong = "older than 3.37, which saves need", "use a newer Python"
        yield Finding("versions", name, value, *wrong)


def terminal_rows() -> Iterator[Finding]:
    """What the terminal can do, and which face is shown in it."""
    term = os.environ.get("TERM", "")
    terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    plain = not terminal or term in DUMB_TERMS
    size = shutil.get_terminal_size()
    small = not plain and (size.columns < SMALLEST_TERMINAL[0] or size.lines < SMALLEST_TERMINAL[1])
    hint = f"make it at least {SMALLEST_TERMINAL[0]} by {SMALLEST_TERMINAL[1]}"
    wrong: Wrong = ("too small for the screen", hint) if small else ()
    encoding = sys.stdout.encoding or "unknown"
    carried = "all marks" if choose_marks(sys.stdout).right == "✓" else "plain marks"
    yield Finding("terminal", "face", "lines of text" if plain else "the screen")
    yield Finding("terminal", "size", f"{size.columns} columns, {size.lines} rows", *wrong)
    yield Finding("terminal", "TERM", term or "not set")
    yield Finding("terminal", "colours", "none" if plain else colours())
    yield Finding("terminal", "encoding", f"{encoding}, {carried}")


def colours() -> str:
    """How many colours the screen shows."""
    if os.environ.get("NO_COLOR"):
        return "none"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in os.environ.get("TERM", "") else "as the terminal says"


def save_rows(path: Path) -> Iterator[Finding]:
    """The save: its size and format, whether it is sound, and its last backup."""
    from weakspot.store.backup import attempts_in, every_backup, folder_of, good_backups
    from weakspot.store.inspection import looking
    from weakspot.store.migrations import format_of
    from weakspot.store.opening import is_begun
    from weakspot.store.verification import verify

    try:
        there = is_begun(path)
    except SaveError as error:
        value = "gone" if isinstance(error, DamagedSave) else "cannot be read"
        hint = f"chmod u+rwx {reached(path)}" if isinstance(error.__cause__, PermissionError) else None
        yield Finding("save", "file", value, str(error), hint)
        return
    if not there:
        yield Finding("save", "file", "none yet; the first game makes it")
    else:
        found = verify(path)
        try:
            with looking(path.resolve()) as db:
                what = f"format {format_of(db)}, {format_count(attempts_in(db), 'answer')}"
            value = f"{what}, {path.stat().st_size // 1024:,} KB"
        except (SaveError, OSError, RuntimeError):
            value = "cannot be read"
        yield Finding("save", "file", value)
        wrong: Wrong = (found[0], "`weakspot save verify` lists all of it") if found else ()
        yield Finding("save", "state", format_count(len(found), "finding") if found else "sound", *wrong)
    try:
        copies = [one for one in every_backup(path) if one.is_file()]
    except (SaveError, OSError) as error:
        hint = f"chmod u+rwx {quote(str(folder_of(path)))}"
        yield Finding("save", "backup", "cannot be read", str(error), hint)
        return
    if copies:
        last = max(copies, key=lambda one: one.stat().st_mtime)
        day = time.strftime("%Y-%m-%d", time.localtime(last.stat().st_mtime))
        hint = "make another: weakspot save backup"
        wrong = () if next(good_backups(path), None) else ("none can be restored", hint)
        yield Finding("save", "backup", f"{day}, {last.name}, of {len(copies)}", *wrong)


def bank_rows(places: Places) -> Iterator[Finding]:
    """How many banks and questions there are; a row for each that fails, or that `check` warns of."""
    views = bank_views(load_catalog(places.banks, places.cache), {})
    total = sum(one.questions for one in views)
    hint = "put *.yaml banks into its questions, or name another --home"
    wrong: Wrong = () if total else ("there is nothing to play", hint)
    holds = f"{format_count(len(views), 'bank')}, {format_count(total, 'question')}"
    yield Finding("banks", "all", holds, *wrong)
    for one in views:
        name, advice = Path(one.file).name, f"weakspot check {quote(one.file)}"
        if one.errors:
            value = f"not played: {format_count(len(one.errors), 'finding')}"
            yield Finding("banks", name, value, "the bank cannot be read", advice)
        elif found := find_remarks(one.file):  # what an author may mend; it is played all the same
            value = f"{format_count(one.questions, 'question')}, {format_count(len(found), 'warning')}"
            yield Finding("banks", name, value, hint=advice)


def setting_rows(file: Path) -> Iterator[Finding]:
    """What is set, and each trouble with the file."""
    settings = read_settings(file)
    sureness = ", sureness asked" if settings.confidence else ""
    yield Finding("settings", "set", f"{settings.minutes:g} minutes, answer by {settings.answer}{sureness}")
    hint = "mend the file, or set it anew in the game's settings"
    for trouble in settings.troubles:
        yield Finding("settings", "trouble", file.name, trouble, hint)


def lines(rows: list[Finding], right: str, wrong: str) -> list[str]:
    """The rows as aligned text, a heading a part; what is wrong stands below its row."""
    width = max(len(row.name) for row in rows)
    out: list[str] = []
    part = ""
    for row in rows:
        if row.part != part:
            out += ["", row.part] if out else [row.part]
            part = row.part
        value = visible(row.value, line=True)
        out.append(f"  {wrong if row.finding else right} {visible(row.name, line=True):<{width}}  {value}")
        more = (text for text in (row.finding, row.hint) if text is not None)
        out += [" " * (width + 6) + visible(text, line=True) for text in more]
    findings = sum(row.finding is not None for row in rows)
    return [*out, "", format_count(findings, "finding") if findings else "All is well."]
