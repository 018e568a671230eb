"""Draws the screens for the README into docs/pictures: a made-up player, a fixed clock, the real game."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from weakspot.engine.kinds.choice import ChoiceQuestion
from weakspot.engine.session import DONE, Session, Slot
from weakspot.game import Game
from weakspot.ui.app import WeakspotApp

PICTURES = Path(__file__).parent / "pictures"
SIZE = (80, 24)
START = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
DAYS = 9
STRONG = {"definition": 0.9, "three-factors": 0.8, "roles": 0.85, "model-adaptation": 0.45}
"""How often the made-up player is right, by section; elsewhere two times in three."""


class Calendar:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        """Seconds, some more at each call: an answer takes its time."""
        self.seconds += 9.5
        return self.seconds


def play_round(game: Game, session: Session, rng: Random) -> Session:
    """The round done, every question answered as the made-up player would."""
    while session.phase != DONE:
        session = answered(game, session, rng)
    return session


def answered(game: Game, session: Session, rng: Random) -> Session:
    """The round one question further."""
    right, _, wrong = game.question(session.slot.question).responses()
    knows = rng.random() < STRONG.get(session.slot.question.partition("/")[0], 0.67)
    return game.advance(game.answer(session, right if knows else wrong))


def made_up_game(home: Path) -> Game:
    """A game after nine days of play."""
    calendar = Calendar()
    game = Game.open(home, clock=calendar, rng=Random(11), ticks=calendar.ticks)
    rng = Random(4)
    for _ in range(DAYS):
        play_round(game, game.start("today", questions=12), rng)
        calendar.now += timedelta(days=1)
    return game


async def draw(
    name: str, game: Game, session: Session | None, keys: list[str], size: tuple[int, int] = SIZE
) -> None:
    """Press the keys and keep what the screen shows then."""
    app = WeakspotApp(game, session)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = app.export_screenshot(title="weakspot")
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code", "font-family: Fira Code, JetBrains Mono, Menlo, Consolas")
    (PICTURES / f"{name}.svg").write_text(re.sub(r"terminal-\d+", "terminal", svg), encoding="utf-8")
    print(f"docs/pictures/{name}.svg")


def asked(game: Game) -> Session:
    """A round of weak spots at a question that shows well, two answered before."""
    rng = Random(1)
    for seed in range(1000):
        session = game.start("weak", questions=10, seed=seed)
        if len(session.slots) > 4 and shows_well(game, session.slots[2]):
            for _ in range(2):
                session = answered(game, session, rng)
            return session
    raise LookupError("no such round")


def shows_well(game: Game, slot: Slot) -> bool:
    """Is it a choice of four with a short prompt, whose first wrong option betrays a mix-up?"""
    question = game.question(slot.question)
    if not isinstance(question, ChoiceQuestion):
        return False
    wrong = question.grade(question.responses()[2], {})
    return len(slot.shown[0]) == 4 and len(question.prompt) < 150 and bool(wrong.misconceptions)


def wrong_key(game: Game, session: Session) -> str:
    """The digit that answers the question in play wrongly."""
    wrong = game.question(session.slot.question).responses()[2]
    return str(session.slot.shown[0].index(min(wrong.picks)) + 1)


async def main() -> None:
    """Draw every picture, each from the same nine days."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        game = made_up_game(Path(folder))
        await draw("home", game, None, [])
        await draw("progress", game, None, ["s"], (120, 40))
        await draw("topic", game, None, ["i"])
        session = asked(game)
        await draw("question", game, session, [])
        await draw("verdict", game, session, [wrong_key(game, session)])
        await draw("results", game, played(game), [])


def played(game: Game) -> Session:
    """A round of weak spots, finished."""
    session = game.start("weak", questions=8, seed=3)
    return play_round(game, session, Random(2))


if __name__ == "__main__":
    asyncio.run(main())
