"""Keys of the player's own: they act in place of ours, and whatever names a key names
them.
"""

from contextlib import closing
from pathlib import Path
from string import digits

import pytest
from browser_pilot import open_screen
from kind_bank import open_kind_game, start_kinds_round
from kind_pilot import click_on, play_session, session_of
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    footer_text,
    question_key,
    read_body,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    text_of,
)
from small_home import logged_values
from test_cases import CASED
from test_every_key import GAME_SCREENS, choose_command, own_bindings
from textual.keys import _character_to_key
from textual.widget import Widget

from weakspot.engine.values import Texts
from weakspot.game import Game
from weakspot.keymap import DEFAULT_KEYS, SCREEN_COMMANDS
from weakspot.settings import read_settings
from weakspot.ui.app import WeakspotApp
from weakspot.ui.palette import list_commands
from weakspot.ui.screens.dialog import CaseScreen, HelpScreen

ALL = dict(
    zip(
        DEFAULT_KEYS,
        "ABCDFGHILMNOPQRSTUVWXYZady;.-+=()[]~{}<>&%$#@éèàçùåøñ",
        strict=False,
    )
)
"""Another key for each command, none of them that of two; the last are for commands to
come.
"""


def set_keys(game: Game, home: Path, keys: dict[str, str]) -> Game:
    """The game with these keys in the file of its settings."""
    home.mkdir(exist_ok=True)
    lines = [f"{name} = '{key}'\n" for name, key in keys.items()]
    (home / "settings.toml").write_text("".join(["[keys]\n", *lines]), encoding="utf-8")
    game.settings = read_settings(home / "settings.toml")
    assert game.settings.faults == ()
    return game


def bound_commands(screen: type) -> dict[str, set[str]]:
    """The keys of each command that is bound on a screen, without those that stand in
    for them.
    """
    found: dict[str, set[str]] = {}
    for binding in own_bindings(screen):
        if binding.id in DEFAULT_KEYS:
            found.setdefault(binding.id, set()).add(binding.key)
    return found


@pytest.mark.parametrize(
    "screen",
    [*GAME_SCREENS, CaseScreen, HelpScreen],
    ids=lambda screen: screen.__name__,
)
def test_the_names_are_those_of_the_screens(screen: type) -> None:
    found = bound_commands(screen)
    for name, keys in found.items():
        assert keys <= {DEFAULT_KEYS[name], _character_to_key(DEFAULT_KEYS[name])}
    letters = {
        one.key
        for one in own_bindings(screen)
        if len(one.key) == 1 and not one.key.isdigit()
    }
    assert letters <= {DEFAULT_KEYS[name] for name in found} | {*"qjk"}
    assert any(set(found) <= {*names} for names in SCREEN_COMMANDS), found


def test_every_name_is_bound_somewhere() -> None:
    bound = [bound_commands(screen) for screen in (*GAME_SCREENS, WeakspotApp)]
    assert {name for one in bound for name in one} == set(DEFAULT_KEYS)


async def test_a_round_is_played_with_keys_of_ones_own(game: Game, home: Path) -> None:
    set_keys(game, home, {"skip": "a", "flag": "ö", "undo": ".", "hint": "s"})
    async with build_app(game, topic="loops").run_test(size=(100, 30)) as player:
        first = question_key(player)
        assert "a skip" in footer_text(player)
        assert "ö flag" in footer_text(player)
        await player.press("f", "u", "s")
        assert (question_key(player), game.library.is_flagged(first)) == (first, False)
        assert status_text(player) == "There is no hint for this one."
        await click_on(player, "ö flag", inside="#keys")
        assert game.library.is_flagged(first)
        await player.press("f4")
        assert not game.library.is_flagged(first)
        await player.press("a")
        assert question_key(player) != first
        await answer_question(player)
        assert ". undo" in footer_text(player)
        await player.press("u")
        assert len(logged_values(home)) == 1
        await player.press(".")
        assert logged_values(home) == []
        await player.press("f3")
        assert screen_name(player) != "RoundScreen"


