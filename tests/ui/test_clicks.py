"""What counts as a click: the first button, let go where it was pressed, on what was
there to be clicked.
"""

from math import inf
from pathlib import Path

import pytest
from kind_bank import BANK
from kind_pilot import play_kinds, session_of
from pilot import (
    Player,
    build_app,
    screen_name,
    screen_rows,
    screen_text,
    settle,
    wait_for_text,
)
from textual import events

from quiz_home import play_out
from weakspot.engine.session import ASKED
from weakspot.game import Game


def find_text(player: Player, text: str) -> tuple[int, int]:
    """The column and row where the terminal shows `text`."""
    return next(
        (row.index(text), y) for y, row in enumerate(screen_rows(player)) if text in row
    )


def send_mouse(
    player: Player, kind: type[events.MouseEvent], at: tuple[int, int], button: int = 1
) -> None:
    """What a terminal says of the mouse: a pilot's clicks go past what makes a click of
    it.
    """
    event = kind(
        None, *at, 0, 0, button, False, False, False, screen_x=at[0], screen_y=at[1]
    )
    player.app.post_message(event)


async def drag(
    player: Player, start: tuple[int, int], end: tuple[int, int], button: int = 1
) -> None:
    """Press at one place and let go at another one."""
    send_mouse(player, events.MouseMove, start)
    send_mouse(player, events.MouseDown, start, button)
    send_mouse(player, events.MouseMove, end, button)
    send_mouse(player, events.MouseUp, end, button)
    await settle(player.app)


async def click(player: Player, text: str, times: int = 1, button: int = 1) -> None:
    """Click where the terminal shows `text`; several times are one chain, however slow
    the machine is.
    """
    at = find_text(player, text)
    if times > 1:
        player.app.CLICK_CHAIN_TIME_THRESHOLD = inf
    for _ in range(times):
        await drag(player, at, at, button)


@pytest.mark.parametrize(
    "to", [(9, 0), (0, 1)], ids=["along the row", "to another row"]
)
async def test_words_dragged_over_or_another_button_are_no_answer(
    game: Game, to: tuple[int, int]
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        for text in ("1  ", "0 don't know"):
            await click(player, text, button=2 if to[0] else 3)
        x, y = find_text(player, "1  ")
        await drag(player, (x, y), (x + to[0], y + to[1]))
        assert (session_of(player).phase, session_of(player).draft) == (ASKED, None)


async def test_a_hand_that_slips_by_a_cell_clicks(game: Game) -> None:
    async with build_app(game).run_test() as player:
        x, y = find_text(player, "Agents")
        await drag(player, (x, y), (x + 1, y))
        assert screen_name(player) == "SectionScreen"


async def test_a_double_click_does_nothing_to_what_it_led_to(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await click(player, "More", times=2)
        assert screen_name(player) == "MoreScreen"
        await click(player, "Esc back", times=2)
        assert screen_name(player) == "HomeScreen"
        assert not player.app.screen.get_selected_text()


async def test_a_click_on_a_topic_among_the_weakest_opens_its_page(game: Game) -> None:
    play_out(game, game.rounds.start(topic="loops"), right=False)
    play_out(game, game.rounds.start(topic="chunking"), right=False)
    async with build_app(game).run_test(size=(120, 40)) as player:
        spot = game.progress.weak_spots()[1]
        _, top = find_text(player, "of 4 known")
        y, row = next(
            (y, row)
            for y, row in enumerate(screen_rows(player))
            if y > top and spot.title in row
        )
        at = (row.index(spot.title), y)
        await drag(player, at, at)
        assert screen_name(player) == "TopicScreen"
        assert spot.title in screen_rows(player)[0]


async def test_a_click_on_a_case_opens_it(tmp_path: Path) -> None:
    bank = BANK.replace("- id: choice\n", "- id: choice\n  case: bot\n")
    async with play_kinds(tmp_path, "choice", bank=bank) as player:
        await click(player, "One line.")
        assert screen_name(player) == "CaseScreen"


async def test_a_double_click_on_next_opens_no_help(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("0")
        await click(player, "Enter next", times=2)
        assert (screen_name(player), session_of(player).at) == ("RoundScreen", 1)


async def test_clicks_at_one_place_count_each_where_it_stays(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("slash")
        await wait_for_text(player, "questions")
        await click(player, "any level", times=2)
        assert "any kind · level 2" in screen_text(player)
        assert not player.app.screen.get_selected_text()


async def test_a_click_on_the_name_of_a_tab_turns_to_it_and_one_beside_it_does_not(
    game: Game,
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("s")
        for tab, shows in (("Days", "Coming back"), ("Mastery", "Over time")) * 2:
            x, y = find_text(player, "Mastery   Days")
            first = x + "Mastery   Days".index(tab)
            for at in (
                first,
                first + len(tab) - 1,
                x - 1,
                x + len("Mastery"),
                x + len("Mastery") + 2,
            ):
                await drag(player, (at, y), (at, y))
                assert shows in screen_text(player)


@pytest.mark.parametrize(("size", "margin"), [((40, 15), 1), ((80, 24), 2)])
async def test_a_row_is_clicked_up_to_its_last_column(
    game: Game, size: tuple[int, int], margin: int
) -> None:
    async with build_app(game).run_test(size=size) as player:
        _, y = find_text(player, "More")
        last = (27 if size[0] >= 80 else size[0] - margin) - 1
        await drag(player, (last, y), (last, y))
        assert screen_name(player) == "MoreScreen"
