"""The list of settings: opened from everywhere, changed by keys and by mouse, kept at
once.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kind_pilot import click_on
from msgspec.structs import replace
from pilot import (
    Player,
    answer_question,
    build_app,
    finish_round,
    question_key,
    read_body,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
)
from small_home import logged_values, open_game, write_banks

from weakspot.bank.catalog import Catalog
from weakspot.fields import FIELDS, PLAYER
from weakspot.game import Game
from weakspot.settings import DEFAULTS, read_settings

LOOPS = {"topic": "loops"}
TYPE_NAME = ("end", "enter")
"""Keys that choose, in the list of players, to type another name."""
SIZES = [(80, 24), (40, 15)]


@pytest.fixture
def file(home: Path) -> Path:
    """The file that `game` keeps its settings in."""
    return home / "settings.toml"


@pytest.fixture
def game(catalog: Catalog, home: Path, file: Path) -> Iterator[Game]:
    opened = open_game(catalog, home)
    opened.settings = read_settings(file)
    yield opened
    opened.close()


async def test_it_opens_from_home_a_section_results_and_a_verdict_and_leads_back(
    game: Game,
) -> None:
    async with build_app(game, **LOOPS).run_test() as player:
        await answer_question(player)
        for name in ("RoundScreen", "ResultsScreen", "HomeScreen", "SectionScreen"):
            if name == "ResultsScreen":
                await finish_round(player)
            await player.press(
                *{"HomeScreen": ["escape"], "SectionScreen": ["1"]}.get(name, [])
            )
            assert screen_name(player) == name
            before = screen_rows(player)
            await player.press(",")
            assert screen_name(player) == "SettingsScreen"
            await player.press("escape")
            assert (screen_name(player), screen_rows(player)) == (name, before)


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (["right"], "minutes = 15\n"),
        (["left"], "minutes = 5\n"),
        (["space", "down", "down", "enter"], "minutes = 20\n"),
        (["down", "enter", *"pick", "enter"], 'answer = "enter"\n'),
        (["down", "down", "right"], "confidence = true\n"),
        (["down", "down", "enter"], "confidence = true\n"),
        (["enter", "down", "escape"], ""),
        (["j", "j", "k", "left"], 'answer = "enter"\n'),
        (["down", "right", "right"], 'answer = "digit"\n'),
        (["1", "2"], ""),
    ],
)
async def test_keys_change_a_value_that_is_kept_at_once(
    game: Game, file: Path, keys: list[str], kept: str
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(",", *keys)
        text = file.read_text() if file.exists() else ""
        assert "".join(line for line in text.splitlines(True) if line[0] != "#") == kept


@pytest.mark.parametrize("size", SIZES)
async def test_clicks_change_a_setting(
    game: Game, file: Path, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await player.press(",")
        await click_on(player, "not asked")
        assert read_settings(file).confidence is True
        await click_on(player, "How sure")
        assert read_settings(file).confidence is False
        await click_on(player, "10 minutes")
        await click_on(player, "20 minutes")
        assert read_settings(file).minutes == 20
        await click_on(player, "Today's")
        await click_on(player, "15 minutes")
        assert read_settings(file).minutes == 15
        if size[0] >= 60:
            await click_on(player, "Esc back", inside="KeyBar")
        else:
            await player.press("escape")
        assert screen_name(player) == "HomeScreen"


async def test_a_theme_is_seen_before_it_is_chosen(game: Game, file: Path) -> None:
    async with build_app(game).run_test() as player:
        await player.press(",", *["down"] * 3, "enter", "down")
        assert player.app.theme == "light"
        await player.press("escape")
        assert (player.app.theme, file.exists()) == ("weakspot", False)
        await player.press("enter", "down", "down", "enter")
        assert player.app.theme == read_settings(file).theme == "contrast"


async def test_a_value_of_the_file_that_no_list_has_is_shown(
    game: Game, file: Path
) -> None:
    file.write_text("minutes = 7\n")
    game.settings = read_settings(file)
    async with build_app(game).run_test() as player:
        await player.press(",")
        assert "7 minutes" in screen_text(player)
        await player.press("right")
    assert read_settings(file).minutes == 10


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_where_the_file_is_and_what_is_wrong_there(
    game: Game, file: Path, size: tuple[int, int]
) -> None:
    file.write_text('minutes = "ten"\n')
    game.settings = read_settings(file)
    async with build_app(game).run_test(size=size) as player:
        await player.press(",")
        whole = "".join((await read_body(player)).split())
        assert f"Keptin{file}" in whole
        assert 'settings.toml,line1:minutesis"ten";anumberfrom1to120' in whole
        await player.press("right")
        assert '"ten"' not in screen_text(player)
    assert file.read_text() == "minutes = 15\n"


async def test_what_is_changed_comes_into_sight(game: Game) -> None:
    async with build_app(game).run_test(size=(40, 12)) as player:
        await player.press(",", "end", "home")
        await player.press("right")
        assert "15 minutes" in screen_text(player)


async def test_a_file_that_cannot_be_written_is_said_and_the_value_holds(
    game: Game, file: Path
) -> None:
    file.mkdir()
    async with build_app(game).run_test() as player:
        await player.press(",", "right")
        assert status_text(player).startswith(
            "Not kept: settings.toml cannot be written: Is a directory; name a file in "
            "it. It holds"
        )
        assert "15 minutes" in screen_text(player)
        await player.press(
            "end", "enter", *TYPE_NAME, *"ann", "enter"
        )  # which does not hold until the end, either
        assert (
            status_text(player)
            == "Not kept: settings.toml cannot be written: Is a directory; name a file "
            "in it."
        )
    assert game.settings.minutes == 15


async def test_home_says_what_is_wrong_in_the_file(game: Game, file: Path) -> None:
    file.write_text('\n\nminutes = "ten"\n')
    game.settings = read_settings(file)
    async with build_app(game).run_test() as player:
        told = " ".join(screen_text(player).split())
        assert "".join(game.faults()) in told
        assert 'line 3: minutes is "ten"' in told
        await player.press(",", "right", "escape")
        assert "settings.toml" not in screen_text(player)


async def test_home_plans_the_minutes_that_were_set(game: Game) -> None:
    async with build_app(game).run_test() as player:
        before = len(game.progress.plan("today").drawn)
        await player.press(",", *["left"] * 4, "escape")
        now = len(game.progress.plan("today").drawn)
        assert 0 < now < before
        assert f"{now} question" in screen_text(player)


async def test_a_setting_changed_over_a_question_acts_on_it(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        key = question_key(player)
        assert "z guess" not in screen_text(player)
        await player.press(",", "up", "down", "down", "right", "escape")
        assert "z guess" in screen_text(player)
        await player.press("1")
        assert round_screen(player).session.outcome is None
        await player.press("z")
        assert round_screen(player).session.outcome is not None
        assert question_key(player) == key


async def test_a_digit_only_picks_while_it_is_asked_how_sure_one_is(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await player.press(",")
        assert "answers at once" in screen_text(player)
        await player.press("down", "down", "space")
        assert "answers at once" not in screen_text(player)
        assert "picks, Enter submits" in screen_text(player)
        await player.press("up", "left")
        assert "picks, Enter submits" in screen_text(player)
        assert (
            status_text(player)
            == "A digit only picks while you are asked how sure you are."
        )


@pytest.mark.parametrize("size", [(40, 15), (80, 19)])
async def test_where_it_is_low_every_setting_is_there_when_it_opens(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game).run_test(size=size) as player:
        await player.press(",")
        before = await read_body(player)
        await player.press("down", "up")
        assert await read_body(player) == before
        assert all(field.title in before for field in (*FIELDS, PLAYER))


@pytest.fixture
def shared(home: Path, file: Path) -> Iterator[Game]:
    """A game of `default`, where Ann and Zoe have saves, too."""
    write_banks(home / "questions")
    for name in ("ann.db", "zoe.db", "Not Plain.db", "notes.txt"):
        (home / "saves").mkdir(exist_ok=True)
        (home / "saves" / name).touch()
    with closing(Game.open(home, settings=read_settings(file))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("key", "size"), [("enter", (80, 24)), ("space", (40, 15)), ("", (40, 15))]
)
async def test_a_player_is_written_and_counts_from_the_next_start(
    shared: Game, home: Path, file: Path, key: str, size: tuple[int, int]
) -> None:
    file.write_text("# ours\nmotion = false\n")
    async with build_app(shared).run_test(size=size) as player:
        await player.press(",", *(["end", key, *TYPE_NAME] if key else []))
        if not key:
            await click_on(player, "Player")
            await click_on(player, "another name")
        assert screen_name(player) == "InputScreen"
        await player.press(*"bob-7", "enter")
        assert "bob-7" in screen_text(player)
        assert (
            status_text(player) == "From the next start; a new name begins a new save."
        )
        await player.press("escape", "enter")
        await player.press("0")
    assert file.read_text() == '# ours\nmotion = false\nplayer = "bob-7"\n'
    assert not (home / "saves" / "bob-7.db").exists()
    assert len(logged_values(home)) == 1


@pytest.mark.parametrize("name", ["Ann B", "con", "-ann", "../ann", ""])
async def test_a_name_that_no_save_can_have_is_refused_with_the_reason(
    game: Game, file: Path, name: str
) -> None:
    async with build_app(game).run_test(size=(40, 15)) as player:
        await player.press(
            ",",
            "end",
            "enter",
            *TYPE_NAME,
            *({" ": "space"}.get(one, one) for one in name),
            "enter",
        )
        allowed = (
            "1 to 32 of a-z, 0-9, - and _, a letter or digit first, and no name of "
            "a device"
        )
        assert status_text(player) == f"Not set: use {allowed}."
        assert "default" in screen_text(player)
        await player.press("enter", *TYPE_NAME, *"ann", "escape")
        assert (screen_name(player), "default" in screen_text(player)) == (
            "SettingsScreen",
            True,
        )
    assert not file.exists()


async def test_arrows_step_through_the_players_that_have_saves(
    shared: Game, file: Path
) -> None:
    async with build_app(shared).run_test() as player:
        await player.press(",", "end")
        for key, name in [
            ("left", "ann"),
            ("left", "zoe"),
            ("right", "ann"),
            ("right", "default"),
        ]:
            await player.press(key)
            assert name in screen_text(player)
            assert read_settings(file).player == name
        assert "Now: default" in screen_text(player)


async def test_where_there_is_no_other_save_an_arrow_says_so(
    game: Game, file: Path
) -> None:
    async with build_app(game).run_test() as player:
        await player.press(",", "end", "right")
        assert (
            status_text(player)
            == "There is no other save here. Enter lets you type a name."
        )
    assert not file.exists()


async def to_second_setting(player: Player) -> None:
    await player.press(",", "down")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "40x15"])
def test_settings_look_as_they_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    game.settings = replace(
        DEFAULTS, file=Path("/home/ann/.config/weakspot/settings.toml")
    )
    assert snap_compare(build_app(game), to_second_setting, size)
