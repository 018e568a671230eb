"""What is asked on a terminal, in lines, before the game begins: what to do about the save."""

from __future__ import annotations

from pathlib import Path

import click

from weakspot.commands.common import show, today
from weakspot.commands.saves import aside_words, backups_of
from weakspot.errors import CannotSave, DamagedSave
from weakspot.text import counted


def mend(path: Path, damage: DamagedSave) -> None:
    """Ask what to do about a save that is damaged, or gone, and do it. Raises `damage` if it is to stay."""
    from weakspot.store.restoring import begin_anew, restore

    newest = next(backups_of(path), None)
    choices = ["Leave everything as it is", "Begin an empty save"]
    if newest is not None:
        held = f"{counted(newest.attempts, 'answer')}, the last of {newest.day or 'no day'}"
        choices.append(f"Bring back the newest good backup: {held}")
    show([f"{damage.what}.", "Whatever you choose, nothing is deleted.", ""])
    show([f"  {number}  {words}" for number, words in enumerate(choices)])
    chosen = click.prompt("What now", default=0, type=click.IntRange(0, len(choices) - 1))
    if chosen == 0:
        raise damage
    if chosen == 1 or newest is None:
        aside = begin_anew(path, today())
    else:
        aside = restore(path, newest.path, today())
    show(aside_words(aside))


def agrees(error: CannotSave) -> bool:
    """Is the player content to play without saving?"""
    show([f"{error}.", ""])
    return click.confirm("Play without saving? Nothing that you answer will be kept")
