import re
from contextlib import closing
from pathlib import Path

import pytest
from pilot import (
    answer_question,
    assert_keys_shown,
    build_app,
    finish_round,
    footer_text,
    picked_rows,
    question_key,
    read_body,
    round_screen,
    screen_rows,
    screen_text,
    settle,
    shown_words,
    skip_to,
    squeeze,
    status_text,
)
from small_home import SEARCH, open_own_game, write_banks

from weakspot.game import Game
from weakspot.ui.screens.round import RoundScreen
from weakspot.ui.screens.section import SectionScreen
from weakspot.ui.widgets.option_rows import OptionRows

SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@sizes
async def test_home_shows_its_rounds_sections_and_keys(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        assert "▌" in screen_text(player)
        body = await read_body(player)
        for text in ("Today", "Weak spots", "Missed", "Search", "Agents"):
            assert text in body
        assert_keys_shown(player)


@pytest.mark.parametrize("size", [(40, 10), (80, 10)])
async def test_the_footer_keeps_its_keys_where_the_body_goes_on_below(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        body = player.app.screen.query_one("#body")
        assert body.max_scroll_y > 0
        assert_keys_shown(player)
        before = footer_text(player)
        await player.press(*["pagedown"] * 9)
        assert body.scroll_offset.y == body.max_scroll_y
        assert_keys_shown(player)
        assert footer_text(player) == before.replace("Enter play", "Enter open")


@pytest.mark.parametrize(
    ("key", "size"),
    [*(("search/overlap", size) for size in SIZES), ("agents/strange-names", SIZES[0])],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}",
)
async def test_a_question_shows_every_option_whole(
    game: Game, size: tuple[int, int], key: str
) -> None:
    async with build_app(
        game, topic=game.library.topic_key(key).partition("/")[2]
    ).run_test(size=size) as player:
        await skip_to(player, key)
        body = squeeze(await read_body(player))
        question = game.library.question(key)
        for text in (question.prompt, *question.texts):
            assert shown_words(text) in body
        assert_keys_shown(player)
        await player.press("down")
        assert "▌" in screen_text(player)


@sizes
async def test_a_verdict_shows_its_reasons_whole(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, topic="chunking").run_test(size=size) as player:
        await skip_to(player, "search/overlap")
        question = game.library.question("search/overlap")
        await answer_question(player, right=False)
        await player.press("e")  # has what there was no room for
        body = squeeze(await read_body(player))
        right = next(option for option in question.options if option.right)
        why = next(
            part.why
            for part in round_screen(player).session.outcome.verdict.parts
            if part.why
        )
        for text in (
            question.prompt,
            right.text,
            question.explain,
            why,
            question.source.title,
        ):
            assert shown_words(text) in body
        assert_keys_shown(player)


@sizes
async def test_results_show_every_miss_and_their_keys(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, topic="loops").run_test(size=size) as player:
        await finish_round(player, right=False)
        body = await read_body(player)
        assert "of 2 right, 2 missed" in body
        assert len(re.findall("^▌? +✗ ", body, re.MULTILINE)) == 2
        assert ("✓  " in body) == (size[0] >= 120)
        assert_keys_shown(player)


async def test_a_resize_keeps_what_is_picked(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test(size=(80, 24)) as player:
        await player.press("1", "3")
        for size in SIZES:
            await player.resize_terminal(*size)
        assert picked_rows(player) == {0, 2}
        assert screen_text(player).count("●") >= 2


def open_with_many_topics(place: Path) -> Game:
    """A game on a section with thirty topics that have no question, and its own two."""
    topics = "".join(
        f"  topic-{number}: {{title: Topic {number}}}\n" for number in range(30)
    )
    folder = write_banks(place / "questions")
    (folder / "01-search.yaml").write_text(
        SEARCH.replace("topics:\n", f"topics:\n{topics}")
    )
    return open_own_game(place)


async def test_a_resize_keeps_the_row_under_the_cursor_in_sight(tmp_path: Path) -> None:
    with closing(open_with_many_topics(tmp_path)) as game:
        async with build_app(game).run_test(size=(80, 24)) as player:
            await player.press("1", "end")
            for size in [(40, 15), (120, 40), (40, 15), (80, 24)]:
                await player.resize_terminal(*size)
                assert any(
                    row.lstrip().startswith("▌") for row in screen_rows(player)
                ), size


async def test_what_is_said_does_not_hide_the_row_under_the_cursor(
    tmp_path: Path,
) -> None:
    with closing(open_with_many_topics(tmp_path)) as game:
        async with build_app(game).run_test(size=(40, 15)) as player:
            await player.press("1", *["down"] * 14, "enter")
            assert "There is no question to" in screen_text(player)
            assert any(row.lstrip().startswith("▌") for row in screen_rows(player))


async def test_the_verdict_is_in_sight_after_a_resize_and_where_its_round_goes_on(
    game: Game,
) -> None:
    async with build_app(game, topic="ranking").run_test(size=(40, 12)) as player:
        await player.press("1", "2", "enter")
        assert any(row.startswith(" ▌") for row in screen_rows(player))
        await player.resize_terminal(80, 24)
        await player.resize_terminal(40, 12)
        assert any(row.startswith(" ▌") for row in screen_rows(player))
        await player.press("escape", "enter")
        assert any(row.startswith(" ▌") for row in screen_rows(player))


@pytest.mark.parametrize("key", ["home", "end"])
async def test_home_and_end_bring_back_a_cursor_that_was_scrolled_out_of_sight(
    tmp_path: Path, key: str
) -> None:
    with closing(open_with_many_topics(tmp_path)) as game:
        async with build_app(game).run_test(size=(40, 15)) as player:
            await player.press("1", key)
            rows = player.app.screen.query_one(OptionRows)
            rows.scroll_to(y=rows.max_scroll_y if key == "home" else 0, animate=False)
            await settle(player.app)
            assert "▌" not in screen_text(player)
            await player.press(key)
            await settle(player.app)
            assert "▌" in screen_text(player)


async def test_a_larger_terminal_mends_it(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test(size=(80, 24)) as player:
        await player.press("2")
        await player.press("u", "u")
        before = screen_rows(player)
        assert status_text(player) == "Nothing to take back yet."
        await player.resize_terminal(30, 8)
        assert "Make it at least" in " ".join(screen_text(player).split())
        await player.resize_terminal(80, 24)
        assert screen_rows(player) == before


async def test_a_terminal_too_small_from_the_start_mends_too(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(30, 8)) as player:
        words = " ".join(screen_text(player).split())
        assert words.startswith(
            "This terminal is 30 by 8. Make it at least 36 columns by 10 rows"
        )
        await player.resize_terminal(80, 24)
        assert game.library.question(question_key(player)).prompt in screen_text(player)
        await player.press("0")
        assert "Not known yet" in screen_text(player)


@pytest.mark.parametrize(("keys", "width"), [("i i f1", 20), ("slash ctrl+p", 17)])
async def test_what_lies_below_another_screen_outlives_a_tiny_terminal(
    game: Game, keys: str, width: int
) -> None:
    game.rounds.answer(game.rounds.start(topic="loops"), None)
    async with build_app(game).run_test(size=(80, 24)) as player:
        await player.press(*keys.split())
        before = player.app.screen_stack[-2]
        await player.resize_terminal(width, 5)
        await player.press("escape")
        await player.resize_terminal(80, 24)
        assert player.app.screen is before


@pytest.mark.parametrize(
    ("size", "classes"),
    [((120, 40), {"-wide", "-tall"}), ((40, 15), {"-narrow", "-short"})],
)
async def test_a_screen_knows_its_size_before_it_is_first_painted(
    game: Game, size: tuple[int, int], classes: set[str]
) -> None:
    seen: list[frozenset[str]] = []

    class Watched(SectionScreen):
        def on_mount(self) -> None:
            seen.append(self.classes)

    async with build_app(game).run_test(size=size) as player:
        await player.app.push_screen(Watched(game, 0))
        assert classes <= seen[0]


async def test_what_was_selected_in_a_question_is_let_go_with_it(game: Game) -> None:
    async with build_app(game, mode="today").run_test() as player:
        screen = player.app.screen
        assert isinstance(screen, RoundScreen)
        region = screen.view.prompt.content_region
        await player.mouse_down(offset=(region.x, region.y))
        await player.hover(offset=(region.x + 12, region.y))
        await player.mouse_up(offset=(region.x + 12, region.y))
        assert screen.get_selected_text()
        await player.press("0")
        assert not screen.get_selected_text()


@pytest.mark.parametrize("size", [(40, 15), (60, 20)])
async def test_a_section_says_how_it_stands_and_how_long_it_is(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("1")
        await player.resize_terminal(*size)
        assert "Search" in screen_rows(player)[0]
        assert "The whole section" in screen_text(player)
        assert ("0 of 5 asked" in screen_rows(player)[0]) == (size[0] >= 60)
        assert " min " in screen_text(player)
