"""The terminal, lent to another program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App, SuspendNotSupported

from weakspot.editor import EditorError
from weakspot.text import visible


@contextmanager
def lent(app: App[object]) -> Iterator[None]:
    """The screen stands back, and is there again in the end. EditorError where it cannot."""
    try:
        with app.suspend():
            yield
    except SuspendNotSupported as error:
        raise EditorError(f"The editor did not open: {visible(str(error), line=True)}") from error
