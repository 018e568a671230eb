"""The verdict: its promise, how its topic moved, and what it leaves out where there is
no room for all.
"""

import re
from pathlib import Path

import pytest
from kind_bank import BANK
from kind_pilot import Play, play_kinds, press, read_whole_text, seen_text
from pilot import answer_question, build_app, screen_rows, screen_text, skip_to, squeeze

from weakspot.game import Game

PROMPT = "Which weights does LoRA train?"
EXPLAIN = "explain: Only the added matrices get gradients."
FULL = (True, True, True, True)


def bank_with(explained: int) -> str:
    """The bank of all kinds, with so many sentences of a line each to explain the
    choice.
    """
    line = "What is added to a frozen base is what this kind of run will train. "
    return BANK.replace(EXPLAIN, f"explain: {(line * explained).strip()}")


def what_is_shown(pilot: Play) -> tuple[bool, ...]:
    """Whether the blank line above the topic is shown, the source, the mix-up, and the
    option that is neither right nor was picked.
    """
    rows = [row.strip() for row in screen_rows(pilot)]
    at = next(at for at, row in enumerate(rows) if row.startswith("◔ Adaptation"))
    words = "\n".join(rows)
    return (
        rows[at - 1] == "",
        "Source " in words,
        "A mix-up " in words,
        "The tokenizer" in words,
    )


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (100, 28)])
async def test_where_there_is_no_room_a_verdict_leaves_out_what_matters_least_first(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    seen: list[tuple[bool, ...]] = []
    for explained in range(1, 20):
        folder = tmp_path / str(explained)
        folder.mkdir()
        bank = bank_with(explained)
        async with play_kinds(folder, "choice", bank=bank, size=size) as pilot:
            await press(pilot, "1")
            rows = [row.strip() for row in screen_rows(pilot)]
            if not any(row.startswith("◔ Adaptation") for row in rows):
                break  # nothing is left to leave out
            told = seen_text(pilot)
            assert PROMPT in told
            assert "Why not 1 They stay as they were." in told
            assert squeeze(told).count("Whatisaddedtoafrozenbase") == explained
            seen.append(what_is_shown(pilot))
    assert seen[0] == FULL
    assert (False, True, True, True) in seen
    kept = [sum(shown[1:]) for shown in seen]
    assert kept == sorted(kept, reverse=True)
    assert set(kept) >= {3, 2, 0}
    for _, source, mixup, other in seen:
        assert source <= mixup <= other  # what goes first is gone where a later one is


async def test_a_verdict_of_a_right_answer_leaves_out_its_source_if_that_makes_it_fit(
    tmp_path: Path,
) -> None:
    has_source = []
    for explained in range(8, 13):
        folder = tmp_path / str(explained)
        folder.mkdir()
        async with play_kinds(folder, "choice", bank=bank_with(explained)) as pilot:
            await press(pilot, "2")
            assert PROMPT in seen_text(pilot)
            assert "◑ Adaptation families" in seen_text(pilot)
            has_source.append("Source" in seen_text(pilot))
    assert has_source == sorted(has_source, reverse=True)
    assert set(has_source) == {True, False}


async def test_e_shows_what_was_left_out_and_escape_closes_that_first(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "choice", bank=bank_with(8)) as pilot:
        await press(pilot, "1")
        before = seen_text(pilot)
        assert "Source" not in before
        await press(pilot, "e")
        told = await read_whole_text(pilot)
        for words in ("Source LoRA", "A mix-up “LoRA retrains", "3 The tokenizer"):
            assert words in told
        await press(pilot, "escape")
        assert seen_text(pilot) == before


async def test_what_is_left_out_comes_back_in_a_terminal_that_grows(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "choice", bank=bank_with(8)) as pilot:
        await press(pilot, "1")
        before = what_is_shown(pilot)
        await pilot.resize_terminal(100, 50)
        assert what_is_shown(pilot) == FULL
        await pilot.resize_terminal(80, 24)
        assert what_is_shown(pilot) == before
        await press(pilot, "enter")


async def test_the_next_question_is_whole_after_a_verdict_that_was_not(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "choice", "multi", bank=bank_with(10)) as pilot:
        await press(pilot, "1")
        assert what_is_shown(pilot)[3] is False
        await press(pilot, "enter")
        assert "Raise the judge's temperature" in seen_text(pilot)
        await press(pilot, "1", "enter")
        assert "Keep the first order" in seen_text(pilot)


async def test_the_promise_stands_at_the_right_end_of_the_first_line(
    game: Game,
) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        await skip_to(player, "search/short-passages")
        await answer_question(player, right=False)
        (row,) = (row for row in screen_rows(player) if "Missed" in row)
        assert re.search(r"▌  Missed +back in other words this week  $", row)
        assert "Next" not in screen_text(player)
        await player.press("!", "enter")
        assert "this week" not in screen_text(player)


async def test_where_it_does_not_fit_the_promise_stands_below_the_word(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "multi", size=(40, 24)) as pilot:
        await press(pilot, "1", "3", "enter")
        rows = [row.strip(" ▌▃") for row in screen_rows(pilot)]
        at = rows.index("Missed: 0 of 2 found, 2 too many")
        assert rows[at + 1] == "back this week"


async def test_a_right_answer_promises_nothing(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        await answer_question(player)
        assert not re.search("back|comes", screen_text(player))


async def test_the_topic_row_says_in_words_how_it_moved(game: Game) -> None:
    async with build_app(game, topic="ranking").run_test() as player:
        await answer_question(player, right=False)
        assert re.search("◔ Ranking +0 of 1 right +perhaps weak", screen_text(player))
        await player.press("enter")
        await answer_question(player, right=False)
        row = next(row for row in screen_rows(player) if "◆ Ranking  " in row)
        assert re.search(r"━*╍+─+ +(a little )?down +○ ○ +until right on 2 days", row)
        assert "%" not in row


async def test_a_likely_guess_is_said_to_count_little(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await answer_question(player)
        assert "counts little: a likely guess" in screen_text(player)
    async with build_app(game, topic="chunking").run_test() as player:
        await answer_question(player)
        assert "likely guess" not in screen_text(player)


async def test_a_hint_makes_a_right_answer_a_likely_guess(game: Game) -> None:
    async with build_app(game, topic="chunking").run_test() as player:
        await skip_to(player, "search/overlap")
        await player.press("h")
        await answer_question(player)
        assert "counts little: a likely guess" in screen_text(player)


async def test_the_blocks_around_written_points_have_blank_lines_between(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "open", size=(80, 40)) as pilot:
        await press(pilot, *"cases", "f6", "1", "enter")
        rows = [row.strip() for row in screen_rows(pilot)]
        for words in ("You wrote", "A model answer", "Which of these does"):
            at = next(at for at, row in enumerate(rows) if row.startswith(words))
            assert rows[at - 1] == ""
        at = next(at for at, row in enumerate(rows) if "Partly: 1 of 3" in row)
        assert rows[at - 1] == ""
