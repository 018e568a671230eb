"""The options that commands share, and the places and settings they select."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from weakspot.paths import HomePlaces
    from weakspot.settings import Settings

HOME, PLAYER = "weakspot.home", "weakspot.player"
"""Where a context stores the home and the player that were given."""


EMPTY_NAME = "it is empty; name one, or leave it out"
"""The error for an empty name, such as a script passes when a variable is not set."""


class PathParam(click.Path):
    """A file or folder, existing or not: whoever uses it reports what is wrong. An
    empty name is an error.
    """

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        if value == "":
            self.fail(EMPTY_NAME, param, ctx)
        return super().convert(value, param, ctx)


PATH = PathParam(path_type=Path, readable=False)
"""Shared by all commands, as each new instance looks up a translation."""


def keep_option(context: click.Context, option: click.Parameter, value: Any) -> None:
    """Store an option's value; after the subcommand it comes later and wins. An empty
    name is an error.
    """
    if value == "":
        raise click.BadParameter(EMPTY_NAME)
    if value is not None:
        context.meta[f"weakspot.{option.name}"] = value


def examples(*lines: str) -> str:
    """The end of a command's help: example lines, printed as they are."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


global_option = partial(click.Option, callback=keep_option, expose_value=False)
GLOBAL_OPTIONS = [
    global_option(
        ["--home"], metavar="DIR", type=PATH, help="Where questions and saves are."
    ),
    global_option(["--player"], metavar="NAME", help="Whose save: a-z, 0-9, - and _."),
]
"""Options of every command, before or after its name; `current_home` and
`current_player` read them.
"""
JSON_OPTION = click.Option(
    ["--json", "json_"], is_flag=True, help="Print JSON, for other programs."
)


def command(
    *lines: str,
    group: click.Group | None = None,
    name: str | None = None,
    json: bool = False,
) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command, in `group` if one is given, with these examples at the end of its
    help.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        make = click.command if group is None else group.command
        made = make(name, epilog=examples(*lines))(function)
        made.params += [*GLOBAL_OPTIONS, JSON_OPTION] if json else GLOBAL_OPTIONS
        return made

    return decorate


def current_home() -> Path | None:
    """The home that was given, after the subcommand or else before it."""
    home: Path | None = click.get_current_context().meta.get(HOME)
    return home


def current_player() -> str:
    """The player that was given, after the subcommand or else before it; else the one
    that is set.
    """
    meta = click.get_current_context().meta
    if PLAYER not in meta:
        meta[PLAYER] = current_settings().player
    return str(meta[PLAYER])


def current_places() -> "HomePlaces":
    """The places of the home that was given."""
    from weakspot.paths import find_places

    return find_places(current_home())


def current_settings() -> "Settings":
    """The settings of that home."""
    from weakspot.settings import read_settings

    return read_settings(current_places().settings)


def current_save(*, warn: bool = True) -> Path:
    """The path of the player's save, which may not exist yet.

    With `warn`, faults of the settings go to stderr if the player comes from them: it
    may be the wrong one.
    """
    from weakspot.store.opening import player_path

    if warn and PLAYER not in click.get_current_context().meta:
        for fault in current_settings().faults:
            click.echo(f"weakspot: {fault}", err=True)
    return player_path(current_places().saves, current_player())
