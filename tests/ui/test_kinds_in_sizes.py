"""Every kind in every size: all that is asked can be read, nothing is lost by a resize, no text is obeyed."""

from pathlib import Path

import pytest
from kindbank import BANK, KINDS
from kindplay import playing, press, rows_of, score, scrolled, session_of

from weakspot.engine.values import Order, Places

SIZES = [(80, 24), (40, 15), (120, 40), (36, 10), (60, 20)]
ENDS = [(36, 10), (80, 24), (120, 40)]
"""The smallest there is, the usual one, a large one: each lays the rows out in another way."""
TEXTS = {
    "choice": [
        "The base weights, at a lower rate",
        "Small added matrices; the base stays frozen",
        "The tokenizer",
    ],
    "multi": [
        "Judge each pair in both orders",
        "Report the share of pairs that flip",
        "Keep the first order",
    ],
    "truefalse": ["True", "False"],
    "typed": ["Decoding reuses keys and values from the", "the pass that", "is called"],
    "number": ["200 users send 5 turns a day", "Your answer", "within 2 %"],
    "match": ["ML engineer", "Research engineer", "Wires retrieval into a support assistant", "Negotiates"],
    "sort": ["They change", "They stay", "Few-shot examples", "Dropping the oldest turns"],
    "order": ["Fine-tune on demonstrations", "Optimise the policy against it"],
    "lines": ["docs = retriever", "if reply: break", "return reply"],
    "decision": ["Look the price up at question time", "Fine-tune on the list every night"],
    "open": ["A prompt change", "Your answer"],
}


@pytest.mark.parametrize("size", ENDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_all_that_is_asked_can_be_read(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    async with playing(tmp_path, kind, size=size) as pilot:
        text = await scrolled(pilot)
        for word in " ".join(TEXTS[kind]).split():
            assert word in text, (word, rows_of(pilot))
        assert all(len(row) <= size[0] for row in rows_of(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_reasons_of_a_decision_and_points_of_a_rubric_can_be_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, "decision", size=size) as pilot:
        await press(pilot, "1")
        text = await scrolled(pilot)
        for word in ["Because", "What changes", "stays outside", "exact figures", "costs nothing"]:
            assert all(one in text for one in word.split())
    async with playing(tmp_path, "open", size=size) as pilot:
        await press(pilot, *"cases", "f6")
        text = await scrolled(pilot)
        for word in ["model answer", "golden set", "fixed set", "Sets the bar before looking"]:
            assert all(one in text for one in word.split())


@pytest.mark.parametrize("size", ENDS[:2])
@pytest.mark.parametrize("kind", KINDS)
async def test_every_verdict_can_be_read_whole(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    async with playing(tmp_path, kind, size=size) as pilot:
        await press(pilot, "f8")
        text = await scrolled(pilot)
        assert "Not known yet" in text
        assert "New to you." not in text


async def test_the_cursor_stays_in_sight_in_a_low_terminal(tmp_path: Path) -> None:
    async with playing(tmp_path, "lines", size=(40, 12)) as pilot:
        for number in range(1, 9):
            await press(pilot, "down")
            await pilot.pause()
            assert any(row.startswith(" ▌") and f" {number + 1} " in row for row in rows_of(pilot)), number


async def test_a_resize_keeps_what_was_placed_and_typed(tmp_path: Path) -> None:
    async with playing(tmp_path, "sort", "match", "order", "typed", "open") as pilot:
        await press(pilot, "2", "1", "2")
        for size in [(40, 15), (30, 8), (120, 40), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.pause()
        assert session_of(pilot).draft == Places(places=(0, None, 1, 1, None))
        assert sum(row.count("●") for row in rows_of(pilot)) == 3
        await press(pilot, "1", "2", "enter", "enter", "3")
        await pilot.resize_terminal(40, 15)
        await press(pilot, "5", "2", "4", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", "space", "down")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert any("moving" in row for row in rows_of(pilot))
        await press(pilot, "space", "enter")
        assert session_of(pilot).draft == Order(order=(0, 2, 3, 1))
        await press(pilot, "enter", *"KV ca")
        await pilot.resize_terminal(40, 15)
        await press(pilot, *"che", "enter", *"prefill", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", *"two words")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "f6")
        assert any("two words" in row for row in rows_of(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_no_text_of_a_bank_is_obeyed(tmp_path: Path, size: tuple[int, int]) -> None:
    bank = BANK
    for text in (
        "Small added matrices; the base stays frozen", "Judge each pair in both orders", "Few-shot examples",
        "Trains a ranking model on click logs", "ML engineer", "Train the reward model", "They change",
        "A longer prompt costs nothing", "Look the price up at question time",
        "Asks for a fixed set of cases",
    ):  # fmt: skip
        bank = bank.replace(text, f'"{text[:9]} d[key] [/b] 键值缓存"')
    bank = bank.replace('"docs = retriever.search(question, k=20)"', '"d[key] [/b] 键值 {}"')
    bank = bank.replace("language: python", 'language: "[/b]"').replace("unit: $", 'unit: "[/b]"')
    bank = bank.replace("How does RLHF go?", '"[/b] [bold]"')
    async with playing(tmp_path, *KINDS, size=size, bank=bank) as pilot:
        for _ in KINDS:
            text = await scrolled(pilot)
            await press(pilot, "f8")
            text += await scrolled(pilot)
            assert "\x1b" not in text
            assert "\u202e" not in text
            await press(pilot, "enter")
            if pilot.app.screen.query("ResultLines"):
                break
