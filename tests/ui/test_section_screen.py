"""The topics of one section, and the way to another by its number."""

import re

import pytest
from pilot import build_app, screen_name, screen_rows, screen_text, status_text

from weakspot.game import Game


async def test_g_and_a_number_lead_to_that_section_in_place_of_this_one(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "g", "2", "enter")
        assert screen_rows(player)[0].split()[:2] == ["2", "Agents"]
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_g_on_the_weak_spots_opens_a_section_above_them(game: Game) -> None:
    session = game.rounds.start(topic="loops")
    while session.phase != "done":
        wrong = game.library.question(session.slot.question).responses()[2]
        session = game.rounds.advance(game.rounds.answer(session, wrong))
    async with build_app(game).run_test() as player:
        await player.press("i", "g", "1", "enter")
        assert screen_rows(player)[0].split()[:2] == ["1", "Search"]
        await player.press("escape")
        assert screen_name(player) == "WeakScreen"


@pytest.mark.parametrize("typed", ["0", "3", "x", "²"])
async def test_a_number_that_no_section_has_is_answered_with_those_there_are(
    game: Game, typed: str
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("1", "g", typed, "enter")
        assert status_text(player) == "Sections have the numbers 1 to 2."
        assert screen_rows(player)[0].split()[:2] == ["1", "Search"]


async def test_a_section_asked_for_in_vain_leaves_all_as_it_is(game: Game) -> None:
    async with build_app(game).run_test() as player:
        for keys in (["enter"], ["2", "escape"]):
            await player.press("1", "g", *keys)
            assert status_text(player) == ""
            assert screen_rows(player)[0].split()[:2] == ["1", "Search"]
            await player.press("escape")


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_section_of_which_all_is_muted_says_so_and_has_its_lesson(
    game: Game, size: tuple[int, int]
) -> None:
    for topic in ("agents/loops", "agents/tools"):
        game.library.mute_topic(topic)
    async with build_app(game).run_test(size=size) as player:
        await player.press("2")
        assert re.search("The whole section +nothing to ask", screen_text(player))
        await player.press("n")
        assert screen_name(player) == "LessonScreen"


async def test_today_says_if_it_has_nothing_to_ask(game: Game) -> None:
    for topic in ("search/chunking", "search/ranking", "agents/loops", "agents/tools"):
        game.library.mute_topic(topic)
    async with build_app(game).run_test() as player:
        assert re.search(r"▌ Today +Enter.*\n *▌ nothing to ask", screen_text(player))
