"""Motion: the bars of the results move; no key waits for it."""

import pytest
from msgspec.structs import replace
from pilot import (
    answer_question,
    build_app,
    finish_round,
    screen_name,
    settle,
    text_of,
)

from weakspot.game import Game
from weakspot.settings import DEFAULTS
from weakspot.ui.widgets.results import ResultsView

LOOPS = {"topic": "loops"}


@pytest.fixture(autouse=True)
def _motion(monkeypatch: pytest.MonkeyPatch, game: Game) -> None:
    """Motion switched on, but by steps that the tests make."""
    game.settings = replace(game.settings, motion=True)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How far the bars of the results were, each time that changed."""
    seen: list[float] = []
    monkeypatch.setattr(
        ResultsView, "watch_moved", lambda _, share: seen.append(share), raising=False
    )
    return seen


@pytest.mark.parametrize("level", ["none", "full"])
async def test_nothing_moves_where_motion_is_off(
    game: Game, monkeypatch: pytest.MonkeyPatch, moved: list[float], level: str
) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", level)
    game.settings = replace(DEFAULTS, motion=level == "none")
    async with build_app(game, **LOOPS).run_test() as player:
        await answer_question(player)
        await player.press("enter")
        await finish_round(player)
        assert set(moved) == {1.0}


async def test_the_bars_of_the_results_move_to_their_places(
    game: Game, moved: list[float]
) -> None:
    async with build_app(game, **LOOPS).run_test() as player:
        await finish_round(player)
        lines = player.app.screen.query_one(ResultsView)
        await lines.stop_animation("moved", complete=True)
        await settle(player.app)
        assert 0.0 in moved
        begun = moved[moved.index(0.0) :]
        assert begun == sorted(begun)
        assert begun[-1] == lines.moved == 1.0
        assert "╍" in text_of(lines.moves) + text_of(lines.others)


async def test_the_results_can_be_left_while_their_bars_move(game: Game) -> None:
    async with build_app(game, **LOOPS).run_test() as player:
        await finish_round(player)
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"
