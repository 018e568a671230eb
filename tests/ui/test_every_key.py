"""Every key is in the help of its screen, every action in the palette, and all goes
without letters.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    squeeze,
    status_text,
    wait_for_text,
)
from small_home import logged_values
from textual.binding import Binding
from textual.widgets import Input

import weakspot.ui.screens
from weakspot.engine.rules import MORE_MODES
from weakspot.engine.session import ASKED
from weakspot.game import Game
from weakspot.ui.app import WeakspotApp
from weakspot.ui.palette import list_commands
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.home import HomeScreen

for module in pkgutil.iter_modules(weakspot.ui.screens.__path__):
    importlib.import_module(f"weakspot.ui.screens.{module.name}")

LABELS = {
    "asterisk": "*",
    "backspace": "Backspace",
    "comma": ",",
    "ctrl+c": "Ctrl+C",
    "ctrl+q": "Ctrl+Q",
    "ctrl+z": "Ctrl+Z",
    "down": "↓",
    "enter": "Enter",
    "escape": "Esc",
    "exclamation_mark": "!",
    "left": "←",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "question_mark": "?",
    "right": "→",
    "slash": "/",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
}
UNTOLD = {
    *("page", "scroll", "copy_or_quit", "to_list"),
    *("tell_missed", "tell_undo", "tell_why", "say_unread"),
    *("undo", "edit"),
}
"""What help tells with other keys; what only says why nothing happens; and what a kind
of screen takes back from the one that it is a kind of.
"""


def screen_classes(kind: type[Any]) -> Iterator[type[Any]]:
    """All screens of this kind."""
    for one in kind.__subclasses__():
        yield one
        yield from screen_classes(one)


GAME_SCREENS = list(screen_classes(GameScreen))


def own_bindings(owner: type) -> Iterator[Binding]:
    """What our own classes bind, from this one up."""
    for part in owner.__mro__:
        if part.__module__.startswith("weakspot."):
            for one in part.__dict__.get("BINDINGS", []):
                yield one if isinstance(one, Binding) else Binding(*one)


@pytest.mark.parametrize("screen", GAME_SCREENS, ids=lambda screen: screen.__name__)
def test_every_key_says_what_it_does(screen: type[Any]) -> None:
    told: dict[str, bool] = {}
    for binding in (*own_bindings(screen), *own_bindings(WeakspotApp)):
        action = binding.action.partition("(")[0].rpartition(".")[2]
        is_told = bool(binding.tooltip or binding.description or binding.group)
        told[action] = told.get(action, False) or is_told
    assert {action for action, is_told in told.items() if not is_told} <= UNTOLD


def test_there_are_screens_to_look_at() -> None:
    assert {"HomeScreen", "RoundScreen", "ExamScreen", "SettingsScreen"} <= {
        one.__name__ for one in GAME_SCREENS
    }


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (120, 40)])
async def test_help_has_its_way_back_in_sight_and_scrolls_to_its_end(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await player.press("question_mark")
        assert "Esc back" in screen_text(player)
        await player.press("end")
        await wait_for_text(player, "Ctrl+Z")
        assert "fgcomesback" in squeeze(screen_text(player))
        assert "Esc back" in screen_text(player)


# The palette


def palette_titles(player: Player) -> list[str]:
    """What the palette offers here."""
    app = player.app
    return [command.title for command in list_commands(app, app.screen)]


async def test_the_palette_has_the_actions_of_the_screen_and_of_the_app(
    game: Game,
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        always = {
            "Today",
            "Weak spots",
            "Missed",
            "Flagged",
            "Settings",
            "Help",
            "Quit",
            "Points and streak",
        } | {"Progress", "Banks", "Search"}
        always |= {"Section: Search", "Topics: Agents", "Theme: contrast"}
        assert always | {"Don't know", "Skip", "Flag", "Leave"} <= set(
            palette_titles(player)
        )
        assert "Next" not in palette_titles(player)
        await answer_question(player)
        assert always | {
            "Next",
            "Undo",
            "Lesson",
            "Details",
            "Not for me",
            "Dispute",
            "Edit",
        } <= set(palette_titles(player))
        await finish_round(player)
        assert always | {"Again", "Home"} <= set(palette_titles(player))
        await player.press("escape")
        assert always <= set(palette_titles(player))
        assert (
            len(palette_titles(player))
            == len(set(palette_titles(player)))
            > len(MORE_MODES)
        )


async def test_the_palette_opens_what_the_first_screen_opens(game: Game) -> None:
    async with build_app(game).run_test() as player:
        app = player.app
        made = [command.callback for command in list_commands(app, app.screen)]
        opened = {
            one.args[0]
            for one in made
            if isinstance(one, partial) and one.func == app.action_open
        }
        actions = " ".join(key.action for key in own_bindings(HomeScreen))
        assert (
            opened
            >= {*re.findall(r"app\.open\('(\w+)'\)", actions)} - {"more"}
            != set()
        )


async def test_the_palette_has_no_words_but_ours(game: Game) -> None:
    async with build_app(game).run_test() as player:
        assert not {"Keys", "Screenshot", "Maximize", "Theme"} & set(
            palette_titles(player)
        )


async def choose_command(player: Player, title: str) -> None:
    """Choose a command of the palette by its title."""
    await player.press("ctrl+p")
    player.app.screen.query_one(Input).value = title
    await player.pause()
    await player.press("enter")
    await player.pause()


async def test_an_action_of_the_screen_is_done_from_the_palette(
    game: Game, home: Path
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await choose_command(player, "Flag")
        assert game.library.is_flagged(round_screen(player).session.slot.question)
        await choose_command(player, "Don't know")
        assert len(logged_values(home, "score")) == 1
        await choose_command(player, "Theme: light")
        assert player.app.theme == game.settings.theme == "light"
        await choose_command(player, "Topics: Agents")
        assert screen_name(player) == "SectionScreen"
        await choose_command(player, "Help")
        assert screen_name(player) == "HelpScreen"
        await player.press("escape")
        await choose_command(player, "Quit")
        assert not player.app.is_running


# Without letters


async def test_all_goes_by_digits_arrows_enter_space_backspace_tab_and_esc(
    game: Game, home: Path
) -> None:
    async with build_app(game).run_test() as player:
        await player.press("right", "enter")
        assert screen_name(player) == "SectionScreen"
        await player.press("right", "down", "enter")
        for _ in range(9):
            if screen_name(player) != "RoundScreen":
                break
            if round_screen(player).session.phase == ASKED:
                await player.press("down", "space")
            await player.press("enter")
        assert screen_name(player) == "ResultsScreen"
        done = len(logged_values(home, "score"))
        assert done
        await player.press("escape", "escape")
        assert screen_name(player) == "HomeScreen"
        await player.press("left")
        for _ in range(9):
            if any("▌ More" in row for row in screen_rows(player)):
                break
            await player.press("down")
        await player.press("enter", "2", "0", "enter", "escape")
        assert len(logged_values(home, "score")) == done + 1
        await player.press("escape", "backspace")
        assert "Dropped." in screen_text(player)


async def test_a_letter_that_means_nothing_does_nothing(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        before = screen_rows(player)
        await player.press(*"abdgrtvwy*", "é", "ж")
        assert screen_rows(player) == before
        await wait_for_text(player, "don't know")


@pytest.mark.parametrize("key", [*"mneEi", "exclamation_mark"])
async def test_a_key_for_after_the_answer_says_so_before_it(
    game: Game, key: str
) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press(key)
        assert status_text(player) == "You can do that after the answer."
