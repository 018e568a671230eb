import pytest
from msgspec.structs import replace

from builders import make_estimate, make_topic_report
from weakspot.engine.lookback import Point
from weakspot.engine.mastery import Estimate
from weakspot.engine.report import SectionReport
from weakspot.text import ASCII_MARKS
from weakspot.words.estimates import (
    estimate_words,
    let_go_words,
    needs_line,
    section_share_words,
    short_needs_line,
    state_legend,
    state_word,
    tally_words,
    trend_words,
)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("weak", "weak"),
        ("perhaps", "perhaps weak"),
        ("good", "looks good"),
        ("open", "open"),
        ("known", "known"),
        ("untried", "not tried"),
    ],
)
def test_a_state_of_a_topic_has_one_word(state: str, word: str) -> None:
    assert state_word(state) == word


def test_the_legend_has_a_mark_and_the_word_of_each_state() -> None:
    assert (
        "  ".join(state_legend())
        == "◆ weak  ◔ perhaps  ◑ looks good  ● known  · untried"
    )
    assert (
        "  ".join(state_legend(ASCII_MARKS))
        == "! weak  ? perhaps  o looks good  # known  . untried"
    )


@pytest.mark.parametrize(
    ("needs", "line", "brief"),
    [
        ((2, 2), "right on 2 more questions, on 2 days", "right on 2 days"),
        ((1, 1), "right on 1 more question, on another day", "right another day"),
        ((1, 0), "right on another question", "right on 1 more"),
        ((0, 1), "right again on another day", "right another day"),
        ((0, 0), "a few more right answers", "a few more right"),
    ],
)
def test_what_lets_a_topic_go_is_described(
    needs: tuple[int, int], line: str, brief: str
) -> None:
    assert (needs_line(needs), short_needs_line(needs)) == (line, brief)


def test_only_a_weak_topic_is_let_go() -> None:
    assert let_go_words(make_topic_report()) == "right on 2 more questions, on 2 days"
    assert let_go_words(make_topic_report(state="perhaps")) == ""


def make_section_report(
    seen: int, estimate: Estimate | None, answers: int, misses: int
) -> SectionReport:
    return SectionReport(
        section="rag",
        title="RAG",
        estimate=estimate,
        seen=seen,
        questions=9,
        due=0,
        answers=answers,
        misses=misses,
        topics=(),
    )


@pytest.mark.parametrize(
    ("seen", "answers", "misses", "expected"),
    [
        (1, 9, 1, "8 of 9"),
        (3, 12, 0, "12/12"),
        (3, 120, 20, "100/120"),
        (4, 12, 0, "75 %"),
    ],
)
def test_a_sections_share_fits_seven_cells(
    seen: int, answers: int, misses: int, expected: str
) -> None:
    good = replace(make_estimate(0.4, 0.3), mastery=0.75)
    assert (
        section_share_words(make_section_report(seen, good, answers, misses))
        == expected
    )
    assert len(expected) <= 7


@pytest.mark.parametrize(
    ("seen", "answers", "estimate", "expected"),
    [
        (0, 0, None, "0 of 9 asked"),
        (2, 3, make_estimate(0.4, 0.4), "2 of 3 right  ·  2 of 9 asked"),
        (4, 3, make_estimate(0.4, 0.4), "mastery 40 %  ·  4 of 9 asked"),
    ],
)
def test_section_figures_say_what_they_count(
    seen: int, answers: int, estimate: Estimate | None, expected: str
) -> None:
    assert (
        estimate_words(make_section_report(seen, estimate, answers, min(1, answers)))
        == expected
    )


@pytest.mark.parametrize("count", [0, 1])
def test_a_single_point_makes_no_curve(count: int) -> None:
    assert trend_words([Point("2026-11-26", 0.5, 0.4, 0.6)] * count) == ""


def test_a_curve_is_described_by_its_first_and_last_figures() -> None:
    between = Point("2026-11-19", 0.5, 0.4, 0.6)
    points = [
        Point("2026-10-03", 0.41, 0.2, 0.6),
        between,
        Point("2026-11-26", 0.64, 0.551, 0.712),
    ]
    assert trend_words(points) == "41 % on 3 Oct, 64 % now (55 to 71)"
    assert trend_words([Point("2025-11-27", 0.3, 0.2, 0.6), *points]).startswith(
        "30 % on 27 Nov 2025, "
    )


def test_the_answers_behind_an_estimate_are_listed() -> None:
    assert [tally_words(0, 0), tally_words(2, 2), tally_words(3, 0)] == [
        "not tried",
        "0 of 2 right",
        "3 of 3 right",
    ]
