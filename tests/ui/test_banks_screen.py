"""The banks on the screen: figures, faults found in a thread, what is muted, what
fails, and mending it.
"""

import shlex
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from browser_pilot import open_screen, wait_for_threads
from msgspec.structs import replace
from pilot import (
    PlayedApp,
    build_app,
    click_on_text,
    footer_text,
    round_screen,
    screen_name,
    screen_rows,
    screen_text,
    squeeze,
    status_text,
    text_of,
)
from small_home import AGENTS, edit_banks, open_own_game, write_banks
from textual.pilot import Pilot

from weakspot.game import Game
from weakspot.ui.screens.banks import BanksScreen
from weakspot.ui.widgets.option_rows import OptionRows

HOSTILE = AGENTS.replace("section: agents", "section: third").replace(
    "title: Agents", "title: '[b]d[key][/b]'"
)
SIZES = [(40, 15), (60, 20), (80, 24), (200, 60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_banks(tmp_path / "questions")


@pytest.fixture
def own(tmp_path: Path, folder: Path) -> Iterator[Game]:
    """A game whose third bank cannot be read."""
    (folder / "03-third.yaml").write_text(
        HOSTILE.replace("level: 2", "level: 9"), "utf-8"
    )
    game = open_own_game(tmp_path)
    yield game
    game.close()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that mends a level, or breaks a sound one; what it was called with is
    in the file.
    """
    monkeypatch.setattr(PlayedApp, "suspend", lambda app: nullcontext())
    script, calls = tmp_path / "editor.py", tmp_path / "calls"
    script.write_text(
        "import sys, pathlib\n"
        f"pathlib.Path({str(calls)!r}).write_text(' '.join(sys.argv[1:]))\n"
        "path = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
        "was, now = ('level: 9', 'level: 2') if 'level: 9' in text else ('level: 2', "
        "'level: 9')\n"
        "path.write_text(text.replace(was, now))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    return calls


async def test_each_bank_is_a_row_and_its_figures_stand_beside_it(game: Game) -> None:
    async with build_app(game).run_test(size=(120, 40)) as player:
        await open_screen(player, "b")
        told = screen_text(player)
        assert "2 banks · 8 questions" in screen_rows(player)[0]
        (search,) = [
            row for row in screen_rows(player) if row.strip().startswith("▌   Search")
        ]
        assert search[: search.index("│")].split()[1:4] == ["Search", "5", "yours"]
        for words in (
            "5 questions in 2 topics",
            "3 × one right",
            "1 of level 1 · 3 of level 2",
        ):
            assert words in told
        assert "01-search.yaml" in squeeze(
            text_of(player.app.screen.query_one("#figures"))
        )
        await player.press("down")
        assert "2 × true or false · 1 × one right" in screen_text(player)


async def test_all_states_come_at_one_blow(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    show = BanksScreen.show_faults
    monkeypatch.setattr(
        BanksScreen,
        "show_faults",
        lambda screen, faults: (show(screen, faults), told.append(len(faults))),
    )
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        assert "…" not in screen_text(player)
        assert told == [len(game.library.banks())]


async def test_enter_plays_the_section_and_n_reads_its_lesson(game: Game) -> None:
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        await player.press("down", "n")
        assert screen_name(player) == "LessonScreen"
        assert screen_rows(player)[0].strip().startswith("Agents")
        await player.press("escape", "enter")
        assert round_screen(player).session.scope == "agents"


@pytest.mark.parametrize("key", ["m", "enter"])
async def test_what_is_muted_is_a_row_and_comes_back_by_a_key(
    game: Game, key: str
) -> None:
    game.library.cycle_mute("search/overlap")
    game.library.cycle_mute("agents/no-end")
    game.library.cycle_mute("agents/no-end")
    game.library.unmute("agents/no-end")
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        assert "muted topic: Loops" in screen_text(player)
        await player.press("m")
        assert (
            status_text(player)
            == "Nothing is muted here. A question is muted where it is asked."
        )
        await player.press("down")
        assert footer_text(player).startswith("Enter unmute")
        await player.press(key)
        assert status_text(player) == "Asked again."
        assert list(game.library.muted_titles()) == ["agents/loops"]
        assert "muted: What is overlap" not in screen_text(player)


async def test_a_question_whose_topic_stays_muted_is_not_said_to_be_asked_again(
    game: Game,
) -> None:
    game.library.cycle_mute("search/overlap")
    game.library.cycle_mute("search/overlap")
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        await player.press("down", "down", "enter")
        assert list(game.library.muted_titles()) == ["search/chunking"]
        assert (
            status_text(player) == "No longer muted, but its topic or section still is."
        )
        await player.press("up", "enter")
        assert not game.library.muted_titles()
        assert status_text(player) == "Asked again."


async def test_what_could_not_be_unmuted_is_not_said_to_be_asked_again(
    game: Game,
) -> None:
    game.library.cycle_mute("search/overlap")
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        game._save.db.execute("PRAGMA query_only = ON")
        await player.press("down", "m")
        assert status_text(player).startswith("Not saved")
        game._save.db.execute("PRAGMA query_only = OFF")


async def test_the_mouse_alone_unmutes_and_plays(game: Game) -> None:
    game.library.cycle_mute("search/overlap")
    async with build_app(game).run_test() as player:
        await open_screen(player, "b")
        await click_on_text(player, "muted:")
        assert not game.library.muted_titles()
        await click_on_text(player, "Agents")
        assert round_screen(player).session.scope == "agents"


async def test_a_bank_that_fails_is_there_with_its_error_and_the_place(
    own: Game,
) -> None:
    (error,) = own.library.banks()[0].errors
    async with build_app(own).run_test() as player:
        await open_screen(player, "b")
        assert "✗ 03-third.yaml" in screen_text(player)
        assert f"{error.line}:{error.column}  level 9, not 1 to 4" in screen_text(
            player
        )
        await player.press("enter")
        assert (
            status_text(player)
            == "It cannot be read yet: edit opens it at its first error."
        )
        assert not {"play", "lesson"} & set(screen_rows(player)[-1].split())
        await player.press("n")
        assert screen_name(player) == "BanksScreen"


async def test_all_errors_of_a_bank_are_there_and_counted_in_its_row(
    tmp_path: Path, folder: Path
) -> None:
    broken = HOSTILE.replace("level: 2", "level: 9").replace("prompt: ", "promt: ", 1)
    (folder / "03-third.yaml").write_text(broken, "utf-8")
    with closing(open_own_game(tmp_path)) as own:
        async with build_app(own).run_test() as player:
            await open_screen(player, "b")
            (row,) = [row for row in screen_rows(player) if "✗ 03-third.yaml" in row]
            assert row.split()[-2:] == ["3", "errors"]
            seen = screen_text(player)
            await player.press("pagedown")
            seen += screen_text(player)
        for error in own.library.faults(str(folder / "03-third.yaml")):
            assert f"{error.line}:{error.column}  {error.words}" in seen


async def test_a_bank_mended_in_the_editor_is_there_at_once(
    own: Game, editor: Path, folder: Path
) -> None:
    (error,) = own.library.banks()[0].errors
    async with build_app(own).run_test(size=(120, 40)) as player:
        await open_screen(player, "b")
        await player.press("E")
        await wait_for_threads(player)
        assert editor.read_text("utf-8") == f"+{error.line} {folder / '03-third.yaml'}"
        assert status_text(player) == "The banks were read again."
        assert "1 error" not in screen_text(player)
        assert "[b]d[key][/b]" in screen_text(player)
        chosen = player.app.screen.query_one(OptionRows).chosen
        assert chosen == str(folder / "03-third.yaml")
        await player.press("escape")
        assert "[b]d[key][/b]" in screen_text(player)


async def test_a_sound_bank_broken_in_the_editor_stays_as_it_was(
    own: Game, editor: Path
) -> None:
    async with build_app(own).run_test(size=(200, 40)) as player:
        await open_screen(player, "b")
        await player.press("down", "E")
        await wait_for_threads(player)
        assert "01-search.yaml" in status_text(player)
        assert "level 9, not 1 to 4" in status_text(player)
        assert own.library.question("search/overlap").level == 1
        assert "level 9, not 1 to 4" in text_of(player.app.screen.query_one("#figures"))


async def test_a_bank_that_no_editor_opened_keeps_its_faults(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with build_app(game).run_test(size=(120, 40)) as player:
        await open_screen(player, "b")
        faults = game.library.faults(game.library.banks()[0].file)
        heading = f"{len(faults)} faults:"
        assert heading in screen_text(player)
        assert f"{faults[0].line}:{faults[0].column}  " in screen_text(player)
        await player.press("E", "down", "up")
        assert heading in screen_text(player)


async def test_what_was_edited_elsewhere_is_there_once_the_list_is_opened(
    own: Game, folder: Path
) -> None:
    bank = folder / "03-third.yaml"
    bank.write_text(bank.read_text("utf-8").replace("level: 9", "level: 2"), "utf-8")
    async with build_app(own).run_test() as player:
        await open_screen(player, "b")
        assert "3 banks · 11 questions" in screen_rows(player)[0]
        bank.unlink()
        await player.press("escape", "b")
        gone = "03-third.yaml is gone; its questions stay until you quit."
        assert status_text(player) == gone
        assert "3 banks · 11 questions" in screen_rows(player)[0]


async def test_the_page_of_a_topic_that_was_edited_away_is_there_and_says_its_name(
    own: Game, tmp_path: Path
) -> None:
    async with build_app(own).run_test() as player:
        await player.press("1", "down", "i")
        edit_banks(tmp_path, "chunking", "cutting")
        player.app.action_open("banks")
        await player.pause()
        await player.press("escape")
        assert "Search  /  chunking" in screen_rows(player)[0]


async def test_below_the_results_of_an_exam_the_banks_stay_as_they_were_asked(
    own: Game, tmp_path: Path
) -> None:
    session = own.rounds.start("exam")
    edit_banks(tmp_path, "id: overlap", "id: lap")
    session = own.rounds.finish(own.rounds.put_response(session, None))
    async with PlayedApp(own, session).run_test() as player:
        player.app.action_open("banks")
        await player.pause()
        await player.press("E")
        assert status_text(player).startswith(
            "Not while an exam or its results are open"
        )
        assert own.library.question("search/overlap").level == 1


async def test_over_a_round_nothing_is_played_or_edited(game: Game) -> None:
    async with build_app(game, topic="loops").run_test() as player:
        player.app.action_open("banks")
        await player.pause()
        for key in ("enter", "E"):
            await player.press(key)
            assert status_text(player) == "A round is open below: Esc leads back to it."
        await player.press("escape")
        assert screen_name(player) == "RoundScreen"


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_is_in_reach_and_the_pane_goes_on_by_a_key(
    own: Game, size: tuple[int, int]
) -> None:
    own.library.cycle_mute("search/overlap")
    async with build_app(own).run_test(size=size) as player:
        await open_screen(player, "b")
        for words in ("03-third.yaml", "Search", "What is over", "Agents"):
            (row,) = [row for row in screen_rows(player) if row.strip().startswith("▌")]
            assert words in row
            assert "? help" in footer_text(player)
            seen = screen_text(player)
            pane = player.app.screen.query_one("#pane")
            while pane.scroll_offset.y < pane.max_scroll_y:
                await player.press("pagedown")
                seen += screen_text(player)
            assert ".yaml" in "".join(seen.split())
            await player.press("down")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_banks_look_as_they_did(
    own: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    own.library.cycle_mute("search/overlap")
    own.library.cycle_mute("agents/no-end")
    places = {
        one.file: f"/home/ann/questions/{Path(one.file).name}"
        for one in own.library.banks()
    }
    library = own.library
    banks, faults = library.banks, library.faults
    library.banks = lambda: tuple(  # type: ignore[method-assign]
        replace(one, file=places[one.file]) for one in banks()
    )
    files = {told: file for file, told in places.items()}
    library.faults = lambda file: faults(files[file])  # type: ignore[method-assign]

    async def look(player: Pilot[None]) -> None:
        await player.press("b", "down")
        await wait_for_threads(player)

    assert snap_compare(build_app(own), look, size)


@pytest.mark.parametrize("banks", [1, 2])
async def test_a_list_of_one_row_names_no_keys_to_move(
    tmp_path: Path, folder: Path, banks: int
) -> None:
    for file in sorted(folder.iterdir())[banks:]:
        file.unlink()
    with closing(open_own_game(tmp_path)) as game:
        async with build_app(game).run_test(size=(80, 24)) as player:
            for keys in (
                ["s"],
                ["slash", *("clause" if banks == 1 else ""), "down"],
            ):
                for key in keys:
                    await open_screen(player, key)
                assert "▌" in screen_text(player)
                names_them = "↑↓ move" in footer_text(player)
                # beside the other keys of the questions there is no room
                assert names_them == (banks > 1 and keys == ["s"])
                await player.press("escape")
