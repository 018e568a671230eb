"""The options that commands share, and `command`, which gives them to one."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

HOME, SUBJECT, PLAYER = "weakspot.home", "weakspot.subject", "weakspot.player"
"""Where a context stores the home, the subject and the player that were given."""


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


Names = Callable[[click.Context], Mapping[str, str]]
"""The names that a command line can give, after what is typed already: each with what
it stands for.
"""


def completes(names: Names) -> Callable[..., list[CompletionItem]]:
    """A completion of shells with those of the `names` that begin as what was typed."""

    def complete(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [
            CompletionItem(name, help=title or None)
            for name, title in names(context).items()
            if name.startswith(incomplete)
        ]

    return complete


def known_players(context: click.Context) -> Mapping[str, str]:
    """The players of the home that the command line names."""
    from weakspot.commands.names import player_names  # late: only for completion

    return player_names(context.meta.get(HOME), context.meta.get(SUBJECT))


def known_subjects(context: click.Context) -> Mapping[str, str]:
    """The subjects of the home that the command line names."""
    from weakspot.commands.names import subject_names  # late: only for completion

    return subject_names(context.meta.get(HOME))


def examples(*lines: str) -> str:
    """The end of a command's help: example lines, printed as they are."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


global_option = partial(click.Option, callback=keep_option, expose_value=False)
GLOBAL_OPTIONS = [
    global_option(
        ["--home"], metavar="DIR", type=PATH, help="Where questions and saves are."
    ),
    global_option(
        ["--subject", "-s"],
        metavar="NAME",
        help="What to play; `weakspot subjects` lists them.",
        shell_complete=completes(known_subjects),
    ),
    global_option(
        ["--player"],
        metavar="NAME",
        help="Whose save: a-z, 0-9, - and _.",
        shell_complete=completes(known_players),
    ),
]
"""Options of every command, before or after its name; `current_home`,
`current_subject` and `current_player` read them.
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
