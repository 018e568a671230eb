"""Lines of which a part moves once, for a moment; nothing waits for it."""

from __future__ import annotations

from textual.reactive import reactive

from weakspot.ui.widgets.lines import Lines


class Moving(Lines):
    """`grown` goes from 0 to 1 in the time given; it is 1 at rest, and always where motion is off."""

    grown: reactive[float] = reactive(1.0)

    def grow(self, seconds: float) -> None:
        """Let what is new grow."""
        self.set_reactive(Moving.grown, 0.0)
        self.animate("grown", 1.0, duration=seconds, easing="out_cubic")
