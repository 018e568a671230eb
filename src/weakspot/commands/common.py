"""What the commands share: their options, the places named, and printing."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from weakspot.errors import SaveError, WeakspotError
from weakspot.text import Marks, marks_for, visible, written

if TYPE_CHECKING:
    from weakspot.knowing import Knowing
    from weakspot.paths import Places
    from weakspot.settings import Settings

HOME, PLAYER = "weakspot.home", "weakspot.player"
"""What a context keeps home and player under, once they are named."""


class Named(click.Path):
    """A file or folder, whatever there is: who uses it says what is wrong with it. An empty name is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail(EMPTY, param, ctx)
        return super().convert(value, param, ctx)


EMPTY = "it is empty; name one, or leave it out"
"""Said of a name as a script passes it whose variable is not set."""

PATH = Named(path_type=Path, readable=False)
"""One for all, as each new one asks for a translation of its name."""

Known = TypeVar("Known", bound="Knowing")


def note(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep what an option names; after the subcommand it comes later, and wins. An empty name is none."""
    if value == "":
        raise click.BadParameter(EMPTY)
    if value is not None:
        context.meta[f"weakspot.{option.name}"] = value


def examples(*lines: str) -> str:
    """The end of a command's help: what to type, as it stands."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


option = partial(click.Option, callback=note, expose_value=False)
PLACED = [
    option(["--home"], metavar="DIR", type=PATH, help="Where questions and saves are."),
    option(["--player"], metavar="NAME", help="Whose save: a-z, 0-9, - and _."),
]
"""Options of every command, before or after its name; `named` tells them."""
JSON = click.Option(["--json", "json_"], is_flag=True, help="Print JSON, for other programs.")


def command(
    *lines: str, of: click.Group | None = None, name: str | None = None, json: bool = False
) -> Callable[[Callable[..., None]], click.Command]:
    """A command, of a group if one is given, with these examples of what to type at the end of its help."""

    def made(work: Callable[..., None]) -> click.Command:
        done = (click.command if of is None else of.command)(name, epilog=examples(*lines))(work)
        done.params += [*PLACED, JSON] if json else PLACED
        return done

    return made


def named() -> tuple[Path | None, str]:
    """The home and player named after the subcommand, else those before it, else as it is set."""
    meta = click.get_current_context().meta
    if PLAYER not in meta:
        meta[PLAYER] = settings_of().player
    return meta.get(HOME), meta[PLAYER]


def places_of() -> "Places":
    """The folders of the home that is named."""
    from weakspot.paths import find_places

    return find_places(click.get_current_context().meta.get(HOME))


def settings_of() -> "Settings":
    """What is set in this home."""
    from weakspot.settings import read_settings

    return read_settings(places_of().settings)


def explained(error: Exception, context: click.Context) -> WeakspotError:
    """What to tell of an error that nothing took: a save that is not sound explains it, else it is ours."""
    from weakspot.crash import unexpected
    from weakspot.paths import find_places
    from weakspot.store.opening import player_path
    from weakspot.store.verifying import verify

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
    return unexpected(error, places.crashes)


def consulted(kind: type[Known]) -> closing[Known]:
    """What is known of the player, closed in the end; a save is not made for it.

    Says on stderr what is missing in what is shown: the home, a bank that fails, the save of a player other
    than the one who is set: the name may be mistyped.
    """
    from weakspot.knowing import playable, utc_now
    from weakspot.store.opening import open_reading
    from weakspot.store.reads import Reads

    path, settings = path_of_save(telling=False), settings_of()
    known = kind(playable(places_of()), Reads(open_reading(path)), utc_now, settings)
    tell_no_home()
    for fault in known.failed_banks():
        click.echo(f"weakspot: a bank cannot be read: {visible(fault, line=True)}", err=True)
    if path.stem != settings.player and not path.exists():
        click.echo(f"weakspot: there is no save of {path.stem} yet", err=True)
    return closing(known)


def tell_no_home() -> None:
    """Say on stderr if the home that is named is not there: what is shown then is not what was meant."""
    home = places_of().saves.parent
    if HOME in click.get_current_context().meta and not home.exists():
        click.echo(f"weakspot: there is no folder {visible(str(home), line=True)} yet", err=True)


def path_of_save(*, telling: bool = True) -> Path:
    """Where the player's save is or would be.

    `telling` of settings that are wrong, on stderr, where they name the player: it may be another one's.
    """
    from weakspot.store.opening import player_path

    if telling and PLAYER not in click.get_current_context().meta:
        for trouble in settings_of().troubles:
            click.echo(f"weakspot: {trouble}", err=True)
    return player_path(places_of().saves, named()[1])


def today() -> str:
    """The player's local date."""
    from weakspot.engine.records import local_day
    from weakspot.knowing import utc_now

    return local_day(utc_now())


@contextmanager
def progressing(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, where that is a terminal that can draw it, for a long work.

    Yields what is to be told how much is done, of how much; the bar begins again with each step of the work.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length, bar.finished = max(1, total), False
            bar.update(done - bar.pos)

        yield progress


def show(lines: Iterable[str], marks: Marks | None = None) -> None:
    """Print lines with these marks, or what the output can carry; what they hold is shown, not obeyed."""
    marks = marks or marks_for(sys.stdout)
    for line in lines:
        click.echo(written(visible(line), marks))


def show_json(value: Any) -> None:
    """Print a value as JSON, in UTF-8 whatever the terminal's encoding is."""
    import msgspec  # late: not for lines of text

    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # the name of a file is not UTF-8: it is told as in lines
        from json import dumps

        text = visible(dumps(msgspec.to_builtins(value), ensure_ascii=False))
    click.echo(msgspec.json.format(text, indent=2).encode())
