"""The sections to switch on and off: asked once after the first round, later by a key;
and how home and the lists show a section that is off.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browser_pilot import open_screen
from pilot import (
    Player,
    assert_keys_shown,
    build_app,
    click_on_text,
    finish_round,
    footer_text,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
    wait_for_text,
)

from quiz_home import make_parts_home, open_game, play_out
from weakspot.game import Game
from weakspot.ui.palette import list_commands

SIZES = [(40, 15), (80, 24), (120, 40), (160, 45)]
OFF = "○  2  The part-2 section"


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Game]:
    """A game of four sections."""
    with closing(open_game(make_parts_home(tmp_path))) as game:
        ticks = iter(range(10**6))
        game.watch.ticks = lambda: float(next(ticks))  # a second at each look
        yield game


def row_of(player: Player, words: str) -> str:
    """The row with these words."""
    return next(row for row in screen_rows(player) if words in row)


async def play_first_round(player: Player) -> None:
    """Play the round of the day to its results."""
    await player.press("t")
    await finish_round(player)
    assert screen_name(player) == "ResultsScreen"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_after_the_first_round_it_asks_once_which_sections_matter(
    parts: Game, size: tuple[int, int]
) -> None:
    async with build_app(parts).run_test(size=size) as player:
        await play_first_round(player)
        await player.press("escape")
        assert screen_name(player) == "SectionsScreen"
        assert "4 of 4 on" in screen_rows(player)[0]
        assert screen_text(player).count("●") == 4
        assert_keys_shown(player)
        await player.press("down", "space")
        assert OFF in screen_text(player)
        assert "3 of 4 on" in screen_rows(player)[0]
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"
        assert parts.library.off_sections() == {"part-2"}
        await player.press("t")
        await finish_round(player)
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"  # never asked again
    async with build_app(parts).run_test(size=size) as player:
        assert screen_name(player) == "HomeScreen"


async def test_esc_keeps_all_and_it_is_not_asked_again(parts: Game) -> None:
    async with build_app(parts).run_test() as player:
        await play_first_round(player)
        await player.press("escape", "space")
        assert footer_text(player).endswith("Esc keep all")
        await player.press("escape")
        assert screen_name(player) == "HomeScreen"
        assert parts.library.off_sections() == set()
    async with build_app(parts).run_test() as player:
        assert screen_name(player) == "HomeScreen"


async def test_who_quits_at_the_results_is_asked_at_the_next_start(
    parts: Game,
) -> None:
    play_out(parts, parts.rounds.start("today"))
    async with build_app(parts).run_test() as player:
        assert screen_name(player) == "SectionsScreen"
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"


async def test_a_round_that_follows_the_first_waits_and_goes_on_without_what_is_off(
    parts: Game,
) -> None:
    async with build_app(parts).run_test() as player:
        await player.press("t")
        await finish_round(player, right=False)
        await player.press("p")
        assert screen_name(player) == "SectionsScreen"
        await player.press("1", "2", "enter")
        session = round_screen(player).session
        assert session.mode == "missed"
        left = {slot.question.partition("/")[0] for slot in session.slots}
        assert left == {"part-3", "part-4"}


async def test_a_round_of_which_nothing_is_left_is_said_to_be_over(
    parts: Game,
) -> None:
    async with build_app(parts, section="part-1").run_test() as player:
        await finish_round(player, right=False)
        await player.press("p", "1", "enter")
        assert screen_name(player) == "HomeScreen"
        assert "all that it asks is muted" in status_text(player)


async def test_the_last_one_stays_on_and_says_why(parts: Game) -> None:
    play_out(parts, parts.rounds.start("today"))
    async with build_app(parts).run_test() as player:
        await player.press("1", "2", "3", "4", "enter")
        assert screen_name(player) == "SectionsScreen"
        assert (
            status_text(player)
            == "One section at least has to stay on; switch another on first."
        )
        await player.press("4", "enter")
        assert parts.library.off_sections() == {"part-1", "part-2", "part-3"}


async def test_it_is_opened_by_a_key_and_by_its_name_and_esc_changes_nothing(
    parts: Game,
) -> None:
    parts.library.switch_sections({"part-2"})
    async with build_app(parts).run_test() as player:
        await player.press("o")
        assert OFF in screen_text(player)
        await player.press("2", "3")
        assert footer_text(player).endswith("Esc back")
        await player.press("escape")
        assert parts.library.off_sections() == {"part-2"}
        await player.press("o", "2", "o")  # the key that opened it, too
        assert screen_name(player) == "HomeScreen"
        assert parts.library.off_sections() == {"part-2"}
        commands = list_commands(player.app, player.app.screen)
        (named,) = [one for one in commands if one.title == "Sections"]
        assert named.key == "o"
        named.callback()
        await player.pause()
        assert screen_name(player) == "SectionsScreen"


async def test_the_mouse_alone_switches_and_goes_on(parts: Game) -> None:
    async with build_app(parts).run_test(size=(160, 45)) as player:
        await click_on_text(player, "o sections")
        await click_on_text(player, "The part-2 section")
        await click_on_text(player, "go on")
        assert parts.library.off_sections() == {"part-2"}


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_shows_it_as_off_and_enter_on_it_brings_it_back(
    parts: Game, size: tuple[int, int]
) -> None:
    parts.library.switch_sections({"part-2"})
    async with build_app(parts).run_test(size=size) as player:
        if size[0] >= 80:
            assert "0 of 6 known" in screen_text(player)  # not of eight topics
        await player.press("right" if size[0] >= 80 else "end")
        while "switch on" not in footer_text(player):
            await player.press("down")
        row = next(row for row in screen_rows(player) if "▌" in row and "part-2" in row)
        assert " off" in row
        assert "switch on" in footer_text(player)
        await player.press("enter")
        assert screen_name(player) == "HomeScreen"
        assert status_text(player) == "Asked again."
        assert parts.library.off_sections() == set()
        assert "switch on" not in footer_text(player)


async def test_its_digit_shows_that_it_is_off_and_enter_switches_it_on(
    parts: Game,
) -> None:
    parts.library.switch_sections({"part-2"})
    async with build_app(parts).run_test() as player:
        await player.press("2")
        assert screen_rows(player)[0].rstrip().endswith(" off")
        assert "nothing in it is asked or counted" in screen_text(player)
        assert "First of 2" not in screen_text(player)
        assert footer_text(player).startswith("Enter switch on")
        await player.press("right", "left", "n")
        assert screen_name(player) == "LessonScreen"  # what it says can still be read
        await player.press("escape", "enter")
        assert screen_name(player) == "SectionScreen"
        assert "First of 2" in screen_text(player)
        assert footer_text(player).startswith("Enter play")


async def test_the_banks_list_it_as_off_and_bring_it_back(parts: Game) -> None:
    parts.library.switch_sections({"part-2"})
    async with build_app(parts).run_test() as player:
        await open_screen(player, "b")
        assert re.search(r"part-2 section +4 +yours +off", screen_text(player))
        await player.press("down")
        assert footer_text(player).startswith("Enter unmute")
        await player.press("m")
        assert parts.library.off_sections() == set()
        await player.press("enter")
        assert round_screen(player).session.scope == "part-2"


async def test_progress_shows_it_as_off_without_a_figure(parts: Game) -> None:
    play_out(parts, parts.rounds.start("today"))
    parts.library.switch_sections({"part-2"})
    async with build_app(parts).run_test() as player:
        await player.press("s")
        await wait_for_text(player, "Over time")
        assert row_of(player, "part-2").split()[-1] == "off"
        await player.press("down", "enter")
        assert footer_text(player).startswith("Enter switch on")


async def test_a_question_of_it_is_found_as_muted_and_m_says_what_brings_it_back(
    parts: Game,
) -> None:
    parts.library.switch_sections({"part-1", "part-2", "part-3"})
    async with build_app(parts).run_test() as player:
        await player.press("slash")
        await wait_for_text(player, "What is true of q-0?")
        await player.press("down", "enter")
        await wait_for_text(player, "muted")
        await player.press("m")
        assert "Its row on the first screen switches it on" in status_text(player)


async def test_a_round_that_is_to_begin_at_once_does_and_it_is_asked_afterwards(
    parts: Game,
) -> None:
    play_out(parts, parts.rounds.start("today"))
    async with build_app(parts, section="part-1").run_test() as player:
        assert screen_name(player) == "RoundScreen"
        await finish_round(player)
        await player.press("escape")
        assert screen_name(player) == "SectionsScreen"
