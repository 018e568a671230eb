"""Commands about the command line itself: help, completion."""

import click
from click.shell_completion import get_completion_class

from weakspot.commands.options import command, completes
from weakspot.errors import UsageError
from weakspot.text import one_line

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_WEAKSPOT_COMPLETE"
"""The variable by which a script asks the program for completions; click reads it."""


def next_words(context: click.Context) -> dict[str, str]:
    """The commands that can stand behind the words of `help` so far."""
    group, place = find_command(context, context.params.get("words") or ())
    names = group.list_commands(place) if isinstance(group, click.Group) else []
    return dict.fromkeys(names, "")


@command(
    "weakspot help                 the commands",
    "weakspot help play            one of them, as `weakspot play --help`",
    "weakspot help save merge",
)
@click.argument(
    "words", nargs=-1, metavar="[COMMAND]...", shell_complete=completes(next_words)
)
@click.pass_context
def help(context: click.Context, words: tuple[str, ...]) -> None:
    """Print the help of a command, or list all of them."""
    found, place = find_command(context, words)
    if found is None:
        raise UsageError(
            f"no command {one_line(' '.join(words))}; `weakspot help` lists them"
        )
    click.echo(found.get_help(place))


def find_command(
    context: click.Context, words: tuple[str, ...]
) -> tuple[click.Command | None, click.Context]:
    """The command that these words name, None if there is none, and a context of it."""
    place = context.find_root()
    found: click.Command | None = place.command
    for word in words:
        group = found
        found = (
            group.get_command(place, word) if isinstance(group, click.Group) else None
        )
        if found is None:
            return None, place
        place = click.Context(found, parent=place, info_name=word)
    return found, place


@command(
    "weakspot completion bash > ~/.weakspot-complete.bash",
    "weakspot completion fish > ~/.config/fish/completions/weakspot.fish",
)
@click.argument(
    "shell",
    required=False,
    metavar="bash|zsh|fish",
    shell_complete=completes(lambda context: dict.fromkeys(SHELLS, "")),
)
@click.pass_context
def completion(context: click.Context, shell: str | None) -> None:
    """Print the script by which a shell completes commands, options and names.

    docs/shells.md says where it belongs.
    """
    maker = get_completion_class(shell) if shell in SHELLS else None
    if shell is None or maker is None:
        fault = "no shell is named" if shell is None else f"no shell {one_line(shell)}"
        raise UsageError(f"{fault}; type: weakspot completion {'|'.join(SHELLS)}")
    main = context.find_root().command
    click.echo(maker(main, {}, "weakspot", VARIABLE).source())