async def test_how_sure_one_is_is_said_by_ones_own_keys(game: Game, home: Path) -> None:
    set_keys(game, home, {"guess": "w", "think": "y", "skip": "x"})
    game.change_setting("confidence", True)
    async with build_app(game, topic="loops").run_test(size=(100, 30)) as player:
        assert "w guess   y think   c sure" in footer_text(player)
        first = question_key(player)
        await player.press("1", "z")
        assert logged_values(home) == []
        await player.press("w")
        assert logged_values(home, "confidence") == ["guess"]
        await player.press("enter", "x")
        assert screen_name(player) == "ResultsScreen"
        assert logged_values(home) == [first]


async def test_help_names_them_and_the_key_that_opened_it_closes_it(
    game: Game, home: Path
) -> None:
    set_keys(game, home, {"help": "H", "skip": "a", "settings": ";"})
    async with build_app(game, topic="loops").run_test(size=(100, 50)) as player:
        assert "H help" in footer_text(player)
        await player.press("?")
        assert screen_name(player) == "RoundScreen"
        await player.press("H")
        assert screen_name(player) == "HelpScreen"
        labels = {
            row.split("│")[1][:12].strip()
            for row in screen_rows(player)
            if row.count("│") > 1
        }
        assert {"a", "H", ";"} <= labels
        assert not {"s", "?", ","} & labels
        await player.press("H")
        assert screen_name(player) == "RoundScreen"
        await player.press(";")
        assert screen_name(player) == "SettingsScreen"
        await player.press(";")
        assert screen_name(player) == "RoundScreen"


@pytest.mark.parametrize("kind", ["typed", "number", "open"])
async def test_in_a_field_letters_are_text_whatever_they_do_elsewhere(
    tmp_path: Path, kind: str
) -> None:
    with closing(open_kind_game(tmp_path)) as game:
        set_keys(game, tmp_path, {"skip": "a", "flag": ";", "hint": "s"})
        async with play_session(game, start_kinds_round(game, kind, "choice")) as pilot:
            await pilot.press(*"as;h")
            draft = session_of(pilot).draft
            assert (
                draft.texts[0]
                if isinstance(draft, Texts)
                else getattr(draft, "text", "")
            ) == "as;h"
            assert "F8 don't know" in footer_text(pilot)
            await pilot.press("escape", ";", "a")
            assert session_of(pilot).at == 1
            assert game.library.is_flagged(f"adaptation/{kind}")


async def test_a_case_is_opened_and_closed_by_ones_own_key(tmp_path: Path) -> None:
    with closing(open_kind_game(tmp_path, CASED)) as game:
        set_keys(game, tmp_path, {"case": "y"})
        async with play_session(game, start_kinds_round(game, "decision")) as pilot:
            assert "y opens it" in screen_text(pilot)
            await pilot.press("o")
            assert screen_name(pilot) == "RoundScreen"
            await pilot.press("y")
            assert screen_name(pilot) == "CaseScreen"
            await pilot.press("y")
            assert screen_name(pilot) == "RoundScreen"


@pytest.mark.parametrize("size", [(40, 15), (60, 20)])
async def test_help_stays_in_a_narrow_footer(
    game: Game, home: Path, size: tuple[int, int]
) -> None:
    set_keys(game, home, {"help": "H"})
    async with build_app(game, topic="chunking").run_test(size=size) as player:
        assert "H help" in footer_text(player)
        await answer_question(player)
        assert "H help" in footer_text(player)


