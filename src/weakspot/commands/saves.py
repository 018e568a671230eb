"""Commands that look after the save:
its path, its soundness, backups, and what to do about damage.
"""

from contextlib import closing
from pathlib import Path
from shlex import quote

import click

from weakspot.commands.context import current_save, today
from weakspot.commands.options import GLOBAL_OPTIONS, PATH, command, examples
from weakspot.commands.output import progress_bar, require_folder, show
from weakspot.errors import CannotSave, DamagedSave, SaveError, UsageError
from weakspot.files import publish_new
from weakspot.store.backup import (
    Backup,
    back_up,
    count_attempts_at,
    find_good_backups,
    make_copy,
)
from weakspot.store.connections import open_readonly
from weakspot.store.inspection import inspect_save
from weakspot.store.opening import has_save, open_save
from weakspot.store.restore import begin_anew
from weakspot.store.restore import restore as restore_save
from weakspot.store.save_files import all_backup_files, real_path
from weakspot.text import format_count, one_line, sentence


@click.group(
    epilog=examples(
        "weakspot save verify              look it over from end to end",
        "weakspot save backup /media/stick/weakspot.db",
        "weakspot save restore --list",
        "weakspot save restore             the newest good backup",
        "weakspot save merge ~/sync/laptop.db",
        "weakspot save export answers.jsonl",
    )
)
def save() -> None:
    """Look after the save: back it up, restore, merge, export it."""


save.params += GLOBAL_OPTIONS


@command('ls -l "$(weakspot save path)"', group=save, name="path")
def save_path() -> None:
    """Print where the save is."""
    show([str(current_save())])


@command("weakspot save verify --player ann", group=save)
def verify() -> None:
    """Check that the save is sound and agrees with its log. Exit 1 if not."""
    from weakspot.store.verification import verify as verify_save  # late: fsrs

    path = current_save()
    if not has_save(path):
        show([f"{path} is not there yet; `weakspot` makes it"])
        return
    faults = verify_save(path)
    show(faults or [f"{path} is sound"])
    if faults:
        raise SystemExit(1)


@command("weakspot save rebuild --home .", group=save)
def rebuild() -> None:
    """Derive everything from the log again."""
    from weakspot.store.replay import rebuild as rebuild_save  # late: fsrs

    path = existing_save()
    with closing(open_save(path)) as db, progress_bar("Rebuilding") as progress:
        rebuild_save(db, progress)
    show([f"{path} was derived again from its log"])


@command(
    "weakspot save backup                     into backups/ beside the save",
    "weakspot save backup /media/stick/weakspot.db",
    group=save,
)
@click.argument("file", required=False, type=PATH)
def backup(file: Path | None) -> None:
    """Copy the save, whole and checked, to FILE or into its backups.

    The first start of a day makes one automatically. Of those, the last 7 days are
    kept, and one of each of the last 4 weeks.
    """
    path = real_path(existing_save())
    if file is not None:
        require_new(file)
    inspect_save(path)
    with open_readonly(path) as db:
        if file is None:
            file = back_up(db, path, today())
        else:
            with make_copy(db, file.absolute()) as made:
                if not publish_new(made, file.absolute()):
                    raise taken_error(file)
    answers = format_count(count_attempts_at(file), "answer")
    show([f"{answers} copied to {file}; the copy is sound"])


@command(
    "weakspot save restore --list             what there is",
    "weakspot save restore                    the newest good backup",
    "weakspot save restore saves/backups/default-2026-11-24.db",
    group=save,
)
@click.argument("file", required=False, type=PATH)
@click.option(
    "--list", "list_", is_flag=True, help="List the backups that can be restored."
)
@click.option("--anew", is_flag=True, help="Begin an empty save in place of a backup.")
def restore(file: Path | None, list_: bool, anew: bool) -> None:
    """Put a backup in the place of the save: FILE, or the newest.

    Without FILE it is the newest good one. The save that is there is not lost: it
    becomes a backup itself, or is set aside if it is damaged.
    """
    if [anew, list_, file is not None].count(True) > 1:
        raise UsageError("FILE, --list and --anew exclude each other; give one of them")
    path = current_save()
    if list_:
        show(
            [backup_words(backup) for backup in find_good_backups(path)]
            or [no_backup_words(path)]
        )
        return
    if anew:
        aside = begin_anew(path, today())
        show([f"{path} is empty now", *aside_lines(aside)])
        return
    if file is None:
        newest = next(find_good_backups(path), None)
        if newest is None:
            raise SaveError(
                f"{no_backup_words(path)}; `weakspot save restore --anew` begins anew"
            )
        file = newest.path
    aside = restore_save(path, file, today())
    show([f"{path} holds what {file} held", *aside_lines(aside)])


def existing_save() -> Path:
    """The path of the player's save. Raises SaveError if there is none."""
    path = current_save()
    if not has_save(path):
        raise SaveError(
            f"there is no save at {one_line(path)} yet; `weakspot` makes one"
        )
    return path


def require_new(file: Path) -> None:
    """Raise SaveError if the file exists, or its folder does not:
    that may be mistyped.
    """
    if file.exists() or file.is_symlink():
        raise taken_error(file)
    require_folder(file)


def taken_error(file: Path) -> SaveError:
    """The error that a file exists and is not overwritten."""
    return SaveError(f"{one_line(file)} is there already; name a new file")


def no_backup_words(path: Path) -> str:
    """A sentence that no backup can be restored, with the command that says why."""
    words = f"there is no good backup of {one_line(path)}"
    bad = all_backup_files(path)
    return (
        f"{words}; `weakspot save restore {one_line(quote(str(bad[-1])))}` says why"
        if bad
        else words
    )


def backup_words(backup: Backup) -> str:
    """One backup in a line."""
    last = f", the last of {backup.day}" if backup.day else ""
    return f"{backup.path}  {format_count(backup.attempts, 'answer')}{last}"


def aside_lines(aside: Path | None) -> list[str]:
    """Where the previous save is now; empty if there was none."""
    return [] if aside is None else [f"what was there before is in {aside}"]


# Prompts on a terminal before a game begins


def resolve_damage(path: Path, damage: DamagedSave) -> None:
    """Ask what to do about a damaged or missing save, and do it. Raises `damage` if it
    is to stay.
    """
    newest = next(find_good_backups(path), None)
    choices = ["Leave everything as it is", "Begin an empty save"]
    if newest is not None:
        answers, day = format_count(newest.attempts, "answer"), newest.day or "no day"
        choices.append(
            f"Bring back the newest good backup: {answers}, the last of {day}"
        )
    show([sentence(damage.what), "Whatever you choose, nothing is deleted.", ""])
    show([f"  {number}  {words}" for number, words in enumerate(choices)])
    chosen = click.prompt(
        "What now", default=0, type=click.IntRange(0, len(choices) - 1)
    )
    if chosen == 0:
        raise damage
    if chosen == 1 or newest is None:
        aside = begin_anew(path, today())
    else:
        aside = restore_save(path, newest.path, today())
    show(aside_lines(aside))


def confirm_unsaved(error: CannotSave) -> bool:
    """Ask whether to play without saving."""
    show([sentence(str(error)), ""])
    return click.confirm("Play without saving? Nothing that you answer will be kept")
