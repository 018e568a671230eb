"""The course of sections and topics over time, read from the whole log in a thread."""

from collections.abc import Callable, Sequence
from typing import Any

from weakspot.engine.lookback import LookBack, Point
from weakspot.engine.mastery import Estimate
from weakspot.ui.screens.game_screen import GameScreen


class History:
    """The player's past, for a screen to `show` once it is read.

    `look_back` is None until the log was read.
    """

    def __init__(self, screen: GameScreen[Any], show: Callable[[], None]) -> None:
        self.screen = screen
        self.show = show
        self.look_back: LookBack | None = None

    def points_of(self, key: str, estimate: Estimate | None) -> Sequence[Point] | None:
        """The course of a section or topic; empty before its estimate means something,
        None if not read.
        """
        if self.look_back is None:
            return None
        return () if estimate is None else self.look_back.points.get(key, ())

    def load(self) -> None:
        """Show what is known of the past; read the log if nothing is known yet."""
        game = self.screen.game
        self.set_look_back(game.progress.cached_look_back())
        if self.look_back is None:
            self.screen.run_in_thread(
                game.progress.prepare_look_back(), self.set_look_back
            )

    def set_look_back(self, look_back: LookBack | None) -> None:
        self.look_back = look_back
        self.show()
