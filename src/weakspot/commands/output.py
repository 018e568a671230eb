"""What the commands that tell something share: whom they ask, how they print, and what an error means."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from weakspot.commands.common import HOME, PLAYER, current_places, current_save, current_settings
from weakspot.errors import SaveError, WeakspotError
from weakspot.text import DUMB_TERMS, Marks, choose_marks, translate_signs, visible

if TYPE_CHECKING:
    from weakspot.usecases.queries import Queries

Known = TypeVar("Known", bound="Queries")


def explain_error(error: Exception, context: click.Context) -> WeakspotError:
    """What to tell of an error that nothing took: a save that is not sound explains it, else it is ours."""
    from weakspot.crash import report_crash
    from weakspot.paths import find_places
    from weakspot.store.opening import player_path
    from weakspot.store.verification import verify

    places = find_places(context.meta.get(HOME))
    path = player_path(places.saves, context.meta.get(PLAYER, "default"))
    try:
        findings = verify(path) if path.exists() else []
    except Exception:  # noqa: BLE001 - the first error is the one to tell of
        findings = []
    if findings:
        return SaveError(
            f"{visible(str(path), line=True)} is damaged: {findings[0]}. "
            "`weakspot save verify` lists all of it"
        )
    return report_crash(error, places.crashes)


def open_known(kind: type[Known]) -> closing[Known]:
    """What is known of the player, closed in the end; a save is not made for it.

    Says on stderr what is missing in what is shown: the home, a bank that fails, the save of a player other
    than the one who is set: the name may be mistyped.
    """
    from weakspot.store.opening import open_to_read
    from weakspot.store.save_reader import SaveReader
    from weakspot.usecases.queries import load_playable_catalog, utc_now

    path, settings = current_save(telling=False), current_settings()
    known = kind(load_playable_catalog(current_places()), SaveReader(open_to_read(path)), utc_now, settings)
    warn_missing_home()
    for fault in known.failed_banks():
        click.echo(f"weakspot: a bank cannot be read: {visible(fault, line=True)}", err=True)
    if path.stem != settings.player and not path.exists():
        click.echo(f"weakspot: there is no save of {path.stem} yet", err=True)
    return closing(known)


def warn_missing_home() -> None:
    """Say on stderr if the home that is named is not there: what is shown then is not what was meant."""
    home = current_places().saves.parent
    if HOME in click.get_current_context().meta and not home.exists():
        click.echo(f"weakspot: there is no folder {visible(str(home), line=True)} yet", err=True)


def today() -> str:
    """The player's local date."""
    from weakspot.engine.records import local_day
    from weakspot.usecases.queries import utc_now

    return local_day(utc_now())


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, where that is a terminal that can draw it, for a long work.

    Yields what is to be told how much is done, of how much; the bar begins again with each step of the work.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") in DUMB_TERMS:
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length, bar.finished = max(1, total), False
            bar.update(done - bar.pos)

        yield progress


def show(lines: Iterable[str], marks: Marks | None = None) -> None:
    """Print lines with these marks, or what the output can carry; what they hold is shown, not obeyed."""
    marks = marks or choose_marks(sys.stdout)
    for line in lines:
        click.echo(translate_signs(visible(line), marks))


def show_json(value: Any) -> None:
    """Print a value as JSON, in UTF-8 whatever the terminal's encoding is."""
    import msgspec  # late: not for lines of text

    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # the name of a file is not UTF-8: it is told as in lines
        from json import dumps

        text = visible(dumps(msgspec.to_builtins(value), ensure_ascii=False))
    click.echo(msgspec.json.format(text, indent=2).encode())
