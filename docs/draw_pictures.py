"""Draws every screen into docs/pictures: a made-up player, a fixed clock, the real game."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from drawing import draw
from made_up import after_exam, at_question, copied, in_exam, played, three_weeks, wrong_key
from msgspec.structs import replace

from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.appearance import OWN_THEMES

Opened = Callable[[Game], Session | None]

SIZES = ((80, 24), (120, 40))
SMALL = (40, 15)


def home(game: Game) -> None:
    """No round: the first screen."""


SCREENS: dict[str, tuple[Opened, Sequence[str]]] = {
    "home": (home, ()),
    "question": (at_question, ()),
    "verdict": (at_question, ("wrong",)),
    "results": (played, ()),
    "progress": (home, ("s",)),
    "weak": (home, ("i",)),
    "topic": (home, ("i", "i")),
    "section": (home, ("5",)),
    "lesson": (home, ("5", "n")),
    "banks": (home, ("b",)),
    "browser": (home, ("slash", *"memory", "down", "down")),
    "settings": (home, ("comma", "down")),
    "points": (home, ("asterisk",)),
    "more": (home, ("m",)),
    "help": (home, ("question_mark",)),
    "exam": (in_exam, ()),
    "exam-review": (in_exam, ("v",)),
    "exam-results": (after_exam, ()),
}
"""Of each screen what the app opens on, and the keys that lead there."""

MAIN = ("home", "question", "verdict")
"""The screens that are drawn small and in each theme as well."""


async def draw_screen(home: Path, screen: str, size: tuple[int, int], theme: str) -> None:
    """Draw one screen in one size and theme."""
    opened, keys = SCREENS[screen]
    with copied(home) as (game, calendar):
        game.settings = replace(game.settings, theme=theme)
        session = opened(game)
        calendar.pace = 0.0  # while it is drawn, no time passes
        if session is not None:
            keys = [wrong_key(game, session) if key == "wrong" else key for key in keys]
        name = screen if theme == "weakspot" else f"{screen}-{theme}"
        await draw(name, game, session, keys, size)


async def main() -> None:
    """Draw every picture, each from the same weeks."""
    with three_weeks() as home:
        for screen in SCREENS:
            for theme in OWN_THEMES if screen in MAIN else OWN_THEMES[:1]:
                for size in (*SIZES, SMALL) if screen in MAIN else SIZES:
                    await draw_screen(home, screen, size, theme.name)


if __name__ == "__main__":
    asyncio.run(main())
