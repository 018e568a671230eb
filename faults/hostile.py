"""P14 to P20: a hostile bank is told with its place or shown safely; others keep working."""

from __future__ import annotations

import re
import resource
from pathlib import Path

from banks import write
from hostile import HARMFUL, TABLE

from faults.rows import Fault, Row, Tell, small_home
from faults.running import Ended, run
from weakspot.text import visible

SECONDS = 2.0
MEGABYTES = 300
PLACE = re.compile(r"^\S.*:\d+:\d+: .", re.MULTILINE)

BANKS: dict[str, str | bytes] = {**HARMFUL, **{row[0]: row[1] for row in TABLE}}


def banks(count: int, tell: Tell) -> Row:
    """Each bank is checked, then played beside a sound one, within bounds of time and memory."""
    failures = []
    slowest, largest = 0.0, 0
    names = list(BANKS)[:count]
    for number, name in enumerate(names, 1):
        with small_home() as home:
            (home / "questions" / "01-rag.yaml").unlink()
            bank = write(home / "questions", BANKS[name])
            checked = run(home, "check", str(bank), before=limit_memory)
            played = run(home, "play", "--plain", "--section", "tuning", lines="0\n", before=limit_memory)
            for what, ended in (("check", checked), ("play", played)):
                failures += [f"{name}, {what}: {told}" for told in beyond(ended, what)]
                slowest, largest = max(slowest, ended.seconds), max(largest, ended.peak // 1024)
            if checked.code == 1 and not PLACE.search(checked.out):
                failures.append(f"{name}: no place told: {checked.out[:200]!r}")
        tell(number)
    result = f"each told with its place or shown safely; at most {slowest:.1f} s, {largest} MB"
    return Row("P14-P20", "hostile banks, checked and played", len(names), result, tuple(failures))


def beyond(ended: Ended, what: str) -> list[str]:
    """What is past its limit."""
    found = [ended.trouble(*((0, 1) if what == "check" else (0,)))]
    if ended.seconds > SECONDS:
        found.append(f"{ended.seconds:.1f} s")
    if ended.peak > MEGABYTES * 1024:
        found.append(f"{ended.peak // 1024} MB")
    told = ended.out + ended.err
    if visible(told) != told:
        found.append("it says what a terminal would obey")
    return [one for one in found if one]


def limit_memory() -> None:
    """No more than so much on top of what the program needs at its start."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


FAULTS = (Fault("banks", banks, len(BANKS)),)
