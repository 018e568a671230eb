"""Confidence in line mode: a line before the answer."""

import io
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from kind_bank import open_kind_game, start_kinds_round
from test_plain_kinds import RIGHT, WRONG, Output

from quiz_home import query_save, save_path
from weakspot.engine.kinds.registry import KINDS
from weakspot.plain.face import PlainFace


def play_kinds(home: Path, lines: str, *kinds: str, asked: bool = True) -> str:
    """Play a round of these kinds; returns what is printed, in one line."""
    game, out = open_kind_game(home), Output()
    game.settings = replace(game.settings, confidence=asked)
    PlainFace(game, io.StringIO(lines), out).play(start_kinds_round(game, *kinds))
    game.close()
    return out.words


def read_confidences(home: Path) -> list[tuple[str | None, float]]:
    """Read confidence and score of each logged answer."""
    return query_save(
        save_path(home), "SELECT confidence, score FROM attempt ORDER BY id"
    )


def test_a_right_guess_is_said_to_be_one(tmp_path: Path) -> None:
    output = play_kinds(tmp_path, f"z\n{RIGHT['choice']}\n", "choice")
    assert "A good guess: it comes back sooner." in output
    assert read_confidences(tmp_path) == [("guess", 1.0)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "open"])
def test_a_line_before_the_answer_gives_the_confidence_in_every_kind(
    tmp_path: Path, kind: str
) -> None:
    output = play_kinds(tmp_path, f":c\n{WRONG[kind]}\n", kind)
    assert "With your answer: sure." in output
    assert "You were sure: worth a second look." in output
    assert [confidence for confidence, _ in read_confidences(tmp_path)] == ["sure"]


def test_between_two_gaps_confidence_can_be_given_and_other_text_is_the_answer(
    tmp_path: Path,
) -> None:
    play_kinds(tmp_path, "KV cache\n:x\nc\n", "typed")
    assert read_confidences(tmp_path) == [("think", 0.5)]


def test_the_last_confidence_counts_and_is_forgotten_at_the_next_answer(
    tmp_path: Path,
) -> None:
    play_kinds(tmp_path, ":z\n:x\n2\n2\n", "choice", "truefalse")
    assert read_confidences(tmp_path) == [("think", 1.0), (None, 1.0)]


def test_not_knowing_is_never_sure(tmp_path: Path) -> None:
    assert "You were sure" not in play_kinds(tmp_path, ":c\n0\n", "choice")
    assert read_confidences(tmp_path) == [(None, 0.0)]


def test_with_the_setting_off_confidence_is_no_command(tmp_path: Path) -> None:
    output = play_kinds(tmp_path, ":c\nc\n?\n", "choice", asked=False)
    assert output.count("c is no command here") == 2
    assert "How sure" not in output
    assert read_confidences(tmp_path) == []


def test_open_answers_have_no_confidence(tmp_path: Path) -> None:
    output = play_kinds(tmp_path, f":c\n:?\n{RIGHT['open']}\n", "open")
    assert "c is no command here" in output
    assert "How sure" not in output
    assert read_confidences(tmp_path) == [(None, 1.0)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "open"])
def test_confidence_is_offered_with_each_question(tmp_path: Path, kind: str) -> None:
    assert (
        play_kinds(tmp_path, "", kind).count("How sure are you? :z guess - :x think")
        == 1
    )
    assert (
        play_kinds(tmp_path, ":?\n", kind).count(
            "How sure are you? :z guess - :x think"
        )
        == 2
    )
