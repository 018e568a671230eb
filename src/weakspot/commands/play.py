"""Playing on the screen, or in lines of text where there is no terminal for it."""

import gc
import math
import signal
import sys
from contextlib import closing
from types import FrameType
from typing import Any

import click

from weakspot.commands.context import (
    current_home,
    current_player,
    current_save,
    current_settings,
    current_subject,
)
from weakspot.commands.names import mode_names, section_names, topic_names
from weakspot.commands.options import HOME, SUBJECT, command, completes
from weakspot.commands.output import upgrade_progress
from weakspot.commands.saves import confirm_unsaved, resolve_damage
from weakspot.engine.rules import LAB, MODES
from weakspot.engine.session import Session
from weakspot.errors import CannotSave, DamagedSave, WeakspotError
from weakspot.game import Game
from weakspot.store.transaction import on_failure
from weakspot.text import can_draw, is_served

COLLECTOR_THRESHOLD = 20_000
"""New objects until Python looks for unused cycles; with its default of 700 it does so
many times per key.
"""


@command(
    "weakspot play                            today's round, or the one left open",
    "weakspot play --section 5 --minutes 20   a section, by name or number",
    'weakspot play --topic "Eval tooling"     a topic, by name',
    "weakspot play --mode exam                40 questions, judged at the end",
    "weakspot play --question my-new-one      one question, by id or by its words",
    "weakspot play --plain                    in lines of text",
)
@click.option(
    "--mode",
    help=f"One of: {', '.join((*MODES, LAB))}.",
    shell_complete=completes(lambda context: mode_names()),
)
@click.option(
    "--section",
    help="A section, by name or number.",
    shell_complete=completes(
        lambda context: section_names(context.meta.get(HOME), context.meta.get(SUBJECT))
    ),
)
@click.option(
    "--topic",
    help="A topic, by name.",
    shell_complete=completes(
        lambda context: topic_names(
            context.meta.get(HOME),
            context.params.get("section"),
            context.meta.get(SUBJECT),
        )
    ),
)
@click.option("--question", metavar="ID", help="One question, by id or its words.")
@click.option("--questions", type=click.IntRange(1, 500), help="How many questions.")
@click.option(
    "--minutes",
    type=click.FloatRange(0.5, 600),
    help="Or as many as fit in this many minutes.",
)
@click.option("--seed", type=int, help="Draw the same rounds again on the same save.")
@click.option("--plain", is_flag=True, help="Lines of text in place of the screen.")
@click.option("--unsaved", is_flag=True, help="Play on where answers cannot be saved.")
@click.pass_obj
def play(plain_before: bool, /, plain: bool, unsaved: bool, **options: Any) -> None:
    """Play a round: today's, or the one of the options. A round left open goes on."""
    if options["questions"] is not None and options["minutes"] is not None:
        raise click.UsageError(
            "--questions and --minutes exclude each other; give one of them"
        )
    if options["minutes"] is not None and not math.isfinite(options["minutes"]):
        raise click.UsageError("--minutes needs a number of minutes, such as 10")
    if options["question"] is not None and any(
        value is not None for name, value in options.items() if name != "question"
    ):
        raise click.UsageError("--question stands alone; give nothing else with it")
    given = {name: value for name, value in options.items() if value is not None}
    if given.get("mode") == LAB and len(given) > 1:
        raise click.UsageError(
            "mode lab asks about your project, not from the banks; leave the rest out"
        )
    run_game(plain or plain_before, unsaved, at_once=True, **given)


def run_game(
    plain: bool, unsaved: bool = False, at_once: bool = False, **options: Any
) -> None:
    """Start the game on the screen, or in lines of text where there is no terminal for
    it: with a round if `at_once`, as lines of text always do, else on the first screen.
    """
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    can_show = (terminal and can_draw(sys.stderr)) or is_served()
    screen = can_show and not plain  # where Textual draws
    if not screen:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, exit_on_signal)
    starts = at_once or not screen
    game, session = open_game(options, screen, terminal, unsaved, starts)
    is_lab = options.get("mode") == LAB
    with closing(game):
        if screen:
            play_screen(game, session, is_lab)
        elif is_lab:
            play_plain_lab(game)
        elif session is not None:
            play_plain(game, session)


