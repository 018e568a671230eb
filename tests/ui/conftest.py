"""A small home for the screens, and a game on it that is the same in every run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_home import open_game, write_banks

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.game import Game


@pytest.fixture(scope="session", autouse=True)
def _still() -> Iterator[None]:
    """No motion, as if TEXTUAL_ANIMATIONS said so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
        yield


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The two banks, read once: a catalog never changes."""
    folder = tmp_path_factory.mktemp("shelf")
    found = load_catalog([(write_banks(folder / "questions"), "user")], folder / "cache")
    assert not found.problems
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the save of `game` is."""
    return tmp_path / "home"


@pytest.fixture
def game(catalog: Catalog, home: Path) -> Iterator[Game]:
    opened = open_game(catalog, home)
    yield opened
    opened.close()
