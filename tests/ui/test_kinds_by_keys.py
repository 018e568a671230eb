"""Each kind played by keys alone, rightly, wrongly and not known; and every rule a
player can meet.
"""

from pathlib import Path

import pytest
from kind_bank import open_kind_game, start_kinds_round
from kind_pilot import (
    Play,
    cursor_row,
    play_kinds,
    play_session,
    press,
    score,
    seen_text,
    session_of,
    was_unknown,
)
from pilot import screen_name, screen_rows, status_text

from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.session import ANSWERED, ASKED
from weakspot.engine.values import Choice, Essay, Order, Picks, Places, Texts

RIGHT = {
    "choice": ["2"],
    "multi": ["2", "4", "enter"],
    "truefalse": ["2"],
    "typed": [*"KV cache", "enter", *"prefill", "enter"],
    "number": [*"150", "enter"],
    "match": ["3", "5", "2", "4", "enter"],
    "sort": ["2", "1", "2", "1", "2", "enter"],
    "order": ["down", "1", *["down"] * 3, "2", "enter"],
    "lines": ["3", "7", "enter"],
    "decision": ["2", "2"],
    "open": [*"cases first", "f6", "1", "2", "3", "enter"],
}
WRONG = {
    "choice": ["1"],
    "multi": ["1", "3", "enter"],
    "truefalse": ["1"],
    "typed": [*"zzz", "tab", *"zzz", "enter"],
    "number": [*"7", "enter"],
    "match": ["1", "3", "4", "2", "enter"],
    "sort": ["1", "2", "1", "2", "1", "enter"],
    "order": ["4", "up", "4", "up", "3", "enter"],
    "lines": ["1", "enter"],
    "decision": ["1", "1"],
    "open": [*"no", "f6", "enter", "enter"],
}
MARKS = {
    "match": "→",
    "sort": "→",
    "order": "→",
    "lines": "✓",
    "open": "A model answer",
    "typed": "→",
    "number": "→",
}


def interleave(other: str) -> list[str]:
    """Every kind, and after each the other one."""
    return [one for kind in KINDS for one in (kind, other)]


async def test_a_right_answer_by_keys_alone(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *KINDS, "choice") as pilot:
        for at, kind in enumerate(KINDS, 1):
            await press(pilot, *RIGHT[kind])
            assert score(pilot) == 1, screen_rows(pilot)
            assert "Right" in seen_text(pilot), kind
            await press(pilot, "enter")
            assert (session_of(pilot).at, session_of(pilot).phase) == (at, ASKED)


async def test_a_wrong_answer_by_keys_alone(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *interleave("choice")) as pilot:
        for kind in KINDS:
            await press(pilot, *WRONG[kind])
            found = score(pilot)
            assert found is not None, screen_rows(pilot)
            assert found < 0.5, kind
            assert ("✗" in seen_text(pilot)) == (kind != "open"), kind
            await press(pilot, "enter", "2")
            assert score(pilot) == 1, kind
            await press(pilot, "enter")


async def test_enter_on_nothing_grades_nothing_and_a_key_says_that_it_is_not_known(
    tmp_path: Path,
) -> None:
    nothing = {
        "choice": ["space", "enter"],
        "open": ["f6"],
        "typed": ["enter", "enter"],
    }
    async with play_kinds(tmp_path, *KINDS) as pilot:
        for kind in KINDS:
            await press(pilot, *nothing.get(kind, ["enter"]))
            assert session_of(pilot).phase == ASKED, kind
            status = status_text(pilot)
            assert "0 means" in status or "F8 means" in status or "a digit" in status, (
                status
            )
            await press(pilot, "enter", "enter", "enter")
            assert session_of(pilot).phase == ASKED, kind
            await press(pilot, "f8" if kind in ("typed", "number", "open") else "0")
            assert was_unknown(pilot), kind
            assert "✗" not in seen_text(pilot), kind
            assert MARKS.get(kind, "✓") in seen_text(pilot), kind
            await press(pilot, "enter")


