from typing import Any

import pytest

from builders import make_estimate, make_move
from weakspot.engine.news import find_news, split_new
from weakspot.engine.session import Move

KNOWN = {"before": make_estimate(), "was": "good", "state": "known"}
REPAIRED = {"before": make_estimate(), "was_weak": True, "state": "good"}


def make_old(topic: str, was: float, now: float, **changes: Any) -> Move:
    """Make a move of a topic that was tried before, between two figures."""
    estimates = {"before": make_estimate(was), "after": make_estimate(now)}
    return make_move(topic=topic, different=2, **{**estimates, **changes})


@pytest.mark.parametrize(
    ("moves", "is_best", "kind", "topics"),
    [
        ([KNOWN, REPAIRED], True, "repaired", ["t/1"]),
        ([KNOWN, {"state": "good"}], True, "known", ["t/0"]),
        ([{"state": "good"}], True, "best", []),
        ([{"state": "perhaps"}, {"state": "good"}], False, "good", ["t/1"]),
        ([{"state": "perhaps"}], False, "", []),
        ([{**KNOWN, "was": "known"}], False, "", []),
        ([], False, "", []),
    ],
)
def test_the_best_news_is_the_first_that_applies(
    moves: list[dict[str, Any]], is_best: bool, kind: str, topics: list[str]
) -> None:
    made = [make_move(topic=f"t/{at}", **each) for at, each in enumerate(moves)]
    news = find_news(made, is_best)
    assert (news.kind, [move.topic for move in news.moves]) == (kind, topics)


def test_of_several_topics_the_one_of_the_highest_mastery_is_named_first() -> None:
    made = [
        make_move(topic=name, **{**REPAIRED, "after": make_estimate(mastery)})
        for name, mastery in (("a", 0.6), ("b", 0.8))
    ]
    assert [move.topic for move in find_news(made, False).moves] == ["b", "a"]


def test_repairs_are_told_first_then_what_went_up_then_what_went_down() -> None:
    moves = [
        make_old("down", 0.6, 0.4),
        make_old("up", 0.5, 0.6),
        make_move(topic="fresh", state="good"),
        make_old("more", 0.5, 0.7),
        make_old("repaired", 0.4, 0.7, was_weak=True, state="good"),
    ]
    told, good = split_new(moves)
    assert [move.topic for move in told] == ["repaired", "more", "up", "down"]
    assert good == 1


def test_a_move_of_a_round_of_before_has_a_state_before_it_all_the_same() -> None:
    assert make_move(before=None).state_before == "untried"
    assert make_old("t", 0.4, 0.5).state_before == "open"
    assert make_old("t", 0.4, 0.5, was_weak=True).state_before == "weak"
