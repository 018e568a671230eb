"""What a verdict says of its topic, without figures."""

import pytest

from builders import make_estimate, make_move
from weakspot.engine.session import Move
from weakspot.words.moves import moved_line, moved_words, standing_words

STOOD = make_estimate(0.6)


def move(after: float, **changes: object) -> Move:
    """A move of a topic tried twice, from 0.6 on."""
    told = {"before": STOOD, "was_weak": False, "state": "good", "different": 2}
    return make_move(**{**told, "after": make_estimate(after), **changes})


@pytest.mark.parametrize(
    ("after", "words"),
    [(0.7, "up"), (0.63, "a little up"), (0.58, "a little down"), (0.4, "down")],
)
def test_a_move_is_said_in_words_not_in_figures(after: float, words: str) -> None:
    assert moved_words(move(after)) == words


def test_a_topic_with_one_question_has_facts_in_place_of_a_move() -> None:
    first = {"before": None, "different": 1, "answers": 1, "misses": 0}
    assert moved_words(move(0.7, **first)) == "1 of 1 right"


def test_a_weak_topic_says_what_repairs_it_and_one_let_go_that_it_is_repaired() -> None:
    weak = move(0.4, was_weak=True, state="weak", needs=(2, 2))
    assert standing_words(weak, likely_guess=False) == "until right on 2 days"
    let_go = move(0.7, was_weak=True)
    assert moved_words(let_go) == "repaired"
    assert standing_words(let_go, likely_guess=True) == "looks good"


def test_a_state_is_not_said_twice() -> None:
    known = move(0.8, state="known", was="good")
    assert (moved_words(known), standing_words(known, likely_guess=True)) == (
        "known",
        "",
    )


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (move(0.63), "counts little: a likely guess"),
        (move(0.7), "looks good"),
        (move(0.7, before=None, different=1), "counts little: a likely guess"),
    ],
    ids=["a little up", "up", "first"],
)
def test_a_likely_guess_is_said_where_it_moved_little(moved: Move, words: str) -> None:
    assert standing_words(moved, likely_guess=True) == words
    assert standing_words(moved, likely_guess=False) == "looks good"


def test_weak_after_a_single_answer_says_why() -> None:
    weak = move(0.3, before=None, state="weak", different=1, needs=(2, 2))
    assert standing_words(weak, False) == "weak, as most answers so far were wrong"


def test_in_a_line_a_weak_topic_is_called_weak() -> None:
    weak = move(0.4, was_weak=True, state="weak", needs=(1, 1))
    assert moved_line(weak, False) == "down · weak until right once more"
    assert moved_line(move(0.7), False) == "up · looks good"
