"""What all screens share, boxes too: only the one on top acts, and what counts as a click on it."""

from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import Screen, ScreenResultCallbackType

Result = TypeVar("Result")
Other = TypeVar("Other")


class BaseScreen(Screen[Result]):
    """Acts while it is the one on top: of keys that come at once, an earlier may have left it, or covered it.

    Textual would then leave whatever is on top, or open the same a second time; and act on a screen that
    is not composed yet.
    """

    pressed: Offset | None = None
    """Where the first button was pressed."""
    is_fresh = True
    """Has nothing been clicked since it came on top?"""
    keys_from = 0.0
    """From when on keys are meant for it, on the clock of Textual's messages."""

    @on(events.Mount)
    def take_keys(self, message: events.Mount) -> None:
        if len(self.app.screen_stack) > 1:  # below the first there was nothing else to press keys at
            self.keys_from = message.time

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_active and self.is_mounted

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    @property
    def is_kept(self) -> bool:
        """Is it on top, or below others?"""
        return self in self.app.screen_stack

    def come_up(self) -> None:
        """Have what stands over this one left, unless this one was left itself."""
        while self.is_kept and not self.is_active:
            self.app.pop_screen()

    def open(self, screen: Screen[Other], then: ScreenResultCallbackType[Other] | None = None) -> None:
        if self.is_active:
            self.app.push_screen(screen, then)

    def on_screen_suspend(self) -> None:
        self.is_fresh = True

    def _forward_event(self, event: events.Event) -> None:
        """Textual takes for a click whatever button is let go on the widget that it was pressed on.

        Beyond what is laid out, as where the terminal has just grown, it would take the keys from all.
        """
        if isinstance(event, events.MouseEvent) and not self.outer_size.region.contains(event.x, event.y):
            return
        if isinstance(event, events.MouseDown):
            self.pressed = event.screen_offset if event.button == 1 else None
        elif isinstance(event, events.Click) and not self.is_clicked(event):
            return
        super()._forward_event(event)

    def is_clicked(self, click: events.Click) -> bool:
        """Is it a click, not words dragged over, nor the rest of a double click on what led here?"""
        if click.chain == 1:
            self.is_fresh = False
        start, end = self.pressed, click.screen_offset
        is_here = start is not None and start.y == end.y and abs(start.x - end.x) <= 1
        return is_here and not self.is_fresh
