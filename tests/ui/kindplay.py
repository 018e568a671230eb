"""Playing the bank of all kinds on the screen: by keys, by mouse, and what can be read there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from kindbank import asking, game_on
from playing import PlayedApp, rows
from textual.pilot import Pilot

from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.screens.round import RoundScreen

Play = Pilot[None]


@asynccontextmanager
async def playing(
    home: Path, *kinds: str, size: tuple[int, int] = (80, 24), bank: str = ""
) -> AsyncIterator[Play]:
    """A round of these kinds on the screen."""
    game = game_on(home, bank) if bank else game_on(home)
    async with resumed(game, asking(game, *kinds), size) as pilot:
        yield pilot
    game.close()


@asynccontextmanager
async def examined(home: Path, kind: str) -> AsyncIterator[Play]:
    """An exam on the screen, at its question of this kind."""
    game = game_on(home)
    session = game.start("exam")
    at = next(n for n, slot in enumerate(session.slots) if slot.question.endswith(f"/{kind}"))
    async with resumed(game, game.visit(session, at)) as pilot:
        yield pilot
    game.close()


@asynccontextmanager
async def resumed(game: Game, session: Session, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Play]:
    """A session of a game on the screen."""
    async with PlayedApp(game, session).run_test(size=size) as pilot:
        yield pilot


def screen_of(pilot: Play) -> RoundScreen:
    """The round's screen."""
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, RoundScreen))
    return screen


def session_of(pilot: Play) -> Session:
    """The round as it stands."""
    return screen_of(pilot).session


async def press(pilot: Play, *keys: str) -> None:
    """Press keys and wait for what comes of them."""
    await pilot.press(*keys)


def score(pilot: Play) -> float | None:
    """The score of the question in play; None while it is asked."""
    outcome = session_of(pilot).outcome
    return None if outcome is None else outcome.verdict.score


def was_unknown(pilot: Play) -> bool:
    """Was the question in play answered with “I don't know”?"""
    outcome = session_of(pilot).outcome
    return outcome is not None and outcome.unknown


def rows_of(pilot: Play) -> list[str]:
    """What the terminal shows, line by line."""
    return rows(pilot)


def seen(pilot: Play) -> str:
    """What the terminal shows, its lines' spaces run together."""
    return " ".join(" ".join(rows_of(pilot)).split())


async def scrolled(pilot: Play) -> str:
    """Everything that can be scrolled to."""
    body = pilot.app.screen.query_one("#body")
    body.scroll_home(animate=False)
    await pilot.pause()
    texts = [seen(pilot)]
    while body.scroll_offset.y < body.max_scroll_y:
        body.scroll_relative(y=4, animate=False)
        await pilot.pause()
        texts.append(seen(pilot))
    return " ".join(texts)


async def click_on(pilot: Play, text: str, nth: int = 0, inside: str = "#body", shift: int = 0) -> None:
    """Click on the nth place where the terminal shows `text`, `shift` columns further."""
    region = pilot.app.screen.query_one(inside).region
    if inside == "#keys":  # what is said stands above them
        region = region.shrink((region.height - 1, 0, 0, 0))
    places = []
    for y, row in enumerate(rows_of(pilot)):
        start = row.find(text)
        while start >= 0:
            if region.contains(start, y):
                places.append((start + shift, y))
            start = row.find(text, start + 1)
    x, y = places[nth]
    await pilot.click(offset=(x, y))
