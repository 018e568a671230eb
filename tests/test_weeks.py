"""Three weeks of play on our banks."""

from random import Random

import pytest
from benchmarks.weeks import (
    PLAYERS,
    FiveWeak,
    Mostly,
    Player,
    Tally,
    Weeks,
    find_misses,
)

from weakspot.bank.catalog import Catalog, load_catalog
from weakspot.paths import shipped_banks


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    cache = tmp_path_factory.mktemp("weeks")
    return load_catalog(((shipped_banks(), "shipped"),), cache)


@pytest.mark.parametrize("kind", PLAYERS, ids=lambda kind: kind.name)
def test_what_verdicts_promise_comes_and_what_is_right_makes_nothing_weak(
    kind: type[Player], catalog: Catalog
) -> None:
    tallies = [
        Weeks(catalog, kind(catalog, Random(f"{kind.name}/{seed}")), seed=seed).play()
        for seed in (1, 2, 3)
    ]
    tally = Tally(*map(sum, zip(*tallies, strict=True)))
    assert find_misses(kind, tally) == []
    assert tally.promised >= 10


def test_little_missed_comes_back_and_much_is_repaired(catalog: Catalog) -> None:
    days = {}
    for kind in (Mostly, FiveWeak):
        weeks = Weeks(catalog, kind(catalog, Random(f"{kind.name}/2")), seed=2)
        days[kind] = weeks.play(), "\n".join(weeks.lines)
    tally, told = days[Mostly]
    assert tally.promised >= 0.8 * tally.misses
    assert " come back · " in told
    tally, told = days[FiveWeak]
    assert "let go: " in told
    assert " repaired · last 7 days: " in told
