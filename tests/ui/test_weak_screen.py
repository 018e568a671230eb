"""The list of the weak spots: how each stands, what lets it go, and what is played from
there.
"""

import re

import pytest
from pilot import (
    assert_keys_shown,
    build_app,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    wait_for_text,
)
from textual.events import Key

from quiz_home import play_out
from weakspot.game import Game

SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]


def miss(game: Game, *topics: str) -> None:
    """Answer every question of these topics wrongly."""
    for topic in topics:
        play_out(game, game.rounds.start(topic=topic), right=False)


def mute(game: Game, topic: str) -> None:
    """Say of a question of the topic, then of the topic, that it is not for this
    player.
    """
    question = game.rounds.start(topic=topic).slot.question
    for _ in range(2):
        game.library.cycle_mute(question)


def rows_of(text: str, *titles: str) -> list[str]:
    """The rows in which the titles stand."""
    return [next(row for row in text.split("\n") if title in row) for title in titles]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_weak_spot_stands_there_weakest_first(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops", "chunking")
    spots = game.progress.weak_spots()
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        await wait_for_text(player, "A round of these")
        assert screen_rows(player)[0].rstrip().endswith(" 2 weak")
        text = screen_text(player)
        assert [text.index(spot.title) for spot in spots] == sorted(
            text.index(spot.title) for spot in spots
        )
        for spot, row in zip(
            spots, rows_of(text, *(spot.title for spot in spots)), strict=True
        ):
            assert f"{round(100 * spot.estimate.mastery)} %" in row
        assert_keys_shown(player)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_weak_spot_says_what_lets_it_go_and_one_that_may_be_weak_says_so(
    game: Game, size: tuple[int, int]
) -> None:
    play_out(game, game.rounds.start(topic="ranking", questions=1), right=False)
    miss(game, "loops")
    assert [spot.state for spot in game.progress.weak_spots()] == ["weak", "perhaps"]
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        weak, perhaps = rows_of(screen_text(player), "Loops", "Ranking")
        assert "right on 2 days" in weak
        assert "  0 of 1  " in perhaps
        assert "perhaps weak" in perhaps
        assert "1 weak · 1 perhaps weak" in screen_text(player)


async def test_enter_plays_all_of_them_or_the_one_under_the_cursor(game: Game) -> None:
    miss(game, "loops", "chunking")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "enter")
        assert round_screen(player).session.mode == "weak"
        await player.press("escape")
        assert screen_name(player) == "WeakScreen"
        await player.press("down", "down", "enter")
        assert round_screen(player).session.scope == game.progress.weak_spots()[1].key


async def test_its_keys_open_the_page_and_the_lesson_of_the_topic_under_the_cursor(
    game: Game,
) -> None:
    miss(game, "loops", "chunking")
    titles = [spot.title for spot in game.progress.weak_spots()]
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "down", "down", "i")
        assert screen_name(player) == "TopicScreen"
        assert titles[1] in screen_text(player)
        await player.press("escape", "n")
        assert screen_name(player) == "LessonScreen"
        await wait_for_text(player, titles[1])


@pytest.mark.parametrize("key", ["enter", "i", "n"])
async def test_the_cursor_stays_in_the_list_where_its_last_topic_goes(
    game: Game, key: str
) -> None:
    miss(game, "loops", "chunking")
    last = game.progress.weak_spots()[-1]
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "end", "s")
        mute(game, last.topic)
        await player.press("escape")
        assert last.title not in screen_text(player)
        await player.press(key)
        assert screen_name(player) in ("RoundScreen", "TopicScreen", "LessonScreen")


async def test_a_list_without_a_topic_left_says_so(game: Game) -> None:
    miss(game, "loops")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "end", "s")
        mute(game, "loops")
        await player.press("escape")
        for key in ("i", "n"):
            await player.press(key)
            await wait_for_text(player, "No topic is listed here now.")
            assert screen_name(player) == "WeakScreen"


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_a_section_of_which_all_is_muted_says_so_and_has_its_lesson(
    game: Game, size: tuple[int, int]
) -> None:
    for topic in ("loops", "tools"):
        mute(game, topic)
    async with build_app(game).run_test(size=size) as player:
        await player.press("2")
        assert rows_of(screen_text(player), "The whole section")[0].split()[-3:] == [
            "nothing",
            "to",
            "ask",
        ]
        await player.press("n")
        assert screen_name(player) == "LessonScreen"


async def test_today_says_if_it_has_nothing_to_ask(game: Game) -> None:
    for topic in ("chunking", "ranking", "loops", "tools"):
        mute(game, topic)
    async with build_app(game).run_test() as player:
        assert re.search(r"▌ Today +Enter.*\n *▌ nothing to ask", screen_text(player))


@pytest.mark.parametrize("keys", [("i",), ("2",)], ids=["weak spots", "a section"])
async def test_enter_plays_the_row_it_was_pressed_on_whatever_key_comes_with_it(
    game: Game, keys: tuple[str, ...]
) -> None:
    miss(game, "loops", "chunking")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press(*keys, "down")
        wanted = player.app.screen.chosen
        for key in ("enter", "down"):
            player.app.post_message(Key(key, None))
        await player.pause()
        assert round_screen(player).session.scope == wanted


@pytest.mark.parametrize("way", ["i", "1"])
async def test_the_cursor_goes_on_by_a_page_and_stays_in_sight(
    game: Game, way: str
) -> None:
    miss(game, "chunking", "ranking", "loops", "tools")
    async with build_app(game).run_test(size=(36, 10)) as player:
        await player.press(way)
        await wait_for_text(player, "▌")
        (first,) = rows_of(screen_text(player), "▌")
        for key in ("pagedown", "pagedown", "up", "pageup", "pageup"):
            await player.press(key)
            (row,) = rows_of(screen_text(player), "▌")
            assert (row == first) == (key == "pageup")
        assert row == first


async def test_beside_long_figures_the_title_is_brief_and_whole(game: Game) -> None:
    for section in ("agents", "search"):
        play_out(game, game.rounds.start(section=section))
    miss(game, "chunking", "ranking")
    game.rounds.answer(game.rounds.start(topic="tools"), None)
    async with build_app(game).run_test(size=(40, 15)) as player:
        await player.press("i")
        assert screen_rows(player)[0].split() == [
            "◆",
            "Weakest",
            "2",
            "weak",
            "·",
            "1",
            "perhaps",
            "weak",
        ]
