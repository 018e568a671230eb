"""Points, streak and best rounds: the player's own, and how they count."""

from browser_pilot import wait_for_threads
from pilot import build_app, finish_round, read_body, screen_name, screen_text

from weakspot.engine.session import DONE
from weakspot.game import Game
from weakspot.words.rewards import RULE_LINES


def play_survival(game: Game, rights: int) -> None:
    """A round of survival with so many right answers."""
    session = game.rounds.start("survival")
    while session.phase != DONE:
        right, _, wrong = game.library.question(session.slot.question).responses()
        session = game.rounds.advance(
            game.rounds.answer(session, right if session.at < rights else wrong)
        )


async def test_the_players_own_figures_and_the_rules_stand_there(game: Game) -> None:
    play_survival(game, 1)
    async with build_app(game).run_test(size=(40, 15)) as player:
        await player.press("asterisk")
        body = " ".join((await read_body(player)).split())
        assert "no streak now · 1 more answer and today counts" in body
        assert "Survival Best so far: 1 right answer." in body
        assert "Sprint Not played yet." in body
        for rule in RULE_LINES:
            assert rule in body


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
