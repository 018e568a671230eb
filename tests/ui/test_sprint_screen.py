from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from kind_bank import open_kind_game, start_kinds_round
from msgspec.structs import replace
from pilot import (
    PlayedApp,
    Watch,
    answer_question,
    build_app,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    wait_until,
)
from small_home import NOW, logged_values

from quiz_home import save_path
from weakspot.bank.catalog import Catalog
from weakspot.game import Game
from weakspot.store.opening import open_save
from weakspot.store.save import Save
from weakspot.ui.screens.round import OVERTIME


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def timed(catalog: Catalog, home: Path, watch: Watch) -> Iterator[Game]:
    """A game whose stopwatch the test moves."""
    opened = Game(
        catalog, Save(open_save(save_path(home))), lambda: NOW, Random(7), watch
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_the_header_counts_down(
    timed: Game, watch: Watch, size: tuple[int, int]
) -> None:
    async with build_app(timed, mode="sprint").run_test(size=size) as player:
        assert "3:00 left" in screen_text(player)
        watch.seconds += 1
        round_screen(player).tick()
        await player.pause()
        assert "2:59 left" in screen_text(player)


async def test_the_clock_ticks_by_itself(timed: Game, watch: Watch) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        watch.seconds += 2
        assert await wait_until(player, lambda: "2:58 left" in screen_text(player))


async def test_the_clock_stands_at_a_verdict_and_in_a_terminal_too_small(
    timed: Game, watch: Watch
) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        await answer_question(player)
        watch.seconds += 50
        round_screen(player).tick()
        await player.press("enter")
        assert "3:00 left" in screen_text(player)
        await player.resize_terminal(30, 8)
        await player.pause()
        watch.seconds += 4
        round_screen(player).tick()
        await player.resize_terminal(80, 24)
        await player.pause()
        round_screen(player).tick()
        assert "3:00 left" in screen_text(player)


async def test_once_the_time_is_up_the_results_come_by_themselves(
    timed: Game, watch: Watch, home: Path
) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        await answer_question(player)
        await player.press("enter")
        assert "1 right · 3:00 left" in screen_rows(player)[0]
        screen = round_screen(player)
        for _ in range(36):
            watch.seconds += 5
            screen.tick()
        await player.pause()
        assert screen_name(player) == "ResultsScreen"
        assert "Time is up: 1 right answer." in screen_text(player)
        assert "undo" not in screen_rows(player)[-1]
        assert len(logged_values(home)) == 1
        watch.seconds += 1
        await player.press("u")
        assert "nothing can be taken back" in status_text(player)


async def test_a_sprint_in_which_nothing_was_answered_ends_in_results_too(
    timed: Game, watch: Watch, home: Path
) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        watch.seconds += 180
        for _ in range(36):
            watch.seconds += 5
            round_screen(player).tick()
            await player.pause()
            if screen_name(player) != "RoundScreen":
                break
        assert screen_name(player) == "ResultsScreen"
        assert "Time is up: 0 right answers." in screen_text(player)
        watch.seconds += 1
        await player.press("r")
        assert "3:00 left" in screen_text(player)
        assert logged_values(home) == []


async def test_a_time_that_is_up_behind_the_help_ends_the_round_too(
    timed: Game, watch: Watch, home: Path
) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        screen = round_screen(player)
        await answer_question(player)
        await player.press("enter", "question_mark")
        watch.seconds += 180
        screen.save_draft()
        screen.tick()
        await player.pause()
        assert screen_name(player) == "ResultsScreen"
        assert "Time is up: 1 right answer." in screen_text(player)
        assert len(logged_values(home)) == 1


async def test_once_the_time_is_up_a_field_has_help_on_its_function_key(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    session = replace(
        start_kinds_round(game, "number"), mode="sprint", seconds_left=0.0
    )
    async with PlayedApp(game, session).run_test() as player:
        assert (
            screen_rows(player)[-1].strip()
            == "Enter end the round   F1 help   Esc leave field"
        )
    game.close()


async def test_leaving_and_quitting_keep_the_clock(timed: Game, watch: Watch) -> None:
    async with build_app(timed, mode="sprint").run_test() as player:
        watch.seconds += 3
        await player.press("s", "escape")
        watch.seconds += 90
        assert timed.rounds.open_rounds()[0].seconds_left == 177
        await player.press("enter")
        assert "2:57 left" in screen_text(player)
        watch.seconds += 4
        await player.press("ctrl+q")
    assert timed.rounds.open_rounds()[0].seconds_left == 173


async def test_an_interview_counts_down_each_questions_minutes_and_says_they_are_over(
    tmp_path: Path, watch: Watch
) -> None:
    game = open_kind_game(tmp_path)
    game.watch.ticks = watch
    async with build_app(game, mode="interview").run_test() as player:
        left = round_screen(player).session.seconds_left
        assert left is not None
        assert "1 of 1 · " in screen_rows(player)[0]
        assert "You can still finish when time is up." in screen_text(
            player
        )  # on one line
        round_screen(player).tick()
        assert status_text(player) != OVERTIME
        for _ in range(int(left) // 5):
            watch.seconds += 5
            round_screen(player).tick()
        await player.pause()
        assert "time is up" in screen_rows(player)[0]
        assert status_text(player) == OVERTIME
        await player.press("escape", "0")
        assert round_screen(player).session.phase == "answered"
    game.close()
