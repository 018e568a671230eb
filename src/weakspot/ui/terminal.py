"""The terminal: exit on signals or when it is gone, pause and resume, and lend it to an
editor.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING, Any, TextIO

from textual.app import App, SuspendNotSupported
from textual.drivers import linux_driver

from weakspot.errors import WeakspotError
from weakspot.text import one_line

if TYPE_CHECKING:
    from weakspot.ui.app import WeakspotApp

EXIT_SECONDS = 1.5
"""Seconds that restoring the terminal may take before a forced exit; every answer is
saved by then.
"""

PAUSED = "weakspot is paused: type fg and press Enter to go on."

LENT: set[App[Any]] = set()
"""The app while it has not the terminal itself."""

CHECK_SECONDS = 2.0
"""Seconds between checks whether the terminal is still there."""


# a terminal may send other text than UTF-8: the first such byte would end the game
linux_driver.getincrementaldecoder = lambda encoding: partial(  # type: ignore[attr-defined]
    getincrementaldecoder(encoding), errors="replace"
)


def handle_signals(app: WeakspotApp) -> None:
    """Exit cleanly on signals and when the terminal is gone; handle pauses; read
    changes of size in order.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, partial(exit_soon, app, 128 + number))
    if not app.is_headless:
        app.set_interval(CHECK_SECONDS, partial(exit_without_terminal, app))
    if not (app.is_headless or app.is_web):  # a page is neither paused nor resized so
        signal.signal(signal.SIGTSTP, partial(pause, app))
        signal.signal(signal.SIGCONT, partial(resume, app))
        # A size that arrived while Textual read another one was reported before it, so
        # the screen kept the older one; called by the event loop, the handler reads
        # them in order.
        resized: Any = signal.getsignal(signal.SIGWINCH)
        loop.add_signal_handler(signal.SIGWINCH, resized, signal.SIGWINCH, None)


def is_remote() -> bool:
    """True if the terminal is reached over SSH, where what moves may stutter."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def pause(app: WeakspotApp, *signal_args: object) -> None:
    """Release the terminal, say how to come back, and stop the process; on its way back
    it starts on the terminal again.
    """
    if app in LENT:  # it is not ours to release
        os.kill(os.getpid(), signal.SIGSTOP)
        return
    with lend_terminal(app):
        print(PAUSED, file=sys.__stderr__, flush=True)  # noqa: T201 - there is no screen now
        os.kill(os.getpid(), signal.SIGSTOP)


def resume(app: WeakspotApp, *signal_args: object) -> None:
    """Start on the terminal anew, whatever stopped the process, unless it is on its way
    back from a pause.

    The terminal is released first. Textual would otherwise read the keys in a second
    thread beside the first; one of the two then waits forever for the same key, and the
    game cannot exit.
    """
    if not (app in LENT or app.is_leaving):
        with lend_terminal(app):
            pass


def exit_without_terminal(app: WeakspotApp) -> None:
    """Exit if the terminal is gone, or the server of the page: the signal of a
    terminal reaches only what was started there, such as `make`.
    """
    stdin = sys.__stdin__
    if stdin is None or not (is_open_pipe(stdin) if app.is_web else stdin.isatty()):
        exit_soon(app, 128 + signal.SIGHUP)


def is_open_pipe(pipe: TextIO) -> bool:
    """True until nobody can write into the pipe any more."""
    poller = select.poll()
    poller.register(pipe, 0)  # that its other end is closed is told unasked
    return not poller.poll(0)


def exit_soon(app: WeakspotApp, code: int) -> None:
    """Exit soon, whatever the terminal does: restoring one that is gone can block
    forever.
    """
    last_resort = Timer(EXIT_SECONDS, os._exit, (code,))
    last_resort.daemon = True
    last_resort.start()
    app.exit(return_code=code)


@contextmanager
def lend_terminal(app: App[Any]) -> Iterator[None]:
    """Suspend the app so that another program can use the terminal. WeakspotError if
    that is not possible.
    """
    lending = ExitStack()
    try:
        lending.enter_context(app.suspend())
    except SuspendNotSupported as error:
        raise WeakspotError(f"the editor did not open: {one_line(error)}") from error
    LENT.add(app)
    try:
        yield
    finally:
        LENT.discard(app)
        # without passing on an error: Textual would not resume with one
        lending.close()
