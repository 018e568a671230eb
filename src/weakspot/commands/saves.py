"""Commands that look after the save."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from weakspot.commands.common import examples, path_of_save, placed, show
from weakspot.errors import SaveError


@click.group(
    epilog=examples(
        "weakspot save path                where it is: copy this file to keep it",
        "weakspot save verify              look it over from end to end",
        "weakspot save rebuild             derive all figures from the answers again",
    )
)
def save() -> None:
    """Look after the save."""


@save.command("path", epilog=examples('cp "$(weakspot save path)" backup.db'))
@placed
@click.pass_context
def save_path(context: click.Context, home: Path | None, player: str | None) -> None:
    """Print where the save is."""
    show([str(path_of_save(context, home, player))])


@save.command(epilog=examples("weakspot save verify --player ann"))
@placed
@click.pass_context
def verify(context: click.Context, home: Path | None, player: str | None) -> None:
    """Check that the save is sound and says what its log says. Exit 1 if not."""
    from weakspot.store.verifying import verify as verify_save

    path = path_of_save(context, home, player)
    if not path.exists() and not path.is_symlink():
        show([f"{path} is not there yet; `weakspot` makes it"])
        return
    findings = verify_save(path)
    show(findings or [f"{path} is sound"])
    if findings:
        raise SystemExit(1)


@save.command(epilog=examples("weakspot save rebuild --home ."))
@placed
@click.pass_context
def rebuild(context: click.Context, home: Path | None, player: str | None) -> None:
    """Derive everything from the log again."""
    from weakspot.store.derived import rebuild as rebuild_save
    from weakspot.store.opening import open_save

    path = path_of_save(context, home, player)
    if not path.exists():
        raise SaveError(f"there is no save at {path} yet; `weakspot` makes one")
    with (
        closing(open_save(path)) as db,
        click.progressbar(length=1, label="Rebuilding", file=sys.stderr) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.length = max(1, total)
            bar.update(done - bar.pos)

        rebuild_save(db, progress)
    show([f"{path} is derived anew from its log"])
