"""What screens share that look back over the whole log: it is read in a thread, behind the first paint."""

from __future__ import annotations

from weakspot.engine.lookback import LookBack
from weakspot.ui.screens.framed import FramedScreen


class LookingScreen(FramedScreen[None]):
    """A screen with a chart over time; `past` is None until the log was read."""

    past: LookBack | None = None

    def show_past(self) -> None:
        raise TypeError("each screen shows its own")

    def look_back(self) -> None:
        """Show what is known of the past; where it is not known yet, read the log."""
        self.past = self.game.looked_back()
        self.show_past()
        if self.past is None:
            self.behind(self.game.looking_back(), self.looked_back)

    def looked_back(self, past: LookBack | None) -> None:
        self.past = past
        self.show_past()
