"""Each kind played by mouse alone."""

from pathlib import Path

import pytest
from kind_pilot import Play, click_on, play_kinds, press, score, session_of
from pilot import screen_rows

from weakspot.engine.session import ASKED

KEYS = "#keys"

SIZES = [(80, 24), (40, 15)]


async def submit(pilot: Play) -> None:
    """Click on the key in the footer, where there is room for it; else the
    keyboard's.
    """
    if any("submit" in row for row in screen_rows(pilot)):
        await click_on(pilot, "submit", inside=KEYS)
    else:
        await press(pilot, "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_options_are_clicked(tmp_path: Path, size: tuple[int, int]) -> None:
    async with play_kinds(tmp_path, "choice", "multi", "truefalse", size=size) as pilot:
        await click_on(pilot, "Small added")
        assert score(pilot) == 1
        await click_on(pilot, "next", inside=KEYS)
        await click_on(pilot, "Judge each")
        await click_on(pilot, "Report the share")
        await submit(pilot)
        assert score(pilot) == 1
        await click_on(pilot, "next", inside=KEYS)
        await click_on(pilot, "True")
        assert score(pilot) == 0


async def test_a_row_is_clicked_and_then_its_category(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "sort", size=(40, 20)) as pilot:
        for item, category in [
            ("Few", "2  They"),
            ("DPO", "1  They"),
            ("RAG", "2  They"),
            ("QLoRA", "1  They"),
        ]:
            await click_on(pilot, item)
            await click_on(pilot, category)
        await click_on(pilot, "2  They")
        await submit(pilot)
        assert score(pilot) == 1


@pytest.mark.parametrize("size", [(120, 40), (40, 24)])
async def test_left_then_right(tmp_path: Path, size: tuple[int, int]) -> None:
    async with play_kinds(tmp_path, "match", size=size) as pilot:
        pairs = [
            ("MLOps", "Rolls"),
            ("ML eng", "Trains"),
            ("Research", "Scales"),
            ("AI eng", "Wires"),
        ]
        for left, right in pairs:
            await click_on(pilot, left)
            await click_on(pilot, right)
        await submit(pilot)
        assert score(pilot) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_step_and_then_its_place(tmp_path: Path, size: tuple[int, int]) -> None:
    async with play_kinds(tmp_path, "order", size=size) as pilot:
        await click_on(pilot, "Fine-tune")
        assert any("moving" in row for row in screen_rows(pilot))
        await click_on(pilot, "Train the")
        assert not any("moving" in row for row in screen_rows(pilot))
        await click_on(pilot, "Collect")
        await click_on(pilot, "Train the")
        await submit(pilot)
        assert score(pilot) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_lines_are_clicked(tmp_path: Path, size: tuple[int, int]) -> None:
    async with play_kinds(tmp_path, "lines", size=size) as pilot:
        await click_on(pilot, "prompt = f")
        await click_on(pilot, "score = judge")
        await click_on(pilot, "docs =")
        await click_on(pilot, "docs =")
        await submit(pilot)
        assert score(pilot) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_an_action_and_then_its_reason(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "decision", size=size) as pilot:
        await click_on(pilot, "Fine-tune on")
        await click_on(pilot, "Look the price")
        assert session_of(pilot).phase == ASKED
        await click_on(pilot, "What changes")
        assert score(pilot) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_gaps_are_clicked_and_typed_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "typed", "number", size=size) as pilot:
        (first, second) = [
            y for y, row in enumerate(screen_rows(pilot)) if row.strip() in ("1", "2")
        ]
        await pilot.click(offset=(10, second))
        await press(pilot, *"prefill")
        await pilot.click(offset=(10, first))
        await press(pilot, *"KV cache")
        await submit(pilot)
        assert score(pilot) == 1
        await click_on(pilot, "next", inside=KEYS)
        await click_on(pilot, " $ ", nth=-1, shift=3)
        await press(pilot, *"150")
        await submit(pilot)
        assert score(pilot) == 1


async def test_a_rubric_is_clicked(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, *"cases")
        await submit(pilot)
        await click_on(pilot, "Asks for")
        await click_on(pilot, "Sets the bar")
        await submit(pilot)
        assert score(pilot) == pytest.approx(2 / 3)


async def test_not_knowing_is_clicked(tmp_path: Path) -> None:
    kinds = ("choice", "sort", "decision", "number", "choice")
    async with play_kinds(tmp_path, *kinds) as pilot:
        for _ in kinds[1:]:
            await click_on(pilot, "don't know", inside=KEYS)
            assert score(pilot) == 0
            await click_on(pilot, "next", inside=KEYS)
