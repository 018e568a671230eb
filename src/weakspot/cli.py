"""The command line: arguments to a command. The only module that exits."""

import gc
import os
import re
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from weakspot.commands.options import GLOBAL_OPTIONS, examples
from weakspot.errors import UsageError, WeakspotError, os_error_words
from weakspot.text import one_line, visible

EXAMPLES = examples(
    "weakspot                                 play; Enter starts today's round",
    "weakspot play --section model-adaptation",
    "weakspot play --mode weak --questions 5",
    "weakspot weak                            what is weak, and which answers say so",
    "weakspot new kubernetes                  a subject of your own",
    "weakspot check questions/                find the faults of banks",
)

MODULES = {
    "play": "play",
    "serve": "serve",
    "weak": "reports",
    "stats": "reports",
    "due": "reports",
    "card": "lab",
    "subjects": "subjects",
    "new": "subjects",
    "banks": "banks",
    "check": "banks",
    "import": "decks",
    "export": "decks",
    "save": "logs",  # which adds its commands to those of `saves`
    "doctor": "doctor",
    "help": "shell",
    "completion": "shell",
}
"""The module of each command; only the requested one is imported."""

INTERRUPTED = 130
"""The exit code after Ctrl+C, 128 plus the signal's number;
importing `signal` takes time.
"""


def plain_usage_error(error: click.UsageError) -> UsageError:
    """The error of click about wrong arguments in our style: what is wrong, and what to
    do about it.
    """
    told = visible(error.format_message()).strip().removesuffix(".")
    told = re.sub(r"\. \(?Did you mean ([^)]*)\)?$", r"; did you mean \1", told)
    told = told[:1].lower() + told[1:]
    if "; " in told:
        return UsageError(told)
    path = "weakspot" if error.ctx is None else error.ctx.command_path
    return UsageError(f"{told}; `{path} --help` lists what can be given")


HELP_ERROR: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""Raised by newer versions of click to print the help of a group."""


class Commands(click.Group):
    """The group of all commands; reports our own errors in any of them,
    with a calm message.
    """

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = MODULES.get(cmd_name)
        if module is None:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(
            import_module(f"weakspot.commands.{module}"), name
        )
        return command

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        try:
            return super().make_context(*args, **more)
        except click.UsageError as error:
            raise plain_usage_error(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HELP_ERROR:
            raise
        except click.UsageError as error:
            raise plain_usage_error(error) from None
        except (WeakspotError, OSError, click.exceptions.Exit):
            raise
        except click.Abort as abort:  # at a prompt, whose line has not ended
            click.echo(err=True)
            if isinstance(abort.__context__, EOFError):
                raise WeakspotError(
                    "the input ended before the answer; nothing was done"
                ) from None
            raise SystemExit(INTERRUPTED) from None
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        except Exception as error:
            from weakspot.commands.doctor import explain_error  # late: rarely needed

            raise explain_error(error) from error


STUBS = [click.Command(name) for name in MODULES]
"""Stand-ins for lists and near misses; `get_command` loads the commands themselves."""
SETTINGS = {"help_option_names": ["-h", "--help"]}
"""Set here, and inherited by the commands."""


@click.group(
    cls=Commands,
    commands=STUBS,
    invoke_without_command=True,
    epilog=EXAMPLES,
    context_settings=SETTINGS,
)
@click.option(
    "--plain", is_flag=True, help="Play in lines of text in place of the screen."
)
@click.version_option(
    package_name="weakspot", message="%(version)s", help="Print the version."
)
@click.pass_context
def main(context: click.Context, plain: bool) -> None:
    """A quiz game on AI engineering that finds what you do not know, and fixes it."""
    context.obj = plain  # for `play` behind it
    if context.invoked_subcommand is None:
        from weakspot.commands.play import run_game  # late, as all commands

        run_game(plain)


main.params[:0] = GLOBAL_OPTIONS


def run() -> None:
    """Run the program: argv in, exit code out."""
    gc.disable()
    prepare_streams()
    try:
        run_command()
    finally:
        flush_streams()
        gc.freeze()  # collecting at exit would be wasted


def run_command() -> None:
    """Do what argv says and exit; errors become one sentence on stderr."""
    try:
        main(prog_name="weakspot")  # also as `python -m weakspot`
    except UsageError as error:
        exit_with_error(str(error), 2)
    except WeakspotError as error:
        exit_with_error(str(error), 1)
    except OSError as error:
        where = "reading or writing failed"
        if error.filename is not None:
            where = f"{one_line(error.filename)} cannot be used"
        exit_with_error(f"{where}: {os_error_words(error)}", 1)


def prepare_streams() -> None:
    """Make streams escape what they cannot encode, and replace closed ones with the
    null device.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - as long as the program
        getattr(sys, name).reconfigure(errors="backslashreplace")


def flush_streams() -> None:
    """Flush the output; if nobody can read it any more, discard it, so that the exit
    code stands.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def exit_with_error(message: str, code: int) -> None:
    """Print the error to stderr and exit."""
    click.echo(f"weakspot: {visible(message)}", err=True)
    raise SystemExit(code)
