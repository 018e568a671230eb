"""What a player reads of a question and its verdict: whole words, whole sentences, one
word for a key.
"""

from pathlib import Path

import pytest
from kind_bank import BANK
from kind_pilot import play_exam, play_kinds, press, score, seen_text
from pilot import answer_question, build_app, screen_rows, screen_text, status_text

from weakspot.game import Game
from weakspot.ui.screens.play import MUTED

STACK = BANK.replace("They change", "Application of the infrastructure").replace(
    "- text: They stay\n      items: [Few-shot examples, RAG,",
    "- {text: Model development, items: [Few-shot examples, RAG]}\n"
    "    - text: Infrastructure\n      items: [",
)
LONG = BANK.replace(
    "Only the added matrices get gradients.",
    "Only the added matrices get gradients. " * 16,
)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15)])
async def test_what_muting_did_and_would_do_next_is_said_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "choice", size=size, bank=LONG) as pilot:
        await press(pilot, "1")
        for what in ("question", "topic", None):
            await press(pilot, "m")
            assert status_text(pilot) == MUTED[what]


async def test_an_answer_given_again_says_that_nothing_moved(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await answer_question(player)
        assert screen_text(player).count("1 of 1 right") == 1
        await player.press("u")
        await answer_question(player)
        assert (
            "You had seen its answer: the topic's figures stay as they were."
            in screen_text(player)
        )
        assert "1 of 1 right" not in screen_text(player)


async def test_steps_out_of_their_place_that_count_all_the_same_are_marked(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "order") as pilot:
        await press(pilot, *["down"] * 3, "1", "down", "4", "enter")  # 2 1 4 3
        assert score(pilot) == pytest.approx(1 / 3)
        assert "Partly: 1 of 3 neighbouring pairs in order" in seen_text(pilot)
        marks = {
            row.strip()[5:12]: row.strip()[0]
            for row in screen_rows(pilot)
            if "→" in row
        }
        assert marks == {"Collect": "✗", "Fine-tu": "✗", "Optimis": "✗", "Train t": "~"}


async def test_the_marks_of_code_in_what_was_paired_wrongly_are_not_shown(
    tmp_path: Path,
) -> None:
    bank = BANK.replace("left: ML engineer", "left: '`ML` engineer, **senior**'")
    async with play_kinds(tmp_path, "match", bank=bank) as pilot:
        await press(pilot, "1", "enter", "enter")
        assert "ML engineer, senior: Logs are training data." in seen_text(pilot)


async def test_gaps_stay_where_they_are_while_they_are_filled(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        await press(pilot, "a")
        before = [
            (row.find("the pass"), row.find("is called")) for row in screen_rows(pilot)
        ]
        await press(pilot, *"bout twenty letters", "tab", *"and twenty more")
        assert [
            (row.find("the pass"), row.find("is called")) for row in screen_rows(pilot)
        ] == before


@pytest.mark.parametrize("size", [(40, 15), (80, 24)], ids=str)
async def test_that_an_answer_was_seen_is_said_as_long_as_it_is_asked_again(
    game: Game, size: tuple[int, int]
) -> None:
    async with build_app(game, topic="ranking").run_test(size=size) as player:
        await player.press("0", "u", "1")
        assert status_text(player).startswith(
            "You have seen its answer: this time it does not count."
        )


async def test_a_written_question_not_known_is_not_asked_what_it_has(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, "f8")
        assert "What a full answer has:" in seen_text(pilot)
        assert "Which of these does your answer have?" not in seen_text(pilot)


async def test_enter_on_unfinished_work_of_an_exam_is_not_said_to_submit_it(
    tmp_path: Path,
) -> None:
    async with play_exam(tmp_path, "match") as pilot:
        await press(pilot, "1", "enter")
        assert "3 not paired. Enter again accepts it as it is." in seen_text(pilot)


async def test_escape_that_puts_a_step_back_is_not_said_to_leave_the_exam(
    tmp_path: Path,
) -> None:
    async with play_exam(tmp_path, "order") as pilot:
        await press(pilot, "space")
        assert "Esc put back" in screen_rows(pilot)[-1]
        assert "Esc leave" not in screen_rows(pilot)[-1]


async def test_enter_in_a_gap_is_called_by_what_it_does_there(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        assert screen_rows(pilot)[-1].lstrip().startswith("Enter next gap")
        await press(pilot, *"kv", "enter")
        assert screen_rows(pilot)[-1].lstrip().startswith("Enter submit")
        await press(pilot, "shift+tab")
        assert screen_rows(pilot)[-1].lstrip().startswith("Enter next gap")


async def test_a_written_answer_that_is_ticked_has_no_hint_to_take(
    tmp_path: Path,
) -> None:
    hinted = BANK.replace("- id: open\n", "- id: open\n  hint: Think of the cost.\n")
    async with play_kinds(tmp_path, "open", bank=hinted) as pilot:
        await press(pilot, *"So.", "f6")
        assert "hint" not in screen_rows(pilot)[-1]
        await press(pilot, "h")
        assert "Think of the cost." not in seen_text(pilot)


async def test_a_question_without_a_case_says_so(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        await player.press("o")
        assert status_text(player) == "This question has no case."


async def test_no_line_of_a_graded_sentence_ends_with_a_mark(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        await press(pilot, *"KV cache", "tab", *"prompt cache", "enter")
        for width in range(40, 100, 3):
            await pilot.resize_terminal(width, 24)
            assert [
                row
                for row in screen_rows(pilot)
                if row.rstrip().endswith(("✓", "✗", "→"))
            ] == []
            assert (
                "from the ✓ KV cache; the pass that fills it is called ✗ prompt "
                "cache → prefill."
            ) in seen_text(pilot)
