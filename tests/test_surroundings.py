"""P13, P21 and P22: odd homes and variables; no, tiny and resized terminals; large
pastes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from quiz_home import (
    make_bank,
    make_home,
    query_save,
    run_process,
    run_weakspot,
    save_path,
    write_bank,
)
from terminal import TerminalProcess, run_on_terminal

COMMANDS = (
    ("play", "--plain"),
    ("weak",),
    ("stats",),
    ("due",),
    ("banks",),
    ("doctor",),
    ("save", "path"),
)


def run_bare(
    args: tuple[str, ...],
    variables: Mapping[str, str],
    given: bytes = b"0\n",
    cwd: Path | None = None,
) -> bytes:
    """Run weakspot with just these variables set; it has to succeed, or to report a
    fault.
    """
    result = subprocess.run(
        [sys.executable, "-m", "weakspot", *args],
        input=given,
        capture_output=True,
        env={"PATH": os.environ["PATH"], **variables, **python_path()},
        timeout=60,
        cwd=cwd,
    )
    assert result.returncode in ((0, 1) if "doctor" in args else (0,)), result.stderr
    assert b"Traceback" not in result.stderr
    assert b"\x1b" not in result.stdout
    return result.stdout + result.stderr


def python_path() -> dict[str, str]:
    """Return the variable by which a checkout that is not installed finds the
    program.
    """
    return {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}


@pytest.mark.parametrize(
    "variables",
    [
        {
            "XDG_DATA_HOME": "relative",
            "XDG_CACHE_HOME": "",
            "XDG_CONFIG_HOME": "../up",
            "XDG_STATE_HOME": ".",
        },
        {
            "XDG_DATA_HOME": "/dev/null/x",
            "XDG_CACHE_HOME": "/dev/null",
            "XDG_CONFIG_HOME": "/proc/1/x",
        },
    ],
)
def test_p13_odd_user_folders_are_ignored_or_reported(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    variables = {"HOME": str(tmp_path / "user"), "LANG": "C.UTF-8", **variables}
    (tmp_path / "user").mkdir()
    (tmp_path / "here").mkdir()
    for command in (("weak",), ("banks",), ("doctor",), ("save", "path")):
        run_bare(command, variables, cwd=tmp_path / "here")
    assert list((tmp_path / "here").iterdir()) == []


def test_p13_a_relative_folder_is_ignored_so_that_the_save_is_the_same_everywhere(
    tmp_path: Path,
) -> None:
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    odd = {"HOME": str(tmp_path), "LANG": "C.UTF-8"} | dict.fromkeys(names, "here")
    assert (
        run_bare(("save", "path"), odd)
        == f"{tmp_path}/.local/share/weakspot/saves/default.db\n".encode()
    )
    assert b" here/" not in run_bare(("doctor",), odd)


def test_p13_a_folder_for_saves_that_cannot_be_made_is_reported_at_once(
    tmp_path: Path,
) -> None:
    own = {"HOME": str(tmp_path), "XDG_DATA_HOME": "/dev/null/x"}
    result = run_process("play", "--plain", lines="0\n", **own)
    assert "cannot be saved" in (result.stdout + result.stderr).partition("1 of")[0]
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_p13_without_any_variable_it_works_in_a_named_home(
    home: Path, command: tuple[str, ...]
) -> None:
    assert run_bare(("--home", str(home), *command), {})


@pytest.mark.parametrize("command", COMMANDS)
def test_p21_in_the_c_locale_everything_can_be_written(
    home: Path, command: tuple[str, ...]
) -> None:
    variables = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    output = run_bare(("--home", str(home), *command), variables)
    assert output.isascii()


def test_p21_a_home_whose_name_is_not_utf8_can_be_played_in(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"h\xff\x1bme")
    make_home(odd)
    for command in COMMANDS:
        output = run_bare(("--home", str(odd), *command), {"LANG": "C.UTF-8"})
        assert b"\xff" not in output
    assert len(read_answer_ids(odd)) == 1


def test_p21_the_save_commands_work_in_a_home_whose_name_is_not_utf8(
    tmp_path: Path,
) -> None:
    odd, sample = (
        tmp_path / os.fsdecode(b"h\xff"),
        Path(__file__).parents[1] / "saves" / "samples" / "format1.db",
    )
    make_home(odd)
    log = ("--home", str(odd), "save")
    run_bare(("--home", str(odd), "play"), {"LANG": "C.UTF-8"})
    assert b"1 answer copied to" in run_bare((*log, "backup"), {"LANG": "C.UTF-8"})
    assert b"48 answers" in run_bare((*log, "merge", str(sample)), {"LANG": "C.UTF-8"})
    assert b" holds what " in run_bare((*log, "restore"), {"LANG": "C.UTF-8"})
    assert b" is sound" in run_bare((*log, "verify"), {"LANG": "C.UTF-8"})


@pytest.mark.parametrize("command", ["path", "verify", "backup", "restore", "erase"])
def test_p17_a_newline_in_the_path_of_a_save_is_spelled_out(
    tmp_path: Path, command: str
) -> None:
    odd = tmp_path / "h\nme"
    odd.mkdir()
    result = run_weakspot("--home", odd, "save", command)
    (line,) = (result.stdout + result.stderr).splitlines()
    assert "h<U+000A>me/saves/default.db" in line


@pytest.mark.parametrize("command", ["banks", "check", "doctor"])
def test_p21_json_shows_a_name_that_is_not_utf8_as_lines_do(
    tmp_path: Path, command: str
) -> None:
    odd = tmp_path / os.fsdecode(b"h\xff")
    bank = make_home(odd) / "questions" / "01-rag.yaml"
    bank.rename(bank.with_name(os.fsdecode(b"01-\xff.yaml")))
    result = run_weakspot("--home", odd, command, "--json")
    assert "Traceback" not in result.stderr + result.stdout
    assert "01-<U+DCFF>.yaml" in json.dumps(json.loads(result.stdout))


def test_p21_json_is_utf_8_in_every_encoding(home: Path) -> None:
    write_bank(
        home,
        "03-long.yaml",
        make_bank("long", {"topic": "A topic"}) | {"title": "é 漢 🎉"},
    )
    output = run_bare(
        ("--home", str(home), "banks", "--json"), {"PYTHONIOENCODING": "latin-1"}
    )
    assert json.loads(output)[2]["title"] == "é 漢 🎉"


def read_answer_ids(home: Path) -> list[object]:
    """Move the saves of a home whose name cannot be in a URI, and read the ids of its
    answers.
    """
    (home / "saves").rename(home.parent / "saves")
    return list(query_save(save_path(home.parent), "SELECT id FROM attempt"))


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_p21_a_dumb_terminal_gets_lines_without_escapes(home: Path, term: str) -> None:
    with run_on_terminal(home, TERM=term, COLUMNS="20") as process:
        process.read_until(b"> ")
        process.type(b"0\n:q\n")
        output = process.read_until(None)
        assert process.child.wait(5) == 0
    assert b"\x1b" not in output


def test_p22_megabytes_pasted_in_lines_are_cut_and_no_answer(home: Path) -> None:
    given = (
        b"x" * 3_000_000
        + b"\n"
        + b"\x1b]52;c;x\x07" * 100_000
        + b"\n0\n"
        + b"\x00" * 1_000_000
    )
    output = run_bare(
        ("--home", str(home), "play", "--plain"), {"LANG": "C.UTF-8"}, given
    )
    assert len(output) < 20_000
    assert len(query_save(save_path(home), "SELECT id FROM attempt")) == 1


def test_p21_lines_are_as_narrow_as_their_terminal(home: Path) -> None:
    with run_on_terminal(home, "play", "--plain") as process:
        process.read_until(b"> ")
        termios.tcsetwinsize(process.master, (24, 40))
        process.type(b":?\n")
        output = process.read_until(b"quit\r\n> ").decode()
        process.type(b":q\n")
        process.read_until(None)
    assert max(map(len, output.splitlines())) <= 38


def quit_after_verdict(process: TerminalProcess) -> None:
    """Wait for the verdict on an I don't know, and quit; there must be no traceback."""
    process.read_until(b"Not known yet")
    process.type(b"\x11")
    output = process.read_until(None)
    assert process.child.wait(5) == 0
    assert b"Traceback" not in output


