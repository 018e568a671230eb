"""The terminal: the app ends where it is asked to from outside or its terminal is gone; it lends it out."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Timer
from typing import Any

from textual.app import App, SuspendNotSupported

from weakspot.text import visible

PATIENCE = 1.5
"""Seconds to restore the terminal in, when asked to end; every answer is in the save by then."""

PAUSED = "weakspot is paused: type fg and press Enter to go on."

LOOKED_AT = 2.0
"""Seconds between two looks if the terminal is still there."""


def heed_signals(app: App[None]) -> None:
    """Restore the terminal when asked to end, or when the terminal itself is gone; heed its size in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, partial(end, app, 128 + number))
    if not app.is_headless:
        app.set_interval(LOOKED_AT, partial(end_without_terminal, app))
        signal.signal(signal.SIGTSTP, partial(pause, app))
        signal.signal(signal.SIGCONT, partial(go_on, app, signal.getsignal(signal.SIGCONT)))
        # A size that comes while Textual reads one is told before it: the screen stayed at the older one.
        resized: Any = signal.getsignal(signal.SIGWINCH)
        loop.add_signal_handler(signal.SIGWINCH, resized, signal.SIGWINCH, None)


def pause(app: App[None], *told: object) -> None:
    """Stand back, say how to come back, and stop."""
    driver: Any = app._driver
    if driver is not None and driver._auto_restart:
        stand_back(driver)
        print(PAUSED, file=sys.__stderr__, flush=True)  # noqa: T201 - there is no screen now
    os.kill(os.getpid(), signal.SIGSTOP)


def stand_back(driver: Any) -> None:
    """Give the terminal back, until Textual starts anew on it."""
    driver.suspend_application_mode()
    driver._must_signal_resume = True


def go_on(app: App[None], start: Any, *told: object) -> None:
    """Start anew on the terminal, by Textual's own `start`, whoever stopped it.

    Where that was not Ctrl+Z, Textual would have a second thread read the keys beside the first; of two that
    wait for the same key, one waits for good, and the game did not end.
    """
    driver: Any = app._driver
    if app._exit or driver is None:
        return
    if driver._auto_restart and not driver._must_signal_resume:
        stand_back(driver)
    start(*told)


def end_without_terminal(app: App[None]) -> None:
    """End where it is gone and no signal came: it goes to what was started there, be it `make`."""
    if sys.__stdin__ is None or not sys.__stdin__.isatty():
        end(app, 128 + signal.SIGHUP)


def end(app: App[None], code: int) -> None:
    """End soon, whatever the terminal does: one that is gone can hold up its own restoring for good."""
    last_resort = Timer(PATIENCE, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()
    app.exit(return_code=code)


@contextmanager
def lent(app: App[object]) -> Iterator[None]:
    """The screen stands back, and is there again in the end. EditorError where it cannot."""
    lending = ExitStack()
    try:
        lending.enter_context(app.suspend())
    except SuspendNotSupported as error:
        from weakspot.editor import EditorError  # late: what it needs takes its time

        raise EditorError(f"The editor did not open: {visible(str(error), line=True)}") from error
    try:
        yield
    finally:
        lending.close()  # without the error, if there is one: Textual would not come back with it
