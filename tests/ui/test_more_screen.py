import re

import pytest
from pilot import (
    answer_question,
    build_app,
    finish_round,
    read_body,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
)

from weakspot.game import Game
from weakspot.ui.screens.more import MoreScreen


async def test_home_leads_to_more_rounds_by_key_and_by_row(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("m")
        assert screen_name(player) == "MoreScreen"
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"
        (row,) = [row for row in screen_rows(player) if " More " in row]
        assert row.split()[1] == "m"
        await player.press(*["down"] * 4, "enter")
        assert screen_name(player) == "MoreScreen"


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_more_tells_of_each_what_it_is_and_the_best_so_far(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await player.press("m")
        assert "Survival" in screen_text(player)
        assert "Until three misses" in screen_text(player)
        assert "Not played yet." in screen_text(player)


async def test_survival_shows_its_misses_and_ends_in_results_with_the_best(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("m", "2")
        assert "· · ·  3 lives left" in screen_rows(player)[0]
        assert "a skip counts as a miss" in status_text(player)
        await answer_question(player)
        await player.press("enter")
        for signs in ("✗ · ·", "✗ ✗ ·"):
            await answer_question(player, right=False)
            assert "Enter next" in screen_rows(player)[-1]
            await player.press("enter")
            assert signs in screen_rows(player)[0]
        await answer_question(player, right=False)
        assert "Enter results" in screen_rows(player)[-1]
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        assert "1 right answer before the last miss." in screen_text(player)
        assert "Best so far: 1, your first." in screen_text(player)
        await player.press("escape")
        assert "Best so far: 1 right answer." in screen_text(player)


async def test_home_offers_a_placement_after_the_first_round_until_played_once(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        assert "Find my weak spots" not in screen_text(player)
        await player.press("enter")
        await finish_round(player)
        await player.press("escape")
        assert re.search("Find my weak spots +l", screen_text(player))
        await player.press("l")
        assert round_screen(player).session.mode == "placement"
        assert "Find my weak spots  /  " in screen_rows(player)[0]
        assert "1 of at most 24" in screen_rows(player)[0]
        assert len(screen_rows(player)[1].split()) == 24
        await finish_round(player, right=False)
        assert "Your level: about" in screen_text(player)
        assert "Where to look first, the lowest of what was tried:" in await read_body(
            player
        )
        await player.press("escape")
        assert "Find my weak spots" not in screen_text(player)
        await player.press("m")
        assert "Up to 24 questions" in screen_text(player)


async def test_the_cursor_stands_in_a_list_as_soon_as_it_is_there(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.app.push_screen(MoreScreen(game))
        await player.pause()
        assert "▌ Exam" in screen_text(player)


async def test_more_goes_on_with_what_was_left(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("m", "2")
        await answer_question(player)
        await player.press("enter", "escape")
        assert "Goes on at question 2." in screen_text(player)
        await player.press("2")
        assert round_screen(player).session.at == 1
        await player.press("escape", "escape")
        assert re.search(r"Go on +Enter.*\n *▌ Survival", screen_text(player))
        await player.press("enter")
        assert (round_screen(player).session.mode, round_screen(player).session.at) == (
            "survival",
            1,
        )


async def test_more_says_of_a_round_begun_that_nothing_was_answered(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("m", "2", "escape")
        assert screen_name(player) == "MoreScreen"
        (row,) = [row for row in screen_rows(player) if "Begun, no answer yet." in row]
        assert "Not played yet" not in row
        await player.press("2", "0", "enter", "escape", "escape")
        assert "more open" not in screen_text(player)
        await player.press("1", "enter", "0", "escape", "escape")
        assert "1 more open" in screen_text(player)
        await player.press("backspace")
        assert "more open" not in screen_text(player)
        assert "Survival, question 2" in screen_text(player)
        await player.resize_terminal(40, 15)
        assert re.search("Go on +Survival +Enter", screen_text(player))


async def test_the_best_and_a_round_begun_stand_there_whole(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("m", "2")
        await finish_round(player)
        await player.press("escape", "2", "escape")
        assert re.search(
            r"Best so far: \d right answers?\.\s+Begun, no answer yet\.",
            screen_text(player),
        )
