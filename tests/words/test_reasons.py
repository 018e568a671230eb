from collections import Counter

import pytest

from weakspot.words.reasons import plan_words, reason_line


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
        ("due", 3, "2026-10-24", "Due again: missed 3 times, last asked 9 days ago."),
        ("due", 0, "2026-10-24", "Due again: last asked 9 days ago."),
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
        ({}, ""),
        (
            {"due": 4, "weak": 6, "new": 2, "keep": 0},
            "4 due · 6 from weak topics · 2 new",
        ),
        (
            {"weak": 1, "perhaps": 16, "new": 3},
            "1 from a weak topic · 16 perhaps weak · 3 new",
        ),
        ({"perhaps": 17}, "17 from perhaps weak topics"),
        ({"perhaps": 1}, "1 from a perhaps weak topic"),
        ({"weak": 2, "perhaps": 1}, "2 from weak topics · 1 perhaps weak"),
        ({"keep": 3}, "3 to keep"),
    ],
)
def test_a_plan_says_what_the_round_is_made_of(
    reasons: dict[str, int], words: str
) -> None:
    assert plan_words(Counter(reasons).elements()) == words
