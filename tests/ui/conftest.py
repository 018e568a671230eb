"""A small home for the screens, and a game on it that is the same in every run."""

from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pilot import Player, PromptPilot
from small_home import open_game, open_own_game, write_banks
from textual.app import App
from textual.css import stylesheet
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.game import Game


@pytest.fixture(scope="session", autouse=True)
def _no_motion() -> Iterator[None]:
    """Turn motion off, as TEXTUAL_ANIMATIONS can."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
        yield


@pytest.fixture(scope="session", autouse=True)
def _cached_styles() -> Iterator[None]:
    """Parse styles with the same colours only once for all apps."""
    values_read: dict[frozenset[tuple[str, str]], Any] = {}
    rules_read: dict[Hashable, list[Any]] = {}

    def read_values(values: dict[str, str]) -> Any:
        key = frozenset(values.items())
        if key not in values_read:
            values_read[key] = tokenize_values(values)
        return values_read[key]

    def read_rules(*args: Any, variable_tokens: Any, **how: Any) -> list[Any]:
        key = (
            *args,
            id(variable_tokens),
            *how.items(),
        )  # kept above: its id stays its own
        if key not in rules_read:
            rules_read[key] = list(parse(*args, variable_tokens=variable_tokens, **how))
        return rules_read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheet, "tokenize_values", read_values)
        patch.setattr(stylesheet, "parse", read_rules)
        yield


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The two banks, read once: a catalog never changes."""
    folder = tmp_path_factory.mktemp("shelf")
    found = load_catalog(
        [(write_banks(folder / "questions"), "user")], folder / "cache"
    )
    assert not found.failed
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home with the save of `game`."""
    return tmp_path / "home"


@pytest.fixture
def game(catalog: Catalog, home: Path) -> Iterator[Game]:
    opened = open_game(catalog, home)
    yield opened
    opened.close()


Look = Callable[[Player], Awaitable[None]]
"""Leads to what the snapshot is to show."""


@pytest.fixture
def snap_compare(
    snap_compare: Callable[..., bool],
) -> Callable[[App[Any], Look, tuple[int, int]], bool]:
    """Compare an app of this size with its snapshot, after `look` has led there by a
    PromptPilot.
    """

    def compare(app: App[Any], look: Look, size: tuple[int, int]) -> bool:
        return snap_compare(
            app,
            run_before=lambda pilot: look(PromptPilot(pilot.app)),
            terminal_size=size,
        )

    return compare


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Game]:
    """A game on banks of its own in `tmp_path`, which can be edited."""
    with closing(open_own_game(tmp_path)) as opened:
        yield opened
