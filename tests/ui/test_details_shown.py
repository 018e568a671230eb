import re

from playing import answer, app_on, rows, shown, until, whole_body

from weakspot.game import Game


async def test_e_shows_details_below_the_verdict_and_hides_them_again(game: Game) -> None:
    async with app_on(game, topic="ranking").run_test(size=(80, 40)) as player:
        await answer(player)
        await player.press("e")
        told = shown(player)
        assert "4 Mar ✓" in told.partition("A handbook of search")[2]
        assert "several right · level" in told
        await player.press("e")
        assert "several right" not in shown(player)


async def test_a_verdict_names_its_source_whose_link_is_among_the_details(game: Game) -> None:
    async with app_on(game, section="search").run_test(size=(80, 24)) as player:
        await until(player, "search/long-passages")
        await answer(player, right=False)
        told = shown(player)
        assert re.search("Source +A handbook of search ", told)
        assert "example.org" not in told
        assert "e details" in rows(player)[-1]
        await player.press("e")
        assert "https://example.org/search" in shown(player)
        assert shown(player).count("A handbook of search") == 1


async def test_details_can_be_read_in_a_small_terminal(game: Game) -> None:
    async with app_on(game, topic="ranking").run_test(size=(40, 15)) as player:
        await answer(player)
        await player.press("e")
        body = " ".join((await whole_body(player)).split())
        assert "4 Mar ✓" in body
        assert "several right" in body


async def test_details_come_into_sight_below_a_verdict_that_fills_the_terminal(game: Game) -> None:
    async with app_on(game, topic="ranking").run_test(size=(40, 15)) as player:
        await player.press("0", "pageup", "e")
        assert "several right" in shown(player)


async def test_details_do_not_stand_below_the_next_question(game: Game) -> None:
    async with app_on(game, topic="ranking").run_test(size=(80, 40)) as player:
        await player.press("e")
        await answer(player)
        await player.press("e", "enter")
        await answer(player)
        assert "several right" not in shown(player)
