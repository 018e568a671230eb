import pytest

from builders import make_outcome, make_session
from weakspot.engine.limits import (
    count_misses,
    count_right_answers,
    end_session,
    is_last,
    is_over,
)
from weakspot.engine.session import DONE, Outcome, Session

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
