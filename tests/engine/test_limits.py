import pytest

from builders import make_outcome, make_session
from weakspot.engine.limits import (
    count_misses,
    count_right_answers,
    end_session,
    is_last,
    is_over,
)
from weakspot.engine.session import DONE, Outcome, Session, Sheet
from weakspot.words.rounds import (
    PlaceWords,
    describe_place,
    dropped_line,
    end_lines,
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


def test_what_is_not_fully_right_is_a_miss_and_a_skip_too() -> None:
    assert count_misses(make_round(RIGHT, PARTLY, WRONG, SKIPPED)) == 3


def test_an_answer_given_after_its_verdict_was_seen_is_a_miss() -> None:
    seen = make_round(RIGHT, RIGHT, seen=frozenset({0}))
    assert (count_right_answers(seen), count_misses(seen)) == (1, 1)


def test_a_disputed_answer_is_no_right_one_and_makes_no_miss() -> None:
    disputed = make_round(RIGHT, make_outcome(disputed=True), WRONG)
    assert (count_right_answers(disputed), count_misses(disputed)) == (1, 1)


@pytest.mark.parametrize(
    ("made", "over"), [(0, False), (2, False), (3, True), (4, True)]
)
def test_survival_is_over_at_the_third_miss(made: int, over: bool) -> None:
    assert is_over(make_round(RIGHT, *[WRONG] * made, mode="survival")) is over


def test_other_rounds_go_on_whatever_is_missed() -> None:
    assert not is_over(make_round(*[WRONG] * 8))


@pytest.mark.parametrize(
    ("mode", "outcomes", "last"),
    [
        ("today", (RIGHT, WRONG), False),
        ("today", (RIGHT, WRONG, WRONG), True),
        ("survival", (WRONG, WRONG, RIGHT), False),  # more are drawn
        ("survival", (WRONG, WRONG, WRONG), True),
    ],
)
def test_the_rules_say_which_answer_is_the_last(
    mode: str, outcomes: tuple[Outcome, ...], last: bool
) -> None:
    assert (
        is_last(make_session(3, outcomes=outcomes, at=len(outcomes) - 1, mode=mode))
        is last
    )


def test_a_round_that_ended_holds_only_what_was_passed() -> None:
    done = end_session(make_round(RIGHT, WRONG))
    assert (len(done.slots), done.at, done.phase) == (2, 2, DONE)


@pytest.mark.parametrize(
    ("made", "signs", "words", "urgent"),
    [
        (0, "· · ·", "3 misses left", False),
        (2, "✗ ✗ ·", "1 miss left", True),
        (4, "✗ ✗ ✗", "0 misses left", False),
    ],
)
def test_progress_shows_the_misses_left(
    made: int, signs: str, words: str, urgent: bool
) -> None:
    assert describe_place(make_round(*[WRONG] * made, mode="survival")) == PlaceWords(
        signs, words, urgent
    )


@pytest.mark.parametrize(
    ("seconds", "words", "urgent"),
    [
        (180.0, "3:00 left", False),
        (150.2, "2:31 left", False),
        (30.0, "0:30 left", True),
        (0.0, "0:00 left", True),
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
