from typing import Any

import pytest

from builders import make_estimate, make_move
from weakspot.engine.news import News
from weakspot.words.results import (
    compared_words,
    move_figure,
    move_word,
    news_words,
    others_words,
)


@pytest.mark.parametrize(
    ("kind", "topics", "words"),
    [
        ("repaired", "a", ("Repaired: Caching", "")),
        ("repaired", "ab", ("Repaired: Caching", "and one more")),
        ("repaired", "abcdefghijklmno", ("Repaired: Caching", "and 14 more")),
        ("known", "abc", ("Known: Caching", "and two more")),
        ("best", "", ("The best round of this week", "")),
        ("good", "a", ("Looks good: Caching", "")),
        ("good", "ab", ("2 new topics look good", "")),
        ("", "", ("", "")),
    ],
)
def test_news_name_the_first_topic_and_count_the_others(
    kind: str, topics: str, words: tuple[str, str]
) -> None:
    news = News(kind=kind, moves=tuple(make_move(topic=each) for each in topics))
    assert news_words(news, {"a": "Caching"}) == words


@pytest.mark.parametrize(
    ("changes", "is_missed", "word"),
    [
        ({"was_weak": True, "state": "good"}, False, "repaired"),
        ({"was": "good", "state": "known"}, False, "known"),
        ({"after": make_estimate(0.6)}, False, "up"),
        ({"after": make_estimate(0.52)}, False, "a little up"),
        ({"after": make_estimate(0.48)}, False, "a little down"),
        ({"after": make_estimate(0.4)}, True, "down, missed"),
        ({"after": make_estimate(0.6)}, True, "missed"),
        ({"before": None}, True, "missed"),
        ({"before": None}, False, "new"),
    ],
)
def test_a_move_has_a_word(changes: dict[str, Any], is_missed: bool, word: str) -> None:
    move = make_move(**{"before": make_estimate(0.5), **changes})
    assert move_word(move, is_missed) == word


def test_a_round_is_compared_only_where_it_was_better() -> None:
    assert compared_words(2) == "two better than yesterday"
    assert compared_words(0) == compared_words(-3) == ""


def test_a_figure_stands_beside_a_move_once_it_means_something() -> None:
    assert move_figure(make_move(after=make_estimate(0.41), different=2)) == "41 %"
    assert move_figure(make_move(answers=1, misses=1)) == "0 of 1"


@pytest.mark.parametrize(
    ("good", "states", "changes", "words"),
    [
        (10, ["perhaps"] * 4, [], "10 new topics look good, 4 perhaps weak"),
        (1, [], [0.1, 0.0, -0.1], "1 new topic looks good, 2 more up, 1 more down"),
        (0, ["open", "weak"], [], "1 new topic weak, 1 perhaps weak"),
        (0, ["weak", "weak"], [0.1], "2 new topics weak, 1 more up"),
        (0, [], [], ""),
    ],
)
def test_what_is_not_told_one_by_one_is_counted(
    good: int, states: list[str], changes: list[float], words: str
) -> None:
    moves = [make_move(state=state) for state in states]
    moves += [
        make_move(before=make_estimate(0.5), after=make_estimate(0.5 + change))
        for change in changes
    ]
    assert others_words(good, moves) == words
