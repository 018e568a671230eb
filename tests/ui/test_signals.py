import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from small_home import logged, open_game, write_banks

from weakspot.bank.catalog import Catalog

SLOW = 20
"""Seconds for a start, even where the machine is busy."""
SOON = 3


class Played(NamedTuple):
    """The game on a terminal of its own; `master` is our end of it."""

    child: subprocess.Popen[bytes]
    master: int
    modes: list[object]

    def read_until(self, text: bytes | None, seconds: float) -> bytes:
        """What it sends up to `text`, or up to the end; fails after so many seconds."""
        end, told = time.monotonic() + seconds, b""
        while text is None or text not in told:
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"nothing more after {told[-300:]!r}"
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # Linux says so once nobody has the other end open
                piece = b""
            if not piece:
                assert text is None, f"it ended after {told[-300:]!r}"
                return told
            told += piece
        return told

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)


@pytest.fixture
def played(home: Path) -> Iterator[Played]:
    """The game with a question answered, its verdict shown."""
    write_banks(home / "questions")
    master, slave = pty.openpty()
    termios.tcsetwinsize(master, (24, 80))
    modes = termios.tcgetattr(master)
    env = {**os.environ, "TERM": "xterm-256color"}
    child = subprocess.Popen(
        [sys.executable, "-m", "weakspot", "--home", str(home), "play", "--topic", "loops"],
        preexec_fn=partial(os.login_tty, slave),  # a session of its own, which a lost terminal hangs up
        env=env,
    )
    os.close(slave)
    one = Played(child, master, modes)
    try:
        one.read_until(b"1 of 2", SLOW)
        one.type(b"0")
        one.read_until(b"Not known yet", SLOW)
        yield one
    finally:
        child.kill()
        child.wait()
        with suppress(OSError):  # where the test has closed it
            os.close(master)


def assert_kept(catalog: Catalog, home: Path) -> None:
    """The answer is in the save and the round can go on."""
    assert len(logged(home)) == 1
    with closing(open_game(catalog, home)) as game:
        (left,) = game.open_rounds()
        assert len(left.answered) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_with_the_terminal_restored(
    played: Played, catalog: Catalog, home: Path, number: signal.Signals
) -> None:
    played.child.send_signal(number)
    told = played.read_until(None, SOON)
    assert played.child.wait(SOON) == 128 + number
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in told
    assert_kept(catalog, home)


def test_ctrl_q_ends_it_with_the_terminal_as_it_was(played: Played, catalog: Catalog, home: Path) -> None:
    played.type(b"\x11")
    told = played.read_until(b"\x1b[?1049l", SOON)
    assert b"Traceback" not in told
    assert played.child.wait(SOON) == 0
    assert_kept(catalog, home)


def test_a_terminal_that_is_gone_ends_it(played: Played, catalog: Catalog, home: Path) -> None:
    os.close(played.master)
    assert played.child.wait(SOON) == 128 + signal.SIGHUP
    assert_kept(catalog, home)
