"""What is typed: letters belong to the field, paste is made safe, Escape gives the
letters back.
"""

import asyncio
import shlex
import sys
from pathlib import Path

import pytest
from kind_bank import BANK
from kind_pilot import (
    play_kinds,
    press,
    score,
    screen_of,
    seen_text,
    session_of,
    was_unknown,
)
from pilot import screen_name, screen_rows, settle, status_text
from textual import events
from textual.content import Content

from weakspot.engine.kinds.open import FULL
from weakspot.engine.session import ASKED
from weakspot.engine.values import Essay, Texts

LETTERS = [*"hsfunqjk0?,"]


@pytest.mark.parametrize("kind", ["typed", "number", "open"])
async def test_letters_and_nought_are_text_in_a_field(
    tmp_path: Path, kind: str
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await press(pilot, *LETTERS)
        draft = session_of(pilot).draft
        text = (
            draft.texts[0]
            if isinstance(draft, Texts)
            else draft.text
            if isinstance(draft, Essay)
            else ""
        )
        assert text == "".join(LETTERS)
        assert session_of(pilot).phase == ASKED


async def test_a_tip_says_how_exactly_a_gap_is_read(tmp_path: Path) -> None:
    exact = BANK.replace("- accept: [prefill", "- exact: true\n      accept: [prefill")
    for bank, tip in (
        (BANK, "small typos are forgiven"),
        (exact, "To be written exactly."),
    ):
        async with play_kinds(tmp_path, "typed", bank=bank) as pilot:
            assert tip in seen_text(pilot)


async def test_a_number_is_seen_beside_a_unit_that_is_longer_than_the_box(
    tmp_path: Path,
) -> None:
    bank = BANK.replace("unit: $", "unit: cached input tokens per user and per day")
    async with play_kinds(tmp_path, "number", bank=bank) as pilot:
        await press(pilot, *"1234567.89")
        rows = [
            " ".join(row.split("│")[1].split())
            for row in screen_rows(pilot)
            if "│" in row
        ]
        assert rows == ["1234567.89 cached input", "tokens per user", "and per day"]


async def test_the_gap_that_is_written_in_is_in_sight_in_a_low_terminal(
    tmp_path: Path,
) -> None:
    words = f"{'of all that was read so far, ' * 5}the {{1}}; {'then ' * 30}"
    bank = BANK.replace("from the {1}; the pass", words)
    async with play_kinds(tmp_path, "typed", size=(36, 10), bank=bank) as pilot:
        await press(pilot, "x")
        assert any(
            row.strip("│ ▁▂▃▄▅▆▇█") in ("x", "1 x") for row in screen_rows(pilot)
        )
        await press(pilot, "tab", "y")
        assert "2 y" in seen_text(pilot)
        await press(pilot, "tab", "backspace", "tab", "enter")
        assert status_text(pilot).startswith("1 gap is empty")
        await press(pilot, "z")
        assert any(
            row.strip("│ ▁▂▃▄▅▆▇█") in ("z", "1 z", "2 z") for row in screen_rows(pilot)
        )


async def test_a_field_is_in_sight_again_after_a_terminal_that_was_too_small(
    tmp_path: Path,
) -> None:
    bank = BANK.replace(
        "{users} users send", f"{'Read this first. ' * 60}{{users}} users send"
    )
    async with play_kinds(tmp_path, "number", bank=bank) as pilot:
        await press(pilot, "7")
        await pilot.resize_terminal(30, 8)
        await pilot.resize_terminal(50, 19)
        assert "│ $ 7" in seen_text(pilot)


@pytest.mark.parametrize("left", ["enter", "escape"], ids=["answered", "left"])
async def test_a_field_that_was_left_takes_no_keys_after_a_resize(
    tmp_path: Path, left: str
) -> None:
    async with play_kinds(tmp_path, "number", "choice") as pilot:
        await press(pilot, "1")
        await pilot.resize_terminal(60, 20)
        await press(pilot, left)
        assert left == "enter" or "Enter write" in seen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "f")
        assert screen_of(pilot).game.library.is_flagged("adaptation/number")
        await press(pilot, "enter")
        assert session_of(pilot).at == (left == "enter")


