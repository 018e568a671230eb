"""ASCII marks: every cell of the screen has its sign, nothing moves, and the setting
acts at once.
"""

import re
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from kind_pilot import play_kinds
from msgspec.structs import replace
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    screen_name,
    screen_rows,
    screen_text,
    settle,
    wait_for_text,
)
from rich.segment import Segment
from textual.color import Color

from weakspot.engine.kinds.registry import KINDS
from weakspot.game import Game
from weakspot.settings import DEFAULTS
from weakspot.text import ASCII_MARKS, CELL_SIGNS, UNICODE_MARKS
from weakspot.ui.theme import AsciiSigns


async def ascii_rows(player: Player) -> list[str]:
    """The rows with ASCII marks, which are as long as they were and hold nothing else;
    then all is back.
    """
    app: Any = player.app
    before = screen_rows(player)
    app.game.settings = replace(DEFAULTS, marks="ascii")
    app.apply_settings()
    await settle(app)
    after = screen_rows(player)
    app.game.settings = DEFAULTS
    app.apply_settings()
    await settle(app)
    assert screen_rows(player) == before
    assert [len(row) for row in after] == [len(row) for row in before]
    assert "".join(after).isascii(), "\n".join(after)
    return after


async def test_every_kind_is_asked_and_graded_in_ascii(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *KINDS) as player:
        for at, kind in enumerate(KINDS, 1):
            assert f"{at} of {len(KINDS)}" in (await ascii_rows(player))[0]
            await player.press("f8" if kind in ("typed", "number", "open") else "0")
            after = "\n".join(await ascii_rows(player))
            assert ">  Not known yet" in after, kind
            await player.press("enter")


@pytest.mark.parametrize("marks", ["ascii", "unicode"])
async def test_figures_that_pixels_would_draw_are_written_in_ascii(
    game: Game, marks: str
) -> None:
    game.settings = replace(DEFAULTS, marks=marks)
    async with build_app(game, topic="loops").run_test(size=(80, 24)) as player:
        await finish_round(player)
        await player.press("escape", "2", "down", "i")
        is_written = re.search(r"\d % of unseen", screen_text(player)) is not None
        assert is_written == (marks == "ascii")


@pytest.mark.parametrize("marks", ["ascii", "unicode"])
async def test_a_chart_of_dots_that_ascii_cannot_draw_is_left_to_its_figures(
    game: Game, marks: str
) -> None:
    game.settings = replace(DEFAULTS, marks=marks)
    async with build_app(game).run_test(size=(120, 40)) as player:
        await player.press("s")
        player.app.screen.query_one("Trend").set_class(
            False, "-brief"
        )  # as once there are two weeks
        assert player.app.screen.query_one("Trend #chart").display == (
            marks == "unicode"
        )


async def test_every_screen_is_drawn_in_ascii(game: Game) -> None:
    async with build_app(game, topic="loops").run_test(size=(120, 40)) as player:
        await ascii_rows(player)
        await answer_question(player)
        assert [
            row.split()[:2]
            for row in await ascii_rows(player)
            if row.split()[:1] == ["+"]
        ] == [["+", "1"]]
        await finish_round(player)
        for keys, name in (
            ((), "ResultsScreen"),
            (("escape",), "HomeScreen"),
            (("1",), "SectionScreen"),
            (("n",), "LessonScreen"),
            (("escape", "escape", ","), "SettingsScreen"),
            (("escape", "asterisk"), "PointsScreen"),
            (("escape", "m"), "MoreScreen"),
            (("escape", "question_mark"), "HelpScreen"),
        ):
            await player.press(*keys)
            assert screen_name(player) == name
            after = await ascii_rows(player)
        assert any("+- Marks and keys ---" in row for row in after)


async def test_the_palette_is_drawn_in_ascii(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press("ctrl+p")
        await wait_for_text(player, "Exam")
        assert "🔎" not in screen_text(player)
        await ascii_rows(player)


async def test_the_setting_acts_at_once_and_on_the_next_start(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press(",", *["down"] * 4)
        assert "▌ Marks" in screen_text(player)
        await player.press("left")
        assert "> Marks" in screen_text(player)
        assert "ASCII " in screen_text(player)
        await player.press("escape")
        assert "* weakspot" in screen_rows(player)[0]
        assert screen_text(player).isascii()
    async with build_app(game).run_test() as player:
        assert screen_text(player).isascii()


async def test_a_console_without_the_signs_gets_ascii(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.__stderr__", TextIOWrapper(BytesIO(), encoding="ascii"))
    async with build_app(game).run_test() as player:
        assert screen_text(player).isascii()


def test_each_sign_is_one_ascii_cell_and_meanings_stay_apart() -> None:
    assert all(len(sign) == 1 and sign.isascii() for sign in CELL_SIGNS.values())
    for unicode, plain in zip(UNICODE_MARKS[:-1], ASCII_MARKS[:-1], strict=True):
        assert unicode.translate(CELL_SIGNS) == plain
    for apart in ("✓✗~", "◆◐●·", "●○", "━╍─═", "▁▂▃▄▅▆▇█", "←→↑↓"):
        assert len(set(apart.translate(CELL_SIGNS)) - {"."}) >= len(apart) - 1
    assert "é漢☂".translate(CELL_SIGNS) == "é漢☂"


def test_the_edge_of_a_box_is_a_line_and_an_empty_bar_is_dots() -> None:
    signs, ground = AsciiSigns(), Color(0, 0, 0)
    box = [Segment("╭─"), Segment(" Keys "), Segment("──╮")]
    assert "".join(one.text for one in signs.apply(box, ground)) == "+- Keys --+"
    bar = [Segment("━━"), Segment("╍"), Segment("───")]
    assert "".join(one.text for one in signs.apply(bar, ground)) == "==-..."


def test_a_cut_is_two_dots_and_takes_no_more_room() -> None:
    cut = [Segment("Origin of the…"), Segment("検…"), Segment("…")]
    told = [one.text for one in AsciiSigns().apply(cut, Color(0, 0, 0))]
    assert told == ["Origin of th..", "検.", "."]
