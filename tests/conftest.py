"""What all tests share: one time zone, folders of their own, a small home and a game on it."""

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from quiz_home import Clock, make_home, open_game
from weakspot.game import Game

gc.set_threshold(200_000, 50, 100)  # thousands of small apps come and go: a tenth of the time was collecting

# What was compiled is kept, or each of hundreds of processes would compile all of it anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def hold_in_memory(folder: Path, room: int = 1 << 30) -> None:
    """Let temporary files be in this folder of memory, where it has room and lets programs run."""
    if "TMPDIR" in os.environ or not os.access(folder, os.W_OK | os.X_OK):
        return
    about = os.statvfs(folder)
    if about.f_bavail * about.f_frsize >= room and not about.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


hold_in_memory(Path("/dev/shm"))  # every save is written through to the disk, which takes its time

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


class Closing(sqlite3.Connection):
    """Closed with its last holder, as ever; from 3.13 on Python warns of that, and most tests leave it so."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # of another thread
            self.close()


@pytest.fixture(autouse=True, scope="session")
def _own_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """UTC, and no folder, variable or terminal of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Closing))
        patch.setenv("TZ", "UTC")
        patch.setenv("TERM", "xterm-256color")
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        for name in ("WEAKSPOT_HOME", "NO_COLOR", "PYTHONIOENCODING", "COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        time.tzset()
        yield
    time.tzset()


def pytest_sessionfinish() -> None:
    """Spare the five collections that pytest ends with all that still lives after a first one."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    """9:00 UTC of 2 November 2026, until the test moves it."""
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two small banks and no save yet."""
    assert os.environ["TZ"] == "UTC"
    return make_home(tmp_path / "home")


@pytest.fixture
def game(home: Path, clock: Clock) -> Iterator[Game]:
    """A game on a fresh save in `home`."""
    opened = open_game(home, clock)
    yield opened
    opened.close()


@pytest.fixture
def locked(used: Path) -> Iterator[Path]:
    """The home after play where everybody can read and nobody write."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "home"
        shutil.copytree(used, place)
        for folder in (Path(name), *place.rglob("*"), place):
            folder.chmod(0o555 if folder.is_dir() else 0o444)
        yield place
        for folder in (Path(name), place, *place.rglob("*")):
            folder.chmod(0o755)
