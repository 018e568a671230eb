import re

from pilot import answer_question, build_app, screen_rows, screen_text, skip_to

from weakspot.game import Game


async def test_e_shows_details_below_the_verdict_and_hides_them_again(
    game: Game,
) -> None:
    async with build_app(game, topic="ranking").run_test(size=(80, 40)) as player:
        await answer_question(player)
        await player.press("e")
        told = screen_text(player)
        assert "4 Mar ✓" in told.partition("A handbook of search")[2]
        assert "several right · level" in told
        await player.press("e")
        assert "several right" not in screen_text(player)
        await player.press(
            "e", "enter", "e"
        )  # nor do they stand below the next question
        await answer_question(player)
        assert "several right" not in screen_text(player)


async def test_a_verdict_names_its_source_whose_link_is_among_the_details(
    game: Game,
) -> None:
    async with build_app(game, section="search").run_test(size=(80, 24)) as player:
        await skip_to(player, "search/long-passages")
        await answer_question(player, right=False)
        told = screen_text(player)
        assert re.search("Source +A handbook of search ", told)
        assert "example.org" not in told
        assert "e details" in screen_rows(player)[-1]
        await player.press("e")
        assert "https://example.org/search" in screen_text(player)
        assert screen_text(player).count("A handbook of search") == 1


async def test_details_come_into_sight_below_a_verdict_that_fills_the_terminal(
    game: Game,
) -> None:
    async with build_app(game, topic="ranking").run_test(size=(40, 15)) as player:
        await player.press("0", "pageup", "e")
        assert "several right" in screen_text(player)
