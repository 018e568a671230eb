"""What the commands share: their options, and the places named."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from weakspot.paths import Places
    from weakspot.settings import Settings

HOME, PLAYER = "weakspot.home", "weakspot.player"
"""What a context keeps home and player under, once they are named."""


class PathParam(click.Path):
    """A file or folder, whatever there is: who uses it says what is wrong with it. An empty name is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail(EMPTY_NAME, param, ctx)
        return super().convert(value, param, ctx)


EMPTY_NAME = "it is empty; name one, or leave it out"
"""Said of a name as a script passes it whose variable is not set."""

PATH = PathParam(path_type=Path, readable=False)
"""One for all, as each new one asks for a translation of its name."""


def keep_option(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Keep what an option names; after the subcommand it comes later, and wins. An empty name is none."""
    if value == "":
        raise click.BadParameter(EMPTY_NAME)
    if value is not None:
        context.meta[f"weakspot.{option.name}"] = value


def examples(*lines: str) -> str:
    """The end of a command's help: what to type, as it stands."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


global_option = partial(click.Option, callback=keep_option, expose_value=False)
GLOBAL_OPTIONS = [
    global_option(["--home"], metavar="DIR", type=PATH, help="Where questions and saves are."),
    global_option(["--player"], metavar="NAME", help="Whose save: a-z, 0-9, - and _."),
]
"""Options of every command, before or after its name; `named` tells them."""
JSON_OPTION = click.Option(["--json", "json_"], is_flag=True, help="Print JSON, for other programs.")


def command(
    *lines: str, of: click.Group | None = None, name: str | None = None, json: bool = False
) -> Callable[[Callable[..., None]], click.Command]:
    """A command, of a group if one is given, with these examples of what to type at the end of its help."""

    def made(work: Callable[..., None]) -> click.Command:
        done = (click.command if of is None else of.command)(name, epilog=examples(*lines))(work)
        done.params += [*GLOBAL_OPTIONS, JSON_OPTION] if json else GLOBAL_OPTIONS
        return done

    return made


def home_and_player() -> tuple[Path | None, str]:
    """The home and player named after the subcommand, else those before it, else as it is set."""
    meta = click.get_current_context().meta
    if PLAYER not in meta:
        meta[PLAYER] = current_settings().player
    return meta.get(HOME), meta[PLAYER]


def current_places() -> "Places":
    """The folders of the home that is named."""
    from weakspot.paths import find_places

    return find_places(click.get_current_context().meta.get(HOME))


def current_settings() -> "Settings":
    """What is set in this home."""
    from weakspot.settings import read_settings

    return read_settings(current_places().settings)


def current_save(*, telling: bool = True) -> Path:
    """Where the player's save is or would be.

    `telling` of settings that are wrong, on stderr, where they name the player: it may be another one's.
    """
    from weakspot.store.opening import player_path

    if telling and PLAYER not in click.get_current_context().meta:
        for trouble in current_settings().troubles:
            click.echo(f"weakspot: {trouble}", err=True)
    return player_path(current_places().saves, home_and_player()[1])
