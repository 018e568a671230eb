import pytest

from weakspot.engine.calendar import build_calendar
from weakspot.engine.records import Day
from weakspot.words.dates import (
    ago_words,
    calendar_words,
    date_words,
    on_words,
    time_spent_words,
)


@pytest.mark.parametrize(
    ("day", "before", "on"),
    [
        ("2026-11-02", "today", "today"),
        ("2026-11-01", "yesterday", "yesterday"),
        ("2026-10-31", "2 days ago", "on Saturday"),
        ("2026-10-27", "6 days ago", "on Tuesday"),
        ("2026-10-26", "7 days ago", "on 26 Oct"),
        ("2025-10-26", "372 days ago", "on 26 Oct 2025"),
        ("2026-11-03", "today", "today"),  # a clock that was set back
    ],
)
def test_a_day_is_described_relative_to_today(day: str, before: str, on: str) -> None:
    today = "2026-11-02"
    assert (ago_words(day, today), on_words(day, today)) == (before, on)


@pytest.mark.parametrize(
    ("today", "words"),
    [(None, "3 Oct"), ("2026-12-31", "3 Oct"), ("2027-01-01", "3 Oct 2026")],
)
def test_a_date_of_another_year_says_which(today: str | None, words: str) -> None:
    assert date_words("2026-10-03", today) == words


TODAY = "2026-11-26"  # a Thursday


def test_the_words_count_only_the_weeks_that_are_shown() -> None:
    days = [
        Day("2026-11-24", attempts=12),
        Day("2026-11-17", attempts=1),
        Day("2020-01-01", attempts=5),
    ]
    weeks = build_calendar(days, TODAY)
    assert calendar_words(weeks) == ("2 days played", "13 answers")
    assert calendar_words(weeks[-1:]) == ("1 day played", "12 answers")


def test_time_is_summed_in_all_and_for_the_last_seven_days() -> None:
    days = [
        Day("2026-11-26", attempts=4, seconds=60),
        Day("2026-11-20", attempts=4, seconds=60),
        Day("2026-11-19", attempts=2, seconds=80),
    ]
    assert (
        time_spent_words(days, TODAY)
        == "3 min 20 s in all · 2 min in the last 7 days · 20 s an answer"
    )
    assert time_spent_words([], TODAY) == ""
