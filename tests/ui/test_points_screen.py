"""Points, streak and best rounds: the player's own, and how they count."""

import pytest
from browser_pilot import wait_for_threads
from pilot import answer_question, build_app, finish_round, read_body, screen_name, screen_text

from weakspot.engine.scoring import RULE_LINES
from weakspot.engine.session import DONE
from weakspot.game import Game
from weakspot.ui.widgets.frame import KeyBar


def play_survival(game: Game, rights: int) -> None:
    """A round of survival with so many right answers."""
    session = game.start("survival")
    while session.phase != DONE:
        right, _, wrong = game.question(session.slot.question).responses()
        session = game.advance(game.answer(session, right if session.at < rights else wrong))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_players_own_figures_and_the_rules_stand_there(game: Game, size: tuple[int, int]) -> None:
    play_survival(game, 1)
    async with build_app(game).run_test(size=size) as player:
        await player.press("asterisk")
        body = " ".join((await read_body(player)).split())
        assert "no streak now · 1 more answer and today counts" in body
        assert "Survival Best so far: 1 right answer." in body
        assert "Sprint Not played yet." in body
        for rule in RULE_LINES:
            assert rule in body


async def test_a_key_opens_it_at_home_and_esc_closes_it(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("asterisk", "up", "down")
        assert screen_name(player) == "PointsScreen"
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_a_key_opens_it_at_results_as_they_stand_now(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(120, 40)) as player:
        await finish_round(player)
        await player.press("asterisk")
        assert "3 more answers and today counts" in screen_text(player)
        await player.press("asterisk")
        assert screen_name(player) == "ResultsScreen"


async def test_a_round_played_from_there_is_counted_on_the_way_back(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("asterisk", "slash")
        await wait_for_threads(player)
        await player.press(*"without a limit", "down", "p")
        await finish_round(player)
        await player.press("escape", "escape")
        assert screen_name(player) == "PointsScreen"
        assert "3 more answers and today counts" in screen_text(player)


async def test_it_can_be_clicked_where_the_footer_has_room(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        bar = player.app.screen.query_one(KeyBar)
        at = bar.build(bar.size.width)[-1].plain.index("* points")
        await player.click(bar, offset=(at, bar.size.height - 1))
        assert screen_name(player) == "PointsScreen"


async def test_help_and_palette_name_it(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        commands = {one.title: one for one in player.app.get_system_commands(player.app.screen)}
        for _ in range(2):  # opened once, however often it is asked for
            commands["Points and streak"].callback()
            await player.pause()
        await player.press("escape", "question_mark")
        assert "points, streak and best rounds" in screen_text(player)


async def test_an_asterisk_in_a_round_leaves_the_question_alone(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("asterisk")
        assert screen_name(player) == "RoundScreen"
        await answer_question(player)
