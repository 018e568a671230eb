"""P3: each signal, a closed terminal and a broken pipe end it cleanly, with the answer kept."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from faults.rows import Fault, Row, Tell, saved, small_home, unsound
from faults.running import Talk, waited
from terminal import Played, on_terminal

SOON = 3
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")
SIGNALS = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "SIGINT": signal.SIGINT}


def on_the_screen(count: int, tell: Tell) -> Row:
    """Each signal, Ctrl+C, Ctrl+Q and a closed terminal in turn, after an answer on the screen."""
    failures = []
    ways = (*SIGNALS, "ctrl+c", "ctrl+q", "closed")
    for number in range(count):
        way = ways[number % len(ways)]
        with small_home() as home:
            try:
                with on_terminal(home, "play", "--topic", "lora") as played:
                    played.read_until(b"1 of 2")
                    played.type(b"0")
                    played.read_until(b"Not known yet")
                    if trouble := ended(played, way):
                        failures.append(f"{way}: {trouble}")
            except (AssertionError, OSError) as error:
                failures.append(f"{way}: {error}")
            failures += kept(home, way)
        tell(number + 1)
    result = f"{len(ways)} ways; gone within {SOON} s, terminal restored, answer kept"
    return Row("P3", "signals and a closed terminal, on the screen", count, result, tuple(failures))


def ended(played: Played, way: str) -> str | None:
    """End the game in this way; what was wrong with its end."""
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
        told = played.read_until(None, SOON)
        if not all(one in told for one in RESTORED):
            return "the terminal was not restored"
        if b"Traceback" in told:
            return f"a crash: {told[-300:]!r}"
    found = played.child.wait(SOON)
    return None if found == code else f"exit code {found}, not {code}"


def in_lines(count: int, tell: Tell) -> Row:
    """Each signal, the end of input and a broken pipe, after an answer in lines of text."""
    failures = []
    ways = (*SIGNALS, "end of input", "broken pipe")
    for number in range(count):
        way = ways[number % len(ways)]
        with small_home() as home:
            talk = Talk(home, "play", "--plain")
            try:
                while not talk.verdicts() or not talk.told.endswith(b"> "):
                    talk.go_on(time.monotonic() + 0.01)
                if trouble := cut_off(talk, way):
                    failures.append(f"{way}: {trouble}")
            finally:
                talk.close()
            failures += kept(home, way)
        tell(number + 1)
    result = f"{len(ways)} ways; exit codes as a shell expects, answer kept"
    return Row("P3", "signals, end of input, broken pipe, in lines", count, result, tuple(failures))


def cut_off(talk: Talk, way: str) -> str | None:
    """End the talk in this way; what was wrong with its end."""
    codes = {0} if way == "end of input" else {128 + SIGNALS[way]} if way in SIGNALS else {0, 1}
    if way in SIGNALS:
        os.kill(talk.pid, SIGNALS[way])
    elif way == "end of input":
        talk.end_input()
    else:
        talk.break_pipe()
    code, _ = waited(talk.pid, time.monotonic() + SOON)
    talk.pid = 0
    if b"Traceback" in talk.rest():
        return f"a crash: {talk.told[-300:]!r}"
    return None if code in codes else f"exit code {code}"


def kept(home: Path, way: str) -> list[str]:
    """What was lost."""
    path = home / "saves" / "default.db"
    trouble = unsound(path) or (None if saved(path) else "the answer is not in the save")
    return [f"{way}: {trouble}"] if trouble else []


FAULTS = (Fault("signals", on_the_screen, 18), Fault("lines", in_lines, 40))
