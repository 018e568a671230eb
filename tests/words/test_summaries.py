from typing import Any

import pytest

from builders import make_estimate, make_move, make_outcome, make_session
from weakspot.engine.forecast import ExamForecast
from weakspot.engine.limits import end_session
from weakspot.engine.records import PastExam
from weakspot.engine.session import Outcome, Session, Sheet
from weakspot.words.summaries import (
    EXAM_SHARE_NOTE,
    PlaceWords,
    answer_note,
    describe_place,
    dropped_line,
    end_lines,
    exam_forecast_words,
    exam_words,
    move_figures,
    move_words,
    position_words,
    unfinished_line,
)

RIGHT, PARTLY, WRONG, SKIPPED = (
    make_outcome(),
    make_outcome(0.5),
    make_outcome(0.0),
    None,
)


def make_round(*outcomes: Outcome | None, slots: int = 9, **changes: object) -> Session:
    """Make a round, of today by default, with these outcomes of its first slots."""
    return make_session(slots, outcomes=outcomes, at=len(outcomes), **changes)


@pytest.mark.parametrize(
    ("made", "signs", "words", "urgent"),
    [
        (0, "· · ·  3 lives left", "3 lives left", False),
        (2, "✗ ✗ ·  1 life left", "1 life left", True),
        (4, "✗ ✗ ✗  0 lives left", "0 lives left", False),
    ],
)
def test_progress_shows_the_lives_left(
    made: int, signs: str, words: str, urgent: bool
) -> None:
    assert describe_place(make_round(*[WRONG] * made, mode="survival")) == PlaceWords(
        signs, words, urgent
    )


@pytest.mark.parametrize(
    ("seconds", "words", "urgent"),
    [
        (180.0, "0 right · 3:00 left", False),
        (150.2, "0 right · 2:31 left", False),
        (30.0, "0 right · 0:30 left", True),
        (0.0, "0 right · 0:00 left", True),
    ],
)
def test_progress_shows_the_time_left(seconds: float, words: str, urgent: bool) -> None:
    assert describe_place(
        make_round(seconds_left=seconds, mode="sprint")
    ) == PlaceWords(words, words, urgent)


@pytest.mark.parametrize(
    ("seconds", "words", "urgent"),
    [
        (61.0, "2 of 9 · 1:01 left", False),
        (0.2, "2 of 9 · 0:01 left", False),
        (0.0, "2 of 9 · time is up", True),
    ],
)
def test_an_interview_shows_place_and_time_of_the_question(
    seconds: float, words: str, urgent: bool
) -> None:
    assert describe_place(
        make_round(RIGHT, seconds_left=seconds, mode="interview")
    ) == PlaceWords(words, words, urgent)


@pytest.mark.parametrize(("seconds", "urgent"), [(301.0, False), (300.0, True)])
def test_an_exam_hurries_in_its_last_five_minutes(seconds: float, urgent: bool) -> None:
    assert (
        describe_place(make_round(seconds_left=seconds, mode="exam")).urgent is urgent
    )


def test_an_exam_handed_in_shows_the_place_and_no_clock() -> None:
    graded = make_session(
        1, outcomes=(RIGHT,), sheets=(Sheet(),), seconds_left=41.0, mode="exam"
    )
    assert describe_place(graded).words == "1 of 1"


def test_a_placement_shows_its_largest_number_of_questions_and_no_clock() -> None:
    words = "2 of at most 24"
    assert describe_place(make_round(RIGHT, mode="placement")) == PlaceWords(
        words, words, urgent=False
    )


def test_a_round_of_so_many_questions_shows_their_number() -> None:
    assert describe_place(make_round(RIGHT)) == PlaceWords("2 of 9", "2 of 9")


def test_a_place_names_the_last_question_only_where_it_is_known() -> None:
    assert position_words(make_round(RIGHT)) == "question 2 of 9"
    assert position_words(make_round(RIGHT, mode="survival")) == "question 2"