def open_game(
    options: dict[str, Any], screen: bool, terminal: bool, unsaved: bool, starts: bool
) -> tuple[Game, Session | None]:
    """Open the game and, if it `starts` with one, its round, once somebody at the
    `terminal` has decided what to do about a bad save.

    `unsaved` agrees in advance that nothing is saved.
    """
    home, player, settings = current_home(), current_player(), current_settings()
    subject = current_subject().name
    reason = ""
    while True:
        try:
            game = Game.open(
                home,
                player,
                settings=settings,
                brief=screen,
                unsaved=reason,
                progress=upgrade_progress(),
                subject=subject,
            )
            with on_failure(game.close):
                if screen:
                    # what reading frees is there for Textual, which is loaded next
                    game.library.concepts()
                else:
                    game.back_up()
                session = begin(game, options) if starts else None
                remember_subject(game)
            return game, session
        except DamagedSave as damage:
            if not terminal:
                raise
            resolve_damage(current_save(), damage)
        except CannotSave as error:
            if reason:
                raise
            if not (unsaved or (terminal and confirm_unsaved(error))):
                if terminal:
                    raise
                hint = "`weakspot play --unsaved` plays on without saving"
                raise CannotSave(f"{error}; {hint}") from error
            reason = str(error)


def begin(game: Game, options: dict[str, Any]) -> Session | None:
    """The round of these options; None for the mini-lab, which has none. Raises
    UsageError where these banks have no lab.
    """
    if options.get("mode") == LAB:
        game.lab.require_topics()
        return None
    return game.rounds.resume_or_start(**options)


def remember_subject(game: Game) -> None:
    """Store which subject is played; say so if that cannot be."""
    try:
        game.remember_subject()
    except WeakspotError as error:
        click.echo(f"weakspot: {error}", err=True)


def play_plain(game: Game, session: Session) -> None:
    """Play the round in lines of text, and those that follow it."""
    from weakspot.plain.face import PlainFace  # late: only one face is played

    face = PlainFace(game, sys.stdin, sys.stdout)
    try:
        face.play(session)
    except KeyboardInterrupt:
        face.console.say("")
        face.say_kept()
        raise SystemExit(128 + signal.SIGINT) from None


def play_plain_lab(game: Game) -> None:
    """Play the mini-lab in lines of text, and the round that it leads to."""
    from weakspot.plain.lab import PlainLab  # late: only one face is played

    try:
        session = PlainLab(game, sys.stdin, sys.stdout).play()
    except KeyboardInterrupt:
        raise SystemExit(128 + signal.SIGINT) from None
    if session is not None:
        play_plain(game, session)


def play_screen(game: Game, session: Session | None, is_lab: bool = False) -> None:
    """Play on the screen, starting on the home screen, in the round that was asked for,
    or in the mini-lab.
    """
    from weakspot.ui.app import WeakspotApp  # late: loads textual

    app = WeakspotApp(game, session, is_lab)
    gc.freeze()
    gc.set_threshold(COLLECTOR_THRESHOLD)
    gc.enable()
    app.run()
    for opened in app.games.values():
        opened.close()
    if isinstance(app.failure, WeakspotError):
        raise app.failure
    if app.failure is not None:
        # whatever it was, it is our error
        raise RuntimeError("the screen failed") from app.failure
    if app.return_code:
        raise SystemExit(app.return_code)


def exit_on_signal(number: int, frame: FrameType | None) -> None:
    """Exit on a signal with the code that shells expect."""
    raise SystemExit(128 + number)
