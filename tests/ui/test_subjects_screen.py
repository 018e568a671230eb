"""The subjects on the screen: each with its own figures, one key away."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pilot import (
    PlayedApp,
    Player,
    build_app,
    footer_text,
    screen_rows,
    screen_text,
    status_text,
    wait_for_text,
)
from textual.pilot import Pilot

from quiz_home import Clock, answer_question, make_home, play_out
from weakspot.engine.session import DONE
from weakspot.game import Game
from weakspot.settings import read_settings

NOTES = Path(__file__).parents[1] / "data" / "kubernetes.yaml"
HOSTILE = '[subjects]\nk8s = "decks/k8s"\nverbs = "decks/verbs"\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A home with two subjects beside its own."""
    home = make_home(tmp_path / "home")
    for name in ("k8s", "verbs"):
        questions = home / "decks" / name / "questions"
        questions.mkdir(parents=True)
        shutil.copy(NOTES, questions)
    (home / "settings.toml").write_text(HOSTILE, encoding="utf-8")
    return home


@pytest.fixture
def game(place: Path) -> Iterator[Game]:
    """A game of that home; the subject verbs was played on two days before."""
    clock = Clock()
    settings = read_settings(place / "settings.toml")
    with closing(
        Game.open(
            place, "default", clock, Random(1), ticks=clock.ticks, settings=settings
        )
    ) as opened:
        with closing(opened.open_subject("verbs")) as verbs:
            for right in (False, True):
                session = verbs.rounds.start()
                while session.phase != DONE:
                    session = verbs.rounds.advance(
                        answer_question(verbs, session, right)
                    )
                clock.advance(days=1)
        clock.advance(days=1)
        yield opened


async def open_subjects(player: Player, *keys: str) -> None:
    await player.press("tab")
    await wait_for_text(player, "known")
    await player.press(*keys)


def rows_of(player: Player, title: str) -> list[str]:
    """The three rows of a subject."""
    rows = screen_rows(player)
    at = next(number for number, row in enumerate(rows) if title in row)
    return [row.strip(" ▌") for row in rows[at : at + 3]]


async def test_each_subject_has_its_own_figures(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player)
        assert "3 subjects, " in screen_rows(player)[0]
        head, _, foot = rows_of(player, "K8s")
        assert head.split()[:2] == ["K8s", "9"]
        assert foot.endswith("not played yet")
        head, bar, foot = rows_of(player, "Verbs")
        assert "questions" in head
        assert set(bar) <= {"━", "─"}
        assert foot.startswith("0 of 2 known")
        assert foot.endswith("2-day streak")
        assert rows_of(player, "Home")[0].endswith("Enter")


async def test_enter_plays_a_subject_and_home_says_which(
    game: Game, place: Path
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        assert "Home" in screen_rows(player)[0]
        await open_subjects(player, "down", "enter")
        assert "K8s" in screen_rows(player)[0]
        assert "Kubernetes" in screen_text(player)
        assert "rag" not in screen_text(player)
        await player.press("enter", "0")
        await player.press("escape")
        assert read_settings(place / "settings.toml").subject == "k8s"
        await open_subjects(player, "home", "enter")
        assert "The rag section" in screen_text(player)
    saves = place / "subjects" / "k8s" / "saves" / "default.db"
    assert saves.exists()
    assert not (place / "decks" / "k8s" / "saves").exists()


async def test_a_round_left_in_a_subject_waits_there(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player, "down", "enter")
        await player.press("enter", "0", "enter")
        await player.press("ctrl+p", *"subjects", "enter")
        await wait_for_text(player, "known")
        await player.press("home", "enter")
        assert "Go on" not in screen_text(player)
        await open_subjects(player, "down", "enter")
        assert "1 of 9" in screen_text(player) or "2 of 9" in screen_text(player)


async def test_the_own_subject_and_back_change_nothing(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        before = screen_text(player)
        for key in ("enter", "tab", "escape"):
            await open_subjects(player, key)
            assert screen_text(player) == before
        assert player.app.game is game


async def test_a_folder_is_added_and_a_wrong_one_told(
    game: Game, place: Path, tmp_path: Path
) -> None:
    deck = tmp_path / "deck" / "questions"
    deck.mkdir(parents=True)
    shutil.copy(NOTES, deck)
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player, "o", *str(tmp_path), "enter")
        assert "has no folder" in status_text(player)
        await player.press("o", *str(deck.parent), "enter")
        await wait_for_text(player, "4 subjects")
        assert rows_of(player, "Deck")[0].endswith("Enter")
        await player.press("enter")
        assert "Deck" in screen_rows(player)[0]
    assert read_settings(place / "settings.toml").subjects["deck"] == str(deck.parent)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that writes what is in this file into the bank."""
    monkeypatch.setattr(PlayedApp, "suspend", lambda app: nullcontext())
    script, text = tmp_path / "editor.py", tmp_path / "text.yaml"
    text.write_text("questions:\n  - a: b\n", encoding="utf-8")
    source = (
        "import shutil, sys, pathlib\n"
        f"pathlib.Path(sys.argv[-1]).write_text(pathlib.Path({str(text)!r}).read_text())"
    )
    script.write_text(source, encoding="utf-8")
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))
    return text


async def test_a_new_subject_is_edited_checked_and_played(
    game: Game, editor: Path
) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player, "n", *"Spanish", "enter")
        assert "No subject can be called Spanish" in status_text(player)
        await player.press("n", *"spanish", "enter")
        await wait_for_text(player, "The bank is sound.")
        assert "1 question" in rows_of(player, "Spanish")[0]
        editor.write_text("questions:\n  - a:\n", encoding="utf-8")
        await player.press("E")
        assert "1 fault. line 2: nothing where an answer is due" in status_text(player)
        await wait_for_text(player, "No bank can be read")
        await player.press("enter")
        assert "No bank can be read" in status_text(player)
        assert player.app.game is game


async def test_without_an_editor_a_new_bank_is_named(
    game: Game, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player, "n", *"new-one", "enter")
        assert "new-one.yaml" in "".join(status_text(player).split())
    assert (place / "subjects/new-one/questions/new-one.yaml").exists()


async def test_keys_say_what_they_do_where_the_cursor_is(game: Game) -> None:
    async with build_app(game).run_test(size=(80, 24)) as player:
        await open_subjects(player)
        assert footer_text(player).startswith("Enter open")
        assert "E edit" in footer_text(player)
        await player.press("end")
        assert footer_text(player).startswith("Enter choose")
        assert "E edit" not in footer_text(player)
        await player.press("enter")
        assert "A folder with questions/ in it" in screen_text(player)


async def test_one_subject_has_the_screen_too(tmp_path: Path) -> None:
    clock = Clock()
    home = make_home(tmp_path / "d[key] [b]")
    with closing(Game.open(home, clock=clock, ticks=clock.ticks)) as alone:
        play_out(alone, alone.rounds.start())
        async with build_app(alone).run_test(size=(80, 24)) as player:
            assert screen_rows(player)[0].split()[:2] == ["◆", "weakspot"]
            await open_subjects(player)
            assert "D[key] [b]" in screen_text(player)
            assert "1 subject" in screen_rows(player)[0]


@pytest.mark.parametrize(
    "size", [(80, 24), (120, 40), (40, 15)], ids=["80x24", "120x40", "40x15"]
)
def test_the_subjects_look_as_they_did(
    game: Game, snap_compare: Any, size: tuple[int, int]
) -> None:
    async def look(player: Pilot[None]) -> None:
        await open_subjects(player, "down")

    assert snap_compare(build_app(game), look, size)
