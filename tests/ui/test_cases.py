"""The case of a question: read without opening it where there is room, and which key
opens it.
"""

import json
from pathlib import Path

import pytest
from kind_bank import BANK
from kind_pilot import play_kinds, press, screen_of, seen_text
from pilot import PlayedApp, screen_rows, squeeze

from weakspot.engine.values import Case
from weakspot.ui.screens.dialog import CaseScreen, DialogScreen
from weakspot.ui.widgets.artefact import case_text

SHEET = [f"{'queue ' + str(number):<48}{number / 100:.2f}" for number in range(12)]
CASED = BANK.replace('text: "One line."', f"text: {json.dumps(chr(10).join(SHEET))}")
for KIND in ("number", "decision", "open"):
    CASED = CASED.replace(f"- id: {KIND}\n", f"- id: {KIND}\n  case: bot\n")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_case_names_the_key_that_opens_it_now(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "number", size=size, bank=CASED) as pilot:
        assert "F12 opens it" in seen_text(pilot)
        assert "F12 case" in screen_rows(pilot)[-1]
        await press(pilot, "1", "f12")
        assert isinstance(pilot.app.screen, CaseScreen)
        await press(pilot, "f12", "escape")
        assert pilot.app.screen is screen_of(pilot)
        assert screen_of(pilot).view.case.border_subtitle == "o opens it"
        assert "o case" in screen_rows(pilot)[-1]
        await press(pilot, "enter")
        assert screen_of(pilot).view.case.border_subtitle == "F12 opens it"
        await press(pilot, "enter")
        assert screen_of(pilot).view.case.border_subtitle == "o opens it"
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, CaseScreen)


@pytest.mark.parametrize("dialog", ["o", "question_mark", "0 exclamation_mark"])
async def test_the_game_can_be_paused_while_a_dialog_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dialog: str
) -> None:
    paused: list[str] = []
    monkeypatch.setattr(
        PlayedApp, "action_suspend_process", lambda app: paused.append(dialog)
    )
    async with play_kinds(tmp_path, "decision", bank=CASED) as pilot:
        await press(pilot, *dialog.split(), "ctrl+z")
        assert isinstance(pilot.app.screen, DialogScreen)
        assert paused == [dialog]


async def test_the_keys_of_a_case_that_is_opened_whole_stay_in_sight(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "decision", size=(40, 15), bank=CASED) as pilot:
        await press(pilot, "o")
        assert "Esc back" in seen_text(pilot)


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (200, 60)])
async def test_every_figure_of_a_case_is_shown_where_there_is_room(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "decision", size=size, bank=CASED) as pilot:
        rows = "\n".join(screen_rows(pilot))
        assert [line for line in SHEET if line not in rows] == []


@pytest.mark.parametrize(
    ("language", "painted"),
    [("yaml", {"tools": "bold", "# his": "$muted"}), ("text", {}), (None, {})],
)
def test_a_case_in_a_language_is_in_its_quiet_colours(
    language: str | None, painted: dict[str, str]
) -> None:
    case = Case(title="a", text="tools: all  # his", language=language)
    text = case_text(case)
    assert text.plain == "tools: all  # his"
    spans = {text.plain[one.start : one.end]: str(one.style) for one in text.spans}
    assert spans == painted


async def test_a_line_of_a_case_is_wrapped_and_never_cut(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "decision", size=(50, 24), bank=CASED) as pilot:
        assert squeeze(SHEET[0] + SHEET[1]) in squeeze(seen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_word_and_explanation_are_in_sight_below_a_high_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "number", "open", size=size, bank=CASED) as pilot:
        await press(pilot, "7", "enter")
        assert "Missed" in seen_text(pilot)
        assert "Tokens times price." in seen_text(pilot)
        assert any("✗" in row for row in screen_rows(pilot))
        await press(pilot, "enter", "x", "f6", "1", "enter")
        assert "Partly" in seen_text(pilot)
        assert "A feeling is not a measure." in seen_text(pilot)


async def test_a_number_is_shown_graded_where_its_question_was_scrolled(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "number", size=(40, 15), bank=CASED) as pilot:
        await press(pilot, "7", "pageup", "pagedown", "enter")
        assert any("✗ $7" in row for row in screen_rows(pilot)), screen_rows(pilot)


async def test_a_hint_leaves_all_there_is_to_pick_in_sight(tmp_path: Path) -> None:
    bank = CASED.replace("- id: choice\n", "- id: choice\n  case: bot\n")
    bank = bank.replace(
        "Which weights does", f"{'Think of what it costs. ' * 7}Which weights does"
    )
    async with play_kinds(tmp_path, "choice", bank=bank) as pilot:
        await press(pilot, "h")
        assert "Something is added." in seen_text(pilot)
        assert "The tokenizer" in seen_text(pilot)
