"""What all screens share, boxes too: only the one on top acts."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultCallbackType

Result = TypeVar("Result")
Other = TypeVar("Other")


class TopScreen(Screen[Result]):
    """Acts while it is the one on top: of keys that come at once, an earlier may have left it, or covered it.

    Textual would then leave whatever is on top, or open the same a second time.
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_active

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def open(self, screen: Screen[Other], then: ScreenResultCallbackType[Other] | None = None) -> None:
        """Show another screen over this one."""
        if self.is_active:
            self.app.push_screen(screen, then)
