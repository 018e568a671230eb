"""The weakest topics: which are weak, which may be, what lets each go, the page of the
one under the cursor, and what is played from there.
"""

import re

import pytest
from pilot import (
    Player,
    assert_keys_shown,
    build_app,
    click_on_text,
    footer_text,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    wait_for_text,
)
from textual.events import Key

from quiz_home import play_out
from weakspot.engine.values import Picks
from weakspot.game import Game

SIZES = [(40, 15), (60, 20), (80, 24), (120, 40), (160, 45), (200, 60)]
WIDE = [(120, 40), (160, 45), (120, 24)]


def miss(game: Game, *topics: str) -> None:
    """Answer every question of these topics wrongly."""
    for topic in topics:
        play_out(game, game.rounds.start(topic=topic), right=False)


def mute(game: Game, topic: str) -> None:
    """Mute the topic of the agents' or the search's bank."""
    section = "agents" if topic in ("loops", "tools") else "search"
    game.library.mute_topic(f"{section}/{topic}")


def rows_of(text: str, *titles: str) -> list[str]:
    """The rows in which the titles stand."""
    return [next(row for row in text.split("\n") if title in row) for title in titles]


def pane(player: Player) -> str:
    """What stands beside the list, in its box, without the border."""
    found = (re.search("[╭│╰](.*)[╮│╯]", row) for row in screen_rows(player))
    return "\n".join(row[1].strip() for row in found if row)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_weak_spot_stands_there_weakest_first(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops", "chunking")
    spots = game.progress.weak_spots()
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        await wait_for_text(player, "Weakest")
        assert "2 weak" in screen_rows(player)[0]
        text = screen_text(player)
        places = [text.index(f"◆ {spot.title}") for spot in spots]
        assert places == sorted(places)
        for spot, row in zip(
            spots, rows_of(text, *(f"◆ {spot.title}" for spot in spots)), strict=True
        ):
            assert f"{round(100 * spot.estimate.mastery)} %" in row
        assert_keys_shown(player)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_what_is_weak_and_what_may_be_have_a_list_each_and_one_cursor(
    game: Game, size: tuple[int, int]
) -> None:
    play_out(game, game.rounds.start(topic="ranking", questions=1), right=False)
    miss(game, "loops")
    assert [spot.state for spot in game.progress.weak_spots()] == ["weak", "perhaps"]
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        head = screen_rows(player)[0]
        assert "1 weak · 1 perhaps" in head
        assert ("of 2 tried" in head) == (size[0] >= 60)
        text = screen_text(player)
        weak, loops, perhaps, ranking = rows_of(
            text, "Weak ", "◆ Loops", "Perhaps weak", "◔ Ranking"
        )
        assert re.match(r" +Weak +1 ", weak)
        assert re.match(r" +Perhaps weak +1 ", perhaps)
        assert text.index(loops) < text.index(perhaps) < text.index(ranking)
        assert ("until right on 2 days" in loops) == (80 <= size[0] < 120)
        assert "0 of 1" in ranking
        assert "▌" in loops
        await player.press("down")
        assert "▌" in rows_of(screen_text(player), "◔ Ranking")[0]


@pytest.mark.parametrize("size", WIDE, ids=str)
async def test_beside_the_list_stands_the_page_of_the_topic_under_the_cursor(
    game: Game, size: tuple[int, int]
) -> None:
    play_out(game, game.rounds.start(topic="ranking", questions=1), right=False)
    miss(game, "chunking", "loops")
    *weak, _ = game.progress.weak_spots()
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        for spot in weak:
            told = pane(player)
            assert told.startswith(f"─ {spot.title} ─")
            assert "% of unseen questions you would get right" in told
            assert re.search("━*╍*◆╍*.*│", told)  # the estimate, and 70
            assert "Weak until" in told
            assert "○ ○" in told
            assert re.search(r"✗ \d+ \w+ ", told)  # the answers that say so
            await player.press("down")
        assert re.search(r"Questions +\d, ", told)
        assert "0 of 1 right, last answer today" in pane(player)  # no figure yet
        await player.press("up")
        assert pane(player) == told


async def test_the_pane_tells_the_mix_up_and_how_many_questions_are_left(
    game: Game,
) -> None:
    rounds = (game.rounds.start(topic="chunking", seed=seed) for seed in range(20))
    session = next(
        one
        for one in rounds
        if "search/long-passages" in {slot.question for slot in one.slots}
    )
    while session.phase != "done":
        picks = frozenset({1})  # wrong in each; in one a mix-up
        session = game.rounds.answer(session, Picks(picks=picks))
        session = game.rounds.advance(session)
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("i")
        told = pane(player)
        assert "“Vectors age by themselves.”" in told
        assert told.index("Weak until") < told.index("Mix-ups") < told.index("Answers")
        assert re.search(r"Questions +3, of which 1 never asked", told)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (119, 40)], ids=str)
