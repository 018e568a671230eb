"""P4 and P13: a full disk, and places that cannot be written to."""

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

from faults.processes import RunResult, run_weakspot
from faults.rows import (
    Fault,
    Row,
    count_answers,
    find_save_trouble,
    large_home,
    small_home,
)

NOBODY = 65534
PR_SET_KEEPCAPS = 8
CAPABILITY_VERSION = 0x20080522
CAP_DAC_READ_SEARCH = 1 << 2
"""The Linux capability to read any file, as a bit."""
ANSWERS = 150
"""Number of answers given; the disk is full before that."""
VERDICT = "✗ Not known yet\n"


def fill_disks(count: int) -> Row:
    """Fill disks of many sizes by answering a round; then make room and continue the
    round.
    """
    rng = random.Random(count)
    has_tmpfs = can_mount()
    failures, filled = [], 0
    for _ in range(count):
        size = rng.randrange(250, 500)
        with (tmpfs_home if has_tmpfs else limited_home)(size) as (
            home,
            setup,
            make_room,
        ):
            play = ("play", "--plain", "--questions", "300")
            run = run_weakspot(home, *play, lines="0\n" * ANSWERS, setup=setup)
            failures += [
                f"{size} KB: {failure}" for failure in full_disk_failures(home, run)
            ]
            filled += "not saved" in (run.out + run.err).lower()
            make_room()
            shown = count_answers(home / "saves" / "default.db")
            again = run_weakspot(home, *play, lines="0\n")
            if fault := again.find_trouble():
                failures.append(f"{size} KB, with room again: {fault}")
            if count_answers(home / "saves" / "default.db") != shown + 1:
                failures.append(
                    f"{size} KB, with room again: the next answer was not saved"
                )
    way = "tmpfs" if has_tmpfs else "RLIMIT_FSIZE, as no tmpfs can be mounted"
    if not filled:
        failures.append("no disk was ever full")
    result = (
        f"{filled} filled up in a round; said so, nothing shown lost, goes on with room"
    )
    return Row("P4", f"disk full ({way})", count, result, tuple(failures))


def full_disk_failures(home: Path, run: RunResult) -> list[str]:
    """Find what went wrong while the disk was full."""
    path = home / "saves" / "default.db"
    found = [run.find_trouble(0, 1), find_save_trouble(path)]
    shown = run.out.count(VERDICT)
    if shown != count_answers(path):
        found.append(f"{shown} shown, {count_answers(path)} saved")
    if (
        "not saved: " not in (run.out + run.err).lower()
        and "cannot be saved" not in run.out + run.err
    ):
        found.append(f"nothing said of it: {(run.out + run.err)[-200:]!r}")
    return [one for one in found if one]


def can_mount() -> bool:
    """True if this user may mount a tmpfs."""
    with TemporaryDirectory() as folder:
        try:
            mount(Path(folder), 100)
        except (OSError, subprocess.CalledProcessError):
            return False
        subprocess.run(["umount", folder], check=True)
    return True


def mount(folder: Path, size: int, *options: str) -> None:
    """Mount a tmpfs of `size` KB, or remount it with that size."""
    options = (*options, f"size={size}k")
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def tmpfs_home(size: int) -> Iterator[tuple[Path, None, object]]:
    """A home whose saves are on a disk of `size` KB, no setup, and a function that
    makes room.
    """
    with large_home() as home:
        saves = home / "saves"
        saves.mkdir()
        mount(saves, size, "mode=700")
        try:
            yield home, None, lambda: mount(saves, 8000, "remount")
        finally:
            subprocess.run(["umount", str(saves)], check=True)


@contextmanager
def limited_home(size: int) -> Iterator[tuple[Path, object, object]]:
    """A home whose files may grow to `size` KB, the setup that limits them, and nothing
    to make room.
    """

    def limit() -> None:
        signal.signal(
            signal.SIGXFSZ, signal.SIG_IGN
        )  # ignored, so that the write fails and does not kill
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, size * 1024))

    with large_home() as home:
        run_weakspot(home, "check")
        yield home, limit, lambda: None


def play_read_only(count: int) -> Row:
    """Play in places that cannot be written to, as another user if this one is root."""
    is_root = os.geteuid() == 0
    setup = drop_privileges if is_root else None
    failures = []
    places = ("the home", "the saves", "the save", "a home without a save")
    commands = (("weak",), ("stats",), ("due",), ("banks",), ("save", "verify"))
    for number in range(count):
        place = places[number % len(places)]
        with read_only_home(place) as home:
            before = read_files(home)
            run = run_weakspot(home, lines="0\n0\n", setup=setup)
            output = run.err + run.out
            if fault := run.find_trouble(0, 1):
                failures.append(f"{place}: {fault}")
            if "cannot be saved" not in output.partition("1 of ")[0]:
                failures.append(
                    f"{place}: not said before the first question: {output[:200]!r}"
                )
            for command in commands:
                if fault := run_weakspot(home, *command, setup=setup).find_trouble():
                    failures.append(f"{place}, {' '.join(command)}: {fault}")
            if fault := run_weakspot(home, "doctor", setup=setup).find_trouble(1):
                failures.append(f"{place}, doctor: {fault}")
            if read_files(home) != before:
                failures.append(f"{place}: something there has changed")
    who = "as another user" if is_root else "as this user, who is not root"
    result = "said before the first question; what only looks works; nothing changed"
    return Row("P13", f"read-only places ({who})", count, result, tuple(failures))


def drop_privileges() -> None:
    """Become a user who owns nothing here but may read everything, as Python needs its
    own files.
    """
    libc = ctypes.CDLL(None)
    has_capset = hasattr(libc, "capset")
    if has_capset:
        libc.prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    if has_capset:
        sets = (ctypes.c_uint32 * 6)(CAP_DAC_READ_SEARCH, CAP_DAC_READ_SEARCH)
        if libc.capset((ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), sets):
            raise OSError("the powers of root could not be given up")


def read_files(home: Path) -> dict[str, bytes]:
    """Read all files under a folder; returns their bytes by path."""
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@contextmanager
def read_only_home(place: str) -> Iterator[Path]:
    """A played home in which this place cannot be written to, but everything can be
    read.
    """
    with small_home() as home:
        run_weakspot(home, "play", "--plain", lines="0\n0\n0\n")
        if place == "a home without a save":
            shutil.rmtree(home / "saves")
        everything = [home.parent, home, *home.rglob("*")]
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)
        protected = {
            "the saves": [home / "saves"],
            "the save": [home / "saves" / "default.db"],
        }.get(place, everything)
        for path in protected:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield home
        for path in everything:
            path.chmod(0o700)


FAULTS = (Fault("full", fill_disks, 20), Fault("read-only", play_read_only, 12))
