"""P1: what was shown as answered is saved, whenever the power or the process goes."""

from __future__ import annotations

import random
import time

from faults.rows import Fault, Row, Tell, large_home, saved, unsound
from faults.running import talking

EACH = 20
"""Kills that one save gets."""
LONGEST = 0.4
"""Seconds after its start at which a game is killed at the latest."""


def kill_at_random(count: int, tell: Tell) -> Row:
    """Games answered as fast as they go and killed at random instants, some while a save is made."""
    rng = random.Random(count)
    failures, acknowledged, beyond = [], 0, 0
    for begun in range(0, count, EACH):
        with large_home() as home:
            path, before = home / "saves" / "default.db", 0
            for number in range(begun, min(count, begun + EACH)):
                with talking(home, "play", "--plain", "--questions", "300") as talk:
                    talk.go_on(time.monotonic() + rng.uniform(0, LONGEST))
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
