"""What all tests share: one time zone, folders of their own, a small home and a game on
it.
"""

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from lab_home import make_lab_home
from quiz_home import Clock, make_home, open_game, play_out
from weakspot.game import Game

# Thousands of small apps are made: collect seldom, but while what is to be freed is
# still in the cache.
gc.set_threshold(20_000, 50, 100)

# Keep compiled code, or each of hundreds of processes would compile everything again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def keep_temporary_files_in(folder: Path, room: int = 1 << 30) -> None:
    """Put temporary files into this folder in memory if it has `room` bytes and lets
    programs run.
    """
    if "TMPDIR" in os.environ or not os.access(folder, os.W_OK | os.X_OK):
        return
    stats = os.statvfs(folder)
    if stats.f_bavail * stats.f_frsize >= room and not stats.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


keep_temporary_files_in(
    Path("/dev/shm")
)  # every save is synced to the disk, which is slow

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


class ClosingConnection(sqlite3.Connection):
    """Closed with its last reference: most tests rely on that, and Python 3.13 warns of
    it.
    """

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # of another thread
            self.close()


@pytest.fixture(autouse=True, scope="session")
def _isolated_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Use UTC, and no folder, variable or terminal of the person who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sqlite3, "connect", partial(sqlite3.connect, factory=ClosingConnection)
        )
        patch.setenv("TZ", "UTC")
        patch.setenv("TERM", "xterm-256color")
        for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        for name in (
            "WEAKSPOT_HOME",
            "NO_COLOR",
            "PYTHONIOENCODING",
            "COLUMNS",
            "LINES",
        ):
            patch.delenv(name, raising=False)
        time.tzset()
        yield
    time.tzset()


def pytest_sessionfinish() -> None:
    """Collect once, and exempt all that is left from the five collections at the end of
    pytest.
    """
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
def lab_home(tmp_path: Path) -> Path:
    """A home with questions on each topic that the mini-lab names, and no save yet."""
    return make_lab_home(tmp_path / "home")


@pytest.fixture
def lab_game(lab_home: Path, clock: Clock) -> Iterator[Game]:
    """A game on a fresh save in `lab_home`."""
    with closing(open_game(lab_home, clock)) as opened:
        yield opened


@pytest.fixture
def played_home(home: Path) -> Path:
    """The home after a round of today."""
    with closing(open_game(home)) as game:
        play_out(game, game.rounds.start())
    return home


@pytest.fixture
def read_only_home(played_home: Path) -> Iterator[Path]:
    """A copy of the home after play that everybody can read and nobody can write."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "home"
        shutil.copytree(played_home, place)
        for folder in (Path(name), *place.rglob("*"), place):
            folder.chmod(0o555 if folder.is_dir() else 0o444)
        yield place
        for folder in (Path(name), place, *place.rglob("*")):
            folder.chmod(0o755)
