"""P1: what was shown as answered is saved, whenever the process is killed or the power
fails.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from faults.processes import plain_game
from faults.rows import Fault, Row, count_answers, find_save_trouble, large_home

KILLS_PER_SAVE = 20
"""Kills on one save."""
PATIENCE = 60.0
"""Seconds to wait for a verdict, at most."""
LATEST = 6
"""The latest kill, in multiples of the time that a game takes to ask its first
question.
"""


def time_first_question(home: Path) -> float:
    """Measure the seconds from the start of a game to its first question, with the
    banks in the cache.
    """
    for _ in range(2):
        started = time.monotonic()
        with plain_game(home, "play", "--plain", "--questions", "300") as game:
            while not game.output.endswith(b"> ") and game.read_more():
                pass
    return time.monotonic() - started


def kill_at_random(count: int) -> Row:
    """Kill games at random instants while they are answered at full speed, some while a
    save is created.

    Every other game is killed after its first verdict, however slow the machine is.
    """
    rng = random.Random(count)
    failures, acknowledged, unshown = [], 0, 0
    for first in range(0, count, KILLS_PER_SAVE):
        with large_home() as home:
            path, before, latest = (
                home / "saves" / "default.db",
                0,
                LATEST * time_first_question(home),
            )
            for number in range(first, min(count, first + KILLS_PER_SAVE)):
                with plain_game(home, "play", "--plain", "--questions", "300") as game:
                    if number % 2:
                        game.answer_until(time.monotonic() + PATIENCE, enough=1)
                    game.answer_until(time.monotonic() + rng.uniform(0, latest))
                shown, new = game.count_verdicts(), count_answers(path) - before
                if not shown <= new <= game.sent:
                    failures.append(
                        f"kill {number + 1}: {shown} shown, {new} saved, "
                        f"{game.sent} sent"
                    )
                if b"Traceback" in game.output:
                    failures.append(f"kill {number + 1}: {game.output[-300:]!r}")
                if found := find_save_trouble(path):
                    failures.append(f"kill {number + 1}: {found}")
                acknowledged, unshown, before = (
                    acknowledged + shown,
                    unshown + new - shown,
                    before + new,
                )
    result = (
        f"{acknowledged:,} answers shown, none lost; {unshown} saved and not yet shown"
    )
    if not acknowledged:
        failures.append("no answer was ever shown")
    return Row("P1", "kill -9 at random instants", count, result, tuple(failures))


FAULTS = (Fault("kill", kill_at_random, 240),)