async def test_an_exam_and_its_results_have_them(game: Game, home: Path) -> None:
    set_keys(
        game,
        home,
        {"flag": "y", "skip": "a", "look_over": "V", "look_through": "L", "undo": "U"},
    )
    async with build_app(game, mode="exam").run_test(size=(100, 30)) as player:
        assert "V review" in footer_text(player)
        assert "y flag" in footer_text(player)
        await player.press("y", "a")
        assert player.app.screen.session.sheets[0].flagged
        assert player.app.screen.session.at == 1
        await player.press("1", "V")
        assert screen_name(player) == "HandInScreen"
        await player.press("V")
        assert screen_name(player) == "ExamScreen"
        await player.press("V", "home", "enter", "enter")
        await player.press("?")
        assert "L           look through" in screen_text(player)
        await player.press("escape", "v")
        assert screen_name(player) == "ResultsScreen"
        await player.press("L")
        assert screen_name(player) == "ReviewScreen"


def assert_none_of_ours(player: Player) -> None:
    """No footer, and no row of rounds, names a letter that is ours."""
    shown = [entry.split()[0] for entry in footer_text(player).split("   ") if entry]
    letters = {label for label in shown if len(label) == 1}
    for menu in player.app.screen.query("#rounds"):
        letters |= set(row_keys(menu))
    assert letters <= {*ALL.values(), *digits, *"q↓↑←→"}, letters


def row_keys(menu: Widget) -> list[str]:
    """The keys at the ends of the rows of rounds."""
    ends = [row.split()[-1] for row in text_of(menu).split("\n") if row.strip()]
    return [end for end in ends if len(end) == 1 and end != "━"]


async def test_with_every_key_changed_no_screen_names_one_of_ours(
    game: Game, home: Path
) -> None:
    set_keys(game, home, ALL)
    async with build_app(game, topic="chunking").run_test(size=(200, 60)) as player:
        assert_none_of_ours(player)
        await answer_question(player, right=False)
        assert_none_of_ours(player)
        await player.press(ALL["mute"])
        await finish_round(player, right=False)
        assert_none_of_ours(player)
        assert f"{ALL['share']} share" in footer_text(player)
        await player.press("escape")
        assert_none_of_ours(player)
        for name in (
            "progress",
            "weakest",
            "points",
            "banks",
            "settings",
            "more",
            "help",
            "search",
        ):
            await open_screen(player, ALL[name])
            assert screen_name(player) != "HomeScreen"
            assert_none_of_ours(player)
            await player.press("down")
            assert_none_of_ours(player)
            await player.press("escape", *["escape"] * (name == "search"))
            assert screen_name(player) == "HomeScreen"
        await player.press("1")
        assert_none_of_ours(player)
        await player.press("down", ALL["topic"])
        assert_none_of_ours(player)
        await player.press(ALL["topic"], ALL["lesson"])
        assert_none_of_ours(player)
        await player.press(ALL["lesson"])
        assert screen_name(player) == "SectionScreen"


async def test_the_palette_names_them_and_acts(game: Game, home: Path) -> None:
    set_keys(game, home, {"flag": "y"})
    async with build_app(game, topic="loops").run_test() as player:
        told = {
            one.title: one.key for one in list_commands(player.app, player.app.screen)
        }
        assert told["Flag"] == "y"
        await choose_command(player, "Flag")
        assert game.library.is_flagged(question_key(player))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({}, "nonechangedsofar."),
        ({"skip": "a"}, "1changedsofar."),
        (ALL, f"{len(DEFAULT_KEYS)}changedsofar."),
    ],
)
async def test_the_settings_say_how_many_there_are(
    game: Game, home: Path, keys: dict[str, str], told: str
) -> None:
    set_keys(game, home, keys)
    async with build_app(game).run_test() as player:
        await player.press(keys.get("settings", ","))
        assert told in "".join((await read_body(player)).split())


async def test_what_was_put_into_the_file_meanwhile_acts_with_the_next_setting(
    game: Game, home: Path
) -> None:
    set_keys(game, home, {})
    async with build_app(game, topic="loops").run_test(size=(100, 30)) as player:
        (home / "settings.toml").write_text("[keys]\nflag = 'y'\n")
        await player.press(",", "right", "escape", "y")
        assert game.library.is_flagged(question_key(player))
        assert "y flag" in footer_text(player)
