import re
from contextlib import closing
from pathlib import Path

from playing import answer, app_on, play_screen, shown

from quiz_home import Clock, family_home, miss_one_topic, open_game

FIGS = "food/figs"


async def test_a_weak_spot_says_what_it_needs_until_it_is_let_go(tmp_path: Path, clock: Clock) -> None:
    with closing(open_game(family_home(tmp_path), clock)) as game:
        miss_one_topic(game, clock, FIGS)
        async with app_on(game).run_test() as player:
            assert re.search("Weak spots +Figs ", shown(player))
        told = []
        for _ in range(2):
            async with app_on(game, mode="weak").run_test() as player:
                assert "You missed this idea 3 times" in shown(player)
                assert len(play_screen(player).session.slots) == 1
                await answer(player)
                told.append(shown(player))
                await player.press("enter")
                told.append(shown(player).partition("What moved")[2])
            clock.ahead(days=1)
        assert all("until right another day" in text for text in told[:2])
        assert all("no longer weak" in text for text in told[2:])
        async with app_on(game).run_test() as player:
            assert not re.search("Weak spots +Figs ", shown(player))
