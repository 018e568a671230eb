import pytest

from weakspot.engine.changes import Changes, Whole
from weakspot.engine.today import PlanParts
from weakspot.words.changes import (
    done_words,
    progress_line,
    tomorrow_words,
    week_words,
    whole_words,
)

WHOLE = Whole(topics=69, known=23, repaired=12, last="2026-11-02")
WEEK = Changes(repaired=("rag/a",), weak=("rag/b", "rag/c"))


def test_the_whole_is_one_line() -> None:
    assert whole_words(WHOLE) == "23 of 69 known · 12 repaired"
    fresh = Whole(topics=69, known=0, repaired=0, last=None)
    assert whole_words(fresh) == "0 of 69 known"
    assert progress_line(fresh, Changes()) == "0 of 69 known"
    assert (
        progress_line(WHOLE, WEEK)
        == "23 of 69 known · 12 repaired · last 7 days: 1 repaired, 2 new weak"
    )


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (WEEK, "last 7 days: 1 repaired, 2 new weak"),
        (Changes(repaired=("rag/a",)), "last 7 days: 1 repaired"),
        (Changes(weak=("rag/a",)), "last 7 days: 1 new weak"),
        (Changes(known=("rag/a",)), ""),
    ],
)
def test_a_week_says_only_what_happened(week: Changes, words: str) -> None:
    assert week_words(week) == words


def test_the_end_of_the_day_says_what_changed() -> None:
    assert done_words(WEEK) == "Enough for today. Today: 1 repaired, 2 new weak."
    assert done_words(Changes(known=("rag/a",))) == "Enough for today."


def test_tomorrow_is_said_where_something_comes_back_or_is_to_repair() -> None:
    parts = PlanParts(again=1, repair=5, new=6, keep=2)
    assert tomorrow_words(parts) == "Tomorrow: 1 comes back · 5 to repair"
    assert tomorrow_words(PlanParts(new=12, keep=2)) == ""
