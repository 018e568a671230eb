"""The options that commands share, and `command`, which gives them to one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

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
    """Make a command, in `group` if one is given,
    with these examples at the end of its help.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        make = click.command if group is None else group.command
        made = make(name, epilog=examples(*lines))(function)
        made.params += [*GLOBAL_OPTIONS, JSON_OPTION] if json else GLOBAL_OPTIONS
        return made

    return decorate
