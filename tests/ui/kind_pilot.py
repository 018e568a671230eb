"""Drive rounds of the bank of all kinds in tests: by keys, by mouse, and read the
screen.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kind_bank import open_kind_game, start_kinds_round
from pilot import PlayedApp, screen_rows
from textual.pilot import Pilot

from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.screens.round import RoundScreen

Play = Pilot[None]


@asynccontextmanager
async def play_kinds(
    home: Path, *kinds: str, size: tuple[int, int] = (80, 24), bank: str = ""
) -> AsyncIterator[Play]:
    """Play a round of these kinds on the screen."""
    game = open_kind_game(home, bank) if bank else open_kind_game(home)
    async with play_session(game, start_kinds_round(game, *kinds), size) as pilot:
        yield pilot
    game.close()


@asynccontextmanager
async def play_exam(home: Path, kind: str) -> AsyncIterator[Play]:
    """Play an exam on the screen, at its question of this kind."""
    game = open_kind_game(home)
    session = game.rounds.start("exam")
    at = next(
        n for n, slot in enumerate(session.slots) if slot.question.endswith(f"/{kind}")
    )
    async with play_session(game, game.rounds.visit(session, at)) as pilot:
        yield pilot
    game.close()


@asynccontextmanager
async def play_session(
    game: Game, session: Session, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Play]:
    """Play a session of a game on the screen."""
    async with PlayedApp(game, session).run_test(size=size) as pilot:
        yield pilot


def screen_of(pilot: Play) -> RoundScreen:
    """The topmost screen of a round."""
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, RoundScreen))
    return screen


def session_of(pilot: Play) -> Session:
    """The round as it stands."""
    return screen_of(pilot).session


async def press(pilot: Play, *keys: str) -> None:
    """Press keys and wait for what they cause."""
    await pilot.press(*keys)


def score(pilot: Play) -> float | None:
    """The score of the question in play; None while it is asked."""
    outcome = session_of(pilot).outcome
    return None if outcome is None else outcome.verdict.score


def was_unknown(pilot: Play) -> bool:
    """Whether the question in play was answered with “I don't know”."""
    outcome = session_of(pilot).outcome
    return outcome is not None and outcome.unknown


def seen_text(pilot: Play) -> str:
    """What the terminal shows, with runs of blanks as single spaces."""
    return " ".join(" ".join(screen_rows(pilot)).split())


async def read_whole_text(pilot: Play) -> str:
    """Everything that the body shows when it is scrolled from top to bottom."""
    body = pilot.app.screen.query_one("#body")
    body.scroll_home(animate=False)
    await pilot.pause()
    texts = [seen_text(pilot)]
    while body.scroll_offset.y < body.max_scroll_y:
        body.scroll_relative(y=4, animate=False)
        await pilot.pause()
        texts.append(seen_text(pilot))
    return " ".join(texts)


async def click_on(
    pilot: Play, text: str, nth: int = 0, inside: str = "#body", shift: int = 0
) -> None:
    """Click on the nth place where the terminal shows `text`, `shift` columns
    further.
    """
    region = pilot.app.screen.query_one(inside).region
    if inside == "#keys":  # what is said stands above them
        region = region.shrink((region.height - 1, 0, 0, 0))
    places = []
    for y, row in enumerate(screen_rows(pilot)):
        start = row.find(text)
        while start >= 0:
            if region.contains(start, y):
                places.append((start + shift, y))
            start = row.find(text, start + 1)
    x, y = places[nth]
    await pilot.click(offset=(x, y))


def cursor_row(pilot: Play) -> str:
    """The first row of cells that the cursor's bar stands beside, without the bar."""
    rows = (row for row in screen_rows(pilot) if row.lstrip().startswith("▌"))
    return next(rows).strip("▌ ")
