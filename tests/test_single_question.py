"""`weakspot play --question`: one question, also from a file that was just edited."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from quiz_home import RAG, make_home, open_game, play_out, run_process, write_bank
from weakspot.engine.session import DONE
from weakspot.errors import NothingToPlay, UsageError
from weakspot.game import Game

NOTES = Path(__file__).parent / "data" / "kubernetes.yaml"


@pytest.mark.parametrize(
    "name", ["rag/chunk-a", "chunk-a", "is true of chunk-a?", "IS  TRUE OF chunk-A"]
)
def test_one_question_is_asked_by_its_id_or_its_words(home: Path, name: str) -> None:
    result = run_process("--home", home, "play", "--question", name, lines=":0\n")
    assert "What is true of chunk-a?" in result.stdout
    assert "1 of 1" in result.stdout
    assert "0 of 1 right" in result.stdout
    assert (result.returncode, result.stderr) == (0, "")


def test_a_question_that_was_just_written_is_asked(tmp_path: Path) -> None:
    bank = tmp_path / "questions" / "notes.yaml"
    bank.parent.mkdir()
    shutil.copy(NOTES, bank)
    run_process("--home", tmp_path, "banks")  # it is in the cache now
    text = bank.read_text("utf-8")
    bank.write_text(text + "  - What is new here?: this\n", "utf-8")
    args = ("--home", tmp_path, "play", "--question", "what is new")
    assert "✓ Right" in run_process(*args, lines="this\n").stdout
    bank.write_text(text + "  - What is new here?:\n", "utf-8")
    refused = run_process(*args)
    assert refused.returncode == 1
    assert "notes.yaml:23:23: nothing where an answer is due" in refused.stderr


def test_a_fault_in_another_bank_is_named_where_the_question_is_not_found(
    home: Path,
) -> None:
    (home / "questions" / "09-new.yaml").write_text("questions:\n  - a:\n", "utf-8")
    result = run_process("--home", home, "play", "--question", "a new one")
    assert result.returncode == 2
    assert "no question a new one" in result.stderr
    assert "09-new.yaml:2:7: nothing where an answer is due" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("chunk",), "is in several questions; name one of these\n  rag/chunk-a"),
        (("chunk-aa",), "did you mean rag/chunk-a"),
        (("rag/chnk-b",), "Type: weakspot play --question rag/chunk-"),
        (("",), "no question"),
        (("chunk-a", "--mode", "weak"), "stands alone"),
        (("chunk-a", "--seed", "1"), "stands alone"),
    ],
)
def test_a_name_that_is_not_one_questions_is_told(
    home: Path, args: tuple[str, ...], words: str
) -> None:
    result = run_process("--home", home, "play", "--question", *args)
    assert result.returncode == 2
    assert words in result.stderr


def test_the_round_is_over_after_it_and_can_be_played_again(game: Game) -> None:
    session = game.rounds.start(question="rank-b")
    assert [slot.question for slot in session.slots] == ["rag/rank-b"]
    assert (session.mode, game.rounds.title(session)) == (
        "question",
        "Ranking passages",
    )
    session = play_out(game, session)
    assert session.phase == DONE
    again = game.rounds.play_again(session)
    assert [slot.question for slot in again.slots] == ["rag/rank-b"]
    assert game.progress.stats().attempts == 1


def test_a_sibling_is_not_asked_in_its_place(game: Game) -> None:
    for key in ("chunk-a", "chunk-b", "chunk-c"):
        session = play_out(game, game.rounds.start(question=key), right=False)
        assert [slot.question for slot in session.slots] == [f"rag/{key}"]


def test_what_is_muted_or_in_an_open_exam_is_not_asked(game: Game) -> None:
    game.library.cycle_mute("rag/rank-a")
    with pytest.raises(NothingToPlay, match="muted"):
        game.rounds.start(question="rank-a")
    exam = game.rounds.start("exam")
    key = exam.slots[0].question
    with pytest.raises(NothingToPlay, match="exam"):
        game.rounds.start(question=key)
    game.library.cycle_mute(key)
    with pytest.raises(NothingToPlay, match="^that question is muted; the banks"):
        game.rounds.start(question=key)


def test_the_mode_needs_a_question(game: Game) -> None:
    with pytest.raises(UsageError, match="add --question NAME"):
        game.rounds.start("question")


def test_an_edited_question_is_read_again_at_the_start_of_its_round(
    tmp_path: Path,
) -> None:
    home = make_home(tmp_path)
    with closing(open_game(home)) as game:
        changed = [
            item | {"prompt": "Now?"} if item["id"] == "rank-b" else item
            for item in RAG["questions"]
        ]
        write_bank(home, "01-rag.yaml", RAG | {"questions": changed})
        session = game.rounds.start(question="rank-b")
        assert game.library.prompt(session.slot.question) == "Now?"
