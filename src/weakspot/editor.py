"""The player's own editor: what $VISUAL or $EDITOR names, with the terminal to itself until it is closed."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from weakspot.errors import WeakspotError
from weakspot.text import visible

Lending = Callable[[], AbstractContextManager[None]]
"""Makes a context in which the terminal is free for another program."""


class EditorError(WeakspotError):
    """There is no editor, or it did not do its work."""


def edit(path: Path, line: int, lending: Lending = nullcontext) -> None:
    """Open a bank at a line. EditorError if it did not open, or ended with an error."""
    if not os.access(path, os.W_OK):
        name = visible(path.name, line=True)
        raise EditorError(f"{name} cannot be written: copy it into a home of your own to edit it.")
    run(lending, f"+{line}", str(path))


def edited(text: str, lending: Lending) -> str:
    """The text as the player leaves it. EditorError as for `edit`."""
    with tempfile.TemporaryDirectory(prefix="weakspot-") as folder:
        path = Path(folder, "answer.txt")
        path.write_text(text, encoding="utf-8")
        run(lending, str(path))
        try:
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise EditorError(f"What was written cannot be read: {error.strerror}") from error


def run(lending: Lending, *arguments: str) -> None:
    """Run the editor on these arguments, and wait for its end. EditorError as for `edit`."""
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            raise EditorError("No editor is set. `EDITOR=nano weakspot` sets one.")
        with lending():
            done = subprocess.run([*command, *arguments], check=False)
    except (OSError, ValueError) as error:
        why = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) else str(error)
        raise EditorError(f"The editor did not open: {visible(why, line=True)}") from error
    if done.returncode:
        raise EditorError(f"The editor ended with {done.returncode}; nothing was read.")
