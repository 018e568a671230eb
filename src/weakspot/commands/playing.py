"""Playing: on the screen, or in lines of text where there is no terminal for it."""

from __future__ import annotations

import gc
import math
import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from weakspot.commands.common import examples, named, placed, settings_of

if TYPE_CHECKING:
    from weakspot.game import Game


@click.command(
    epilog=examples(
        "weakspot play                            today's round, about 10 minutes",
        "weakspot play --section 5 --minutes 20   a section, by name or number",
        'weakspot play --topic "Eval tooling"     a topic, by name',
        "weakspot play --mode exam                40 questions, judged at the end",
        "weakspot play --plain                    in lines of text",
    )
)
@placed
@click.option(
    "--mode",
    help="today, section, topic, weak, missed, flagged, exam, survival, sprint, interview or placement.",
)
@click.option("--section", help="A section, by name or number.")
@click.option("--topic", help="A topic, by name.")
@click.option("--questions", type=click.IntRange(1, 500), help="How many.")
@click.option("--minutes", type=click.FloatRange(0.5, 600), help="Or: as many as fit in so many minutes.")
@click.option("--seed", type=int, help="Draw the same round again on the same save.")
@click.option("--plain", is_flag=True, help="Lines of text in place of the screen.")
@click.pass_context
def play(context: click.Context, /, home: Path | None, player: str | None, plain: bool, **wish: Any) -> None:
    """Play a round."""
    if wish["questions"] is not None and wish["minutes"] is not None:
        raise click.UsageError("--questions and --minutes exclude each other; give one of them")
    if wish["minutes"] is not None and not math.isfinite(wish["minutes"]):
        raise click.UsageError("--minutes needs a number of minutes, such as 10")
    asked = {name: value for name, value in wish.items() if value is not None}
    run_game(context, home, player, plain, asked)


def run_game(
    context: click.Context,
    home: Path | None,
    player: str | None,
    plain: bool,
    wish: dict[str, Any] | None = None,
) -> None:
    """Open the game on the screen, or in lines of text where there is no terminal for it."""
    from weakspot.game import Game

    where, who = named(context, home, player)
    settings = settings_of(where)
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    screen = terminal and not plain
    with closing(Game.open(where, who, settings=settings, brief=screen)) as game:
        if screen:
            play_screen(game, wish or {})
        else:
            play_plain(game, wish or {})


def play_plain(game: Game, wish: dict[str, Any]) -> None:
    """Play in lines of text, going on with an open round where the wish does not say otherwise."""
    from weakspot.plain.rounds import QUIT, Plain

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    face = Plain(game, sys.stdin, sys.stdout)
    try:
        face.play(game.begin(**wish))
    except KeyboardInterrupt:
        face.say("", QUIT)
        raise SystemExit(128 + signal.SIGINT) from None


def play_screen(game: Game, wish: dict[str, Any]) -> None:
    """Play on the screen: at home, or in the round wished for."""
    from weakspot.ui.app import WeakspotApp

    app = WeakspotApp(game, game.begin(**wish) if wish else None)
    gc.freeze()
    gc.enable()
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)


def leave(number: int, frame: FrameType | None) -> None:
    """End on a signal, as a shell expects it."""
    raise SystemExit(128 + number)
