"""Words on the screen can be selected with the mouse and copied."""

from pathlib import Path

import pytest
from kind_pilot import play_kinds
from pilot import build_app, screen_rows, status_text, wait_for_text

from weakspot.game import Game
from weakspot.ui.screens.round import RoundScreen


@pytest.mark.parametrize("answered", [False, True], ids=["asked", "answered"])
async def test_what_is_dragged_over_is_copied_as_it_stands(
    game: Game, answered: bool
) -> None:
    async with build_app(game, mode="today").run_test() as player:
        if answered:
            await player.press("0")
        await player.pause()
        screen = player.app.screen
        assert isinstance(screen, RoundScreen)
        region = (
            screen.view.verdict.explain if answered else screen.view.prompt
        ).content_region
        y = region.y
        row = screen_rows(player)[y]
        start, end = row.index(row.strip(" ▌")), len(row.rstrip())
        await player.mouse_down(offset=(start, y))
        await player.hover(offset=(end - 1, y))
        await player.mouse_up(offset=(end - 1, y))
        assert len(row[start:end]) > 10
        assert screen.get_selected_text() == row[start:end]
        await player.press("ctrl+c")
        assert player.app.clipboard == row[start:end]
        await wait_for_text(player, "Copied.")
        assert status_text(player) == "Copied."


async def test_what_is_selected_in_a_field_is_copied_and_ends_nothing(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "open") as player:
        await player.press(*"123", "shift+left", "shift+left", "ctrl+c")
        assert player.app.clipboard == "23"
        assert status_text(player) == "Copied."
        await player.press("end", "ctrl+c")
        assert not player.app.is_running
