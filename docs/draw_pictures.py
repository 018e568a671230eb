"""Draws every screen into docs/pictures: with a sample player, a fixed clock and the
real game.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import sample_player as player
from drawing import PICTURES, draw_picture
from msgspec.structs import replace

from weakspot.commands.picture import picture_of
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.theme import OWN_THEMES

Opener = Callable[[Game], Session | None]

SIZES = ((80, 24), (120, 40))
SMALL = (40, 15)


def open_home(game: Game) -> None:
    """Open no round, which leads to the home screen."""


SCREENS: dict[str, tuple[Opener, Sequence[str]]] = {
    "home": (open_home, ()),
    "question": (player.start_at_question, ()),
    "verdict": (player.start_at_question, ("wrong",)),
    "results": (player.play_weak_round, ()),
    "progress": (open_home, ("s",)),
    "weak": (open_home, ("i",)),
    "topic": (open_home, ("i", "i")),
    "section": (open_home, ("5",)),
    "lesson": (open_home, ("5", "n")),
    "sections": (open_home, ("o", "6", "end", "space")),
    "subjects": (open_home, ("tab",)),
    "banks": (open_home, ("b",)),
    "browser": (open_home, ("slash", *"memory", "down", "down")),
    "settings": (open_home, ("comma", "down")),
    "points": (open_home, ("asterisk",)),
    "more": (open_home, ("m",)),
    "help": (open_home, ("question_mark",)),
    "exam": (player.start_exam, ()),
    "exam-review": (player.start_exam, ("v",)),
    "exam-results": (player.finish_exam, ()),
}
"""By screen, what the app opens with, and the keys that lead to the screen."""

MAIN = ("home", "question", "verdict")
"""The screens that are also drawn small and in every theme."""


async def draw_screen(
    home: Path, screen: str, size: tuple[int, int], theme: str
) -> None:
    """Draw one screen in one size and theme."""
    opener, keys = SCREENS[screen]
    with player.copied_game(home) as (game, calendar):
        game.settings = replace(game.settings, theme=theme)
        session = opener(game)
        calendar.pace = 0.0  # no time passes while it is drawn
        if session is not None:
            keys = [
                player.find_wrong_key(game, session) if key == "wrong" else key
                for key in keys
            ]
        name = screen if theme == "weakspot" else f"{screen}-{theme}"
        await draw_picture(name, game, session, keys, size)


def draw_week(home: Path) -> None:
    """Draw what `weakspot stats --picture` does."""
    with player.copied_game(home) as (game, _):
        player.play_weak_round(game)
        (PICTURES / "week.svg").write_text(picture_of(game), encoding="utf-8")


async def main() -> None:
    """Draw every picture, each from the same weeks of play."""
    with player.played_home() as home:
        draw_week(home)
        for screen in SCREENS:
            for theme in OWN_THEMES if screen in MAIN else OWN_THEMES[:1]:
                for size in (*SIZES, SMALL) if screen in MAIN else SIZES:
                    await draw_screen(home, screen, size, theme.name)


if __name__ == "__main__":
    asyncio.run(main())
