"""What stands beside a question where there is room: its topic and the round so far,
its case, or the map of an exam.
"""

import re
from contextlib import closing
from pathlib import Path

import pytest
from kind_pilot import play_kinds, press
from pilot import (
    Player,
    answer_question,
    build_app,
    footer_text,
    question_key,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    status_text,
)
from test_cases import CASED, SHEET
from test_every_key import choose_command

from quiz_home import Clock, make_sibling_home, miss_topic, open_game
from weakspot.game import Game
from weakspot.settings import read_settings

WIDE = (120, 40)
FIGS = "food/figs"


def pane_rows(player: Player) -> list[str]:
    """The rows of the pane, right of its line."""
    return [row.partition("│")[2].strip() for row in screen_rows(player) if "│" in row]


def first_row(player: Player) -> int:
    """The row at which the question begins."""
    prompt = round_screen(player).game.library.question(question_key(player)).prompt
    start = prompt.split(".")[0][:20]
    return next(at for at, row in enumerate(screen_rows(player)) if start in row)


async def test_a_pane_shows_topic_reason_answers_what_repairs_it_and_the_round(
    tmp_path: Path, clock: Clock
) -> None:
    with closing(open_game(make_sibling_home(tmp_path), clock)) as game:
        miss_topic(game, clock, FIGS)
        async with build_app(game, mode="weak").run_test(size=WIDE) as player:
            topic, round_so_far = "\n".join(pane_rows(player)).split("This round")
            assert re.match(r"◆ Figs +to repair\n\n", topic)
            assert re.search(r"\n[━╍─]+  \d+ %\n\n", topic)
            assert len(re.findall(r"✗ \d+ Nov", topic)) == 3
            assert topic.rstrip().endswith("○ ○  until right on 2 days")
            assert round_so_far.split() == ["0", "right", "═", "Figs"]
            await answer_question(player)
            told = "\n".join(pane_rows(player))
            assert re.search(r"\n✓ ○  until right once more\n", told)
            assert told.endswith("1 right\n\n✓  Figs")


async def test_a_new_topic_says_so_in_place_of_figures(game: Game) -> None:
    async with build_app(game, mode="today").run_test(size=WIDE) as player:
        topic = "\n".join(pane_rows(player)).split("\n\n\nThis round")[0]
        assert re.fullmatch(r"· \w+ +new\n\nnot tried", topic)


async def test_it_stays_as_it_is_while_the_question_is_open_and_names_no_answer(
    game: Game,
) -> None:
    async with build_app(game, topic="ranking").run_test(size=WIDE) as player:
        await answer_question(player, right=False)
        await player.press("enter")
        before = pane_rows(player)
        await player.press("down", "1", "h", "f", "space", "backspace", "?", "escape")
        game.library.toggle_flag(question_key(player))
        await player.resize_terminal(160, 45)
        await player.resize_terminal(*WIDE)
        assert pane_rows(player) == before
        question = game.library.question(question_key(player))
        assert [text for text in question.texts if text in "\n".join(before)] == []


async def test_each_question_of_the_round_has_its_mark(game: Game) -> None:
    async with build_app(game, mode="today").run_test(size=WIDE) as player:
        await answer_question(player)
        await player.press("enter", "s")
        await answer_question(player, right=False)
        await player.press("enter")
        marks = [row[0] for row in pane_rows(player)[-5:]]
        assert marks == ["✓", "╌", "✗", "═", "─"]
        slots = round_screen(player).session.slots
        assert pane_rows(player)[-1] == f"─  {len(slots) - 4} to come"
        assert any(row.endswith("1 right") for row in pane_rows(player))


