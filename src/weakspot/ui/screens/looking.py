"""What screens share that look back over the whole log: it is read in a thread, behind the first paint."""

from __future__ import annotations

from collections.abc import Callable

from textual import work
from textual.worker import get_current_worker

from weakspot.engine.lookback import LookBack
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.ui.screens.framed import FramedScreen


class LookingScreen(FramedScreen[None]):
    """A screen with a chart over time; `past` is None until the log was read."""

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.past: LookBack | None = None

    def show_past(self) -> None:
        """Draw what rests on the whole log."""
        raise TypeError("each screen shows its own")

    def look_back(self) -> None:
        """Show what is known of the past; where it is not known yet, read the log."""
        self.past = self.game.looked_back()
        self.show_past()
        if self.past is None:
            self.read_log(self.game.looking_back())

    @work(thread=True, exclusive=True)
    def read_log(self, look: Callable[[Callable[[], bool]], LookBack | None]) -> None:
        """Read the log beside play; what it tells is shown if the screen still is there."""
        worker = get_current_worker()
        try:
            past = look(lambda: worker.is_cancelled)
        except WeakspotError as refusal:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.say, str(refusal))
            return
        if past is not None and not worker.is_cancelled:
            self.app.call_from_thread(self.looked_back, past)

    def looked_back(self, past: LookBack) -> None:
        """The log was read: show it."""
        self.past = past
        if self.is_mounted:
            self.show_past()
