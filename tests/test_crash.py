"""Crashes in real runs: the terminal is restored, the message is calm, a report is
written.
"""

import os
import re
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import open_game, query_save, run_python, save_path
from terminal import run_on_terminal
from weakspot.crash import report_crash, write_report
from weakspot.errors import SaveError

SECRET = "my own words"
CRASHING = """
from weakspot import cli
secret = "my own " + "words"  # in two parts: a traceback may show this very line
def broken(self, *args):
    answer = secret
    raise {error}
{patch}
cli.run()
"""
ON_SCREEN = {
    "a key": (
        "from weakspot.ui.screens.round import RoundScreen; RoundScreen.action_hint "
        "= broken"
    ),
    "a worker": "from weakspot.game import Game; Game.check_save = broken",
    "a drawing": ("from weakspot.ui.keys import KeyBar; KeyBar.render = broken"),
}
IN_LINES = "from weakspot.game.rounds import Rounds; Rounds.hint = broken"


def crashing_program(patch: str, error: str = "ValueError(secret)") -> str:
    return CRASHING.format(patch=patch, error=error)


def read_report(home: Path) -> str:
    """Return the only report, which has to be private and to hold nothing of the
    player's.
    """
    (path,) = (home / "crashes").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text()
    assert SECRET not in text
    assert ", in broken" in text
    assert re.search(r"^weakspot \d", text, re.MULTILINE)
    assert re.search(r"^sqlite \d", text, re.MULTILINE)
    return text


def assert_calm_message(message: str, home: Path) -> None:
    """The message says what happened, that answers are kept and where the report is; no
    more.
    """
    assert "weakspot: something broke that should not have." in message
    assert "Nothing that was saved is lost" in message
    assert f"{home}/crashes/" in message
    assert "Traceback" not in message
    assert SECRET not in message


@pytest.mark.parametrize("where", ON_SCREEN)
def test_a_crash_on_the_screen_restores_the_terminal_and_is_explained_calmly(
    home: Path, where: str
) -> None:
    code = crashing_program(ON_SCREEN[where])
    with run_on_terminal(
        home, "play", "--topic", "lora", program=("-c", code)
    ) as process:
        if where == "a key":
            process.read_until(b"1 of 2")
            process.type(b"0")
            process.read_until(b"Not known yet")
            process.type(b"\r")
            process.read_until(b"2 of 2")
            process.type(b"h")
        output = process.read_until(None)
        assert process.child.wait(5) == 1
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in output
    after = output[output.rindex(b"\x1b[?1049l") :].decode()
    assert_calm_message(after.replace("\r\n", "\n"), home)
    assert "builtins.ValueError" in read_report(home)
    if where == "a key":
        assert len(query_save(save_path(home), "SELECT id FROM attempt")) == 1
        with closing(open_game(home)) as game:
            (left,) = game.rounds.open_rounds()
            assert left.at == 1


def play_lora(home: Path, code: str, lines: str) -> subprocess.CompletedProcess[str]:
    return run_python(
        "-c", code, "--home", home, "play", "--topic", "lora", lines=lines
    )


def test_a_crash_in_lines_is_explained_calmly_and_the_round_can_be_resumed(
    home: Path,
) -> None:
    result = play_lora(home, crashing_program(IN_LINES), "0\nh\n")
    assert result.returncode == 1
    assert_calm_message(result.stderr, home)
    read_report(home)
    again = play_lora(home, "from weakspot.cli import run; run()", "")
    assert "Going on with" in again.stdout
    assert "2 of 2" in again.stdout


def test_an_error_that_the_player_can_mend_is_no_crash(home: Path) -> None:
    error = "__import__('weakspot.errors').errors.SaveError('not saved: it is full')"
    code = crashing_program(ON_SCREEN["a key"], error)
    with run_on_terminal(
        home, "play", "--topic", "lora", program=("-c", code)
    ) as process:
        process.read_until(b"1 of 2")
        process.type(b"h")
        output = process.read_until(None)
        assert process.child.wait(5) == 1
    assert output.endswith(b"weakspot: not saved: it is full\r\n")
    assert not (home / "crashes").exists()


def test_with_a_damaged_save_the_damage_is_reported_instead_of_a_crash(
    home: Path,
) -> None:
    play_lora(home, "from weakspot.cli import run; run()", "0\n")
    with closing(sqlite3.connect(save_path(home))) as db, db:
        db.execute("UPDATE memory SET day = 'x', due = 'y'")
    result = play_lora(home, "from weakspot.cli import run; run()", "0\n")
    assert result.returncode == 1
    assert (
        f"weakspot: {save_path(home)} is damaged: memory tuning/lora-" in result.stderr
    )
    assert (
        "is not what the log gives; `weakspot save rebuild` mends it" in result.stderr
    )
    assert not (home / "crashes").exists()


def test_a_report_that_cannot_be_written_is_mentioned(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = str(report_crash(ValueError(SECRET), tmp_path / "file" / "crashes"))
    assert "could not take a report of it" in message
    assert SECRET not in message


def test_a_report_has_the_whole_chain_of_errors_the_first_one_first(
    tmp_path: Path,
) -> None:
    try:
        try:
            raise AttributeError("'str' object has no attribute 'picks'")
        except AttributeError as error:
            raise SaveError(SECRET) from error
    except SaveError as error:
        lines = write_report(error, tmp_path).read_text().splitlines()
    names = [line for line in lines if line.startswith(("builtins.", "weakspot."))]
    assert names == [
        "builtins.AttributeError: 'str' object has no attribute 'picks'",
        "weakspot.errors.SaveError",
    ]


def test_an_endless_recursion_is_a_short_report(tmp_path: Path) -> None:
    def down(depth: int) -> int:
        return down(depth + 1) + 1

    with pytest.raises(RecursionError) as caught:
        down(0)
    text = write_report(caught.value, tmp_path).read_text()
    assert "more times]" in text
    assert len(text.splitlines()) < 200


def test_p09_a_report_follows_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.strftime", lambda *_: "now")
    (tmp_path / "target").write_text("mine")
    (tmp_path / f"now-{os.getpid()}.txt").symlink_to(tmp_path / "target")
    assert "could not take a report" in str(report_crash(ValueError(), tmp_path))
    assert (tmp_path / "target").read_text() == "mine"
