from typing import Any

import pytest

from builders import make_estimate, make_move
from weakspot.engine.news import News
from weakspot.words.news import (
    compared_words,
    move_word,
    news_words,
    others_words,
    until_words,
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


def test_what_is_not_told_one_by_one_is_counted() -> None:
    assert others_words(10, 3) == "10 new topics look good, 3 more moved"
    assert others_words(1, 0) == "1 new topic looks good"
    assert others_words(0, 0) == ""


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        ((2, 2), "until right on 2 days"),
        ((1, 1), "until right once more"),
        ((0, 1), "until right once more"),
        ((0, 0), "until right a few times more"),
    ],
)
def test_a_weak_topic_says_what_ends_it(needs: tuple[int, int], words: str) -> None:
    assert until_words(needs) == words
