"""The command that prints the project card of the mini-lab, or writes it to a file."""

import sys
from pathlib import Path

import click

from weakspot.commands.context import current_settings
from weakspot.commands.options import PATH, command
from weakspot.commands.output import show
from weakspot.commands.reports import open_to_read
from weakspot.plain.console import Console
from weakspot.plain.lab import card_lines


@command(
    "weakspot card                          the project changed last, as text",
    "weakspot card bot.md                   as Markdown",
    "weakspot card bot.svg                  as a picture",
    "weakspot card --project 2              another project, by number or name",
)
@click.argument("file", required=False, type=PATH)
@click.option("--project", default="", help="A project, by name or number.")
def card(file: Path | None, project: str) -> None:
    """Print the card of a project described in the mini-lab, or write it to FILE.

    What you say of a project is in your save, and leaves it only by such a file.
    """
    with open_to_read() as game:
        made = game.lab.card(game.lab.find(project))
        if file is None:
            console = Console(sys.stdin, sys.stdout, current_settings().marks)
            console.say_lines(card_lines(made, console.marks))
        else:
            game.lab.write_card(made, file)
            show([f"the card of {made.name} is in {file}"])
