"""`E` opens the question in the author's editor; what it wrote is read again."""

import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from pilot import (
    PlayedApp,
    answer_question,
    build_app,
    question_key,
    screen_name,
    screen_text,
    status_text,
    wait_for_text,
)
from small_home import edit_banks

from weakspot.game import Game


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlayedApp, "suspend", lambda app: nullcontext())


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: str, now: str) -> Path:
    """An editor that notes how it was called and replaces a text."""
    script, calls = tmp_path / "editor.py", tmp_path / "calls"
    script.write_text(
        "import sys, pathlib\n"
        f"pathlib.Path({str(calls)!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        f"path.write_text(path.read_text().replace({was!r}, {now!r}))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    return calls


async def test_the_editor_opens_at_the_question_and_what_it_wrote_is_shown(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = editor(tmp_path, monkeypatch, "explain: ", "explain: Mended. ")
    async with build_app(own, topic="chunking").run_test() as player:
        await answer_question(player)
        path, line = own.library.locate_question(question_key(player))
        await player.press("E")
        assert calls.read_text(encoding="utf-8").split("\n") == [f"+{line}", str(path)]
        assert "Mended." in screen_text(player)
        assert status_text(player) == "The bank was read again."


async def test_a_question_that_asks_otherwise_now_makes_way_and_that_is_said(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "prompt: W", "prompt: Tell me, w")
    async with build_app(own, topic="chunking").run_test() as player:
        await answer_question(player)
        before = question_key(player)
        await player.press("E")
        assert question_key(player) != before
        assert (
            status_text(player)
            == "That question has changed: your answer to it stays as it was."
        )


async def test_the_last_question_asking_otherwise_now_makes_way_for_results_that_say_so(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "gives nothing. What", "gives nothing. And what")
    async with build_app(own, topic="tools").run_test() as player:
        await answer_question(player)
        await player.press("E")
        assert screen_name(player) == "ResultsScreen"
        assert (
            status_text(player)
            == "That question has changed: your answer to it stays as it was."
        )


async def test_undo_says_so_if_the_bank_no_longer_has_the_last_question(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own, topic="tools").run_test() as player:
        await answer_question(player)
        await player.press("enter", "comma")
        edit_banks(tmp_path, "id: strange-names", "id: renamed")
        own.library.reload()
        await player.press("escape", "u")
        assert screen_name(player) == "ResultsScreen"
        assert (
            status_text(player)
            == "Its bank no longer has that question; the answer stays."
        )
        assert own.progress.stats().attempts == 1


async def test_the_first_fault_of_a_bank_that_now_fails_is_said(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "level: 2", "level: 9")
    async with build_app(own, topic="chunking").run_test(size=(200, 40)) as player:
        await answer_question(player)
        await player.press("E")
        assert "level 9, not 1 to 4" in status_text(player)
        await player.press("enter")


async def test_a_lesson_found_is_edited_at_the_head_of_its_bank(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = editor(tmp_path, monkeypatch, "Ranking", "Ranking well")
    async with build_app(own).run_test() as player:
        await player.press("slash", *"wide, a second one")
        await wait_for_text(player, "1 lesson")
        await player.press("down", "E")
        await wait_for_text(player, "read again")
        assert calls.read_text(encoding="utf-8").split("\n") == [
            "+1",
            str(own.library.section("search").file),
        ]


async def test_nothing_is_edited_from_a_round_over_the_results_of_an_exam(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = editor(tmp_path, monkeypatch, "id: ", "id: so-")
    async with build_app(own, mode="exam").run_test() as player:
        await player.press("0", "v", "home", "enter", "enter")
        await player.press("s", "enter", "enter", "0", "E")
        assert status_text(player).startswith(
            "Not while an exam or its results are open"
        )
        assert not calls.exists()


async def test_without_an_editor_that_is_said(
    own: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    async with build_app(own, topic="chunking").run_test() as player:
        await answer_question(player)
        await player.press("E")
        assert (
            status_text(player) == "No editor is set; `EDITOR=nano weakspot` sets one."
        )


async def test_a_bank_that_cannot_be_written_is_not_opened(
    own: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = editor(tmp_path, monkeypatch, "a", "b")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    async with build_app(own, topic="chunking").run_test() as player:
        await answer_question(player)
        await player.press("E")
        assert status_text(player).startswith("01-search.yaml cannot be written")
        assert not calls.exists()
