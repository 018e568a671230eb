from collections import Counter

import pytest

from weakspot.words.reasons import plan_words, reason_line

CHECKING = "Missed once in this topic: this checks whether it is weak."


@pytest.mark.parametrize(
    ("reason", "misses", "last", "line"),
    [
        ("weak", 2, "2026-11-01", "You missed this idea twice, last asked yesterday."),
        (
            "perhaps",
            1,
            "2026-11-01",
            "You missed this idea once, last asked yesterday.",
        ),
        ("weak", 0, None, "New to you, in a weak topic."),
        ("perhaps", 0, None, "New to you, in a topic that is perhaps weak."),
        ("weak", 0, "2026-11-01", "From a weak topic, last asked yesterday."),
        ("new", 0, None, "New to you."),
        ("again", 2, "2026-11-01", "You missed this idea twice, last asked yesterday."),
        ("again", 0, "2026-11-01", "Missed last time, last asked yesterday."),
        ("checking", 0, None, CHECKING),
        ("fading", 3, "2026-10-24", "Fading: missed 3 times, last asked 9 days ago."),
        ("fading", 0, "2026-10-24", "Fading: last asked 9 days ago."),
        ("keep", 1, "2026-11-02", "Once more: missed once, last asked today."),
        ("keep", 0, "2026-11-01", "To keep it: last asked yesterday."),
        ("keep", 0, "2026-11-02", "Once more today, to keep it."),
    ],
)
def test_a_reason_is_one_short_sentence(
    reason: str, misses: int, last: str | None, line: str
) -> None:
    assert reason_line(reason, misses, last, "2026-11-02") == line


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ({}, "nothing to ask"),
        (
            {"again": 4, "checking": 2, "weak": 2, "perhaps": 1, "new": 11},
            "4 come back · 5 to repair · 11 new",
        ),
        ({"again": 1, "new": 1}, "1 comes back · 1 new"),
        ({"fading": 2, "keep": 1}, "3 to keep"),
    ],
)
def test_a_plan_says_what_the_round_is_made_of(
    reasons: dict[str, int], words: str
) -> None:
    assert plan_words(Counter(reasons).elements()) == words
