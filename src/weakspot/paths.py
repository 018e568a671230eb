"""Where things live: banks, saves, settings and the cache."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from platformdirs import PlatformDirs

from weakspot.errors import SaveError
from weakspot.text import visible

HOME_VARIABLE = "WEAKSPOT_HOME"


class Places(msgspec.Struct, frozen=True):
    """The folders of one home, and its file of settings.

    `banks` come with their origin, those that win last; `crashes` holds reports of errors of ours.
    """

    banks: tuple[tuple[Path, str], ...]
    saves: Path
    cache: Path
    settings: Path
    crashes: Path


def find_places(home: Path | None = None) -> Places:
    """The places of `home`, of WEAKSPOT_HOME, or of the user's own folders, in this order.

    Nothing is created. Raises SaveError if the home is there and is not a folder, or is closed to us.
    """
    dirs = PlatformDirs("weakspot", appauthor=False)
    cache, settings = dirs.user_cache_path / "banks", "settings.toml"
    variable = os.environ.get(HOME_VARIABLE)
    named = home or (Path(variable) if variable else None)
    if named is None:
        both = ((shipped_banks(), "shipped"), (dirs.user_data_path / "questions", "user"))
        config, state = dirs.user_config_path / settings, dirs.user_state_path / "crashes"
        return Places(both, dirs.user_data_path / "saves", cache, config, state)
    own = named / "questions"
    try:
        own.lstat()
        banks = ((own, "user"),)
    except FileNotFoundError:
        banks = ((shipped_banks(), "shipped"),)
    except OSError as error:
        where = visible(str(named), line=True)
        raise SaveError(
            f"{where} cannot be entered: {error.strerror}. "
            f"Make it a folder that you may enter, or name another with --home or {HOME_VARIABLE}"
        ) from error
    return Places(banks, named / "saves", cache, named / settings, named / "crashes")


def shipped_banks() -> Path:
    """The banks inside the package; in a checkout, where there are none, those beside `src`."""
    package = Path(__file__).parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parents[1] / "questions"
