from pilot import (
    answer_question,
    build_app,
    round_screen,
    screen_name,
    screen_text,
    status_text,
)
from textual import events
from textual.widgets import Input

from weakspot.engine.summary import summarize_session
from weakspot.game import Game

ONE = {"topic": "chunking"}


async def test_a_line_of_why_disputes_the_answer_and_says_so(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await answer_question(player, right=False)
        moved = screen_text(player).count("0 of 1 right")
        await player.press("exclamation_mark", *"so", "escape")  # lets the answer stand
        assert game.progress.stats().disputes == ()
        await player.press("exclamation_mark")
        assert screen_name(player) == "InputScreen"
        await player.press(*"no", "enter")
        assert status_text(player).startswith("Disputed: it does not count.")
        assert summarize_session(round_screen(player).session).asked == 0
        assert [one.note for one in game.progress.stats().disputes] == ["no"]
        assert "╌" in screen_text(player)
        assert (moved, screen_text(player).count("0 of 1 right")) == (1, 0)


async def test_again_the_answer_counts_and_is_said_to(game: Game) -> None:
    async with build_app(game, **ONE).run_test() as player:
        await answer_question(player, right=False)
        await player.press("exclamation_mark", "enter", "exclamation_mark")
        assert status_text(player) == "No longer disputed."
        assert summarize_session(round_screen(player).session).missed == 1
        assert game.progress.stats().disputes == ()


async def test_what_is_pasted_is_one_safe_line(game: Game) -> None:
    async with build_app(game, **ONE).run_test(size=(40, 15)) as player:
        await answer_question(player)
        await player.press("exclamation_mark")
        line = player.app.screen.query_one(Input)
        line.post_message(events.Paste("d[key]\x1b[2J [/b]\nsecond"))
        await player.press("end", "enter")
        assert [one.note for one in game.progress.stats().disputes] == [
            "d[key]<U+001B>[2J [/b]"
        ]
