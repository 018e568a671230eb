"""P14 to P20: a hostile bank is reported with its place or shown safely; others keep
working.
"""

from __future__ import annotations

import re
import resource
from pathlib import Path

from banks import write_yaml
from hostile_banks import HARMFUL, TABLE

from faults.processes import RunResult, run_weakspot
from faults.rows import Fault, Row, small_home
from weakspot.text import visible

SECONDS = 2.0
MEGABYTES = 300
PLACE = re.compile(r"^\S.*:\d+:\d+: .", re.MULTILINE)

BANKS: dict[str, str | bytes] = {**HARMFUL, **{row[0]: row[1] for row in TABLE}}


def run_hostile_banks(count: int) -> Row:
    """Check each bank, then play it beside a sound one, within limits on time and
    memory.
    """
    failures = []
    slowest, largest = 0.0, 0
    names = list(BANKS)[:count]
    for name in names:
        with small_home() as home:
            (home / "questions" / "01-rag.yaml").unlink()
            bank = write_yaml(home / "questions", BANKS[name])
            checked = run_weakspot(home, "check", str(bank), setup=limit_memory)
            play = ("play", "--plain", "--section", "tuning")
            played = run_weakspot(home, *play, lines="0\n", setup=limit_memory)
            for what, run in (("check", checked), ("play", played)):
                failures += [
                    f"{name}, {what}: {excess}" for excess in find_excesses(run, what)
                ]
                slowest, largest = (
                    max(slowest, run.seconds),
                    max(largest, run.peak // 1024),
                )
            if checked.code == 1 and not PLACE.search(checked.out):
                failures.append(f"{name}: no place told: {checked.out[:200]!r}")
    result = (
        f"each told with its place or shown safely; at most {slowest:.1f} s, "
        f"{largest} MB"
    )
    return Row(
        "P14-P20",
        "hostile banks, checked and played",
        len(names),
        result,
        tuple(failures),
    )


def find_excesses(run: RunResult, what: str) -> list[str]:
    """Find what exceeds a limit or may not be printed."""
    found = [run.find_trouble(*((0, 1) if what == "check" else (0,)))]
    if run.seconds > SECONDS:
        found.append(f"{run.seconds:.1f} s")
    if run.peak > MEGABYTES * 1024:
        found.append(f"{run.peak // 1024} MB")
    output = run.out + run.err
    if visible(output) != output:
        found.append("it says what a terminal would obey")
    return [one for one in found if one]


def limit_memory() -> None:
    """Limit this process to MEGABYTES more memory than it has now."""
    pages = (
        int(Path("/proc/self/statm").read_text().split()[0])
        if Path("/proc/self/statm").exists()
        else 0
    )
    if pages:
        most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


FAULTS = (Fault("banks", run_hostile_banks, len(BANKS)),)
