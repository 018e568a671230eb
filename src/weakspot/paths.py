"""Where things live: banks, saves, settings and the cache."""

import os
from pathlib import Path

import msgspec
from platformdirs import PlatformDirs

from weakspot.errors import SaveError
from weakspot.text import visible

HOME_VARIABLE = "WEAKSPOT_HOME"
XDG_VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


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

    Nothing is created. A shell leaves `--home=~/quiz` as it is: here `~` is the user's folder, too. Raises
    SaveError if the home is there and cannot be entered.
    """
    dirs = own_folders()
    cache, settings = dirs.user_cache_path / "banks", "settings.toml"
    name = str(home or os.environ.get(HOME_VARIABLE, ""))
    named = Path(os.path.expanduser(name))  # noqa: PTH111 - no error for a user that there is not
    if not name:
        both = ((shipped_banks(), "shipped"), (dirs.user_data_path / "questions", "user"))
        config, state = dirs.user_config_path / settings, dirs.user_state_path / "crashes"
        return Places(both, dirs.user_data_path / "saves", cache, config, state)
    banks = ((named / "questions", "user"),) if has_banks(named) else ((shipped_banks(), "shipped"),)
    return Places(banks, named / "saves", cache, named / settings, named / "crashes")


def own_folders() -> PlatformDirs:
    """The user's own folders.

    A relative one counts as not set, as XDG has it: the save would be another one in each folder that one
    plays from. platformdirs 4.5 would take it, so it leaves the environment.
    """
    for name in XDG_VARIABLES:
        if not Path(os.environ.get(name, "")).is_absolute():
            os.environ.pop(name, None)
    return PlatformDirs("weakspot", appauthor=False)


def has_banks(home: Path) -> bool:
    """Is anything called questions in the home? SaveError where that cannot be told."""
    try:
        (home / "questions").lstat()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and (home.exists() or not home.is_symlink()):
            return False
        raise SaveError(
            f"{visible(str(home), line=True)} cannot be entered: {error.strerror}. "
            f"Make it a folder that you may enter, or name another with --home or {HOME_VARIABLE}"
        ) from error
    return True


def shipped_banks() -> Path:
    """The banks inside the package; in a checkout, where there are none, those beside `src`."""
    package = Path(__file__).parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parents[1] / "questions"
