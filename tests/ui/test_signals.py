import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_home import logged_values, open_game, write_banks

from terminal import START_SECONDS, TerminalProcess, run_on_terminal
from weakspot.bank.catalog import Catalog

SOON = 3


@pytest.fixture
def game_process(home: Path) -> Iterator[TerminalProcess]:
    """The game with a question answered, its verdict shown."""
    write_banks(home / "questions")
    with run_on_terminal(home, "play", "--topic", "loops") as one:
        one.read_until(b"1 of 2")
        one.type(b"0")
        one.read_until(b"Not known yet")
        yield one


def assert_kept(catalog: Catalog, home: Path) -> None:
    """The answer is in the save and the round can go on."""
    assert len(logged_values(home)) == 1
    with closing(open_game(catalog, home)) as game:
        (left,) = game.rounds.open_rounds()
        assert len(left.answered) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_p03_a_signal_ends_it_with_the_terminal_restored(
    game_process: TerminalProcess, catalog: Catalog, home: Path, number: signal.Signals
) -> None:
    game_process.child.send_signal(number)
    told = game_process.read_until(None, SOON)
    assert game_process.child.wait(SOON) == 128 + number
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in told
    assert_kept(catalog, home)


def test_a_byte_that_is_no_utf_8_ends_nothing(game_process: TerminalProcess) -> None:
    game_process.type("é".encode("latin-1"))
    game_process.type(b"?")
    game_process.read_until(b"this list", SOON)
    assert game_process.child.poll() is None


def test_keys_that_cannot_be_read_end_it_with_a_report(
    game_process: TerminalProcess, catalog: Catalog, home: Path
) -> None:
    game_process.type(b"\x1b[1114112u")  # beyond the last character there is
    assert b"something broke" in game_process.read_until(None, SOON)
    assert game_process.child.wait(SOON) == 1
    assert_kept(catalog, home)


def test_ctrl_q_ends_it_with_the_terminal_as_it_was(
    game_process: TerminalProcess, catalog: Catalog, home: Path
) -> None:
    game_process.type(b"\x11")
    told = game_process.read_until(b"\x1b[?1049l", SOON)
    assert b"Traceback" not in told
    assert game_process.child.wait(SOON) == 0
    assert_kept(catalog, home)


@pytest.mark.parametrize("key", [b"", b"?"], ids=["home", "help"])
def test_a_pause_leaves_no_row_blank(catalog: Catalog, home: Path, key: bytes) -> None:
    write_banks(home / "questions")
    with run_on_terminal(home) as one:
        one.read_until(b"quit")
        one.read_all()
        one.type(key)
        if key:
            one.read_until(b"Marks and keys", SOON)
        one.read_all()
        one.type(b"\x1a")
        one.read_until(b"\x1b[?1049l", SOON)
        one.read_until(b"type fg and press Enter to go on", SOON)
        os.waitpid(one.child.pid, os.WUNTRACED)
        one.child.send_signal(signal.SIGCONT)
        one.read_until(b"\x1b[?1049h", SOON)
        told = one.read_until(b"back" if key else b"quit", SOON)
        rows = (
            (b"Marks and keys", b"known", b"perhaps weak")
            if key
            else (b"weakspot", b"Weak spots", b"Agents")
        )
        for row in rows:
            assert row in told


@pytest.mark.parametrize("stops", [True, False], ids=["stopped", "not stopped"])
def test_what_is_told_to_go_on_starts_anew_on_the_terminal(
    game_process: TerminalProcess, catalog: Catalog, home: Path, stops: bool
) -> None:
    game_process.read_all()
    if stops:
        game_process.child.send_signal(signal.SIGSTOP)
        os.waitpid(game_process.child.pid, os.WUNTRACED)
    game_process.child.send_signal(signal.SIGCONT)
    told = game_process.read_until(b"Not known yet", SOON)
    assert (
        b"\x1b[?1049l" in told[: told.index(b"\x1b[?1049h")]
    )  # who read the keys before has ended
    game_process.type(b"\x11")
    assert game_process.child.wait(SOON) == 0
    assert_kept(catalog, home)


def test_p03_a_terminal_that_is_gone_ends_it(
    game_process: TerminalProcess, catalog: Catalog, home: Path
) -> None:
    os.close(game_process.master)
    assert game_process.child.wait(SOON) == 128 + signal.SIGHUP
    assert_kept(catalog, home)


BETWEEN = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(subprocess.run([sys.executable, "-m", "weakspot", *sys.argv[1:]]).returncode)
"""
"""Starts the game and waits for it, as `make` does: it is told of a lost terminal, and
passes nothing on.
"""


def test_p03_a_terminal_that_is_gone_ends_it_where_no_signal_comes(
    catalog: Catalog, home: Path
) -> None:
    write_banks(home / "questions")
    with run_on_terminal(
        home, "play", "--topic", "loops", program=("-c", BETWEEN)
    ) as one:
        one.read_until(b"1 of 2")
        one.type(b"0")
        one.read_until(b"Not known yet")
        os.close(one.master)
        assert one.child.wait(START_SECONDS) == 128 + signal.SIGHUP
    assert_kept(catalog, home)
