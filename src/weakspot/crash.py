"""Crash reports: where an error of ours happened and in what environment, without
anything a player wrote.
"""

import os
import sqlite3
import sys
import time
import traceback
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from weakspot.errors import WeakspotError
from weakspot.files import make_folder
from weakspot.text import one_line, visible

LIBRARIES = (
    "weakspot textual textual-plotext click msgspec pyyaml fsrs rapidfuzz tomlkit "
    "markdown-it-py platformdirs"
).split()
MISSING = "missing"
"""The version of a library that is not installed."""
SAFE_TO_QUOTE = (AttributeError, ImportError, NameError)
"""Errors whose message only names code; other messages may quote an answer."""


def report_crash(error: BaseException, folder: Path) -> WeakspotError:
    """Report an error of ours in a new file in `folder`;
    the error to show the player instead.
    """
    try:
        where = (
            f"What is known of it stands in {one_line(write_report(error, folder))},"
        )
        advice = "without your answers or notes: send it with a bug report."
    except OSError as failure:
        where = f"{one_line(folder)} could not take a report of it: {failure.strerror}."
        advice = "`weakspot doctor` may tell more."
    return WeakspotError(
        "something broke that should not have.\n"
        "Nothing that was saved is lost: `weakspot` goes on with the round where "
        "it was.\n"
        f"{where}\n{advice}"
    )


def write_report(error: BaseException, folder: Path) -> Path:
    """Write what is known of the error to a new file in `folder` that only the player
    can read; its path.
    """
    make_folder(folder)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    path = folder / f"{stamp}-{os.getpid()}.txt"
    term = one_line(os.environ.get("TERM", ""))
    environment = (f"{name} {value}" for name, value in (*versions(), ("TERM", term)))
    text = "\n".join((*environment, "", *error_lines(error), ""))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return path


def versions() -> Iterator[tuple[str, str]]:
    """Yield the name and version of everything the program runs on."""
    yield "python", f"{sys.version.split()[0]} on {sys.platform}"
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, MISSING
    yield "sqlite", sqlite3.sqlite_version


def error_lines(error: BaseException) -> Iterator[str]:
    """The error and the errors that led to it, the first one first: names and frames,
    no values.
    """
    cause = error.__cause__ or (
        None if error.__suppress_context__ else error.__context__
    )
    if cause is not None:
        yield from error_lines(cause)
    yield from (
        visible(frame.rstrip()) for frame in traceback.format_tb(error.__traceback__)
    )
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{name}: {one_line(error)}" if isinstance(error, SAFE_TO_QUOTE) else name