@pytest.mark.parametrize(("kind", "keys", "left"), [
    ("match", ["3", "5", "enter"], "2 not paired"),
    ("sort", ["2", "1", "enter"], "3 not placed"),
    ("typed", [*"KV cache", "enter", "enter"], "1 gap is empty"),
])  # fmt: skip
async def test_unfinished_work_is_said_and_a_second_enter_submits(
    tmp_path: Path, kind: str, keys: list[str], left: str
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await press(pilot, *keys)
        assert session_of(pilot).phase == ASKED
        assert f"{left}. Enter again accepts it as it is." in seen_text(pilot)
        if kind == "sort":
            await press(pilot, "2", "enter")  # a change after that asks again
            assert "2 not placed." in seen_text(pilot)
        if kind == "match":
            await press(pilot, "backspace", "enter")  # so does one that is taken back
            assert "3 not paired." in seen_text(pilot)
        await press(pilot, "enter")
        assert 0 < (score(pilot) or 0) < 1


async def test_sorting_goes_on_to_the_next_unplaced_and_takes_out(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "sort") as pilot:
        await press(pilot, "down", "1")
        assert cursor_row(pilot) in screen_rows(pilot)[10]
        await press(pilot, "1", "1", "1")
        assert cursor_row(pilot) in screen_rows(pilot)[8]
        await press(pilot, "down", "backspace")
        assert session_of(pilot).draft == Places(places=(None, 0, None, 0, 0))
        await press(
            pilot, "backspace"
        )  # nothing here to take out: the last move is taken back
        assert session_of(pilot).draft == Places(places=(0, 0, None, 0, 0))


async def test_a_used_number_moves_and_backspace_frees(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "match") as pilot:
        await press(pilot, "3", "3")
        assert session_of(pilot).draft == Places(places=(None, 0, None, None))
        await press(pilot, "up", "backspace")
        assert session_of(pilot).draft == Places(places=(None,) * 4)
        await press(pilot, "9", "8")
        assert session_of(pilot).draft == Places(places=(None,) * 4)
        assert session_of(pilot).phase == ASKED


async def test_a_step_is_picked_up_carried_and_put_down_or_back(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "order") as pilot:
        await press(pilot, "space", "down")
        assert "↑↓ moving" in seen_text(pilot)
        assert "Picked up. ↑↓ carries it; Space or Enter puts it down." in seen_text(
            pilot
        )
        assert screen_rows(pilot)[-1].count("Esc") == 1
        await press(pilot, "escape")
        assert session_of(pilot).draft == Order(order=(2, 0, 3, 1))
        await press(pilot, "space", "down", "enter")
        assert session_of(pilot).draft == Order(order=(0, 2, 3, 1))
        assert session_of(pilot).phase == ASKED
        await press(pilot, "K")
        assert session_of(pilot).draft == Order(order=(2, 0, 3, 1))
        await press(pilot, "J", "J")
        assert session_of(pilot).draft == Order(order=(0, 3, 2, 1))
        await press(pilot, "u")
        assert session_of(pilot).draft == Order(order=(0, 2, 3, 1))
        await press(pilot, "escape")  # where nothing is picked up it leaves
        assert screen_name(pilot) == "HomeScreen"


async def test_a_step_carried_nowhere_is_not_moved(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "order") as pilot:
        await press(pilot, "space", "down", "up", "space", "1", "enter")
        assert session_of(pilot).phase == ASKED
        assert "Nothing is moved yet" in seen_text(pilot)


async def test_a_decision_can_be_gone_back_on_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "decision") as pilot:
        assert "Because" not in seen_text(pilot)
        await press(pilot, "1")
        assert "Because" in seen_text(pilot)
        await press(pilot, "enter")
        assert session_of(pilot).phase == ASKED
        await press(pilot, "down", "up")
        assert session_of(pilot).draft == Choice(action=1)
        assert "Because" in seen_text(pilot)
        await press(pilot, "2")
        assert session_of(pilot).draft == Choice(action=0)
        await press(pilot, "u", "u")
        assert session_of(pilot).draft is None
        assert "Because" not in seen_text(pilot)
        await press(pilot, "2", "backspace", "1", "down", "down", "enter")
        assert score(pilot) == 0
        assert session_of(pilot).draft == Choice(action=1, reason=0)
        assert "right reason, wrong choice" in seen_text(pilot)


