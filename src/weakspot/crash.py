"""Reports of errors of ours: where it broke, on what it ran, and nothing that a player wrote."""

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
from weakspot.text import visible

LIBRARIES = (
    "weakspot", "textual", "click", "msgspec", "pyyaml", "fsrs", "rapidfuzz", "tomlkit", "platformdirs",
)  # fmt: skip
MISSING = "missing"
"""The version of what is not installed."""
PLAYERLESS = (AttributeError, ImportError, NameError)
"""Errors whose message speaks of code alone; that of any other may quote an answer."""


def unexpected(error: BaseException, folder: Path) -> WeakspotError:
    """What to tell the player of an error of ours, which is reported in a new file in `folder`."""
    try:
        where = f"What is known of it stands in {visible(str(report(error, folder)), line=True)},"
        advice = "without your answers or notes: send it with a bug report."
    except OSError as trouble:
        where = f"{visible(str(folder), line=True)} could not take a report of it: {trouble.strerror}."
        advice = "`weakspot doctor` may tell more."
    return WeakspotError(
        "something broke that should not have.\n"
        "Nothing that was saved is lost: `weakspot` goes on with the round where it was.\n"
        f"{where}\n{advice}"
    )


def report(error: BaseException, folder: Path) -> Path:
    """Write what is known of the error to a new file in `folder`, for the player alone; its path."""
    make_folder(folder)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    path = folder / f"{stamp}-{os.getpid()}.txt"
    term = visible(os.environ.get("TERM", ""), line=True)
    ran_on = (f"{name} {value}" for name, value in (*versions(), ("TERM", term)))
    text = "\n".join((*ran_on, "", *told(error), ""))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return path


def versions() -> Iterator[tuple[str, str]]:
    """What it runs on, by name."""
    yield "python", f"{sys.version.split()[0]} on {sys.platform}"
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, MISSING
    yield "sqlite", sqlite3.sqlite_version


def told(error: BaseException) -> Iterator[str]:
    """The error and those that led to it, the first one first: names and frames, no values."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from told(before)
    yield from (visible(frame.rstrip()) for frame in traceback.format_tb(error.__traceback__))
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{name}: {visible(str(error), line=True)}" if isinstance(error, PLAYERLESS) else name
