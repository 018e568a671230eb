"""Commands that copy the log between saves and other programs, or erase it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from weakspot.commands.context import current_save, today
from weakspot.commands.options import PATH, command
from weakspot.commands.output import progress_bar, show
from weakspot.commands.saves import existing_save, require_new, save, taken_error
from weakspot.files import publish_new
from weakspot.store.export import open_export
from weakspot.store.restore import new_save_beside
from weakspot.store.save_files import erase as erase_files
from weakspot.store.save_files import files_of
from weakspot.text import format_count

if TYPE_CHECKING:
    from weakspot.store.merge import MergeResult


@command(
    "weakspot save merge ~/sync/laptop.db",
    "weakspot save merge default-2026-11-24.db --player ada",
    group=save,
)
@click.argument("other", type=PATH)
def merge(other: Path) -> None:
    """Add what only the save OTHER has. OTHER stays as it is.

    Merging twice is the same as once,
    and it does not matter which of two saves is OTHER.
    """
    from weakspot.store.merge import merge as merge_saves  # late: fsrs

    path = current_save()
    with progress_bar("Deriving anew") as progress:
        merged = merge_saves(path, other, today(), progress)
    show_merged(path, other, merged)


@command(
    "weakspot save export answers.jsonl",
    "weakspot save export answers.csv",
    "weakspot save export | jq .attempt.question",
    group=save,
    name="export",
)
@click.argument("file", required=False, type=PATH)
def export(file: Path | None) -> None:
    """Write the log to FILE, or print it, as JSON Lines, which `save import` reads
    again.

    To a FILE that ends in .csv go only the answers, for spreadsheets.
    """
    path = existing_save()
    format = "csv" if file is not None and file.suffix.lower() == ".csv" else "jsonl"
    if file is None:
        with open_export(path, format) as lines:
            for line in lines:
                # UTF-8, whatever the terminal's encoding is
                click.echo(line.encode(), nl=False)
        return
    require_new(file)
    with new_save_beside(file.absolute()) as made:
        with (
            open_export(path, format) as lines,
            made.open("w", encoding="utf-8", newline="") as out,
        ):
            out.writelines(lines)
        if not publish_new(made, file.absolute()):
            raise taken_error(file)
    show([f"the log of {path} is in {file}"])


@command(
    "weakspot save import answers.jsonl",
    "weakspot save import answers.jsonl --player copy",
    group=save,
    name="import",
)
@click.argument("file", type=PATH)
def import_(file: Path) -> None:
    """Add a log of `save export` (jsonl), all of it or nothing.

    Added to an empty save, it gives the save that was exported; else it is merged.
    """
    from weakspot.store.merge import import_log  # late: fsrs

    path = current_save()
    with progress_bar("Importing") as progress:
        merged = import_log(path, file, today(), progress)
    show_merged(path, file, merged)


@command("weakspot save erase", "weakspot save erase --player guest --yes", group=save)
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(yes: bool) -> None:
    """Remove the save, its backups and what was set aside. This cannot be undone."""
    path = current_save()
    files = files_of(path)
    if not files:
        show([f"there is nothing of {path} to remove"])
        return
    show(["To be removed, for good:", *(f"  {file}" for file in files)])
    show(["Not removed: questions, settings, and copies that you made elsewhere."])
    if not yes and not click.confirm("Remove them?"):
        show(["Nothing was removed."])
        raise SystemExit(1)
    show([f"{format_count(len(erase_files(path)), 'file')} removed"])


def show_merged(path: Path, source: Path, merged: "MergeResult") -> None:
    """Print what was added."""
    if not merged.attempts and not merged.events:
        show([f"{path} has all that {source} holds; nothing was added"])
        return
    events = format_count(merged.events, "other entry", "other entries")
    answers = format_count(merged.attempts, "answer")
    show([f"{answers} and {events} came from {source} into {path}"])
    if merged.backup is not None:
        show([f"as it was before: {merged.backup}"])