@pytest.mark.parametrize("key", ["f5", "ctrl+z"])
async def test_an_answer_longer_than_its_box_is_taken_back_step_by_step(
    tmp_path: Path, key: str
) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, *["a", "enter"] * 30)
        for _ in range(60):
            await press(pilot, key)
        assert session_of(pilot).draft == Essay(text="", ticks=frozenset())


async def test_a_text_handed_in_is_taken_back_before_the_last_answer_is(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "choice", "open") as pilot:
        await press(pilot, "1", "enter", *"cases", "f6", "u", "f5")
        assert (session_of(pilot).at, session_of(pilot).draft) == (
            1,
            Essay(text="", ticks=frozenset()),
        )
        await press(pilot, "ctrl+y")
        assert session_of(pilot).draft == Essay(text="cases", ticks=frozenset())
        await press(pilot, "f5", "f5")
        assert session_of(pilot).at == 0


async def test_a_text_is_kept_when_i_dont_know_is_undone(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, *"cases", "f8")
        assert was_unknown(pilot)
        await press(pilot, "u")
        assert session_of(pilot).draft == Essay(text="cases", ticks=frozenset())
        assert "cases" in seen_text(pilot)


@pytest.mark.parametrize("keys", ["ff", "hf", "fhff"])
async def test_after_escape_letters_stay_commands_however_many(
    tmp_path: Path, keys: str
) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        await press(pilot, "a", "escape", *keys)
        assert session_of(pilot).draft == Texts(texts=("a", ""))
        assert screen_of(pilot).game.library.is_flagged("adaptation/typed") == bool(
            keys.count("f") % 2
        )
        assert "Enter write" in seen_text(pilot)


