from pathlib import Path

from pilot import (
    Player,
    build_app,
    click_on_text,
    option_digits,
    round_screen,
    screen_name,
    screen_rows,
)
from small_home import logged_values

from weakspot.game import Game


async def click_option(player: Player, digit: str) -> None:
    """Click on the option with this digit."""
    rows = enumerate(screen_rows(player))
    y = next(y for y, row in rows if row.strip("▌✓✗ ").startswith(f"{digit}  "))
    await player.click(offset=(12, y))


async def test_a_round_can_be_played_by_mouse_alone(game: Game, home: Path) -> None:
    async with build_app(game).run_test() as player:
        await click_on_text(player, "Agents")
        await click_on_text(player, "The whole section")
        for word in ("next", "next", "results"):
            await click_option(player, option_digits(player, right=False)[0])
            await click_option(player, option_digits(player)[0])  # answers nothing more
            await click_on_text(player, f"Enter {word}")
        assert logged_values(home, "score") == [0.0] * 3
        await click_on_text(player, "practise these")
        assert round_screen(player).session.mode == "missed"
        await click_on_text(player, "leave")
        await click_on_text(player, "back")
        assert screen_name(player) == "HomeScreen"


async def test_a_click_beside_everything_leaves_the_keys_to_the_options(
    game: Game, home: Path
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.click(offset=(40, 15))
        await player.press(option_digits(player)[0])
        assert logged_values(home, "score") == [1.0]
