import pytest

from weakspot.text import format_count
from weakspot.words.numbers import (
    format_duration,
    format_minutes,
    percent,
    times_words,
    tolerance_words,
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (48.4, "48 s"),
        (59.6, "1 min"),
        (492, "8 min 12 s"),
        (3900, "1 h 5 min"),
        (90_000, "25 h"),
    ],
)
def test_a_duration_has_at_most_two_units(seconds: float, words: str) -> None:
    assert format_duration(seconds) == words


def test_figures_are_formatted_for_players() -> None:
    assert [percent(0.414), percent(0), percent(1)] == ["41 %", "0 %", "100 %"]
    assert [
        format_count(1, "point"),
        format_count(0, "point"),
        format_count(1234, "point"),
    ] == [
        "1 point",
        "0 points",
        "1,234 points",
    ]
    assert [times_words(1), times_words(2), times_words(3)] == [
        "once",
        "twice",
        "3 times",
    ]
    assert [
        format_minutes(5),
        format_minutes(480),
        format_minutes(480, brief=True),
    ] == [
        "about 1 min",
        "about 8 min",
        "8 min",
    ]


@pytest.mark.parametrize(
    ("tolerance", "words"),
    [("2%", "within 2 %"), ("0.5", "within 0.5"), (0.5, "within 0.5"), (0, "exact")],
)
def test_a_tolerance_is_shown_as_it_was_written(
    tolerance: float | str, words: str
) -> None:
    assert tolerance_words(tolerance) == words
