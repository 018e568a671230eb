"""P4 and P13: a full disk, and places that cannot be written."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.rows import Fault, Row, Tell, large_home, saved, small_home, unsound
from faults.running import Ended, run

NOBODY = 65534
PR_SET_KEEPCAPS = 8
CAPABILITY_VERSION = 0x20080522
MAY_READ = 1 << 2
"""The capability to read whatever there is, as Linux numbers it."""
LINES = 150
"""Answers that are given; a disk is full before."""
RIGHT = "✗ Not known yet\n"


def full(count: int, tell: Tell) -> Row:
    """Disks of many sizes that fill up while a round is answered; then room is made and the round goes on."""
    rng = random.Random(count)
    mounted = can_mount()
    failures, filled = [], 0
    for number in range(count):
        size = rng.randrange(250, 500)
        with (on_tmpfs if mounted else under_limit)(size) as (home, before, make_room):
            played = run(home, "play", "--plain", "--questions", "300", lines="0\n" * LINES, before=before)
            failures += [f"{size} KB: {told}" for told in told_full(home, played)]
            filled += "not saved" in played.out + played.err
            make_room()
            shown = saved(home / "saves" / "default.db")
            again = run(home, "play", "--plain", "--questions", "300", lines="0\n")
            if trouble := again.trouble():
                failures.append(f"{size} KB, with room again: {trouble}")
            if saved(home / "saves" / "default.db") != shown + 1:
                failures.append(f"{size} KB, with room again: the next answer was not saved")
        tell(number + 1)
    way = "tmpfs" if mounted else "RLIMIT_FSIZE, as no tmpfs can be mounted"
    if not filled:
        failures.append("no disk was ever full")
    result = f"{filled} filled up in a round; said so, nothing shown lost, goes on with room"
    return Row("P4", f"disk full ({way})", count, result, tuple(failures))


def told_full(home: Path, played: Ended) -> list[str]:
    """What was wrong where the disk was full."""
    path = home / "saves" / "default.db"
    found = [played.trouble(0, 1), unsound(path)]
    shown = played.out.count(RIGHT)
    if shown != saved(path):
        found.append(f"{shown} shown, {saved(path)} saved")
    if "not saved: " not in played.out + played.err and "cannot be saved" not in played.out + played.err:
        found.append(f"nothing said of it: {(played.out + played.err)[-200:]!r}")
    return [one for one in found if one]


def can_mount() -> bool:
    """Can this user mount a disk in memory?"""
    with TemporaryDirectory() as folder:
        try:
            mount(Path(folder), 100)
        except (OSError, subprocess.CalledProcessError):
            return False
        subprocess.run(["umount", folder], check=True)
    return True


def mount(folder: Path, size: int, *options: str) -> None:
    """Mount a disk of so many KB, or give it so many."""
    options = (*options, f"size={size}k")
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def on_tmpfs(size: int) -> Iterator[tuple[Path, None, object]]:
    """A home whose saves are on a disk of so many KB, and what makes room there."""
    with large_home() as home:
        saves = home / "saves"
        saves.mkdir()
        mount(saves, size, "mode=700")
        try:
            yield home, None, lambda: mount(saves, 8000, "remount")
        finally:
            subprocess.run(["umount", str(saves)], check=True)


@contextmanager
def under_limit(size: int) -> Iterator[tuple[Path, object, object]]:
    """A home whose files may grow to so many KB, and nothing to do to lift that."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # else the write kills; ignored, it fails
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, size * 1024))

    with large_home() as home:
        run(home, "check")
        yield home, limit, lambda: None


def read_only(count: int, tell: Tell) -> Row:
    """Places that cannot be written, as another user where this one may write everywhere."""
    root = os.geteuid() == 0
    failures = []
    places = ("the home", "the saves", "the save", "a home without a save")
    looks = (("weak",), ("stats",), ("due",), ("banks",), ("save", "verify"))
    for number in range(count):
        place = places[number % len(places)]
        with closed_home(place) as home:
            before = contents(home)
            played = run(home, lines="0\n0\n", before=drop if root else None)
            told = played.err + played.out
            if trouble := played.trouble(0, 1):
                failures.append(f"{place}: {trouble}")
            if "cannot be saved" not in told.partition("1 of ")[0]:
                failures.append(f"{place}: not said before the first question: {told[:200]!r}")
            for look in looks:
                if trouble := run(home, *look, before=drop if root else None).trouble():
                    failures.append(f"{place}, {' '.join(look)}: {trouble}")
            if trouble := run(home, "doctor", before=drop if root else None).trouble(1):
                failures.append(f"{place}, doctor: {trouble}")
            if contents(home) != before:
                failures.append(f"{place}: something there has changed")
        tell(number + 1)
    who = "as another user" if root else "as this user, who is not root"
    result = "said before the first question; what only looks works; nothing changed"
    return Row("P13", f"read-only places ({who})", count, result, tuple(failures))


def drop() -> None:
    """Become somebody who owns nothing here and may only read it, and Python's own files with it."""
    libc = ctypes.CDLL(None)
    keeps = hasattr(libc, "capset")
    if keeps:
        libc.prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    if keeps:
        sets = (ctypes.c_uint32 * 6)(MAY_READ, MAY_READ)
        if libc.capset((ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), sets):
            raise OSError("the powers of root could not be given up")


def contents(home: Path) -> dict[str, bytes]:
    """Every file's bytes."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@contextmanager
def closed_home(place: str) -> Iterator[Path]:
    """A played home, of which this place cannot be written, though all of it read."""
    with small_home() as home:
        run(home, "play", "--plain", lines="0\n0\n0\n")
        if place == "a home without a save":
            shutil.rmtree(home / "saves")
        everything = [home.parent, home, *home.rglob("*")]
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)
        shut = {"the saves": [home / "saves"], "the save": [home / "saves" / "default.db"]}.get(
            place, everything
        )
        for path in shut:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield home
        for path in everything:
            path.chmod(0o700)


FAULTS = (Fault("full", full, 20), Fault("read-only", read_only, 12))