def test_p21_many_resizes_leave_the_game_as_it_was(home: Path) -> None:
    sizes = [
        (24, 80),
        (1, 1),
        (2, 200),
        (200, 2),
        (5, 10),
        (60, 300),
        (9, 36),
        (10, 35),
    ]
    with run_on_terminal(home, "play", "--topic", "lora") as process:
        process.read_until(b"1 of 2")
        for _ in range(20):
            for rows, columns in sizes:
                termios.tcsetwinsize(process.master, (rows, columns))
        process.type(b"0")
        termios.tcsetwinsize(process.master, (24, 80))
        quit_after_verdict(process)
    assert len(query_save(save_path(home), "SELECT id FROM attempt")) == 1


def test_p22_megabytes_pasted_on_the_screen_answer_nothing(home: Path) -> None:
    with run_on_terminal(home, "play", "--topic", "lora") as process:
        process.read_until(b"1 of 2")
        piece = b"0123456789 q" * 1000
        for part in (b"\x1b[200~", *[piece] * 80, b"\x1b[201~"):
            written = 0
            while written < len(part):
                written += os.write(process.master, part[written : written + 4096])
        process.type(b"0")
        quit_after_verdict(process)
    assert len(query_save(save_path(home), "SELECT id FROM attempt")) == 1
