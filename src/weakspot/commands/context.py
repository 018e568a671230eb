"""The home, player, settings, save and marks that the options of a command select."""

import sys
from pathlib import Path
from shlex import quote

import click

from weakspot import clock
from weakspot.commands.options import HOME, PLAYER, SUBJECT
from weakspot.engine.records import local_day
from weakspot.game.subjects import Subject, choose_subject
from weakspot.paths import HomePlaces, find_places
from weakspot.settings import Settings, read_settings
from weakspot.store.opening import player_path
from weakspot.text import Marks, choose_marks, one_line


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


def current_base() -> HomePlaces:
    """The places of the home that was given, whatever the subject."""
    return find_places(current_home())


def current_settings() -> Settings:
    """The settings of that home."""
    return read_settings(current_base().settings)


def current_subject() -> Subject:
    """The subject that was given, else the one that was played last, else the home's
    own. Raises UsageError if there is no such subject.
    """
    named = click.get_current_context().meta.get(SUBJECT)
    return choose_subject(current_base(), current_settings(), named)


def play_words(subject: str) -> str:
    """How the subject of this name is played: the line to type."""
    home = current_home()
    where = "" if home is None else f" --home {quote(str(home))}"
    return f"play: weakspot{where} -s {subject}"


def current_places() -> HomePlaces:
    """The places of that subject."""
    return current_subject().places


def current_save(*, warn: bool = True) -> Path:
    """The path of the player's save, which may not exist yet.

    With `warn`, faults of the settings go to stderr if the player comes from them: it
    may be the wrong one.
    """
    if warn and PLAYER not in click.get_current_context().meta:
        for fault in current_settings().faults:
            click.echo(f"weakspot: {fault}", err=True)
    return player_path(current_places().saves, current_player())


def current_marks() -> Marks:
    """The marks that are set for the player, else those that the output can encode."""
    return choose_marks(sys.stdout, current_settings().marks)


def today() -> str:
    """The player's local date."""
    return local_day(clock.utc_now())


def warn_missing_home() -> None:
    """Warn on stderr if the home that was given does not exist, since what is shown is
    not what was meant.
    """
    home = current_base().data
    if current_home() is not None and not home.exists():
        click.echo(f"weakspot: there is no folder {one_line(home)} yet", err=True)
