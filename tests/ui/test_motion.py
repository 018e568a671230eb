"""Motion: a stroke and a bar grow by a clock that the tests move; keys wait for neither."""

import pytest
from msgspec.structs import replace
from playing import Player, answer, app_on, asked, play_out, play_screen, settle, text_of
from textual._animator import Animator

from weakspot.game import Game
from weakspot.settings import DEFAULTS
from weakspot.ui.widgets.frame import Segments
from weakspot.ui.widgets.verdict import VerdictBlock

LOOPS = {"topic": "loops"}


class Time:
    """The animator's clock, moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Motion as a player has it, by this clock."""
    made = Time()
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setattr(Animator, "_get_time", lambda animator: made())
    return made


async def frame(player: Player, time: Time, seconds: float) -> None:
    """Let `seconds` pass, and the next frame be drawn."""
    time.now += seconds
    player.app.animator()
    await settle(player.app)


def stroke(player: Player) -> str:
    """The strokes of the round."""
    return text_of(player.app.screen.query_one(Segments)).split()[0]


async def test_the_stroke_grows_and_the_next_question_does_not_wait(game: Game, time: Time) -> None:
    async with app_on(game, **LOOPS).run_test() as player:
        key = asked(player)
        width = len(stroke(player))
        await answer(player)
        assert stroke(player) == "═" * width
        await frame(player, time, 0.05)
        assert 0 < stroke(player).count("━") < width
        assert stroke(player).lstrip("━").strip("═") == ""
        await player.press("enter")
        assert asked(player) != key
        await frame(player, time, 0.2)
        assert stroke(player) == "━" * width


async def test_the_bar_moves_from_where_it_was_to_where_it_is(game: Game, time: Time) -> None:
    async with app_on(game, **LOOPS).run_test() as player:
        await play_out(player, right=False)
    async with app_on(game, **LOOPS).run_test() as player:
        await answer(player)
        move = play_screen(player).session.outcome.move
        assert move.before is not None
        block = player.app.screen.query_one(VerdictBlock)
        seen = [text_of(block)]
        for seconds in (0.1, 0.3):
            await frame(player, time, seconds)
            seen.append(text_of(block))
        assert seen[0] != seen[-1]
        assert block.grown == 1
        lines = [text.split("\n") for text in seen]
        changed = {
            at for at, (one, other) in enumerate(zip(lines[0], lines[-1], strict=True)) if one != other
        }
        assert len(changed) == 1


@pytest.mark.parametrize("level", ["none", "full"])
async def test_nothing_moves_where_motion_is_off(
    game: Game, time: Time, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", level)
    game.settings = replace(DEFAULTS, motion=level == "none")
    async with app_on(game, **LOOPS).run_test() as player:
        await answer(player)
        assert set(stroke(player)) == {"━"}
        assert player.app.screen.query_one(VerdictBlock).grown == 1
