"""Commands that only read a save: weak, stats, due."""

from contextlib import closing
from pathlib import Path

import click
import msgspec

from weakspot import clock
from weakspot.commands.context import (
    current_base,
    current_marks,
    current_player,
    current_save,
    current_settings,
    current_subject,
    warn_missing_home,
)
from weakspot.commands.json_rows import progress_row, weak_row
from weakspot.commands.options import PATH, command
from weakspot.commands.output import (
    require_folder,
    show,
    show_json,
    upgrade_progress,
)
from weakspot.errors import UsageError, WeakspotError, os_error_words
from weakspot.files import replace_file
from weakspot.game import Game
from weakspot.plain.tables import progress_lines, weak_lines
from weakspot.text import one_line
from weakspot.words.reasons import DONE, parts_words


@command(
    "weakspot weak                  what is weak, and until when",
    "weakspot weak --json | jq '.[0].title'",
    json=True,
)
def weak(json_: bool) -> None:
    """List what is weak, and which answers say so."""
    with open_to_read() as game:
        spots = game.progress.weak_spots()
        progress = game.progress
        if json_:
            show_json([weak_row(spot, progress) for spot in spots])
        else:
            nothing = "" if spots else progress.no_weak_spots_words()
            answers = {spot.key: progress.topic_answers(spot.key) for spot in spots}
            show(weak_lines(spots, game.today(), current_marks(), nothing, answers))


@command(
    "weakspot stats                 how far you are",
    "weakspot stats --player ann    in the save of another player",
    "weakspot stats --json",
    "weakspot stats --picture week.svg    the map and the week, to show to others",
    json=True,
)
@click.option(
    "--picture",
    metavar="FILE.svg",
    type=PATH,
    help="Write the map of topics and the last 7 days as a picture instead.",
)
def stats(json_: bool, picture: Path | None) -> None:
    """Show progress in figures."""
    if json_ and picture is not None:
        raise click.UsageError("--json and --picture exclude each other")
    with open_to_read() as game:
        if picture is not None:
            write_picture(game, picture)
            return
        progress = game.progress.stats()
        if json_:
            show_json(progress_row(progress))
        else:
            show(progress_lines(progress, game.progress.rewards(), current_marks()))


@command(
    "weakspot due                   4 come back · 5 to repair · 11 new",
    "weakspot due --json            the same as figures, and whether it is done",
    json=True,
)
def due(json_: bool) -> None:
    """Say in one line what today's round asks, or that it is done.

    For a shell prompt or a status bar.
    """
    with open_to_read() as game:
        done, parts = game.progress.is_today_done(), game.progress.today_parts()
        if json_:
            show_json({**msgspec.to_builtins(parts), "done": done})
        else:
            show([DONE if done else parts_words(parts)])


def write_picture(game: Game, file: Path) -> None:
    """Write the map and the week into a file, whole or not at all; one from before is
    replaced.
    """
    from weakspot.commands.picture import picture_of  # late: its colours

    if file.suffix.lower() != ".svg":
        raise UsageError(
            f"the picture is an SVG, and {one_line(file)} is no name for one; "
            f"name it {one_line(file.with_suffix('.svg').name)}"
        )
    require_folder(file)
    drawn = picture_of(game)
    try:
        replace_file(file.absolute(), drawn.encode())
    except OSError as error:
        raise WeakspotError(
            f"{one_line(file)} cannot be written: {os_error_words(error)}"
        ) from error
    show([f"the map and the week are in {file}"])


def open_to_read() -> closing[Game]:
    """A game of the player to read from, to be closed in the end; never makes a save.

    Warns on stderr of settings or banks that cannot be read, and of what is missing:
    the home, or the save of a player other than the one in the settings, as the name
    may be mistyped.
    """
    path, settings = current_save(), current_settings()
    game = Game.open_to_read(
        current_subject(),
        current_player(),
        clock.utc_now,
        settings,
        upgrade_progress(),
        current_base(),
    )
    warn_missing_home()
    for fault in game.library.failed_banks():
        click.echo(f"weakspot: {fault[0].lower()}{one_line(fault[1:])}", err=True)
    if path.stem != settings.player and not path.exists():
        click.echo(f"weakspot: there is no save of {path.stem} yet", err=True)
    return closing(game)
