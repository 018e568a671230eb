import re
from contextlib import closing
from pathlib import Path

from pilot import answer_question, build_app, round_screen, screen_text

from quiz_home import Clock, make_sibling_home, miss_topic, open_game

FIGS = "food/figs"


async def test_a_weak_spot_says_what_it_needs_until_it_is_let_go(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_sibling_home(tmp_path), clock)) as game:
        miss_topic(game, clock, FIGS)
        async with build_app(game).run_test() as player:
            assert re.search("◆ Figs +.*until right", screen_text(player))
        told = []
        for _ in range(2):
            async with build_app(game, mode="weak").run_test() as player:
                assert "You missed this idea 3 times" in screen_text(player)
                assert len(round_screen(player).session.slots) == 1
                await answer_question(player)
                told.append(screen_text(player))
                await player.press("enter")
                told.append(screen_text(player))
            clock.advance(days=1)
        assert re.search("◆ Figs .* up +✓ ○ +until right once more", told[0])
        assert re.search("◆ → ◆  Figs .* up ", told[1])
        assert re.search("◑ Figs .* repaired +looks good", told[2])
        assert "Repaired: Figs" in told[3]
        assert re.search("◆ → ◑  Figs .* repaired ", told[3])
        async with build_app(game).run_test() as player:
            assert not re.search("◆ Figs", screen_text(player))
