import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from builders import make_choice, make_entry, make_session
from weakspot.engine.concepts import Entry
from weakspot.engine.derivation import DerivedRows, derive_rows
from weakspot.engine.mastery import Nodes, predict_score
from weakspot.engine.records import Attempt, Day, Memory
from weakspot.engine.slots import build_attempt, build_outcome, local_day, stamp
from weakspot.engine.values import Picks, Response

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ASKED = make_entry("q-0", concept="size", level=3, guess=1 / 3)
RIGHT, WRONG = Picks(picks=frozenset({0})), Picks(picks=frozenset({2}))
FRESH = DerivedRows(
    nodes=Nodes(), memory=Memory("rag/q-0"), day=Day(day="2026-11-02"), paid=""
)


@pytest.fixture
def set_time_zone() -> Iterator[Any]:
    """Return a function that sets the machine's time zone for the test."""

    def move(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield move
    move("UTC")


def build_answer(
    response: Response | None,
    nodes: Nodes = FRESH.nodes,
    asked: Entry = ASKED,
    **changes: Any,
) -> Attempt:
    verdict = make_choice().grade(response, {})
    return build_attempt(
        make_session(**changes),
        asked,
        response,
        verdict,
        nodes=nodes,
        confidence=None,
        seconds=9.5,
        now=NOW,
    )


def test_an_attempt_holds_all_that_replay_needs() -> None:
    attempt = build_answer(WRONG)
    assert (attempt.at, attempt.day) == ("2026-11-02T09:30:00.000000Z", "2026-11-02")
    assert (attempt.round, attempt.mode, attempt.reason) == ("s", "today", "new")
    assert (attempt.section, attempt.question, attempt.topic) == (
        "rag",
        "rag/q-0",
        "rag/chunking",
    )
    assert (attempt.concept, attempt.kind, attempt.level) == ("size", "choice", 3)
    assert attempt.revision == "0123456789ab"
    assert (attempt.score, attempt.seconds, attempt.guess) == (
        0,
        9.5,
        pytest.approx(1 / 3),
    )
    assert attempt.misconceptions == ("belief-1",)
    assert attempt.concept_key == ASKED.concept_key == "rag/chunking/size"
    alone = build_answer(WRONG, asked=make_entry("q-0", level=3, guess=1 / 3))
    assert (alone.concept, alone.concept_key) == (None, "rag/chunking/=q-0")


def test_an_attempt_keeps_what_was_given_in_words_too() -> None:
    assert build_answer(WRONG).given == {
        "response": {"type": "picks", "picks": [2]},
        "texts": ["wrong 1"],
    }
    assert build_answer(None).given is None


def test_an_attempt_records_whether_its_verdict_was_seen_or_its_hint_taken() -> None:
    assert (build_answer(RIGHT).seen, build_answer(RIGHT).hint) == (False, False)
    assert build_answer(RIGHT, seen=frozenset({0})).seen
    assert not build_answer(RIGHT, seen=frozenset({1})).seen
    assert build_answer(RIGHT, hinted=True).hint


@pytest.mark.parametrize("response", [RIGHT, WRONG, None])
def test_a_prediction_does_not_depend_on_the_response(
    response: Response | None,
) -> None:
    assert build_answer(response).predicted == predict_score(FRESH.nodes, 3, 1 / 3, NOW)
    assert build_answer(response, hinted=True).predicted == predict_score(
        FRESH.nodes, 3, 0.5, NOW
    )


@pytest.mark.parametrize(
    ("rate", "hinted", "guess"),
    [
        (1 / 3, False, 1 / 3),
        (1 / 3, True, 0.5),
        (0.2, True, 0.5),
        (0.5, False, 0.5),
        (0.6, True, 0.6),
    ],
)
def test_a_hint_makes_a_guess_likelier(rate: float, hinted: bool, guess: float) -> None:
    entry = make_entry("q-0", concept="size", level=3, guess=rate)
    assert build_answer(WRONG, asked=entry, hinted=hinted).guess == guess


@pytest.mark.parametrize("hinted", [False, True])
def test_not_knowing_is_no_guess(hinted: bool) -> None:
    assert build_answer(None, hinted=hinted).guess == 0
    assert build_answer(WRONG, hinted=hinted).guess == pytest.approx(
        0.5 if hinted else 1 / 3
    )


@pytest.mark.parametrize(
    ("response", "unknown", "points", "state"),
    [(RIGHT, False, 10, "good"), (None, True, 0, "perhaps")],
)
def test_an_outcome_has_the_changes(
    response: Response | None, unknown: bool, points: int, state: str
) -> None:
    attempt = build_answer(response)
    after = derive_rows(FRESH, attempt)
    outcome = build_outcome(
        attempt, make_choice().grade(response, {}), FRESH, after, NOW
    )
    assert (outcome.unknown, outcome.points, outcome.seconds) == (unknown, points, 9.5)
    assert (outcome.move.topic, outcome.move.before, outcome.move.was_weak) == (
        "rag/chunking",
        None,
        False,
    )
    assert (outcome.move.answers, outcome.move.misses, outcome.move.different) == (
        1,
        int(unknown),
        1,
    )
    assert outcome.move.state == state
    assert (
        outcome.move.after.expected > outcome.move.after.mastery
    )  # by the explanation
    assert outcome.due == after.memory.due > "2026-11-02"


def test_an_outcome_compares_with_the_moment_before_it() -> None:
    first = derive_rows(FRESH, build_answer(None))
    attempt = build_answer(RIGHT, first.nodes)
    after = derive_rows(first, attempt)
    outcome = build_outcome(attempt, make_choice().grade(RIGHT, {}), first, after, NOW)
    assert outcome.move.before is not None
    assert outcome.move.before.mastery < outcome.move.after.mastery


def test_stamps_are_utc_and_sort_as_text() -> None:
    east = timezone(timedelta(hours=14))
    moments = [
        datetime(2026, 11, 2, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 11, 3, 14, 0, tzinfo=east),
    ]
    assert [stamp(moment) for moment in moments] == [
        "2026-11-02T23:59:59.000000Z",
        "2026-11-03T00:00:00.000000Z",
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("UTC", "2026-11-02"),
        ("Pacific/Kiritimati", "2026-11-02"),
        ("Etc/GMT+12", "2026-11-01"),
    ],
)
def test_p06_a_day_is_the_players_own(set_time_zone: Any, name: str, day: str) -> None:
    set_time_zone(name)
    assert local_day(NOW) == day
