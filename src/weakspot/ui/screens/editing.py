"""A question in the author's own editor, at its line."""

from __future__ import annotations

import os
import shlex
import subprocess

from textual.app import App, SuspendNotSupported

from weakspot.game import Game
from weakspot.text import visible


def edit(app: App[object], game: Game, key: str) -> str | None:
    """Open the bank of this question in the editor; what kept it from opening, None once it was closed."""
    path, line = game.place(key)
    name = visible(path.name, line=True)
    if not os.access(path, os.W_OK):
        return f"{name} cannot be written: copy it into a home of your own to edit it."
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if not command:
            return "No editor: set EDITOR."
        with app.suspend():
            done = subprocess.run([*command, f"+{line}", str(path)], check=False)
    except (OSError, ValueError, SuspendNotSupported) as error:
        return f"The editor did not open: {visible(str(error), line=True)}"
    return f"The editor ended with {done.returncode}; nothing was read again." if done.returncode else None
