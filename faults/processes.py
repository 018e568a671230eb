"""The program in forked child processes, so that none waits for imports."""

from __future__ import annotations

import math
import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from resource import struct_rusage
from tempfile import TemporaryFile
from typing import NamedTuple

from weakspot.cli import run as run_program

LIMIT = 20.0
"""Seconds within which any run that is not killed has to end."""

Setup = Callable[[], object]
"""Called in a child before the program starts, to set limits or to become another
user.
"""


class RunResult(NamedTuple):
    """The end of a child; `code` is the exit code as in a shell, None if it ran until
    the limit.
    """

    code: int | None
    out: str
    err: str
    seconds: float
    """Processor time, which does not grow on a busy machine."""
    peak: int
    """Peak memory in KB."""

    def find_trouble(self, *codes: int) -> str | None:
        """Describe a hang, a crash or an exit code that is not in `codes` (by default
        0); else None.
        """
        if self.code is None:
            return "it hung"
        if "Traceback" in self.out + self.err or "something broke" in self.err:
            return f"a crash: {(self.out + self.err)[-300:]!r}"
        if self.code not in (codes or (0,)):
            return f"exit code {self.code}: {(self.out + self.err)[-300:]!r}"
        return None


def run_weakspot(
    home: Path, *args: str, lines: str = "", setup: Setup | None = None
) -> RunResult:
    """Run the program to its end, with these lines as its input."""
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(lines.encode())
        stdin.seek(0)
        streams = stdin.fileno(), stdout.fileno(), stderr.fileno()
        pid = fork_child(lambda: start_program(home, args), streams, setup)
        code, usage = wait_for_child(pid, time.monotonic() + LIMIT)
        stdout.seek(0)
        stderr.seek(0)
        out, err = (file.read().decode(errors="replace") for file in (stdout, stderr))
    return RunResult(code, out, err, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def start_program(home: Path, args: tuple[str, ...]) -> None:
    """Run the whole program as from a shell, in this process."""
    sys.argv = ["weakspot", "--home", str(home), *args]
    run_program()


def fork_child(
    work: Callable[[], object],
    streams: tuple[int, int, int],
    setup: Setup | None = None,
) -> int:
    """Run a function in a child, which exits with 0 or the code of a SystemExit;
    returns its process id.

    `streams` are the descriptors of its standard input, output and error.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        for number, handle in enumerate(streams):
            os.dup2(handle, number)
        os.closerange(3, 256)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, encoding="utf-8", closefd=False)
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        if setup is not None:
            setup()
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - printed as the child's last output
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            sys.stdout.flush()
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def wait_for_child(pid: int, end: float) -> tuple[int | None, struct_rusage]:
    """Wait for a child's exit code and resource usage; kills it at the monotonic time
    `end`, code None.
    """
    try:
        while time.monotonic() < end:
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status), usage
            time.sleep(0.002)
    except KeyboardInterrupt:
        kill_child(pid)
        raise
    return None, kill_child(pid)


def kill_child(pid: int) -> struct_rusage:
    """Kill a child with SIGKILL; returns its resource usage."""
    os.kill(pid, 9)
    return os.wait4(pid, 0)[2]


class PlainGame:
    """A game in plain mode: each answer is sent once the verdict on the last one was
    shown.
    """

    def __init__(self, home: Path, *args: str) -> None:
        inside_in, self._in = os.pipe()
        self._out, inside_out = os.pipe()
        self.pid = fork_child(
            lambda: start_program(home, args), (inside_in, inside_out, inside_out)
        )
        os.close(inside_in)
        os.close(inside_out)
        self.sent = 0
        self.output = b""

    def count_verdicts(self) -> int:
        """Count the verdicts shown; one before the first prompt was already shown in an
        earlier game.
        """
        return self.output.partition(b"\n> ")[2].count("✗ Not known yet\n".encode())

    def answer_until(self, end: float, enough: float = math.inf) -> None:
        """Answer question after question until the time `end`, `enough` verdicts, or
        the program's end.
        """
        while (left := end - time.monotonic()) > 0 and self.count_verdicts() < enough:
            if self.sent <= self.count_verdicts() and self.output.endswith(b"> "):
                self.sent += 1
                with suppress(BrokenPipeError):
                    os.write(self._in, b"0\n")
            if not select.select([self._out], [], [], left)[0] or not self.read_more():
                return

    def read_more(self) -> bool:
        """Wait for more output; returns False once the program has ended."""
        piece = os.read(self._out, 65536)
        self.output += piece
        return bool(piece)

    def end_input(self) -> None:
        """Close the program's input."""
        os.close(self._in)
        self._in = -1

    def break_pipe(self) -> None:
        """Close the program's output, and send a line so that it notices."""
        os.close(self._out)
        self._out = -1
        os.write(self._in, b"0\n")

    def read_rest(self) -> bytes:
        """Read the output to its end; returns all of it."""
        while self._out >= 0 and (piece := os.read(self._out, 65536)):
            self.output += piece
        return self.output

    def close(self) -> None:
        """Kill the program if it is still running, and read the rest of its output."""
        if self.pid:
            kill_child(self.pid)
            self.pid = 0
        self.read_rest()
        for handle in (self._in, self._out):
            if handle >= 0:
                os.close(handle)
        self._in = self._out = -1


@contextmanager
def plain_game(home: Path, *args: str) -> Iterator[PlainGame]:
    """A game in plain mode, killed at the end."""
    game = PlainGame(home, *args)
    try:
        yield game
    finally:
        game.close()
