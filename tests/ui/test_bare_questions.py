"""Questions of which only what is right is known: nothing empty is shown."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pilot import build_app, footer_text, screen_rows, screen_text, status_text

from line_play import play_lines
from quiz_home import open_game
from weakspot.engine.session import Session
from weakspot.engine.values import Picks
from weakspot.game import Game

BANK = Path(__file__).parents[1] / "data" / "kubernetes.yaml"
ANY = "A ConfigMap may hold 5 MiB."
EMPTY = ("Source", "Why not", "A mix-up", "lesson")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Game]:
    """A game on a bank in short, without lesson, explanations and sources."""
    questions = tmp_path / "home" / "questions"
    questions.mkdir(parents=True)
    shutil.copy(BANK, questions)
    with closing(open_game(tmp_path / "home")) as game:
        yield game


def ask(game: Game, prompt: str) -> Session:
    """A round of the section that has come to the question with this prompt."""
    session = game.rounds.start("section", section="kubernetes")
    while game.library.prompt(session.slot.question) != prompt:
        session = game.rounds.advance(game.rounds.answer(session, None))
    return session


@pytest.mark.parametrize(
    ("prompt", "keys", "told"),
    [
        ("What restarts a container that hangs?", ["1"], "a liveness probe"),
        ("A ConfigMap may hold 5 MiB.", ["1"], "✓ 2  False"),
        ("Which object keeps N Pods running?", ["x", "enter"], "→ Deployment"),
        ("What port does the API server listen on by default?", ["7", "enter"], "6443"),
        ("Which live in a namespace?", ["1", "enter"], "missed"),
        ("Order the start of a Pod.", ["0"], "→ 4"),
        ("What is namespaced?", ["0"], "→ 2"),
    ],
)
async def test_a_verdict_shows_what_was_right_and_nothing_empty(
    bare: Game, prompt: str, keys: list[str], told: str
) -> None:
    app = build_app(bare)
    app.initial_session = ask(bare, prompt)
    async with app.run_test(size=(80, 24)) as player:
        await player.press(*keys)
        shown = screen_text(player)
        assert told in shown
        assert [word for word in EMPTY if word in shown] == []
        await player.press("e")
        assert "Kind" in screen_text(player)
        assert "Source" not in screen_text(player)


async def test_a_model_answer_without_points_is_ticked_itself(bare: Game) -> None:
    app = build_app(bare)
    app.initial_session = ask(bare, "Why not run a database in a Deployment?")
    async with app.run_test(size=(80, 24)) as player:
        await player.press("n", "o", "ctrl+s")
        shown = screen_text(player)
        assert "Does your answer say this?" in shown
        assert shown.count("Its Pods are interchangeable") == 1
        await player.press("1", "enter")
        assert "Right" in screen_text(player)


async def test_no_key_leads_to_a_lesson_that_is_not_there(bare: Game) -> None:
    async with build_app(bare).run_test(size=(80, 24)) as player:
        await player.press("1")
        assert "lesson" not in footer_text(player)
        await player.press("n")
        assert status_text(player) == ""


def test_lines_of_text_say_nothing_empty(bare: Game) -> None:
    session = bare.rounds.start("section", section="kubernetes")
    told = play_lines(bare, session, *[":0"] * 30)
    assert "✓ 1  Its Pods" in told
    assert "Source:" not in told
    assert [line for line in told.splitlines() if line and line.isspace()] == []
    assert "This section has no lesson." in play_lines(bare, ask(bare, ANY), ":0", ":n")


async def test_the_results_leave_no_gap_where_an_explanation_would_be(
    bare: Game,
) -> None:
    app, wrong = build_app(bare), Picks(picks=frozenset({0}))
    session = bare.rounds.answer(bare.rounds.start(question=ANY), wrong)
    app.initial_session = bare.rounds.advance(session)
    async with app.run_test(size=(120, 40)) as player:
        rows = screen_rows(player)
        right = next(at for at, row in enumerate(rows) if "✓  False" in row)
        assert "◔ Kubernetes" in rows[right + 2]
