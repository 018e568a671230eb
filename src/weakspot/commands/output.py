"""What commands that print something share: the queries they ask, their output, and
reports of errors.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import click

from weakspot.commands.common import (
    PLAYER,
    current_home,
    current_places,
    current_save,
    current_settings,
)
from weakspot.errors import SaveError, WeakspotError
from weakspot.text import (
    Marks,
    can_draw,
    choose_marks,
    one_line,
    translate_signs,
    visible,
)

if TYPE_CHECKING:
    from weakspot.game import Game


def explain_error(error: Exception) -> WeakspotError:
    """The error to show for an unexpected one: a damaged save if that explains it, else
    a crash report.
    """
    from weakspot.crash import report_crash
    from weakspot.store.opening import player_path
    from weakspot.store.verification import verify

    places = current_places()
    path = player_path(
        places.saves, click.get_current_context().meta.get(PLAYER, "default")
    )
    try:
        faults = verify(path) if path.exists() else []
    except Exception:  # noqa: BLE001 - the original error is the one to report
        faults = []
    if faults:
        return SaveError(
            f"{one_line(path)} is damaged: {faults[0]}. `weakspot save verify` "
            "lists all of it"
        )
    return report_crash(error, places.crashes)


def open_to_read() -> "closing[Game]":
    """A game of the player to read from, to be closed in the end; never makes a save.

    Warns on stderr of settings or banks that cannot be read, and of what is missing:
    the home, or the save of a player other than the one in the settings, as the name
    may be mistyped.
    """
    from weakspot.game import Game, clock, load_playable_catalog
    from weakspot.store import opening
    from weakspot.store.save import Save

    path, settings = current_save(), current_settings()
    catalog = load_playable_catalog(current_places())
    save = Save(opening.open_to_read(path))
    game = Game(catalog, save, clock.utc_now, settings=settings)
    warn_missing_home()
    for fault in game.library.failed_banks():
        click.echo(f"weakspot: a bank cannot be read: {one_line(fault)}", err=True)
    if path.stem != settings.player and not path.exists():
        click.echo(f"weakspot: there is no save of {path.stem} yet", err=True)
    return closing(game)


def warn_missing_home() -> None:
    """Warn on stderr if the home that was given does not exist, since what is shown is
    not what was meant.
    """
    home = current_places().saves.parent
    if current_home() is not None and not home.exists():
        click.echo(f"weakspot: there is no folder {one_line(home)} yet", err=True)


def today() -> str:
    """The player's local date."""
    from weakspot.engine.records import local_day
    from weakspot.game.clock import utc_now

    return local_day(utc_now())


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


def current_marks() -> Marks:
    """The marks that are set for the player, else those that the output can encode."""
    return choose_marks(sys.stdout, current_settings().marks)


def show(lines: Iterable[str]) -> None:
    """Print lines with the current marks; escapes control characters in them."""
    marks = current_marks()
    for line in lines:
        click.echo(translate_signs(one_line(line), marks))


def show_json(value: Any) -> None:
    """Print a value as JSON, in UTF-8 whatever the encoding of the terminal."""
    import msgspec  # late: only for JSON

    try:
        text = msgspec.json.encode(value).decode()
    except (
        UnicodeEncodeError
    ):  # a file name is not UTF-8: escape it as in lines of text
        from json import dumps

        text = visible(dumps(msgspec.to_builtins(value), ensure_ascii=False))
    click.echo(msgspec.json.format(text, indent=2).encode())
