"""The terminal, lent to another program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from textual.app import App, SuspendNotSupported

from weakspot.editor import EditorError
from weakspot.text import visible


@contextmanager
def lent(app: App[object]) -> Iterator[None]:
    """The screen stands back, and is there again in the end. EditorError where it cannot."""
    lending = ExitStack()
    try:
        lending.enter_context(app.suspend())
    except SuspendNotSupported as error:
        raise EditorError(f"The editor did not open: {visible(str(error), line=True)}") from error
    try:
        yield
    finally:
        lending.close()  # without the error, if there is one: Textual would not come back with it