async def test_lines_beyond_nine_are_marked_by_space_and_digits_only_move(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    bank = (tmp_path / "questions" / "01-adaptation.yaml").read_text(encoding="utf-8")
    longer = bank.replace(
        '    - "return reply"\n', '    - "return reply"\n    - "# end"\n'
    )
    game.close()
    async with play_kinds(tmp_path, "lines", bank=longer) as pilot:
        await press(pilot, "3")
        assert session_of(pilot).draft is None
        await press(pilot, "space")
        assert session_of(pilot).draft == Picks(picks=frozenset({2}))
        assert "1 marked" in seen_text(pilot)


async def test_missed_lines_are_called_so_and_fixes_told(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "lines", size=(80, 40)) as pilot:
        await press(pilot, "2", "3", "enter")
        rows = screen_rows(pilot)
        assert any("✗" in row and "join" in row for row in rows)
        assert any("~" in row and "judge(" in row and "missed" in row for row in rows)
        assert "Judges favour their own. Better: score = judge(reply)" in seen_text(
            pilot
        )


async def test_a_rubric_shows_the_model_answer_and_goes_back_to_the_text(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, *"why 0?", "f6")
        assert "A model answer" in seen_text(pilot)
        assert "why 0?" in seen_text(pilot)
        await press(pilot, "question_mark")
        assert "skip: no answer" in seen_text(pilot)
        assert "hint" not in seen_text(pilot).split("In a field")[0]
        await press(pilot, "escape", "2", "u")
        assert session_of(pilot).draft == Essay(text="why 0?", ticks=frozenset())
        await press(pilot, "backspace")
        assert "A model answer" not in seen_text(pilot)
        await press(pilot, "!", "f6", "1", "enter")
        assert session_of(pilot).draft == Essay(text="why 0?!", ticks=frozenset({0}))
        assert score(pilot) == pytest.approx(1 / 3)
        assert "why 0?!" in seen_text(pilot)


@pytest.mark.parametrize(
    "kind", ["multi", "lines", "match", "sort", "order", "decision"]
)
async def test_what_was_given_before_the_round_was_left_is_one_move(
    tmp_path: Path, kind: str
) -> None:
    game = open_kind_game(tmp_path)
    async with play_session(game, start_kinds_round(game, "choice", kind)) as pilot:
        await press(pilot, "1", "enter")
        before = seen_text(pilot)
        await press(pilot, *(["2", "J"] if kind == "order" else ["1"]))
        assert session_of(pilot).draft is not None
        await press(pilot, "escape")
    (left,) = game.rounds.open_rounds()
    async with play_session(game, left) as pilot:
        await press(pilot, "u")
        assert session_of(pilot).at == 1
        assert seen_text(pilot) == before
        await press(pilot, "u")
        assert session_of(pilot).at == 0
    game.close()


async def test_a_half_done_answer_waits_in_the_open_round(tmp_path: Path) -> None:
    game = open_kind_game(tmp_path)
    async with play_session(game, start_kinds_round(game, "sort", "choice")) as pilot:
        await press(pilot, "2", "1", "escape")
    left = game.rounds.open_rounds()[0]
    assert left.draft == Places(places=(0, None, 1, None, None))
    async with play_session(game, left) as pilot:
        assert "2 of 5 placed" in seen_text(pilot)
        await press(pilot, "2", "1", "2", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter")
        assert session_of(pilot).draft is None


@pytest.mark.parametrize("keys", [["escape", "escape"], ["ctrl+q"]])
async def test_half_a_text_waits_too(tmp_path: Path, keys: list[str]) -> None:
    game = open_kind_game(tmp_path)
    async with play_session(game, start_kinds_round(game, "typed")) as pilot:
        await press(pilot, *"KV ca")
        await pilot.press(*keys)
    assert game.rounds.open_rounds()[0].draft == Texts(texts=("KV ca", ""))


async def test_keys_do_nothing_to_a_graded_answer(tmp_path: Path) -> None:
    kinds = ("sort", "order", "decision", "typed")
    async with play_kinds(tmp_path, *kinds) as pilot:
        for kind in kinds:
            await press(pilot, *RIGHT[kind])
            before = screen_rows(pilot)
            await press(pilot, "1", "2", "space", "backspace", "J", "x")
            assert session_of(pilot).phase == ANSWERED, kind
            assert screen_rows(pilot) == before
            await press(pilot, "enter")


async def test_what_is_missing_is_said_without_hiding_the_first_gap(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "sort", size=(36, 12)) as pilot:
        await press(pilot, "2", "2", "2", "enter")
        await pilot.pause()
        assert "2 not placed." in seen_text(pilot)
        assert any(row.strip().startswith("▌") for row in screen_rows(pilot))


async def test_why_not_has_a_number_only_where_options_have_one(tmp_path: Path) -> None:
    told = {
        "choice": (["1"], "Why not 1"),
        "decision": (["1", "1"], "Not because 1 Every token is billed."),
        "sort": (["2", "2", "2", "2", "2", "enter"], "DPO It trains on pairs."),
        "match": (["1", "2", "3", "4", "enter"], "ML engineer Logs are training data."),
        "lines": (["2", "enter"], "Line 2"),
        "typed": (
            [*"prompt cache", "enter", *"prefill", "enter"],
            "“prompt cache”: That one is kept",
        ),
        "number": ([*"150000", "enter"], "Why not The price is per million."),
    }
    async with play_kinds(tmp_path, *told, size=(80, 40)) as pilot:
        for keys, label in told.values():
            await press(pilot, *keys)
            assert label in seen_text(pilot), screen_rows(pilot)
            await press(pilot, "enter")


async def test_a_number_shows_its_worked_solution_and_a_slip_its_note(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "number", "typed") as pilot:
        await press(pilot, *"151", "enter")
        assert score(pilot) == 1
        assert "200 × 5 × 2,000 × 30 / 1e6 × $2.50 = $150" in seen_text(pilot)
        await press(pilot, "enter", *"KV cache", "tab", *"prefil", "enter")
        assert "Right · close: you wrote “prefil”" in seen_text(pilot)


PARTLY = {
    "multi": ["2"],
    "typed": [*"KV"],
    "number": [*"15"],
    "match": ["3", "5"],
    "sort": ["2"],
    "order": ["4"],
    "lines": ["3"],
    "decision": ["2"],
    "open": [*"So"],
}


def body_of(pilot: Play) -> str:
    """What is asked and given, wherever the cursor stands."""
    return "".join(screen_rows(pilot)[3:-3]).translate(str.maketrans("", "", "▌_ "))


async def test_a_question_skipped_comes_back_as_it_was(tmp_path: Path) -> None:
    async with play_kinds(
        tmp_path, *(one for kind in PARTLY for one in (kind, "choice"))
    ) as pilot:
        for kind, keys in PARTLY.items():
            await press(pilot, *keys)
            before, given = body_of(pilot), session_of(pilot).draft
            await press(pilot, "f3", "f5")
            assert (body_of(pilot), session_of(pilot).draft) == (before, given), kind
            await press(pilot, "f3", "f3")


async def test_a_hint_taken_before_a_skip_stays_taken(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "choice", "multi") as pilot:
        await press(pilot, "h", "s", "u")
        assert "Something is added." in seen_text(pilot)
        assert session_of(pilot).hinted
