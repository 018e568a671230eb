"""What is made ready before a key, or left out when it is drawn, so that the key is answered sooner."""

from typing import Any

from pilot import Player, answer_question, build_app, round_screen

from weakspot.engine.session import ANSWERED
from weakspot.game import Game
from weakspot.ui.widgets.frame import join_keys


async def count_new_entries(player: Player, kept: Any) -> int:
    """How many values an answer adds to those that this function keeps."""
    before = kept.cache_info().misses
    await answer_question(player)
    assert round_screen(player).session.phase == ANSWERED
    return int(kept.cache_info().misses - before)


async def test_the_footer_of_the_second_verdict_is_that_of_the_first(game: Game) -> None:
    async with build_app(game, mode="today").run_test() as player:
        await answer_question(player)
        await player.press("enter")
        assert await count_new_entries(player, join_keys) == 0


async def test_what_is_painted_says_nothing_of_places_for_the_mouse(game: Game) -> None:
    async with build_app(game, mode="today").run_test() as player:
        await answer_question(player)
        verdict = round_screen(player).verdict
        painted = [segment.style for strip in verdict.render_lines(verdict.size.region) for segment in strip]
        assert any(style and style.color for style in painted)
        assert not any(style and style.meta for style in painted)
        told = [segment.style for segment in verdict.render_line(1)]
        assert all(style and "offset" in style.meta for style in told)
