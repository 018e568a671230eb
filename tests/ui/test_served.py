"""The game as a page in a browser shows it: packets through pipes in place of a
terminal.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kind_pilot import play_kinds
from pilot import PlayedApp, build_app, screen_text
from small_home import logged_values, open_game, write_banks

from served import ServedGame, serve_game
from weakspot.bank.catalog import Catalog
from weakspot.game import Game

SOON = 3
GONE = 6
"""Seconds within which a game notices that its server is gone, on a busy machine."""


@pytest.fixture
def served(home: Path) -> Iterator[ServedGame]:
    """A game in a round, its first question shown."""
    write_banks(home / "questions")
    with serve_game(home, "play", "--topic", "loops") as one:
        one.read_until(b"1 of 2")
        yield one


def test_keys_play_a_round_and_every_answer_is_in_the_save(
    served: ServedGame, home: Path
) -> None:
    served.type(b"0")
    served.read_until(b"Not known yet")
    served.type(b"\r")
    served.read_until(b"2 of 2")
    served.type(b"0")
    served.read_until(b"Not known yet")
    served.type(b"\x11")
    assert served.child.wait(SOON) == 0
    assert len(logged_values(home)) == 2


def test_a_page_of_another_size_is_drawn_anew(served: ServedGame) -> None:
    served.tell(type="resize", width=120, height=40)
    assert b"1 of 2" in served.read_until(b"This round")
    served.tell(type="resize", width=30, height=8)
    assert served.read_until(b"This terminal is 30 by 8")


def test_a_page_that_has_the_focus_before_there_is_a_screen_ends_nothing(
    home: Path,
) -> None:
    write_banks(home / "questions")
    with serve_game(home) as one:
        for _ in range(50):
            one.tell(type="focus")
        one.read_until(b"quit")
        one.tell(type="blur")
        one.tell(type="focus")
        one.type(b"?")
        one.read_until(b"this list")
        assert one.child.poll() is None
    assert not list(home.rglob("crash*"))


def test_it_ends_with_its_server_and_the_answer_is_kept(
    served: ServedGame, catalog: Catalog, home: Path
) -> None:
    served.type(b"0")
    served.read_until(b"Not known yet")
    assert served.child.stdin is not None
    served.child.stdin.close()
    assert served.child.wait(GONE) == 128 + signal.SIGHUP
    with closing(open_game(catalog, home)) as game:
        (left,) = game.rounds.open_rounds()
        assert len(left.answered) == 1


def test_the_quit_of_a_closed_tab_comes_after_the_answer_before_it(
    served: ServedGame, home: Path
) -> None:
    served.type(b"0")
    served.read_until(b"Not known yet")
    served.tell(type="quit")
    assert served.child.wait(SOON) == 0
    assert len(logged_values(home)) == 1


def test_a_signal_for_a_change_of_size_or_a_pause_does_no_harm(
    served: ServedGame,
) -> None:
    served.child.send_signal(signal.SIGWINCH)
    served.child.send_signal(signal.SIGCONT)
    served.type(b"\x1a?")
    served.read_until(b"this list")
    assert served.child.poll() is None


def test_two_tabs_on_one_save_lose_no_answer(served: ServedGame, home: Path) -> None:
    served.type(b"0")
    served.read_until(b"Not known yet")
    with serve_game(home, "play", "--topic", "ranking") as other:
        other.read_until(b"1 of ")
        other.type(b"0")
        other.read_until(b"Not known yet")
        served.type(b"\r")
        served.read_until(b"2 of 2")
        served.type(b"0")
        served.read_until(b"Not known yet")
    assert len(logged_values(home)) == 3


def test_a_save_that_is_damaged_is_told_to_the_server(
    served: ServedGame, home: Path
) -> None:
    served.type(b"0")
    served.read_until(b"Not known yet")
    served.child.kill()
    (save,) = (home / "saves").glob("*.db")
    save.write_bytes(os.urandom(8192))
    with serve_game(home) as one:
        _, told = one.child.communicate(timeout=10)
        assert told.startswith(b"weakspot: ")
        assert b"damaged" in told
        assert one.child.returncode == 1


# Keys that need a terminal


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (("question_mark",), "fg comes back"),
        (("0", "question_mark"), "editor"),
        (("escape", "b", "question_mark"), "editor"),
        (("escape", "slash", "enter", "question_mark"), "editor"),
    ],
)
async def test_keys_that_need_a_terminal_are_hidden_in_a_browser(
    game: Game, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], word: str
) -> None:
    shown = []
    for is_web in (False, True):
        monkeypatch.setattr(PlayedApp, "is_web", is_web)
        async with build_app(game, topic="loops").run_test(size=(120, 60)) as player:
            for key in keys:
                await player.press(key)
                await player.app.workers.wait_for_complete()  # a search
            shown.append(screen_text(player))
    in_terminal, in_browser = shown
    assert word in in_terminal
    assert "help" in in_browser
    assert word not in in_browser


async def test_an_essay_is_not_offered_an_editor_in_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlayedApp, "is_web", True)
    async with play_kinds(tmp_path, "open", size=(120, 60)) as player:
        await player.press("f7", "f1")
        shown = screen_text(player)
        assert "submit the text" in shown
        assert "editor" not in shown