async def test_below_that_enter_opens_the_page_which_plays_the_topic(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops", "chunking")
    spots = game.progress.weak_spots()
    async with build_app(game).run_test(size=size) as player:
        await player.press("i", "down")
        assert footer_text(player).startswith("Enter open")
        await player.press("enter")
        assert screen_name(player) == "TopicScreen"
        assert spots[1].title in screen_rows(player)[0]
        await player.press("enter")
        assert round_screen(player).session.scope == spots[1].key


@pytest.mark.parametrize("size", WIDE, ids=str)
async def test_beside_its_page_enter_plays_the_topic_and_an_arrow_opens_it_whole(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops", "chunking")
    spots = game.progress.weak_spots()
    async with build_app(game).run_test(size=size) as player:
        await player.press("i", "down")
        assert footer_text(player).startswith("Enter play topic   w play all 2   →")
        for key in ("right", "i"):
            await player.press(key)
            assert screen_name(player) == "TopicScreen"
            assert spots[1].title in screen_rows(player)[0]
            await player.press("escape")
        await player.press("enter")
        assert round_screen(player).session.scope == spots[1].key
        await player.press("escape")
        assert screen_name(player) == "WeakScreen"


async def test_w_plays_all_that_is_weak(game: Game) -> None:
    miss(game, "loops", "chunking")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "w")
        assert round_screen(player).session.mode == "weak"


async def test_n_opens_the_lesson_at_the_topic_under_the_cursor(game: Game) -> None:
    miss(game, "loops", "chunking")
    titles = [spot.title for spot in game.progress.weak_spots()]
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i", "down", "n")
        assert screen_name(player) == "LessonScreen"
        await wait_for_text(player, titles[1])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_mouse_alone_looks_at_topics_and_plays_one(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops", "chunking")
    last = game.progress.weak_spots()[-1]
    async with build_app(game).run_test(size=size) as player:
        await player.press("i")
        await click_on_text(player, f"◆ {last.title}")
        if size[0] < 120:
            assert screen_name(player) == "TopicScreen"
            await click_on_text(player, "Enter play")
        else:
            assert pane(player).startswith(f"─ {last.title} ─")
            await click_on_text(player, "Enter play topic")
        assert round_screen(player).session.scope == last.key


async def test_a_topic_that_is_not_for_the_player_goes_and_it_says_where_to(
    game: Game,
) -> None:
    miss(game, "loops", "chunking")
    first, second = game.progress.weak_spots()
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("i", "m")
        assert f"Muted: “{first.title}” is not asked again." in status_text(player)
        assert f"◆ {first.title}" not in screen_text(player)
        assert pane(player).startswith(f"─ {second.title} ─")
        assert list(game.library.muted_titles()) == [first.key]


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
        assert screen_name(player) in ("TopicScreen", "LessonScreen")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_list_without_a_topic_left_says_so(
    game: Game, size: tuple[int, int]
) -> None:
    miss(game, "loops")
    async with build_app(game).run_test(size=size) as player:
        await player.press("i", "m")
        assert "No weak spots shown yet." in screen_text(player)
        assert "│" not in screen_text(player)  # nor an empty box
        for key in ("enter", "i", "n", "m"):
            await player.press(key)
            await wait_for_text(player, "No topic is listed here now.")
            assert screen_name(player) == "WeakScreen"


async def test_what_was_repaired_stands_below_the_list(game: Game) -> None:
    miss(game, "loops", "chunking")
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i")
        assert "repaired" not in screen_text(player)
    spot = game.progress.weak_spots()[0]
    game._save.db.execute(
        "INSERT INTO change VALUES ('2026-03-02', ?, 'weak', 'good')",
        (spot.key,),
    )
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press("i")
        assert "1 repaired so far, the last on Monday" in screen_text(player)


@pytest.mark.parametrize("way", ["i", "2"], ids=["weak spots", "a section"])
async def test_enter_plays_the_row_it_was_pressed_on_whatever_key_comes_with_it(
    game: Game, way: str
) -> None:
    miss(game, "loops", "chunking")
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press(way, *["down"] * (way == "2"))
        wanted = player.app.screen.rows.chosen
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
