"""The base class of all screens, dialogs included: only the top one acts, and what
counts as a click.
"""

from collections.abc import Callable
from typing import TypeVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import Screen, ScreenResultCallbackType

Result = TypeVar("Result")
Other = TypeVar("Other")


class BaseScreen(Screen[Result]):
    """A screen that acts only while it is on top.

    When several keys arrive at once, an earlier one may have closed or covered the
    screen. Textual would then close whatever is on top, open the same screen twice, or
    act on a screen that is not composed yet.
    """

    pressed_at: Offset | None = None
    """Where the first mouse button was pressed."""
    is_fresh = True
    """Whether nothing has been clicked since this screen came on top."""
    keys_from = 0.0
    """When keys begin to be meant for this screen, on the clock of Textual's
    messages.
    """

    @on(events.Mount)
    def set_keys_from(self, message: events.Mount) -> None:
        if (
            len(self.app.screen_stack) > 1
        ):  # before the first screen, keys had nothing else to act on
            self.keys_from = message.time

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.is_active and self.is_mounted

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    @property
    def is_on_stack(self) -> bool:
        """Whether the screen is open: on top or below others."""
        return self in self.app.screen_stack

    def call_once_painted(self, act: Callable[[], object]) -> None:
        """Call `act` after the next paint, unless the screen was closed by then;
        Textual would not check.
        """
        self.call_after_refresh(self.call_if_open, act)

    def call_if_open(self, act: Callable[[], object]) -> None:
        """Call `act`, unless this screen was closed or is being taken apart and has no
        widgets any more.
        """
        if self.is_on_stack and self.is_attached and not self._closing:
            act()

    def close_screens_above(self) -> None:
        """Close the screens above this one, unless it was closed itself."""
        while self.is_on_stack and not self.is_active:
            self.app.pop_screen()

    def open(
        self, screen: Screen[Other], then: ScreenResultCallbackType[Other] | None = None
    ) -> None:
        if self.is_active:
            self.app.push_screen(screen, then)

    def on_screen_suspend(self) -> None:
        self.is_fresh = True

    def _forward_event(self, event: events.Event) -> None:
        """Drop mouse events outside the layout and clicks that are none.

        To Textual, any button released on the widget that it was pressed on is a click.
        An event outside the layout, as in a terminal that has just grown, would take
        the focus from every widget.
        """
        if isinstance(event, events.MouseEvent) and not self.outer_size.region.contains(
            event.x, event.y
        ):
            return
        if isinstance(event, events.MouseDown):
            self.pressed_at = event.screen_offset if event.button == 1 else None
        elif isinstance(event, events.Click) and not self.is_clicked(event):
            return
        super()._forward_event(event)

    def is_clicked(self, click: events.Click) -> bool:
        """Whether it is a click: no drag over words, nor the end of a double click that
        led here.
        """
        if click.chain == 1:
            self.is_fresh = False
        start, end = self.pressed_at, click.screen_offset
        is_here = start is not None and start.y == end.y and abs(start.x - end.x) <= 1
        return is_here and not self.is_fresh
