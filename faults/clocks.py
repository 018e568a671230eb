"""P6: whatever the clock says, ids increase, no interval is negative, and a rebuild
derives the same.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import closing
from datetime import datetime, timedelta

from faults.rows import Fault, Row, find_save_trouble, small_home
from quiz_home import START, Clock, open_game, query_save
from weakspot.engine.session import DONE

JUMPS = {
    "a day back": timedelta(days=-1),
    "fifty years on": timedelta(days=18_263),
    "over midnight": timedelta(hours=14, minutes=59, seconds=59.5),
    "a month back": timedelta(days=-31),
    "the epoch": datetime(1970, 1, 2, tzinfo=START.tzinfo) - START,
    "a leap day": datetime(2028, 2, 29, 23, 59, 59, tzinfo=START.tzinfo) - START,
    "none": timedelta(),
}
ZONES = (
    "UTC",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "America/New_York",
    "Asia/Kathmandu",
)
JUMPS_PER_SAVE = 20
"""Clock jumps on one save."""


def jump_clock(count: int) -> Row:
    """Set the clock and the time zone before each answer, and between question and
    answer.
    """
    rng = random.Random(count)
    failures = []
    try:
        for first in range(0, count, JUMPS_PER_SAVE):
            failures += play_with_jumps(rng, min(JUMPS_PER_SAVE, count - first))
    finally:
        set_zone("UTC")
    result = (
        f"{len(JUMPS)} jumps in {len(ZONES)} zones; ids rise, nothing negative, "
        "derived rows as the log's"
    )
    return Row("P6", "clock jumps", count, result, tuple(failures))


def play_with_jumps(rng: random.Random, count: int) -> list[str]:
    """Play on one save with this many jumps; returns what failed."""
    clock, failures = Clock(), []
    with small_home() as home:
        path = home / "saves" / "default.db"
        with closing(open_game(home, clock)) as game:
            session = game.rounds.start("today")
            for _ in range(count):
                if session.phase == DONE:
                    session = game.rounds.start("section", section="rag")
                for step in (True, False):
                    jump = rng.choice(list(JUMPS))
                    clock.now = START + JUMPS[jump] + timedelta(seconds=clock.seconds)
                    set_zone(rng.choice(ZONES))
                    if step:
                        clock.seconds += rng.uniform(0, 30)
                        session = game.rounds.answer(session, None)
                    else:
                        session = game.rounds.advance(session)
                if game.progress.rewards().streak < 0:
                    failures.append(f"{jump}: a streak below 0")
        ids = [
            id for (id,) in query_save(path, "SELECT id FROM attempt ORDER BY rowid")
        ]
        if ids != sorted(ids) or len(ids) != count:
            failures.append(f"{len(ids)} answers of {count}, or ids that do not rise")
        if query_save(path, "SELECT 1 FROM attempt WHERE seconds < 0"):
            failures.append("an answer took less than no time")
        if query_save(path, "SELECT 1 FROM memory WHERE stability < 0 OR due < day"):
            failures.append("a question is due before it was asked")
        if fault := find_save_trouble(path):
            failures.append(fault)
    return failures


def set_zone(name: str) -> None:
    """Set the time zone of this process."""
    os.environ["TZ"] = name
    time.tzset()


FAULTS = (Fault("clocks", jump_clock, 400),)
