from copy import copy
from datetime import UTC, date, datetime, time, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from builders import make_attempt
from weakspot.engine.memory import due_day, retrievability
from weakspot.engine.records import Attempt, Memory
from weakspot.engine.scheduler import add_attempt, rate_attempt

FIRST = date(2026, 11, 2)
RATINGS = {1.0: Rating.Good, 0.5: Rating.Hard, 0.0: Rating.Again}
steps = st.tuples(st.sampled_from(sorted(RATINGS)), st.integers(0, 400))


def noon_of(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), tzinfo=UTC)


def review_with_fsrs(reviews: list[tuple[float, str]]) -> Card:
    """Return the card that py-fsrs alone makes of these reviews."""
    scheduler = Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    card = Card(card_id=7, due=noon_of(reviews[0][1]))
    for score, day in reviews:
        card, _ = scheduler.review_card(card, RATINGS[score], noon_of(day))
    return card


def remember(memory: Memory | None, attempt: Attempt) -> Memory:
    """Return the question's memory after one more attempt."""
    after = copy(memory) or Memory(attempt.question)
    add_attempt(after, attempt)
    return after


def date_reviews(history: list[tuple[float, int]]) -> list[tuple[float, str]]:
    day, reviews = FIRST, []
    for score, gap in history:
        day += timedelta(days=gap)
        reviews.append((score, day.isoformat()))
    return reviews


def remember_reviews(reviews: list[tuple[float, str]]) -> Memory:
    memory = None
    for score, day in reviews:
        memory = remember(memory, make_attempt(score, day))
    assert memory is not None
    return memory


@given(st.lists(steps, min_size=1, max_size=8))
def test_a_card_is_what_fsrs_makes_of_the_same_reviews(
    history: list[tuple[float, int]],
) -> None:
    reviews = date_reviews(history)
    card, memory = review_with_fsrs(reviews), remember_reviews(reviews)
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.day == reviews[-1][1]


@pytest.mark.parametrize(
    ("history", "stability", "difficulty", "day"),
    [
        (
            [(1.0, 0), (1.0, 3), (1.0, 12), (1.0, 40)],
            158.82879139992679,
            2.0974554287524403,
            "2026-12-27",
        ),
        (
            [(0.0, 0), (1.0, 0), (0.5, 0), (1.0, 1)],
            1.5603336135171328,
            7.584416275464289,
            "2026-11-03",
        ),
        (
            [(1.0, 0), (0.5, 200), (0.0, 400), (1.0, 2)],
            6.350314114156908,
            8.247496475701565,
            "2028-06-26",
        ),
        (
            [(1.0, 0), (0.0, -5), (1.0, -30), (1.0, 90)],
            10.089660467474356,
            7.37018264052428,
            "2026-12-27",
        ),
    ],
)
def test_a_save_of_another_version_has_the_same_memories_to_the_last_bit(
    history: list[tuple[float, int]], stability: float, difficulty: float, day: str
) -> None:
    memory = remember_reviews(date_reviews(history))
    assert (memory.stability, memory.difficulty) == (stability, difficulty)
    assert memory.day == day


@given(st.lists(steps, min_size=1, max_size=4), st.integers(0, 3000))
def test_recall_is_what_fsrs_says(history: list[tuple[float, int]], days: int) -> None:
    reviews = date_reviews(history)
    memory = remember_reviews(reviews)
    today = (date.fromisoformat(memory.day) + timedelta(days=days)).isoformat()
    expected = Scheduler().get_card_retrievability(
        review_with_fsrs(reviews), noon_of(today)
    )
    assert retrievability(memory.stability, memory.day, today) == pytest.approx(
        expected, rel=1e-6
    )


@given(st.lists(steps, min_size=1, max_size=6))
def test_a_question_is_due_on_the_first_day_of_recall_below_nine_tenths(
    history: list[tuple[float, int]],
) -> None:
    memory = remember_reviews(date_reviews(history))
    eve = (date.fromisoformat(memory.due) - timedelta(days=1)).isoformat()
    assert retrievability(memory.stability, memory.day, memory.due) < 0.9
    assert retrievability(memory.stability, memory.day, eve) >= 0.9 - 1e-9


@pytest.mark.parametrize(
    ("score", "changes", "expected"),
    [
        (1.0, {}, Rating.Good),
        (1.0, {"confidence": "sure"}, Rating.Good),
        (1.0, {"confidence": "guess"}, Rating.Hard),
        (1.0, {"hint": True}, Rating.Hard),
        (1.0, {"seen": True}, Rating.Hard),
        (0.99, {}, Rating.Hard),
        (0.5, {}, Rating.Hard),
        (0.5, {"confidence": "guess"}, Rating.Hard),
        (0.49, {}, Rating.Again),
        (0.0, {}, Rating.Again),
        (0.0, {"guess": 0.0}, Rating.Again),
        (0.0, {"hint": True, "seen": True}, Rating.Again),
    ],
)
def test_a_score_rates_the_card(
    score: float, changes: dict[str, object], expected: Rating
) -> None:
    assert rate_attempt(make_attempt(score, **changes)) == expected


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(RATINGS)), st.integers(-400, 400)),
        min_size=2,
        max_size=8,
    )
)
def test_a_date_never_moves_back(history: list[tuple[float, int]]) -> None:
    memory, dates = None, []
    for score, day in date_reviews(history):
        memory = remember(memory, make_attempt(score, day))
        dates.append(memory.day)
        assert memory.due > memory.day
    assert dates == sorted(dates)


def test_recall_is_1_on_the_day_of_the_answer_and_before() -> None:
    assert retrievability(3.0, "2026-11-02", "2026-11-02") == 1
    assert retrievability(3.0, "2026-11-02", "2026-10-01") == 1


def test_recall_is_nine_tenths_after_the_stability() -> None:
    assert retrievability(30.0, "2026-11-02", "2026-12-02") == pytest.approx(0.9)


def test_a_memory_counts_evidence_and_keeps_what_was_asked_last() -> None:
    memory = remember(None, make_attempt(0.0, id="1", revision="old"))
    memory = remember(memory, make_attempt(1.0, id="2", seen=True, revision="old"))
    memory = remember(memory, make_attempt(1.0, id="3", guess=0.97, revision="old"))
    memory = remember(memory, make_attempt(0.5, id="4", revision="new"))
    assert (memory.answers, memory.misses) == (2, 2)
    assert (memory.seen, memory.score, memory.revision) == ("4", 0.5, "new")


def test_a_new_revision_keeps_the_card() -> None:
    first = remember(None, make_attempt(1.0, revision="old"))
    revised = remember(first, make_attempt(1.0, "2026-11-09", revision="new"))
    assert revised.stability > first.stability


def test_the_last_day_of_the_calendar_can_be_remembered() -> None:
    memory = remember_reviews([(1.0, "9999-12-30"), (1.0, "9999-12-31")])
    assert (memory.day, memory.due) == ("9999-12-31", "9999-12-31")


def test_a_card_of_the_last_days_of_the_calendar_has_a_due_day() -> None:
    assert due_day(50.0, "9999-12-30") == "9999-12-31"
    assert due_day(1e9, "2026-11-02") == "2126-10-09"
