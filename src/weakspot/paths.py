"""The places of banks, saves, settings and the cache."""

import os
from pathlib import Path

import msgspec
from platformdirs import PlatformDirs

from weakspot.errors import SaveError
from weakspot.text import one_line

HOME_VARIABLE = "WEAKSPOT_HOME"
XDG_VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


class HomePlaces(msgspec.Struct, frozen=True):
    """The folders of one home, and its settings file.

    `banks` are folders with their origin, in rising precedence; `data` is where what
    the player makes is kept; `crashes` is for reports of our own errors.
    """

    banks: tuple[tuple[Path, str], ...]
    saves: Path
    cache: Path
    settings: Path
    crashes: Path
    data: Path


def find_places(home: Path | None = None) -> HomePlaces:
    """The places of `home`, of WEAKSPOT_HOME, or of the user's own folders,
    in this order.

    Creates nothing. `~` is expanded, since shells leave it as it is in `--home=~/quiz`.
    Raises SaveError if the home exists and cannot be entered.
    """
    dirs = user_folders()
    cache, settings = dirs.user_cache_path / "banks", "settings.toml"
    given = str(home or os.environ.get(HOME_VARIABLE, ""))
    root = expand_user(given)
    if not given:
        both = (
            (shipped_banks(), "shipped"),
            (dirs.user_data_path / "questions", "user"),
        )
        config, state = (
            dirs.user_config_path / settings,
            dirs.user_state_path / "crashes",
        )
        data = dirs.user_data_path
        return HomePlaces(both, data / "saves", cache, config, state, data)
    banks = (
        ((root / "questions", "user"),)
        if has_banks(root)
        else ((shipped_banks(), "shipped"),)
    )
    return HomePlaces(
        banks, root / "saves", cache, root / settings, root / "crashes", root
    )


def expand_user(path: str) -> Path:
    """The path with `~` as a user's folder; as it is if there is no such user."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - which raises for that


def user_folders() -> PlatformDirs:
    """The user's own folders.

    By the XDG specification a relative path counts as not set: otherwise each working
    folder would have a save of its own. platformdirs 4.5 would accept it, so it is
    removed from the environment.
    """
    for name in XDG_VARIABLES:
        if not Path(os.environ.get(name, "")).is_absolute():
            os.environ.pop(name, None)
    return PlatformDirs("weakspot", appauthor=False)


def has_banks(home: Path) -> bool:
    """True if the home contains anything called `questions`. Raises SaveError if that
    cannot be found out.
    """
    try:
        (home / "questions").lstat()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and (
            home.exists() or not home.is_symlink()
        ):
            return False
        raise SaveError(
            f"{one_line(home)} cannot be entered: {error.strerror}; "
            "make it a folder that you may enter, or name another with --home or "
            f"{HOME_VARIABLE}"
        ) from error
    return True


def shipped_banks() -> Path:
    """The banks inside the package; in a checkout, which has none there,
    those beside `src`.
    """
    package = Path(__file__).parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parents[1] / "questions"
