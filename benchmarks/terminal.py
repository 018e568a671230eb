"""A program on a real pseudo-terminal, and the time until words are on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from benchmarks.measure import Side
from benchmarks.places import BARE, PYTHON, environment
from benchmarks.saves import build_command

SIZE = (80, 24)
PATIENCE = 30.0
"""Seconds without output after which a missing word is a failure."""

HOME_WORDS = ("weakspot", "Today", "untried", "quit")
"""Words of the home screen, from the first drawn to the last."""

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])"
)


class Terminal:
    """One program, started on construction, and its output since the last key."""

    def __init__(
        self,
        argv: Sequence[str],
        env: dict[str, str] | None = None,
        size: tuple[int, int] = SIZE,
    ) -> None:
        env = env or environment()
        self._raw = b""
        self.since = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(
                0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0)
            )
            os.execve(argv[0], list(argv), env)

    @property
    def seen(self) -> str:
        """The text drawn since the last key, without escape sequences."""
        return _ESCAPES.sub(b"", self._raw).decode(errors="replace")

    def press(self, key: str) -> None:
        """Press a key once the output is quiet; `seen` and the clock start anew."""
        self.settle()
        self._raw = b""
        self.since = time.perf_counter()
        os.write(self._fd, key.encode())

    def wait_for(self, *words: str, line: str = "") -> float:
        """The seconds from the start, or the last key, until all the words and `line`
        are drawn.

        A word is a run of a single style; a line may consist of several. TimeoutError
        if they are not drawn.
        """
        wanted = [word.encode() for word in words]
        while True:
            if not select.select([self._fd], [], [], PATIENCE)[0] or not self._read():
                raise TimeoutError(
                    f"{words} not drawn; there is: {self.seen[-2000:]!r}"
                )
            now = time.perf_counter()
            if all(word in self._raw for word in wanted) and line in self.seen:
                return now - self.since

    def settle(self, quiet: float = 0.03) -> None:
        """Read until nothing has been drawn for `quiet` seconds."""
        while select.select([self._fd], [], [], quiet)[0] and self._read():
            pass

    def close(self) -> None:
        """Terminate the program as a shell would, and wait for it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        while self._read():
            pass
        os.close(self._fd)
        os.waitpid(self.pid, 0)

    def _read(self) -> bool:
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:  # how Linux reports the end
            return False
        self._raw += chunk
        return bool(chunk)


def first_paint(
    argv: Sequence[str],
    *words: str,
    env: dict[str, str] | None = None,
    size: tuple[int, int] = SIZE,
    before: Callable[[], object] = lambda: None,
) -> Side:
    """A side: from the start of the program until the words are drawn; calls `before`
    ahead of each run.
    """

    def side() -> float:
        before()
        terminal = Terminal(argv, env, size)
        try:
            return terminal.wait_for(*words)
        finally:
            terminal.close()

    return side


def home_paint(questions: int, attempts: int, **options: Any) -> Side:
    """A side: our first paint, with this many questions and attempts; `options` as for
    first_paint.
    """
    return first_paint(build_command(questions, attempts), *HOME_WORDS, **options)


def bare_paint(*args: str, **options: Any) -> Side:
    """A side: the first paint of the bare app, with these arguments; `options` as for
    first_paint.
    """
    return first_paint([PYTHON, BARE, *args], "count-0", **options)
