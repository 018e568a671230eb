"""P1: what was shown as answered is saved, whenever the power or the process goes."""

from __future__ import annotations

import random
import time
from pathlib import Path

from faults.rows import Fault, Row, Tell, large_home, saved, unsound
from faults.running import talking

EACH = 20
"""Kills that one save gets."""
PATIENCE = 60.0
"""Seconds to wait for a verdict, at most."""
LONGEST = 6
"""Of the time that a game takes to ask its first question, so often at the latest it is killed."""


def first_asked(home: Path) -> float:
    """The seconds from the start of a game to its first question, the banks at hand."""
    for _ in range(2):
        started = time.monotonic()
        with talking(home, "play", "--plain", "--questions", "300") as talk:
            while not talk.told.endswith(b"> ") and talk.hear():
                pass
    return time.monotonic() - started


def kill_at_random(count: int, tell: Tell) -> Row:
    """Games answered as fast as they go and killed at random instants, some while a save is made.

    Every other one is killed after its first verdict, however slow the machine is.
    """
    rng = random.Random(count)
    failures, acknowledged, beyond = [], 0, 0
    for begun in range(0, count, EACH):
        with large_home() as home:
            path, before, longest = home / "saves" / "default.db", 0, LONGEST * first_asked(home)
            for number in range(begun, min(count, begun + EACH)):
                with talking(home, "play", "--plain", "--questions", "300") as talk:
                    if number % 2:
                        talk.go_on(time.monotonic() + PATIENCE, enough=1)
                    talk.go_on(time.monotonic() + rng.uniform(0, longest))
                shown, now = talk.verdicts(), saved(path) - before
                if not shown <= now <= talk.sent:
                    failures.append(f"kill {number + 1}: {shown} shown, {now} saved, {talk.sent} sent")
                if b"Traceback" in talk.told:
                    failures.append(f"kill {number + 1}: {talk.told[-300:]!r}")
                if found := unsound(path):
                    failures.append(f"kill {number + 1}: {found}")
                acknowledged, beyond, before = acknowledged + shown, beyond + now - shown, before + now
                tell(number + 1)
    result = f"{acknowledged:,} answers shown, none lost; {beyond} saved and not yet shown"
    if not acknowledged:
        failures.append("no answer was ever shown")
    return Row("P1", "kill -9 at random instants", count, result, tuple(failures))


FAULTS = (Fault("kill", kill_at_random, 240),)
