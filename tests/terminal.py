"""Run weakspot in a child process on a terminal of its own."""

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

START_SECONDS = 20
"""Seconds within which it starts even on a busy machine."""


class TerminalProcess(NamedTuple):
    """A child process on a terminal; `master` is our end of it, `rest` what was read
    and not yet returned.
    """

    child: subprocess.Popen[bytes]
    master: int
    rest: bytearray

    def read_until(self, text: bytes | None, seconds: float = START_SECONDS) -> bytes:
        """Return its output up to and including `text`, or up to the end; fails after
        so many seconds.
        """
        end = time.monotonic() + seconds
        while text is None or text not in self.rest:
            ready, _, _ = select.select(
                [self.master], [], [], max(0.0, end - time.monotonic())
            )
            assert ready, f"nothing more after {bytes(self.rest[-300:])!r}"
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # Linux says so once nobody has the other end open
                piece = b""
            if not piece:
                assert text is None, f"it ended after {bytes(self.rest[-300:])!r}"
                break
            self.rest.extend(piece)
        length = len(self.rest) if text is None else self.rest.index(text) + len(text)
        output = bytes(self.rest[:length])
        del self.rest[:length]
        return output

    def read_all(self, seconds: float = 0.5) -> None:
        """Discard its output until nothing came for so many seconds."""
        while select.select([self.master], [], [], seconds)[0]:
            os.read(self.master, 65536)
        self.rest.clear()

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)


@contextmanager
def run_on_terminal(
    home: Path, *args: str, program: Sequence[str] = ("-m", "weakspot"), **changes: str
) -> Iterator[TerminalProcess]:
    """Run the program with these arguments and changes to the environment; kills it at
    the end.
    """
    master, slave = pty.openpty()
    termios.tcsetwinsize(master, (24, 80))
    child = subprocess.Popen(
        [sys.executable, *program, "--home", str(home), *args],
        preexec_fn=partial(
            os.login_tty, slave
        ),  # a session of its own, which a lost terminal hangs up
        env={**os.environ, "PYTHONUTF8": "1", "TERM": "xterm-256color", **changes},
    )
    os.close(slave)
    try:
        yield TerminalProcess(child, master, bytearray())
    finally:
        child.kill()
        child.wait()
        with suppress(OSError):  # where the test has closed it
            os.close(master)