def test_leaving_a_round_says_where_it_resumes_or_that_nothing_was_answered() -> None:
    assert unfinished_line(make_round(mode="survival")) == "Begun, no answer yet."
    assert (
        unfinished_line(make_round(RIGHT, mode="survival")) == "Goes on at question 2."
    )
    assert (
        unfinished_line(make_round(SKIPPED, slots=4, mode="interview"))
        == "Goes on at question 2 of 4."
    )


def test_leaving_an_exam_with_answers_says_where_it_resumes() -> None:
    sheets = (Sheet(), Sheet(unknown=True), Sheet())
    assert (
        unfinished_line(make_session(3, sheets=(Sheet(),) * 3, mode="exam"))
        == "Begun, no answer yet."
    )
    assert (
        unfinished_line(make_session(3, sheets=sheets, mode="exam"))
        == "Goes on at question 1 of 3."
    )


def test_the_end_of_a_round_says_how_far_it_went() -> None:
    assert (
        end_lines(end_session(make_round(RIGHT, *[WRONG] * 3, mode="survival")), 4)[0]
        == "1 right answer before the last miss."
    )
    assert (
        end_lines(end_session(make_round(RIGHT, WRONG, mode="survival")), 4)[0]
        == "Every question was asked: 1 right answer."
    )


@pytest.mark.parametrize(
    ("best", "words"),
    [
        (None, "Best so far: 3, your first."),
        (2, "A new best: 2 before."),
        (3, "Best so far: 3."),
        (5, "Best so far: 5."),
    ],
)
def test_the_best_score_is_shown_beside_that_of_this_round(
    best: int | None, words: str
) -> None:
    assert (
        end_lines(end_session(make_round(*[RIGHT] * 3, mode="survival")), best)[1]
        == words
    )


def test_a_first_round_with_nothing_right_sets_no_best_score() -> None:
    lines = end_lines(end_session(make_round(*[WRONG] * 3, mode="survival")), None)
    assert lines == ["0 right answers before the last miss."]


def test_answers_of_a_dropped_round_are_said_to_be_kept_only_where_they_are() -> None:
    assert dropped_line("") == "The round left open is dropped; its answers are kept."
    assert dropped_line("The disk is full.") == "The round left open is dropped."


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
    ("left", "expected"),
    [(0.0, "Half. The time was up."), (1.0, "Half"), (None, "Half")],
)
def test_only_an_exam_whose_time_was_up_says_so(
    left: float | None, expected: str
) -> None:
    assert answer_note(make_round(seconds_left=left, mode="exam"), "Half") == expected


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({"different": 1, "answers": 2, "misses": 2}, "0 of 2 right"),
        ({"different": 1, "answers": 1, "misses": 0}, "1 of 1 right"),
        (
            {
                "different": 2,
                "before": make_estimate(0.48),
                "after": make_estimate(0.41),
            },
            "48 → 41 %",
        ),
        (
            {
                "different": 2,
                "before": make_estimate(0.412),
                "after": make_estimate(0.41),
            },
            "still 41 %",
        ),
        ({"different": 2, "before": None, "after": make_estimate(0.41)}, "41 %"),
    ],
)
def test_facts_are_shown_before_an_estimate_means_anything(
    changes: dict[str, Any], figures: str
) -> None:
    assert move_figures(make_move(**changes)) == figures


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"state": "weak", "needs": (2, 2)},
            "weak until right on 2 more questions, on 2 days",
        ),
        (
            {"state": "weak", "needs": (1, 1), "was_weak": True},
            "weak until right on 1 more question, on another day",
        ),
        ({"state": "good", "was_weak": True}, "no longer weak"),
        ({"state": "perhaps", "misses": 1}, "perhaps weak"),
        ({"state": "good"}, "looks good"),
        ({"state": "known"}, "known"),
        ({"state": "open", "different": 2}, "open: more answers will tell"),
    ],
)
def test_a_move_says_what_it_means_for_its_topic(
    changes: dict[str, Any], words: str
) -> None:
    assert move_words(make_move(**changes)) == words
