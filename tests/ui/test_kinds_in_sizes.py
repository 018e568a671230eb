"""Every kind in every size: all that is asked can be read, nothing is lost by a resize,
no text is obeyed.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from kind_bank import BANK, open_kind_game, start_kinds_round
from kind_pilot import (
    Play,
    play_kinds,
    play_session,
    press,
    read_whole_text,
    score,
    screen_of,
    seen_text,
    session_of,
)
from msgspec.structs import replace
from pilot import assert_keys_shown, read_body, screen_rows, squeeze, status_text

from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.lines import LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.kinds.sort import SortQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Essay, Order, Places

SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]


def texts_of(question: Question) -> list[str]:
    """All that there is to choose from, place or write into."""
    match question:
        case TypedQuestion():
            return [
                "Decoding reuses keys and values from the",
                "; the pass that fills it is called",
            ]
        case NumberQuestion():
            return ["Your answer", "within 2 %"]
        case MatchQuestion() | SortQuestion():
            return [*question.items, *question.targets]
        case OrderQuestion():
            return list(question.steps)
        case DecisionQuestion():
            return [one.text for one in question.actions]
        case OpenQuestion():
            return ["Your answer"]
    return list(question.texts)


def assert_shown(texts: Iterable[str], body: str, beside: bool = False) -> None:
    """Each text stands whole in the body; word by word where columns stand `beside`
    each other.
    """
    words = body.split()
    for text in texts:
        plain = text.replace("`", "")
        if beside:
            assert [word for word in plain.split() if word not in words] == [], body
        else:
            assert squeeze(plain) in squeeze(body), (text, body)


async def unfold_lines(pilot: Play, question: LinesQuestion) -> str:
    """The rows with the cursor on each line in turn: a long line is whole where the
    cursor is.
    """
    seen = []
    for _ in question.lines:
        seen += screen_rows(pilot)
        await press(pilot, "down")
    return "\n".join(seen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_option_every_verdict_and_every_key_can_be_seen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, *KINDS, size=size) as pilot:
        for _ in KINDS:
            question = screen_of(pilot).game.library.question(
                session_of(pilot).slot.question
            )
            assert_keys_shown(pilot)
            body = await read_body(pilot)
            if isinstance(question, LinesQuestion):
                body += await unfold_lines(pilot, question)
            beside = isinstance(question, MatchQuestion | SortQuestion)
            assert_shown(texts_of(question), body, beside)
            if isinstance(question, DecisionQuestion):
                await press(pilot, "1")
                assert_shown(
                    ["Because", *(one.text for one in question.reasons)],
                    await read_body(pilot),
                )
            if isinstance(question, OpenQuestion):
                await press(pilot, *"cases", "f6")
                assert_shown(
                    [question.answer, *question.rubric], await read_body(pilot)
                )
            assert_keys_shown(pilot)
            pilot.app.screen.query_one("#body").scroll_home(animate=False)
            await press(pilot, "f8")
            # in sight when it comes
            assert any("Not known yet" in row for row in screen_rows(pilot)), (
                screen_rows(pilot)
            )
            assert_keys_shown(pilot)
            body = await read_body(pilot)
            assert_shown(["Not known yet", question.explain], body)
            assert all(len(row) <= size[0] for row in screen_rows(pilot))
            assert "New to you." not in body
            await press(pilot, "e")  # has what there was no room for
            assert_shown([question.source.title], await read_body(pilot))
            await press(pilot, "enter")


async def test_why_an_answer_is_wrong_is_in_sight_below_its_marks(
    tmp_path: Path,
) -> None:
    bank = BANK.replace(
        "explain: Look it up.", f"explain: {'Look it up and up. ' * 18}"
    )
    bank = bank.replace(
        "Prices change hourly",
        f"One. Two. {'And three follow. ' * 20}Prices change hourly",
    )
    async with play_kinds(tmp_path, "decision", bank=bank) as pilot:
        assert "One. Two." in seen_text(pilot)
        await press(pilot, "1", "1")
        assert_shown(
            ["Stale by a day.", "Every token is billed."], "\n".join(screen_rows(pilot))
        )
        assert [
            row.strip()[0] for row in screen_rows(pilot) if "✓" in row or "✗" in row
        ] == [*"✗✓✗✓"]
        await press(pilot, "pageup")
        assert "One. Two." in seen_text(pilot)


async def test_a_question_after_details_begins_at_its_top(tmp_path: Path) -> None:
    bank = BANK.replace(
        "An MCP server has", f"One. Two. {'And three. ' * 300} An MCP server has"
    )
    async with play_kinds(
        tmp_path, "choice", "truefalse", size=(80, 40), bank=bank
    ) as pilot:
        await press(pilot, "2", "e", "enter")
        assert "One. Two." in seen_text(pilot)


async def test_points_stand_where_they_were_ticked(tmp_path: Path) -> None:
    point = "Has what is asked for, in words that are as long as the row has room"
    bank = BANK.replace("Asks for a fixed set of cases", point)
    async with play_kinds(tmp_path, "open", bank=bank) as pilot:
        await press(pilot, *"cases", "f6", "2")
        points = [
            row.strip("▌✓~ ") for row in screen_rows(pilot) if "○" in row or "●" in row
        ]
        assert point in points[0]
        await press(pilot, "enter")
        assert [
            row.strip("▌✓~ ") for row in screen_rows(pilot) if "○" in row or "●" in row
        ] == points


@pytest.mark.parametrize(
    ("size", "stays"), [((80, 24), True), ((40, 15), False)], ids=str
)
async def test_what_was_written_stays_above_its_verdict_where_there_is_room(
    tmp_path: Path, size: tuple[int, int], stays: bool
) -> None:
    async with play_kinds(tmp_path, "open", size=size) as pilot:
        await press(pilot, *"cases first", "f6", "1", "enter")
        assert ("You wrote" in await read_whole_text(pilot)) == stays
    async with play_kinds(tmp_path, "open", size=size) as pilot:
        await press(pilot, "f8")
        assert "You wrote" not in await read_whole_text(pilot)


async def test_the_slots_of_pairs_stay_where_they_were(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "match") as pilot:
        await press(pilot, "1", "3", "4", "2")
        slots = [row.index("[") for row in screen_rows(pilot) if "[" in row]
        assert len(slots) == 4
        await press(pilot, "enter")
        assert [row.index("[") for row in screen_rows(pilot) if "[" in row] == slots


async def test_in_a_tall_terminal_both_sides_of_pairs_have_a_row_between_them(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "match", size=(110, 40)) as pilot:
        rows = screen_rows(pilot)
        lefts = [at for at, row in enumerate(rows) if "[·]" in row]
        rights = [at for at, row in enumerate(rows) if re.search(r" [1-5]  \w", row)]
        assert lefts == [lefts[0] + 2 * step for step in range(4)]
        assert rights == [lefts[0] + 2 * step for step in range(5)]


async def test_the_keys_that_give_an_answer_come_first_in_the_footer(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "match", size=(120, 40)) as pilot:
        footer = screen_rows(pilot)[-1].strip()
        assert footer.startswith(
            "1-5 pair   Enter submit   Bksp free   0 don't know   s skip"
        )


async def test_in_a_low_terminal_the_marks_of_pairs_are_in_sight_with_the_verdict(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "match", size=(40, 15)) as pilot:
        await press(pilot, "1", "2", "3", "4", "enter")
        marked = [
            row
            for row in screen_rows(pilot)
            if row.lstrip().startswith(("✓", "✗")) and "[" in row
        ]
        assert len(marked) == 4
        assert any("of 4 right" in row for row in screen_rows(pilot))
        await press(pilot, *["up"] * 9)
        assert "Negotiates" in seen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (80, 40)], ids=str)
async def test_a_sentence_with_gaps_stands_below_its_first_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "typed", size=size) as player:
        heads = [
            row
            for row in screen_rows(player)
            if "Fill the gaps" in row or "Decoding reuses" in row
        ]
        assert [len(row) - len(row.lstrip()) for row in heads] == [4, 4]


async def test_a_calculation_stands_above_the_verdict_with_what_it_comes_to(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "number") as pilot:
        await press(pilot, *"6/2+4", "enter")
        shown = [row.strip() for row in screen_rows(pilot)]
        given = next(
            at for at, row in enumerate(shown) if row.startswith("✗ 6/2+4 = $7  →  $")
        )
        assert [row[:4] for row in shown[given + 1 : given + 3]] == ["", "▌  M"]


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_the_points_to_tick_are_in_sight_below_a_long_answer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    game = open_kind_game(tmp_path)
    session = replace(
        start_kinds_round(game, "open"),
        draft=Essay(text="which cases?\n" * 60, ticks=frozenset()),
    )
    async with play_session(game, session, size) as pilot:
        question = game.library.question("adaptation/open")
        assert isinstance(question, OpenQuestion)
        await press(pilot, "f6")
        assert_shown(question.rubric, "\n".join(screen_rows(pilot)))
        assert any("▌ ○ 1 " in row for row in screen_rows(pilot))
        await press(pilot, "pageup", "pageup", "pageup", "pageup")
        assert "fixed set" not in seen_text(pilot)
        await press(pilot, "down")
        assert_shown(question.rubric, "\n".join(screen_rows(pilot)))
        assert any("▌ ○ 2 " in row for row in screen_rows(pilot))


async def test_of_points_that_do_not_all_fit_that_of_the_cursor_is_in_sight(
    tmp_path: Path,
) -> None:
    points = "".join(
        f"\n    - Has what is asked for as number {at}, whole" for at in range(4, 9)
    )
    bank = BANK.replace(
        "- Sets the bar before looking", f"- Sets the bar before looking{points}"
    )
    async with play_kinds(tmp_path, "open", size=(40, 15), bank=bank) as pilot:
        await press(pilot, *"cases", "f6")
        assert "fixed set" in seen_text(pilot)
        assert " 8, whole" not in seen_text(pilot)
        await press(pilot, *["down"] * 7)
        assert " 8, whole" in seen_text(pilot)


@pytest.mark.parametrize(("language", "shown"), [("python", True), ("plain", False)])
async def test_a_box_is_titled_with_its_language_where_that_is_one(
    tmp_path: Path, language: str, shown: bool
) -> None:
    bank = BANK.replace("language: python", f"language: {language}")
    async with play_kinds(tmp_path, "lines", size=(40, 15), bank=bank) as pilot:
        assert any(language in row for row in screen_rows(pilot)) is shown


async def test_once_a_step_was_moved_the_footer_says_how_to_submit(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "order", size=(40, 15)) as pilot:
        await press(pilot, "2")
        assert "Enter submit" in screen_rows(pilot)[-1]


async def test_a_resize_keeps_what_was_placed_and_typed(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "sort", "match", "order", "typed", "open") as pilot:
        await press(pilot, "2", "1", "2")
        for size in [(40, 15), (30, 8), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
        assert session_of(pilot).draft == Places(places=(0, None, 1, 1, None))
        assert (
            sum(row.count("[1]") + row.count("[2]") for row in screen_rows(pilot)) == 3
        )
        await press(pilot, "1", "2", "enter", "enter", "3")
        await pilot.resize_terminal(40, 15)
        await press(pilot, "5", "2", "4", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", "space", "down")
        await pilot.resize_terminal(80, 24)
        assert any("moving" in row for row in screen_rows(pilot))
        await press(pilot, "space", "enter")
        assert session_of(pilot).draft == Order(order=(0, 2, 3, 1))
        await press(pilot, "enter", *"KV ca")
        await pilot.resize_terminal(40, 15)
        await press(pilot, *"che", "enter", *"prefill", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", *"two words")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "f6")
        assert any("two words" in row for row in screen_rows(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_no_text_of_a_bank_is_obeyed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    bank = BANK
    for text in (
        "Small added matrices; the base stays frozen",
        ("Judge each pair in both orders"),
        "Few-shot examples",
        "Trains a ranking model on click logs",
        "ML engineer",
        "Train the reward model",
        "They change",
        "A longer prompt costs nothing",
        "Look the price up at question time",
        "Asks for a fixed set of cases",
    ):
        bank = bank.replace(text, f'"{text[:9]} d[key] [/b] 键值缓存"')
    bank = bank.replace(
        '"docs = retriever.search(question, k=20)"', '"d[key] [/b] 键值 {}"'
    )
    bank = bank.replace("language: python", 'language: "[/b]"').replace(
        "unit: $", 'unit: "[/b]"'
    )
    bank = bank.replace("How does RLHF go?", '"[/b] [bold]"')
    async with play_kinds(tmp_path, *KINDS, size=size, bank=bank) as pilot:
        for _ in KINDS:
            text = await read_whole_text(pilot)
            await press(pilot, "f8")
            text += await read_whole_text(pilot)
            assert "\x1b" not in text
            assert "\u202e" not in text
            await press(pilot, "enter")
            if pilot.app.screen.query("ResultLines"):
                break


@pytest.mark.parametrize(
    ("kind", "keys", "sizes"),
    [
        ("multi", ["1", "enter"], [(80, 24), (36, 12)]),
        ("choice", ["1"], [(36, 10), (100, 30)]),
    ],
)
async def test_a_verdict_stays_in_sight_in_another_size(
    tmp_path: Path, kind: str, keys: list[str], sizes: list[tuple[int, int]]
) -> None:
    bank = BANK.replace("A judge prefers", f"{'Read this first. ' * 60}A judge prefers")
    bank = bank.replace(
        "Judge each pair in both orders", "Judge each pair in both orders " * 5
    )
    bank = bank.replace("The tokenizer", "The tokenizer of the model " * 20)
    bank = bank.replace("One line.", "One line. " * 90)
    bank = bank.replace("  hint: Something", "  case: bot\n  hint: Something")
    async with play_kinds(tmp_path, kind, size=sizes[0], bank=bank) as pilot:
        await press(pilot, *keys)
        for size in reversed(sizes):
            await pilot.resize_terminal(*size)
            assert "▌ Missed" in seen_text(pilot)


async def test_the_line_under_the_cursor_is_whole_where_a_message_takes_rows(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "lines", size=(36, 10)) as pilot:
        await press(pilot, "down", "enter")
        assert status_text(pilot).startswith("Nothing is marked yet")
        assert "▌ 2 context = " in seen_text(pilot)
        assert "for d in docs)" in seen_text(pilot)


@pytest.mark.parametrize("rows", [15, 16, 17])
async def test_no_marked_row_above_a_verdict_is_cut(tmp_path: Path, rows: int) -> None:
    bank = BANK
    for option in (
        "Judge each pair in both orders",
        "Report the share of pairs that flip",
        "Keep the first order",
    ):
        bank = bank.replace(option, f"{option}{' and see what they say' * 3}")
    async with play_kinds(tmp_path, "multi", size=(40, rows), bank=bank) as pilot:
        await press(pilot, "1", "3", "4", "enter")
        body = screen_rows(pilot)[2:]
        assert re.match(r" [✗~✓] [●○] \d", next(row for row in body if row.strip())), (
            screen_rows(pilot)
        )
