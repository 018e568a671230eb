"""argv -> a use case. The only module that exits."""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from weakspot.commands.common import PLACED, examples
from weakspot.errors import UsageError, WeakspotError, reason
from weakspot.text import visible

EXAMPLES = examples(
    "weakspot                                 play; Enter starts today's round",
    "weakspot play --section model-adaptation",
    "weakspot play --mode weak --questions 5",
    "weakspot weak                            what is weak, and which answers say so",
    "weakspot check questions/                find the faults of banks",
)

MODULES = {
    "play": "playing",
    "weak": "reports",
    "stats": "reports",
    "due": "reports",
    "banks": "banks",
    "check": "banks",
    "save": "logs",
    "doctor": "banks",
}
"""Where each command is; only the one that is asked for is loaded."""

INTERRUPTED = 130
"""What a shell expects after Ctrl+C: 128 and the number of its signal; that module takes time to load."""


class Commands(click.Group):
    """The commands; an error of ours in one of them is reported and told calmly."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = MODULES.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(f"weakspot.commands.{module}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            told = visible(error.format_message())
            if told == error.format_message():
                raise
            raise click.UsageError(told, ctx) from None  # it quotes an argument
        except (WeakspotError, OSError, click.exceptions.Exit):
            raise
        except click.Abort as abort:  # at a question, whose line is not ended
            click.echo(err=True)
            if isinstance(abort.__context__, EOFError):
                raise WeakspotError("the input ended before the answer; nothing was done") from None
            raise SystemExit(INTERRUPTED) from None
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        except Exception as error:
            from weakspot.commands.telling import explained  # late: seldom needed

            raise explained(error, ctx) from error


NAMES = [click.Command(name) for name in MODULES]
"""For lists, and for a near miss; `get_command` has the commands themselves."""


HELP = {"help_option_names": ["-h", "--help"]}
"""The commands have it from the group."""


@click.group(
    cls=Commands, commands=NAMES, invoke_without_command=True, epilog=EXAMPLES, context_settings=HELP
)
@click.option("--plain", is_flag=True, help="Play in lines of text in place of the screen.")
@click.option("--version", is_flag=True, help="Print the version.")
@click.pass_context
def main(context: click.Context, plain: bool, version: bool) -> None:
    """A quiz game on AI engineering that finds what you do not know, and fixes it."""
    context.obj = plain  # for `play` behind it
    if version:
        from importlib.metadata import version as installed  # late: slow to import

        click.echo(installed("weakspot"))
    elif context.invoked_subcommand is None:
        from weakspot.commands.playing import run_game  # late, as all commands

        run_game(plain)


main.params[:0] = PLACED


def run() -> None:
    """The program: argv in, exit code out."""
    gc.disable()
    ready_streams()
    try:
        obey()
    finally:
        settle_streams()
        gc.freeze()  # nothing of it is worth collecting on the way out


def obey() -> None:
    """Do what argv says and exit; what goes wrong is one sentence on stderr."""
    try:
        main(standalone_mode=True)
    except UsageError as error:
        fail(str(error), 2)
    except WeakspotError as error:
        fail(str(error), 1)
    except OSError as error:
        where = "reading or writing failed" if error.filename is None else f"{error.filename} cannot be used"
        fail(f"{where}: {reason(error)}", 1)


def ready_streams() -> None:
    """Make streams spell out what they cannot carry, and those that came closed lead nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - as long as the program
        getattr(sys, name).reconfigure(errors="backslashreplace")


def settle_streams() -> None:
    """Write out what is left; where nobody can read it any more, let it go, so that the exit code stands."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(message: str, code: int) -> None:
    """Say on stderr what went wrong and exit."""
    click.echo(f"weakspot: {visible(message)}", err=True)
    raise SystemExit(code)
