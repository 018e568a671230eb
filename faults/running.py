"""The program in child processes that are forked, so that none waits for the imports."""

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
from typing import IO, NamedTuple

from weakspot.cli import run as run_program

LIMIT = 20.0
"""Seconds in which any run that is not killed has to end."""

Before = Callable[[], object]
"""What a child does to itself before the program starts: limits, another user."""


class Ended(NamedTuple):
    """How a child ended; `code` is as a shell tells it, None if it was still there after the limit."""

    code: int | None
    out: str
    err: str
    seconds: float
    """How long it had a processor: what a busy machine adds does not count."""
    peak: int
    """The most memory it held, in KB."""

    def trouble(self, *codes: int) -> str | None:
        """What no run may do, in a few words: hang, crash, or tell of it by a traceback."""
        if self.code is None:
            return "it hung"
        if "Traceback" in self.out + self.err or "something broke" in self.err:
            return f"a crash: {(self.out + self.err)[-300:]!r}"
        if self.code not in (codes or (0,)):
            return f"exit code {self.code}: {(self.out + self.err)[-300:]!r}"
        return None


def run(home: Path, *args: str, lines: str = "", before: Before | None = None, limit: float = LIMIT) -> Ended:
    """The program to its end, with these lines for its input."""
    with TemporaryFile() as given:
        given.write(lines.encode())
        given.seek(0)
        return run_act(lambda: program(home, args), given, before, limit)


def run_act(
    act: Callable[[], object],
    given: IO[bytes] | None = None,
    before: Before | None = None,
    limit: float = LIMIT,
) -> Ended:
    """Anything to its end in a child; its exit code is 0, or that of a SystemExit."""
    with TemporaryFile() as out, TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        pid = forked(act, (given or nothing).fileno(), out.fileno(), err.fileno(), before)
        code, usage = waited(pid, time.monotonic() + limit)
        told = []
        for file in (out, err):
            file.seek(0)
            told.append(file.read().decode(errors="replace"))
    return Ended(code, *told, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def program(home: Path, args: tuple[str, ...]) -> None:
    """The whole program, as it starts."""
    sys.argv = ["weakspot", "--home", str(home), *args]
    run_program()


def forked(act: Callable[[], object], given: int, out: int, err: int, before: Before | None = None) -> int:
    """A child that does it with these files for its streams; its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        for number, handle in enumerate((given, out, err)):
            os.dup2(handle, number)
        os.closerange(3, 256)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, encoding="utf-8", closefd=False)
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        if before is not None:
            before()
        act()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - it is the child's last word
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError):
            sys.stdout.flush()
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def waited(pid: int, end: float) -> tuple[int | None, struct_rusage]:
    """The exit code and the use of the machine of a child, which is killed if it is still there at `end`."""
    try:
        while time.monotonic() < end:
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status), usage
            time.sleep(0.002)
    except KeyboardInterrupt:
        killed(pid)
        raise
    return None, killed(pid)


def killed(pid: int) -> struct_rusage:
    """End a child without a word; what it had used."""
    os.kill(pid, 9)
    return os.wait4(pid, 0)[2]


class Talk:
    """A game in lines of text: a line goes out once the verdict of the last one is there."""

    def __init__(self, home: Path, *args: str, before: Before | None = None) -> None:
        inside_in, self._in = os.pipe()
        self._out, inside_out = os.pipe()
        self.pid = forked(lambda: program(home, args), inside_in, inside_out, inside_out, before)
        os.close(inside_in)
        os.close(inside_out)
        self.sent = 0
        self.told = b""

    def verdicts(self) -> int:
        """How many verdicts were shown; before the first prompt stands one that an earlier game had shown."""
        return self.told.partition(b"\n> ")[2].count("✗ Not known yet\n".encode())

    def go_on(self, end: float, enough: float = math.inf) -> None:
        """Answer question after question until this time, so many verdicts, or its own end."""
        while (left := end - time.monotonic()) > 0 and self.verdicts() < enough:
            if self.sent <= self.verdicts() and self.told.endswith(b"> "):
                self.sent += 1
                with suppress(BrokenPipeError):
                    os.write(self._in, b"0\n")
            if not select.select([self._out], [], [], left)[0] or not self.hear():
                return

    def hear(self) -> bool:
        """Wait for what it says next; False once it has ended."""
        piece = os.read(self._out, 65536)
        self.told += piece
        return bool(piece)

    def end_input(self) -> None:
        """Send no more."""
        os.close(self._in)
        self._in = -1

    def break_pipe(self) -> None:
        """Listen no more, and send one line so that it notices."""
        os.close(self._out)
        self._out = -1
        os.write(self._in, b"0\n")

    def rest(self) -> bytes:
        """What it said, with what was not read yet."""
        while self._out >= 0 and (piece := os.read(self._out, 65536)):
            self.told += piece
        return self.told

    def close(self) -> None:
        """End it without a word, if it is still there, and read what it had said before."""
        if self.pid:
            killed(self.pid)
            self.pid = 0
        self.rest()
        for handle in (self._in, self._out):
            if handle >= 0:
                os.close(handle)
        self._in = self._out = -1


@contextmanager
def talking(home: Path, *args: str) -> Iterator[Talk]:
    """A game to talk with, killed in the end."""
    talk = Talk(home, *args)
    try:
        yield talk
    finally:
        talk.close()
