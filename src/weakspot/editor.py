"""The player's own editor, from $VISUAL or $EDITOR,
which gets the terminal until it is closed.
"""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from weakspot.errors import WeakspotError, os_error_words
from weakspot.text import one_line

Suspend = Callable[[], AbstractContextManager[None]]
"""Makes a context during which the terminal is free for another program."""


def open_editor(path: Path, line: int, suspend: Suspend = nullcontext) -> None:
    """Open a bank at a line, from 1. Raises WeakspotError if the editor did not open,
    or failed.
    """
    if not os.access(path, os.W_OK):
        name = one_line(path.name)
        raise WeakspotError(
            f"{name} cannot be written; copy it into a home of your own to edit it"
        )
    run_editor(suspend, f"+{line}", str(path))


def edit_text(text: str, suspend: Suspend) -> str:
    """The text after the player edited it. Raises WeakspotError
    as `open_editor` does.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="weakspot-") as folder:
            path = Path(folder, "answer.txt")
            path.write_text(text, encoding="utf-8")
            run_editor(suspend, str(path))
            return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise WeakspotError(
            "the text did not get to the editor and back: "
            f"{os_error_words(error)}; it stays as it was"
        ) from error


def has_editor() -> bool:
    """True if $VISUAL or $EDITOR names an editor."""
    return bool((os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").strip())


def run_editor(suspend: Suspend, *arguments: str) -> None:
    """Run the editor with these arguments and wait for it. Raises WeakspotError as
    `open_editor` does.
    """
    try:
        command = shlex.split(
            os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        )
        if not command:
            raise WeakspotError("no editor is set; `EDITOR=nano weakspot` sets one")
        with suspend():
            process = subprocess.run([*command, *arguments], check=False)
    except (OSError, ValueError) as error:
        cause = (
            f"{error.strerror}: {error.filename}"
            if isinstance(error, OSError)
            else str(error)
        )
        raise WeakspotError(
            f"the editor did not open: {one_line(cause)}; set $EDITOR to one that does"
        ) from error
    if process.returncode:
        raise WeakspotError(
            f"the editor ended with {process.returncode}; nothing was read; try again"
        )
