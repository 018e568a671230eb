"""The output of commands: lines, JSON and a progress bar."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from json import dumps
from pathlib import Path
from typing import Any

import click
import msgspec

from weakspot.commands.context import current_marks
from weakspot.errors import WeakspotError
from weakspot.text import can_draw, one_line, translate_signs, visible
from weakspot.words.numbers import format_duration

UPGRADE_SAID_FROM = 20_000
"""The answers from which a save takes seconds to bring to the newest format."""
UPGRADE_PER_SECOND = 10_000
"""The answers that a slow machine goes through."""


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr for long work, if that is a terminal that can draw it.

    Yields a function to call with how much is done, and of how much.
    """
    if not can_draw(sys.stderr):
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(1, total)
            bar.update(done - bar.pos)

        yield progress


def upgrade_progress() -> Callable[[int, int], None]:
    """A function to call with how far an older save is brought to the newest format:
    beforehand it says how long that may take, if anyone would wait for it.
    """

    def progress(done: int, total: int) -> None:
        if total < UPGRADE_SAID_FROM:
            return
        if not done:
            seconds = total / UPGRADE_PER_SECOND
            click.echo(
                f"weakspot: the save gets a new format. A backup was made, and "
                f"{total:,} answers are read once: {format_duration(seconds)} or so.",
                err=True,
            )
        elif can_draw(sys.stderr):
            end = "\n" if done == total else ""
            click.echo(f"\r{done / total:4.0%}{end}", nl=False, err=True)

    return progress


def show(lines: Iterable[str]) -> None:
    """Print lines with the current marks; escapes control characters in them."""
    marks = current_marks()
    for line in lines:
        click.echo(translate_signs(one_line(line), marks))


def show_json(value: Any) -> None:
    """Print a value as JSON, in UTF-8 whatever the encoding of the terminal."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # a file name is not UTF-8: escaped as in lines
        text = visible(dumps(msgspec.to_builtins(value), ensure_ascii=False))
    click.echo(msgspec.json.format(text, indent=2).encode())


def require_folder(file: Path) -> None:
    """Raise WeakspotError if the folder of a file to write does not exist: it may be
    mistyped.
    """
    folder = file.absolute().parent
    if not folder.is_dir():
        raise WeakspotError(
            f"there is no folder {one_line(folder)}; make it first, or name another"
        )
