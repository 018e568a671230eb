"""Every screen is reached and left by keys alone, and by mouse alone; the seldom ones
look as they did.
"""

import re
from typing import Any

import pytest
from pilot import (
    Player,
    build_app,
    click_on_text,
    finish_round,
    screen_name,
    screen_rows,
    screen_text,
    settle,
)

from weakspot.game import Game
from weakspot.text import BRAND
from weakspot.ui.screens.game_screen import GameScreen

SIZES = [(80, 24), (120, 40)]

KEYS = [
    ("m", "MoreScreen"),
    ("1", "ExamScreen"),
    ("question_mark", "HelpScreen"),
    ("escape", "ExamScreen"),
    ("v", "HandInScreen"),
    ("escape", "ExamScreen"),
    ("0", "ExamScreen"),
    ("v", "HandInScreen"),
    ("enter", "HandInScreen"),
    ("enter", "ResultsScreen"),
    ("v", "ReviewScreen"),
    ("escape", "ResultsScreen"),
    ("escape", "MoreScreen"),
    ("escape", "HomeScreen"),
    ("1", "SectionScreen"),
    ("n", "LessonScreen"),
    ("escape", "SectionScreen"),
    ("down", "SectionScreen"),
    ("i", "TopicScreen"),
    ("escape", "SectionScreen"),
    ("escape", "HomeScreen"),
    ("s", "ProgressScreen"),
    ("escape", "HomeScreen"),
    ("i", "WeakScreen"),
    ("escape", "HomeScreen"),
    ("b", "BanksScreen"),
    ("escape", "HomeScreen"),
    ("o", "SectionsScreen"),
    ("escape", "HomeScreen"),
    ("asterisk", "PointsScreen"),
    ("escape", "HomeScreen"),
    ("comma", "SettingsScreen"),
    ("escape", "HomeScreen"),
    ("slash", "BrowserScreen"),
    ("down", "BrowserScreen"),
    ("enter", "CardScreen"),
    ("escape", "BrowserScreen"),
    ("escape", "HomeScreen"),
    ("t", "RoundScreen"),
    ("0", "RoundScreen"),
    ("n", "LessonScreen"),
    ("escape", "RoundScreen"),
    ("escape", "HomeScreen"),
    ("ctrl+p", "Palette"),
    ("escape", "HomeScreen"),
]
"""Keys, and the screen that each leads to."""


def assert_in_its_place(screen: GameScreen[Any]) -> None:
    """Nothing stands beyond the edge of the screen."""
    room = screen.scrollable_content_region
    for widget in screen.walk_children():
        if widget.size:
            assert room.x <= widget.region.x <= widget.region.right <= room.right, (
                widget
            )


@pytest.mark.parametrize("size", [(36, 10), (60, 20), (80, 24), (200, 60)], ids=str)
async def test_every_screen_is_reached_and_left_by_keys_alone(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        for number, (key, name) in enumerate(KEYS):
            await player.press(key)
            await player.app.workers.wait_for_complete()
            await player.pause()
            screen = player.app.screen
            assert screen_name(player) == name, (number, key)
            if isinstance(screen, GameScreen):
                assert_in_its_place(screen)
        assert len(player.app.screen_stack) == 1


async def test_screens_are_reached_and_left_by_mouse_alone(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        for text, screen in [
            ("Search", "SectionScreen"),
            ("lesson", "LessonScreen"),
            ("Esc back", "SectionScreen"),
            ("topic", "TopicScreen"),
            ("Esc back", "SectionScreen"),
            ("Esc back", "HomeScreen"),
            ("progress", "ProgressScreen"),
            ("Esc back", "HomeScreen"),
            ("points", "PointsScreen"),
            ("Esc back", "HomeScreen"),
            ("settings", "SettingsScreen"),
            ("Esc back", "HomeScreen"),
            ("banks", "BanksScreen"),
            ("Esc back", "HomeScreen"),
            ("search", "BrowserScreen"),
            ("Esc list", "BrowserScreen"),
            ("Esc back", "HomeScreen"),
            ("subjects", "SubjectsScreen"),
            ("Esc back", "HomeScreen"),
            ("Today", "RoundScreen"),
            ("don't know", "RoundScreen"),
            ("lesson", "LessonScreen"),
            ("Esc back", "RoundScreen"),
            ("leave", "HomeScreen"),
            ("More", "MoreScreen"),
            ("Exam", "ExamScreen"),
            ("don't know", "ExamScreen"),
            ("review", "HandInScreen"),
            ("Hand in", "HandInScreen"),
            ("Hand in", "ResultsScreen"),
            ("answers", "ReviewScreen"),
            ("Esc back", "ResultsScreen"),
            ("Esc back", "MoreScreen"),
            ("Esc back", "HomeScreen"),
            ("help", "HelpScreen"),
            ("Esc back", "HomeScreen"),
        ]:
            await click_on_text(player, text)
            assert screen_name(player) == screen, text


async def to_more(player: Player) -> None:
    await player.press("m")


async def to_help(player: Player) -> None:
    await settle(player.app)  # what lies below is laid out
    await player.press("question_mark")


async def to_lesson(player: Player) -> None:
    await player.press("1", "n")


async def to_review(player: Player) -> None:
    await player.press("f", "right", "0", "v")


async def to_exam_results(player: Player) -> None:
    await player.press("0", "v", "enter")
    player.app.game.watch.ticks = lambda: 1.0  # what is open was read of
    player.app.game.rounds.restart_clock()
    await player.press("enter")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "look", [to_more, to_help, to_lesson], ids=lambda look: look.__name__[3:]
)
def test_a_page_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int], look: Any
) -> None:
    assert snap_compare(build_app(game), look, size)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "look", [to_review, to_exam_results], ids=lambda look: look.__name__[3:]
)
def test_the_end_of_an_exam_looks_as_it_did(
    game: Game, snap_compare: Any, size: tuple[int, int], look: Any
) -> None:
    game.watch.ticks = lambda: 0.0
    game.rounds.restart_clock()
    assert snap_compare(build_app(game, mode="exam"), look, size)


# What has no room is left out or cut where it does not hurt


async def test_where_it_is_narrow_home_keeps_its_name_and_the_streak(
    game: Game,
) -> None:
    async with build_app(game, mode="today").run_test() as player:
        await finish_round(player)
        await player.press("escape")
        assert "1-day streak" in screen_rows(player)[0]
        assert "point" not in screen_text(player)
        await player.resize_terminal(40, 15)
        assert f"{BRAND}weakspot" in screen_rows(player)[0]
        assert "1-day streak" in screen_rows(player)[0]


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_a_topics_row_has_its_words_whole(game: Game, width: int) -> None:
    async with build_app(game, topic="chunking").run_test(size=(width, 30)) as player:
        await finish_round(player, right=False)
        await player.press("escape", "1")
        (row,) = [row for row in screen_rows(player) if "Chunking" in row]
        assert re.search(r"answers?, 0 right|0 of \d right", row)
        assert "…" not in row
        assert ("today" in row) == (width >= 100)
        assert "Search" in screen_text(player)
