from pathlib import Path

from pilot import (
    Player,
    build_app,
    option_digits,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    wait_for_text,
)
from small_home import logged_values

from weakspot.engine.session import ASKED
from weakspot.game import Game
from weakspot.ui.widgets.answer_rows import AnswerRows


async def click_on(player: Player, text: str) -> None:
    """Click on the first cell of `text`, wherever the terminal shows it."""
    await wait_for_text(player, text)
    y, row = next((y, row) for y, row in enumerate(screen_rows(player)) if text in row)
    await player.click(offset=(row.index(text), y))


async def click_option(player: Player, digit: str) -> None:
    """Click on the option with this digit."""
    picker = player.app.screen.query_one(AnswerRows)
    lines = [index for index, _ in picker.numbered_lines(picker.size.width)]
    await player.click(picker, offset=(8, lines.index(int(digit) - 1)))


async def test_a_round_can_be_played_by_mouse_alone(game: Game, home: Path) -> None:
    async with build_app(game).run_test() as player:
        await click_on(player, "Agents")
        await click_on(player, "The whole section")
        for word in ("next", "next", "results"):
            await click_option(player, option_digits(player, right=False)[0])
            await click_on(player, f"Enter {word}")
        assert logged_values(home, "score") == [0.0] * 3
        await click_on(player, "practise these")
        assert round_screen(player).session.mode == "missed"
        await click_on(player, "leave")
        await click_on(player, "back")
        assert screen_name(player) == "HomeScreen"


async def test_several_options_can_be_picked_by_mouse_and_submitted(game: Game, home: Path) -> None:
    async with build_app(game, topic="ranking").run_test() as player:
        for number in option_digits(player):
            await click_option(player, number)
        await click_on(player, "submit")
        assert logged_values(home, "score") == [1.0]


async def test_a_click_beside_everything_leaves_the_keys_to_the_options(game: Game, home: Path) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.click(offset=(40, 15))
        await player.press(option_digits(player)[0])
        assert logged_values(home, "score") == [1.0]


async def test_a_click_on_a_graded_option_answers_nothing_more(game: Game, home: Path) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await click_on(player, "1  True")
        await click_on(player, "2  False")
        assert len(logged_values(home)) == 1


async def test_a_round_can_be_played_without_letters(game: Game, home: Path) -> None:
    async with build_app(game).run_test() as player:
        await player.press("down", "up", "enter")
        for _ in range(7):
            screen = round_screen(player)
            assert screen.session.phase == ASKED
            if screen.game.question(screen.session.slot.question).can_pick_several:
                await player.press("1", "backspace", "down", "space", "enter")
            else:
                await player.press("down", "enter")
            await player.press("enter")
        assert len(logged_values(home)) == 7
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"
        assert "Go on" not in screen_text(player)
