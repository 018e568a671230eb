"""A program on a real pseudo-terminal: when is a word on its screen?"""

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
from benchmarks.saves import command

SIZE = (80, 24)
PATIENCE = 30.0
"""Seconds after which a word that does not come is a failure."""

HOME_WORDS = ("weakspot", "Today", "Sections", "quit")
"""What the home screen draws, from its first word to its last."""

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class Terminal:
    """One program, started at once; `seen` is what it has drawn since the last key, without escapes."""

    def __init__(
        self, argv: Sequence[str], env: dict[str, str] | None = None, size: tuple[int, int] = SIZE
    ) -> None:
        env = env or environment()
        self._raw = b""
        self.since = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(argv[0], list(argv), env)

    @property
    def seen(self) -> str:
        """What was drawn since the last key."""
        return _ESCAPES.sub(b"", self._raw).decode(errors="replace")

    def press(self, key: str) -> None:
        """Write a key; from now on only what it draws is seen."""
        self.settle()
        self._raw = b""
        self.since = time.perf_counter()
        os.write(self._fd, key.encode())

    def wait_for(self, *words: str, line: str = "") -> float:
        """The seconds from the start, or the last key, until all the words were drawn, and `line` with them.

        A word is one run of one style, a line may be of several. TimeoutError where they do not come.
        """
        wanted = [word.encode() for word in words]
        while True:
            if not select.select([self._fd], [], [], PATIENCE)[0] or not self._read():
                raise TimeoutError(f"{words} not drawn; there is: {self.seen[-2000:]!r}")
            now = time.perf_counter()
            if all(word in self._raw for word in wanted) and line in self.seen:
                return now - self.since

    def settle(self, quiet: float = 0.03) -> None:
        """Read on until nothing was drawn for a while."""
        while select.select([self._fd], [], [], quiet)[0] and self._read():
            pass

    def close(self) -> None:
        """End the program as a shell would, and wait for it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        while self._read():
            pass
        os.close(self._fd)
        os.waitpid(self.pid, 0)

    def _read(self) -> bool:
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:  # its end, on Linux
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
    """A side: from the start of the program until the words are drawn; `before` comes ahead of each."""

    def side() -> float:
        before()
        terminal = Terminal(argv, env, size)
        try:
            return terminal.wait_for(*words)
        finally:
            terminal.close()

    return side


def home_paint(questions: int, attempts: int, **how: Any) -> Side:
    """A side: our first paint, with so many questions and attempts; else as first_paint."""
    return first_paint(command(questions, attempts), *HOME_WORDS, **how)


def bare_paint(*words: str, **how: Any) -> Side:
    """A side: that of the bare app, given these words; else as first_paint."""
    return first_paint([PYTHON, BARE, *words], "count-0", **how)