async def test_a_disputed_answer_loses_its_mark(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test(size=WIDE) as player:
        await answer_question(player)
        assert "✓  Chunking" in pane_rows(player)
        await player.press("!", "enter")
        assert "╌  Chunking" in pane_rows(player)


async def test_a_long_round_shows_its_last_ten_answers(tmp_path: Path) -> None:
    kinds = ("truefalse",) * 15
    async with play_kinds(tmp_path, *kinds, size=(160, 45)) as player:
        for _ in range(12):
            await press(player, "2", "enter")
        rows = pane_rows(player)
        assert rows.count("✓  Adaptation families") == 10
        assert rows[-2:] == ["═  Adaptation families", "─  2 to come"]


@pytest.mark.parametrize("rows", [10, 15, 20, 24, 30])
async def test_in_a_low_terminal_it_shows_what_there_is_room_for(
    tmp_path: Path, rows: int
) -> None:
    async with play_kinds(tmp_path, *("truefalse",) * 15, size=(120, rows)) as player:
        for _ in range(12):
            await press(player, "2", "enter")
        told = pane_rows(player)
        assert told[0].startswith("◑ Adaptation families") or told[0].startswith("●")
        assert ("─  2 to come" in told) == ("═  Adaptation families" in told)
        assert "─  2 to come" in told or rows < 15
        assert "? help" in screen_rows(player)[-1]


@pytest.mark.parametrize(
    ("size", "row"),
    [((80, 19), 2), ((80, 24), 3), ((80, 30), 4), (WIDE, 6), ((160, 45), 8)],
)
async def test_the_question_begins_where_the_height_says(
    game: Game, size: tuple[int, int], row: int
) -> None:
    async with build_app(game, mode="today").run_test(size=size) as player:
        for _ in range(3):
            assert first_row(player) == row
            await player.press("s")


@pytest.mark.parametrize(("size", "width"), [(WIDE, 66), ((160, 45), 82)])
async def test_the_prompt_has_its_width_beside_the_pane(
    tmp_path: Path, size: tuple[int, int], width: int
) -> None:
    async with play_kinds(tmp_path, "choice", size=size, bank=CASED) as player:
        assert round_screen(player).view.prompt.size.width == width


async def test_one_key_hides_the_pane_for_good_and_shows_it_again(
    game: Game, home: Path
) -> None:
    file = home / "settings.toml"
    game.settings = read_settings(file)
    async with build_app(game, topic="chunking").run_test(size=WIDE) as player:
        assert "\\ hide the pane" in footer_text(player)
        reason = status_text(player)
        await player.press("\\")
        assert pane_rows(player) == []
        assert not read_settings(file).pane
        assert status_text(player).startswith("New to you.") != reason.startswith("New")
        assert "the pane" not in footer_text(player)  # what is hidden does not nag
        await answer_question(player)
        await player.press("enter")
        assert pane_rows(player) == []
        await choose_command(player, "Show the pane")
        assert any("Chunking" in row for row in pane_rows(player))
        assert read_settings(file).pane


async def test_without_room_the_key_does_nothing(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test(size=(119, 40)) as player:
        before = screen_rows(player)
        await player.press("\\")
        assert screen_rows(player) == before
        assert game.settings.pane
        await player.resize_terminal(*WIDE)
        assert any("Chunking" in row for row in pane_rows(player))


async def test_a_setting_that_cannot_be_kept_says_so_and_holds_until_the_end(
    game: Game, home: Path
) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").mkdir()
    game.settings = read_settings(home / "settings.toml")
    async with build_app(game, topic="chunking").run_test(size=WIDE) as player:
        await player.press("\\")
        assert status_text(player).startswith("Not kept: settings.toml")
        assert pane_rows(player) == []


async def test_a_case_stands_in_the_pane_its_lines_unbroken(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "decision", size=WIDE, bank=CASED) as player:
        assert pane_rows(player)[0] == "A support bot's trace"
        assert pane_rows(player)[2:] == [line.strip() for line in SHEET]
        assert "New to you." in status_text(player)  # the pane does not say why
        await press(player, "\\")
        assert "o opens it" in screen_text(player)
        await press(player, "o")
        assert screen_name(player) == "CaseScreen"


async def test_a_case_too_high_for_the_pane_names_the_key_that_opens_it(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "number", size=(120, 18), bank=CASED) as player:
        assert pane_rows(player)[-1] == "… F12 opens it whole"
        await press(player, "escape")
        assert pane_rows(player)[-1] == "… o opens it whole"


async def test_a_long_line_of_a_case_goes_on_indented(tmp_path: Path) -> None:
    long = CASED.replace(SHEET[0], "  call: " + "search the orders of this week " * 5)
    async with play_kinds(tmp_path, "decision", size=WIDE, bank=long) as player:
        rows = [row.partition("│  ")[2] for row in screen_rows(player) if "│" in row]
        assert rows[2].startswith("  call: search the orders")
        assert re.match(r" {4}\w", rows[3])


async def test_in_an_exam_the_pane_is_its_map_without_which_it_has_a_strip(
    game: Game,
) -> None:
    async with build_app(game, mode="exam").run_test(size=(110, 40)) as player:
        assert "│  7 questions" in screen_text(player)
        await player.press("\\")
        assert "│" not in screen_text(player)
        assert re.search("●─+ +0 answered", screen_text(player))
        await player.press("\\")
        assert "│  7 questions" in screen_text(player)


def test_the_value_beside_a_question_is_of_the_last_answers(game: Game) -> None:
    session = game.rounds.start(topic="chunking")
    session = game.rounds.advance(game.rounds.answer(session, None))
    beside = game.progress.beside(session)
    assert [given.score for given in beside.answers] == [0]
    assert beside.passed == (("Chunking", 0.0),)
    assert (beside.is_open, beside.right) == (True, 0)
