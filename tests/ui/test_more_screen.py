import re

import pytest
from playing import answer, app_on, play_out, play_screen, rows, screen_name, shown, status, whole_body

from weakspot.game import Game
from weakspot.ui.screens.more import MoreScreen
from weakspot.ui.widgets.menu import RoundMenu


async def test_home_leads_to_more_rounds_by_key_and_by_row(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.press("m")
        assert screen_name(player) == "MoreScreen"
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"
        (row,) = [row for row in rows(player) if " More " in row]
        assert "survival" in row
        await player.press(*["down"] * 4, "enter")
        assert screen_name(player) == "MoreScreen"


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_more_tells_of_each_what_it_is_and_the_best_so_far(game: Game, size: tuple[int, int]) -> None:
    async with app_on(game).run_test(size=size) as player:
        await player.press("m")
        assert "Survival" in shown(player)
        assert ("Until three misses" if size[0] >= 80 else "until 3 misses") in shown(player)
        if size[0] >= 80:
            assert "Not played yet." in shown(player)


async def test_survival_shows_its_misses_and_ends_in_results_with_the_best(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.press("m", "2")
        assert "· · ·" in rows(player)[0]
        assert "a skip too" in status(player)
        await answer(player)
        await player.press("enter")
        for signs in ("✗ · ·", "✗ ✗ ·"):
            await answer(player, right=False)
            assert "Enter next" in rows(player)[-1]
            await player.press("enter")
            assert signs in rows(player)[0]
        await answer(player, right=False)
        assert "Enter results" in rows(player)[-1]
        await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        assert "1 right answer before the last miss." in shown(player)
        assert "Best so far: 1, your first." in shown(player)
        await player.press("escape")
        assert "Best so far: 1 right answer." in shown(player)


async def test_survival_left_goes_on_from_home(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.press("m", "2")
        await answer(player, right=False)
        await player.press("enter", "escape", "escape")
        assert "Survival, question 2" in shown(player)
        await player.press("enter")
        assert play_screen(player).session.mode == "survival"
        assert "✗ · ·" in rows(player)[0]


async def test_a_round_of_very_many_questions_shows_where_it_is(game: Game) -> None:
    from msgspec.structs import replace

    from weakspot.ui.widgets.round_progress import RoundHeader

    async with app_on(game, mode="survival").run_test() as player:
        session = play_screen(player).session
        many = replace(session, slots=session.slots * 40, outcomes=(None,) * 200, at=200)
        strokes = player.app.screen.query_one(RoundHeader)
        strokes.session = many
        _, line = strokes.build(76)
        assert line.cell_length <= 76
        assert "═" in line.plain


async def test_home_offers_a_placement_after_the_first_round_until_played_once(game: Game) -> None:
    async with app_on(game).run_test() as player:
        assert "Find my weak spots" not in shown(player)
        await player.press("enter")
        await play_out(player)
        await player.press("escape")
        assert "Find my weak spots · up to 24 questions, all sections" in shown(player)
        await player.press("l")
        assert play_screen(player).session.mode == "placement"
        assert "Find my weak spots  /  " in rows(player)[0]
        assert "1 of at most 24" in rows(player)[0]
        await play_out(player, right=False)
        assert "Your level: about" in shown(player)
        assert "Where to look first, the lowest of what was tried:" in await whole_body(player)
        await player.press("escape")
        assert "Find my weak spots" not in shown(player)
        await player.press("m")
        assert "Find my weak spots  Up to 24 questions" in shown(player)


async def test_a_placement_shows_segments_for_all_it_may_ask(game: Game) -> None:
    async with app_on(game, mode="placement").run_test() as player:
        assert len(rows(player)[1].split()) == 24


async def test_the_row_of_a_placement_plays_it(game: Game) -> None:
    async with app_on(game, topic="loops").run_test() as player:
        await play_out(player)
        await player.press("escape", "down", "enter")
        assert play_screen(player).session.mode == "placement"


async def test_the_cursor_stands_in_a_list_as_soon_as_it_is_there(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.app.push_screen(MoreScreen(game))
        assert player.app.screen.query_one(RoundMenu).has_focus


async def test_more_goes_on_with_what_was_left(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.press("m", "2")
        await answer(player)
        await player.press("enter", "escape")
        assert "Goes on at question 2." in shown(player)
        await player.press("2")
        assert play_screen(player).session.at == 1


async def test_more_says_of_a_round_begun_that_nothing_was_answered(game: Game) -> None:
    async with app_on(game).run_test() as player:
        await player.press("m", "2", "escape")
        assert screen_name(player) == "MoreScreen"
        (row,) = [row for row in rows(player) if "Begun, no answer yet." in row]
        assert "Not played yet" not in row
        await player.press("2", "0", "enter", "escape", "escape")
        assert "more open" not in shown(player)
        await player.press("1", "enter", "0", "escape", "escape")
        assert "1 more open" in shown(player)
        await player.press("backspace")
        assert "more open" not in shown(player)
        assert "Survival, question 2" in shown(player)
        await player.resize_terminal(40, 15)
        assert re.search("Go on +Survival +Enter", shown(player))


async def test_the_best_and_a_round_begun_stand_there_whole(game: Game) -> None:
    async with app_on(game).run_test(size=(80, 24)) as player:
        await player.press("m", "2")
        await play_out(player)
        await player.press("escape", "2", "escape")
        assert re.search(r"Best so far: \d right answers?\. Begun, no answer yet\.", shown(player))
