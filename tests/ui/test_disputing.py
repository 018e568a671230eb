from playing import answer, app_on, play_screen, screen_name, shown, status
from textual import events
from textual.widgets import Input

from weakspot.engine.summary import summarize_session
from weakspot.game import Game

ONE = {"topic": "chunking"}


async def test_a_line_of_why_disputes_the_answer_and_says_so(game: Game) -> None:
    async with app_on(game, **ONE).run_test() as player:
        await answer(player, right=False)
        moved = shown(player).count("0 of 1 right")
        await player.press("exclamation_mark")
        assert screen_name(player) == "InputScreen"
        await player.press(*"no", "enter")
        assert status(player).startswith("Disputed: it does not count.")
        assert summarize_session(play_screen(player).session).asked == 0
        assert [one.note for one in game.progress().disputes] == ["no"]
        assert "╌" in shown(player)
        assert (moved, shown(player).count("0 of 1 right")) == (1, 0)


async def test_again_the_answer_counts_and_is_said_to(game: Game) -> None:
    async with app_on(game, **ONE).run_test() as player:
        await answer(player, right=False)
        await player.press("exclamation_mark", "enter", "exclamation_mark")
        assert status(player) == "No longer disputed."
        assert summarize_session(play_screen(player).session).missed == 1
        assert game.progress().disputes == ()


async def test_escape_lets_the_answer_stand(game: Game) -> None:
    async with app_on(game, **ONE).run_test() as player:
        await answer(player)
        await player.press("exclamation_mark", *"no", "escape")
        assert screen_name(player) == "RoundScreen"
        assert game.progress().disputes == ()


async def test_what_is_pasted_is_one_safe_line(game: Game) -> None:
    async with app_on(game, **ONE).run_test(size=(40, 15)) as player:
        await answer(player)
        await player.press("exclamation_mark")
        line = player.app.screen.query_one(Input)
        line.post_message(events.Paste("d[key]\x1b[2J [/b]\nsecond"))
        await player.press("end", "enter")
        assert [one.note for one in game.progress().disputes] == ["d[key]<U+001B>[2J [/b]"]


async def test_only_an_answer_can_be_disputed(game: Game) -> None:
    async with app_on(game, **ONE).run_test() as player:
        await player.press("exclamation_mark")
        assert screen_name(player) == "RoundScreen"
