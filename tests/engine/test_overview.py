import pytest
from msgspec.structs import replace

from weakspot.engine.forecast import ExamForecast
from weakspot.engine.lookback import Confidence
from weakspot.engine.mastery import Standing
from weakspot.engine.overview import (
    TopicPage,
    is_too_sure,
    sort_by_weakness,
)
from weakspot.engine.records import PastExam
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.words.estimates import let_go_words, section_share_words, standing_words
from weakspot.words.rounds import EXAM_SHARE_NOTE, exam_forecast_words, exam_words
from weakspot.words.stock import stock_words


def make_standing(p_weak: float) -> Standing:
    return Standing(mastery=0.4, low=0.2, high=0.6, p_weak=p_weak, expected=0.4)


def make_report(topic: str = "chunking", **changes: object) -> TopicReport:
    fields: dict[str, object] = {
        "section": "rag",
        "topic": topic,
        "title": topic,
        "state": "weak",
        "standing": make_standing(0.9),
        "answers": 5,
        "evidence": 3.0,
        "misses": 3,
        "different": 2,
        "last_seen": "2026-11-24",
        "questions": 6,
        "needs": (2, 2),
    }
    return TopicReport(**{**fields, **changes})


def make_page(seen: int = 0, **kinds: int) -> TopicPage:
    return TopicPage(
        today="2026-11-26",
        section="RAG",
        report=make_report(),
        answers=(),
        mixups=(),
        kinds=kinds,
        levels={3: 1, 1: 2},
        seen=seen,
    )


@pytest.mark.parametrize(
    ("score", "expected"),
    [(28.0, "70 % of 40, passed"), (27.99, "69 % of 40, not passed")],
)
def test_an_exam_says_what_it_came_to(score: float, expected: str) -> None:
    assert exam_words(PastExam(day="2026-11-26", score=score, asked=40)) == expected


def test_an_exam_is_forecast_with_its_range_or_what_it_takes() -> None:
    forecast = ExamForecast(questions=40, share=0.641, low=0.52, high=0.76, sections=())
    assert (
        exam_forecast_words(forecast)
        == f"about 64 % of 40 questions (52 to 76), {EXAM_SHARE_NOTE}"
    )
    assert exam_forecast_words(None) == "shown after 12 answers"


@pytest.mark.parametrize(
    ("share", "too"), [(0.75, True), (0.76, False), (None, False), (1.0, False)]
)
def test_confidence_is_too_high_from_15_points_below_its_meaning_on(
    share: float | None, too: bool
) -> None:
    assert is_too_sure("sure", Confidence(answers=9, right_share=share)) == too


def test_only_a_weak_topic_is_let_go() -> None:
    assert let_go_words(make_report()) == "right on 2 more questions, on 2 days"
    assert let_go_words(make_report(state="perhaps")) == ""


def test_questions_are_counted_by_kind_and_level() -> None:
    assert stock_words(make_page(1, choice=2, sort=1)) == [
        "3, of which 2 never asked",
        "2 × one right · 1 × sorting",
        "2 of level 1 · 1 of level 3",
    ]
    assert stock_words(make_page(3, choice=3))[0] == "3, all asked before"
    assert stock_words(make_page(0, choice=3))[0] == "3, none asked before"
    assert stock_words(make_page()) == ["none that can be asked"]


def test_topics_never_answered_come_last() -> None:
    standing = {"a": None, "b": make_standing(0.0), "c": make_standing(0.9)}
    topics = [make_report(topic, standing=standing[topic]) for topic in standing]
    assert [report.topic for report in sort_by_weakness(topics)] == ["c", "b", "a"]


def make_section_report(
    seen: int, standing: Standing | None, answers: int, misses: int
) -> SectionReport:
    return SectionReport(
        section="rag",
        title="RAG",
        standing=standing,
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
    good = replace(make_standing(0.3), mastery=0.75)
    assert (
        section_share_words(make_section_report(seen, good, answers, misses))
        == expected
    )
    assert len(expected) <= 7


@pytest.mark.parametrize(
    ("seen", "answers", "standing", "expected"),
    [
        (0, 0, None, "0 of 9 asked"),
        (2, 3, make_standing(0.4), "2 of 3 right  ·  2 of 9 asked"),
        (4, 3, make_standing(0.4), "mastery 40 %  ·  4 of 9 asked"),
    ],
)
def test_section_figures_say_what_they_count(
    seen: int, answers: int, standing: Standing | None, expected: str
) -> None:
    assert (
        standing_words(make_section_report(seen, standing, answers, min(1, answers)))
        == expected
    )