async def test_after_escape_nought_means_i_dont_know_and_enter_writes_on(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        await press(pilot, "a", "escape", "enter", "0", "escape", "tab", "b")
        assert session_of(pilot).draft == Texts(texts=("a0b", ""))
        await press(pilot, "escape", "0")
        assert was_unknown(pilot)


async def test_flagging_keeps_the_field_and_what_is_in_it(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "number") as pilot:
        await press(pilot, "1", "f4", "5", "0", "enter")
        assert score(pilot) == 1


async def test_space_submits_nothing_else_that_is_written(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "number") as pilot:
        await press(pilot, "1", "escape", "space")
        assert session_of(pilot).phase == ASKED


async def test_function_keys_stand_in_for_letters(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "choice", "typed", "number") as pilot:
        await press(pilot, "2", "enter", "f1")
        assert "F3 skip: no answer" in seen_text(pilot)
        assert "F8 I don't know" in seen_text(pilot)
        await press(pilot, "escape", "x", "f5")
        assert session_of(pilot).draft == Texts(texts=("", ""))
        await press(pilot, "f3")
        assert session_of(pilot).at == 2
        await press(pilot, "f5")
        assert session_of(pilot).at == 1


async def test_an_essay_goes_without_function_keys(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, "escape", "space")
        assert "0 means I don't know." in seen_text(pilot)
        await press(pilot, "enter", *"a b", "escape")
        assert "Space submit" in seen_text(pilot)
        await press(pilot, "space")
        assert "Which of these does your answer have?" in seen_text(pilot)
        assert session_of(pilot).draft.text == "a b"


async def test_what_is_written_stays_in_sight_where_a_message_or_a_resize_takes_rows(
    tmp_path: Path,
) -> None:
    bank = BANK.replace("The bill for 30 days?", "Look at a month as a whole. " * 8)
    async with play_kinds(tmp_path, "number", bank=bank, size=(40, 15)) as pilot:
        assert "users send" in seen_text(pilot)
        await press(pilot, *"1.2.3", "enter")
        assert "Not a number yet" in seen_text(pilot)
        assert "1.2.3" in seen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(40, 15)
        assert "1.2.3" in seen_text(pilot)


async def test_gaps_are_edited_in_place(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "typed") as pilot:
        await press(
            pilot,
            *"KVcache",
            *["left"] * 5,
            "space",
            "home",
            "x",
            "backspace",
            "end",
            "s",
            "backspace",
        )
        await press(
            pilot, "down", *"one two", "ctrl+w", "ctrl+a", "delete", "up", "shift+tab"
        )
        assert session_of(pilot).draft == Texts(texts=("KV cache", "ne "))
        await press(pilot, "left", "ctrl+u", *"go")
        assert session_of(pilot).draft == Texts(texts=("KV cache", "gone "))


async def test_wide_letters_stay_within_the_gap(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "typed", size=(40, 15)) as pilot:
        await press(pilot, *"键值缓存键值缓存键值缓存键值缓存键值缓存")
        assert all(Content(row).cell_length == 40 for row in screen_rows(pilot))
        assert "the pass that fills it is" in seen_text(pilot)


async def paste(pilot: object, text: str) -> None:
    """Paste into what has the keys."""
    app = pilot.app  # type: ignore[attr-defined]
    app.focused.post_message(events.Paste(text))
    await asyncio.sleep(0)
    await settle(app)


@pytest.mark.parametrize("kind", ["typed", "number"])
async def test_p22_pasted_text_is_one_safe_line_of_a_length(
    tmp_path: Path, kind: str
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await paste(pilot, "\n a\x1b]52;c;x\x07\u202e b\nsecond")
        assert session_of(pilot).draft.texts[0] == "a<U+001B>]52;c;x<U+0007><U+202E> b"
        await paste(pilot, "z" * 1_200_000)
        assert len(session_of(pilot).draft.texts[0]) == 500
        assert "\x1b" not in "".join(screen_rows(pilot))


async def test_an_essay_keeps_its_lines_and_takes_no_more_than_there_is_room_for(
    tmp_path: Path,
) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await paste(pilot, "one\r\ntwo\x1b[31m\n")
        assert session_of(pilot).draft.text == "one\ntwo<U+001B>[31m\n"
        await paste(pilot, "word\r\n" * 2_000)
        assert len(session_of(pilot).draft.text) == 10_000
        assert FULL in status_text(pilot)
        await press(pilot, "f5")
        await paste(pilot, "word " * 300_000)
        text = session_of(pilot).draft.text
        assert len(text) == 10_000
        assert FULL in status_text(pilot)
        await press(pilot, "left")
        pilot.app.clear_notifications()
        await press(pilot, "x", "enter")
        assert session_of(pilot).draft.text == text
        assert FULL in status_text(pilot)
        await press(pilot, "f5")
        assert session_of(pilot).draft.text == "one\ntwo<U+001B>[31m\n"


async def test_what_is_no_number_is_not_graded(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "number") as pilot:
        await press(pilot, *"lots", "enter")
        assert session_of(pilot).phase == ASKED
        assert "Not a number yet" in seen_text(pilot)
        await press(pilot, "f5", *"0.15k", "enter")
        assert score(pilot) == 1


async def test_an_essay_can_be_written_in_an_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[1]); "
        "p.write_text(p.read_text() + ' and \\x1bmore')"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with play_kinds(tmp_path, "open") as pilot:
        monkeypatch.setattr(
            type(pilot.app),
            "suspend",
            lambda app: __import__("contextlib").nullcontext(),
        )
        await press(pilot, *"cases", "f7")
        assert "No editor" in seen_text(pilot)
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))
        await press(pilot, "f7", "s")  # where the text ends
        assert session_of(pilot).draft == Essay(
            text="cases and <U+001B>mores", ticks=frozenset()
        )
        await press(pilot, "f5", "f5")
        assert session_of(pilot).draft == Essay(text="cases", ticks=frozenset())


async def test_p01_what_is_written_is_not_left_where_it_cannot_be_kept(
    tmp_path: Path,
) -> None:
    save, away = tmp_path / "saves" / "default.db", tmp_path / "away.db"
    async with play_kinds(tmp_path, "open") as pilot:
        screen, told = screen_of(pilot), []
        await press(pilot, *"cases", "escape")
        await pilot.app.workers.wait_for_complete()  # a thread looks the save over
        save.rename(away)
        for keep in (screen.save_draft, screen.action_leave):
            pilot.app.clear_notifications()
            keep()
            await settle(pilot.app)
            told.append(status_text(pilot)[:9])
        assert (screen_name(pilot), told) == ("RoundScreen", ["Not saved"] * 2)
        away.rename(save)
        await press(pilot, "escape")
        assert screen_name(pilot) == "HomeScreen"
        (left,) = screen.game.rounds.open_rounds()
        assert left.draft == Essay(text="cases", ticks=frozenset())
