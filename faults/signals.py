"""P3: each signal, a closed terminal and a broken pipe end the game cleanly, with the
answer saved.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from faults.processes import PlainGame, wait_for_child
from faults.rows import Fault, Row, count_answers, find_save_trouble, small_home
from terminal import TerminalProcess, run_on_terminal

END_SECONDS = 3
"""Seconds within which a game has to end."""
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")
SIGNALS = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "SIGINT": signal.SIGINT}


def end_on_screen(count: int) -> Row:
    """End games on the screen after an answer: by each signal, Ctrl+C, Ctrl+Q, a closed
    terminal in turn.
    """
    failures = []
    ways = (*SIGNALS, "ctrl+c", "ctrl+q", "closed")
    for number in range(count):
        way = ways[number % len(ways)]
        with small_home() as home:
            try:
                with run_on_terminal(home, "play", "--topic", "lora") as played:
                    played.read_until(b"1 of 2")
                    played.type(b"0")
                    played.read_until(b"Not known yet")
                    if fault := end_game(played, way):
                        failures.append(f"{way}: {fault}")
            except (AssertionError, OSError) as error:
                failures.append(f"{way}: {error}")
            failures += find_losses(home, way)
    result = (
        f"{len(ways)} ways; gone within {END_SECONDS} s, terminal restored, answer kept"
    )
    return Row(
        "P3",
        "signals and a closed terminal, on the screen",
        count,
        result,
        tuple(failures),
    )


def end_game(played: TerminalProcess, way: str) -> str | None:
    """End a game on the screen in this way; returns what was wrong with its end, if
    anything.
    """
    code = 0
    if way == "closed":
        os.close(played.master)
        code = 128 + signal.SIGHUP
    elif way in SIGNALS:
        played.child.send_signal(SIGNALS[way])
        code = 128 + SIGNALS[way]
    else:
        played.type(b"\x03" if way == "ctrl+c" else b"\x11")
    if way != "closed":
        output = played.read_until(None, END_SECONDS)
        if not all(sequence in output for sequence in RESTORED):
            return "the terminal was not restored"
        if b"Traceback" in output:
            return f"a crash: {output[-300:]!r}"
    found = played.child.wait(END_SECONDS)
    return None if found == code else f"exit code {found}, not {code}"


def end_in_lines(count: int) -> Row:
    """End games in plain mode after an answer: by each signal, end of input, a broken
    pipe in turn.
    """
    failures = []
    ways = (*SIGNALS, "end of input", "broken pipe")
    for number in range(count):
        way = ways[number % len(ways)]
        with small_home() as home:
            game = PlainGame(home, "play", "--plain")
            try:
                while not game.count_verdicts() or not game.output.endswith(b"> "):
                    game.answer_until(time.monotonic() + 0.01)
                if fault := end_plain_game(game, way):
                    failures.append(f"{way}: {fault}")
            finally:
                game.close()
            failures += find_losses(home, way)
    result = f"{len(ways)} ways; exit codes as a shell expects, answer kept"
    return Row(
        "P3",
        "signals, end of input, broken pipe, in lines",
        count,
        result,
        tuple(failures),
    )


def end_plain_game(game: PlainGame, way: str) -> str | None:
    """End a game in plain mode in this way; returns what was wrong with its end, if
    anything.
    """
    codes = (
        {0}
        if way == "end of input"
        else {128 + SIGNALS[way]}
        if way in SIGNALS
        else {0, 1}
    )
    if way in SIGNALS:
        os.kill(game.pid, SIGNALS[way])
    elif way == "end of input":
        game.end_input()
    else:
        game.break_pipe()
    code, _ = wait_for_child(game.pid, time.monotonic() + END_SECONDS)
    game.pid = 0
    if b"Traceback" in game.read_rest():
        return f"a crash: {game.output[-300:]!r}"
    return None if code in codes else f"exit code {code}"


def find_losses(home: Path, way: str) -> list[str]:
    """Find whether the save is unsound or has lost the answer; empty if not."""
    path = home / "saves" / "default.db"
    fault = find_save_trouble(path) or (
        None if count_answers(path) else "the answer is not in the save"
    )
    return [f"{way}: {fault}"] if fault else []


FAULTS = (Fault("signals", end_on_screen, 18), Fault("lines", end_in_lines, 40))
