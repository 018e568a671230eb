"""Motion: a repaired topic fills once, on the results; no key waits for it."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace
from pilot import Player, build_app, finish_round, screen_name, screen_rows

from quiz_home import Clock, open_repairing_game
from weakspot.game import Game
from weakspot.settings import DEFAULTS

NEVER, AT_ONCE = 3600.0, 0.001


@pytest.fixture
def game(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Game]:
    """A game with motion, a topic of which is about to be repaired; what moves takes so
    long that it is seen.
    """
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setattr("weakspot.ui.widgets.results.FILL_SECONDS", NEVER)
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    with closing(open_repairing_game(tmp_path, clock)) as opened:
        opened.watch.ticks = count(1e6).__next__  # no key comes too soon
        yield opened


@asynccontextmanager
async def results_of(game: Game) -> AsyncIterator[Player]:
    """The results of the round that repairs the topic."""
    async with build_app(game, mode="weak").run_test(size=(80, 24)) as player:
        await finish_round(player)
        assert screen_name(player) == "ResultsScreen"
        yield player


def shown_change(player: Player) -> str:
    """The marks of the topic that the best news are about, before and now."""
    found = re.fullmatch("Repaired: Figs +(.) . (.)", screen_rows(player)[3].strip())
    assert found is not None
    return found[1] + found[2]


async def test_a_repaired_topic_fills_from_where_it_stood(game: Game) -> None:
    async with results_of(game) as player:
        assert shown_change(player) == "◆◆"


async def test_it_ends_filled(game: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weakspot.ui.widgets.results.FILL_SECONDS", AT_ONCE)
    async with results_of(game) as player:
        await player.wait_for_animation()
        await player.pause()
        assert shown_change(player) == "◆◑"


async def test_a_key_acts_at_once_and_ends_it(game: Game) -> None:
    async with results_of(game) as player:
        await player.press("y")
        assert player.app.clipboard
        assert shown_change(player) == "◆◑"


async def test_the_results_can_be_left_while_it_fills(game: Game) -> None:
    async with results_of(game) as player:
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"


async def test_it_fills_only_once(game: Game) -> None:
    async with results_of(game) as player:
        await player.press("question_mark", "escape")
        assert shown_change(player) == "◆◑"


@pytest.mark.parametrize("off", ["setting", "variable", "ssh", "ascii"])
async def test_nothing_moves_where_motion_is_off(
    game: Game, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    if off == "setting":
        game.settings = replace(DEFAULTS, motion=False)
    if off == "variable":
        monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    if off == "ssh":
        monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    if off == "ascii":
        game.settings = replace(DEFAULTS, marks="ascii")
    async with results_of(game) as player:
        assert shown_change(player) == ("!o" if off == "ascii" else "◆◑")


async def test_motion_is_on_unless_it_is_switched_off() -> None:
    assert DEFAULTS.motion
