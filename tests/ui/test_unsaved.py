from collections.abc import Iterator
from pathlib import Path

import pytest
from pilot import answer_question, build_app, screen_rows, status_text
from small_home import open_game

from weakspot.bank.catalog import Catalog
from weakspot.game import Game

WHY = "answers cannot be saved: /home/ann/saves is read-only"


@pytest.fixture
def unsaved(catalog: Catalog, tmp_path: Path) -> Iterator[Game]:
    game = open_game(catalog, tmp_path)
    game.unsaved = WHY
    yield game
    game.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_p13_every_screen_says_that_nothing_is_saved(
    unsaved: Game, size: tuple[int, int]
) -> None:
    async with build_app(unsaved).run_test(size=size) as player:
        assert "not saved" in screen_rows(player)[0]
        assert "Answers cannot be saved" in status_text(player)
        await player.press("enter")
        assert "not saved" in screen_rows(player)[0]
        await answer_question(player)
        assert "not saved" in screen_rows(player)[0]
        await player.press("escape", "1")
        assert "not saved" in screen_rows(player)[0]
        await player.press("escape", "backspace")
        assert status_text(player) == "Dropped."
