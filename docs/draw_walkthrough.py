"""Draws docs/pictures/walkthrough: a new player who starts with an empty home, as in
docs/walkthrough.md.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from drawing import draw_picture
from sample_player import (
    Calendar,
    find_wrong_key,
    is_mixup_choice,
    open_game,
    play_round,
    start_with,
)

from weakspot.engine.session import Session
from weakspot.game import Game

SIZE = (80, 24)


def finish_round(game: Game, calendar: Calendar, session: Session) -> Session:
    """Play a round to its end after its first answer, at a beginner's pace."""
    calendar.pace = 18.0
    finished = play_round(game, game.rounds.advance(session), Random(3))
    calendar.pace = 0.0
    return finished


async def draw_walkthrough(game: Game, calendar: Calendar) -> None:
    """Play as the page describes it, and draw what it shows."""
    await draw_picture("walkthrough/1-first", game, None, [], SIZE)
    session = start_with(game, "today", 0, is_mixup_choice)
    await draw_picture("walkthrough/2-question", game, session, [], SIZE)
    await draw_picture(
        "walkthrough/3-verdict", game, session, [find_wrong_key(game, session)], SIZE
    )
    (open_round,) = game.rounds.open_rounds()
    finished = finish_round(game, calendar, game.rounds.resume(open_round))
    await draw_picture("walkthrough/4-results", game, finished, [], SIZE)
    await draw_picture("walkthrough/5-home", game, None, [], SIZE)
    await draw_picture("walkthrough/6-section", game, None, ["5"], SIZE)
    await draw_picture("walkthrough/7-lesson", game, None, ["5", "n"], SIZE)
    await draw_picture("walkthrough/8-progress", game, None, ["s"], SIZE)


async def main() -> None:
    """Draw the walkthrough, from an empty home on."""
    calendar = Calendar()
    calendar.pace = 0.0
    with TemporaryDirectory() as folder:
        game = open_game(Path(folder) / "home", calendar)
        await draw_walkthrough(game, calendar)
        game.close()


if __name__ == "__main__":
    asyncio.run(main())
