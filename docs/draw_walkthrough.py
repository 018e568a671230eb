"""Draws docs/pictures/walkthrough: a new player from an empty home on, as docs/walkthrough.md tells it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from drawing import draw
from made_up import Calendar, open_game, play_round, shows_well, wrong_key

from weakspot.engine.session import Session
from weakspot.game import Game

SIZE = (80, 24)


def first_round(game: Game) -> Session:
    """A first round of today that begins with a plain choice that has a mix-up."""
    rounds = (game.start("today", seed=seed) for seed in range(100))
    return next(one for one in rounds if shows_well(game, one.slot))


def finished(game: Game, calendar: Calendar, session: Session) -> Session:
    """The round played to its end, at a beginner's pace, from after its first answer on."""
    calendar.pace = 18.0
    done = play_round(game, game.advance(session), Random(3))
    calendar.pace = 0.0
    return done


async def walk(game: Game, calendar: Calendar) -> None:
    """Play as the page tells it, and draw what it shows."""
    await draw("walkthrough/1-first", game, None, [], SIZE)
    session = first_round(game)
    await draw("walkthrough/2-question", game, session, [], SIZE)
    await draw("walkthrough/3-verdict", game, session, [wrong_key(game, session)], SIZE)
    (left,) = game.open_rounds()
    done = finished(game, calendar, game.resume(left))
    await draw("walkthrough/4-results", game, done, [], SIZE)
    await draw("walkthrough/5-home", game, None, [], SIZE)
    await draw("walkthrough/6-section", game, None, ["5"], SIZE)
    await draw("walkthrough/7-lesson", game, None, ["5", "n"], SIZE)
    await draw("walkthrough/8-progress", game, None, ["s"], SIZE)


async def main() -> None:
    """Walk through an empty home."""
    calendar = Calendar()
    calendar.pace = 0.0
    with TemporaryDirectory() as folder:
        game = open_game(Path(folder) / "home", calendar)
        await walk(game, calendar)
        game.close()


if __name__ == "__main__":
    asyncio.run(main())
