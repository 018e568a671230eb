"""The simulated learners, in small worlds over a few days."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.learners.course import Course, make_course, write_banks
from benchmarks.learners.game import LearnerGame, load_banks
from benchmarks.learners.learner import make_learner
from benchmarks.learners.players import WEAK_COUNTS
from benchmarks.learners.policies import (
    Leitner,
    PlainFsrs,
    RandomQuestions,
    RawAccuracy,
    play_oracle_round,
    play_round,
)
from benchmarks.learners.targets import (
    PLAYER_ROWS,
    ROWS,
    Row,
    estimate_cell,
    find_misses,
    mean,
    ratio,
    student_t,
)
from benchmarks.learners.traits import KINDS

from weakspot.bank.catalog import Catalog

TESTS = (11, 25)


@pytest.fixture(scope="module")
def course() -> Course:
    return make_course()


@pytest.fixture(scope="module")
def catalog(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("learners") / "banks"
    write_banks(course, folder)
    return load_banks(folder)


def test_the_banks_hold_the_course(course: Course, catalog: Catalog) -> None:
    assert len(course.topics) == 69
    assert set(catalog.entries) == set(course.siblings)
    assert len(catalog.entries) == 414
    assert {key: entry.concept for key, entry in catalog.entries.items()} == {
        key: sibling.label for key, sibling in course.siblings.items()
    }


def test_a_learner_guesses_as_well_as_the_kinds_say(
    course: Course, catalog: Catalog
) -> None:
    for sibling in course.siblings.values():
        assert catalog.question(sibling.key).guess_rate() == sibling.guess


@pytest.mark.parametrize("kind", KINDS)
def test_a_chance_lies_between_guess_and_slip(kind: str, course: Course) -> None:
    learner = make_learner(kind, course, 1)
    for day in range(1, 6):
        play_round(RandomQuestions(course, Random(day)), learner, day, 40)
    for day in (5, 6, 45):
        for sibling in course.siblings.values():
            assert (
                sibling.guess <= learner.chance_right(sibling, day) <= 1 - learner.slip
            )


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_foresees_what_an_explanation_gives(
    kind: str, course: Course
) -> None:
    learner = make_learner(kind, course, 2)
    before = learner.held_out_score(TESTS)
    promised = 0.0
    for topic, (concept, _) in course.topics.items():
        promised += learner.expected_gain(concept, 1.0, 1, TESTS)
        learner.read_explanation(course.concepts[concept][0], 1)
        assert learner.course.tests[concept].topic == topic
    given = (learner.held_out_score(TESTS) - before) * len(course.tests) * len(TESTS)
    assert given == pytest.approx(promised, rel=1e-9 if kind != "all-or-none" else 0.3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", [RandomQuestions, Leitner, PlainFsrs, RawAccuracy])
def test_the_oracle_gains_at_least_as_much_as_others(
    kind: str,
    rule: type[RandomQuestions | Leitner | PlainFsrs | RawAccuracy],
    course: Course,
) -> None:
    blind, seeing = make_learner(kind, course, 3), make_learner(kind, course, 3)
    policy = rule(course, Random(3))
    for day in range(1, 11):
        play_round(policy, blind, day, 12)
        play_oracle_round(seeing, day, 12, TESTS)
    assert seeing.held_out_score(TESTS) >= blind.held_out_score(TESTS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_learner_in_the_same_game(
    kind: str, course: Course, catalog: Catalog
) -> None:
    runs = []
    for _ in range(2):
        ours = LearnerGame(catalog, course, make_learner(kind, course, 4))
        for day in range(1, 4):
            ours.play_round(day, questions=12)
        runs.append(
            (
                ours.learner.held_out_score(TESTS),
                ours.learner.last_met,
                ours.save.nodes(),
            )
        )
    assert runs[0] == runs[1]
    assert len(runs[0][1]) == 36


def test_another_player_goes_on_with_the_same_save(
    course: Course, catalog: Catalog
) -> None:
    ours = LearnerGame(catalog, course, make_learner("patchy", course, 5))
    ours.play_round(1, questions=12)
    other = ours.copy(make_learner("patchy", course, 5))
    assert other.save.nodes() == ours.save.nodes()
    other.play_round(2, questions=12)
    assert len(ours.save.last_scores()) == 12
    assert len(other.save.last_scores()) == 24


def test_an_unknown_concept_is_learnt_whole_or_not(course: Course) -> None:
    learner = make_learner("all-or-none", course, 6)
    assert {
        learner.chance_known(concept, 1) for concept in range(len(course.tests))
    } == {0.0, 1.0}


def test_an_interval_of_means_follows_students_distribution() -> None:
    cell = estimate_cell(mean("x"), [{"x": float(x)} for x in range(24)])
    assert cell.value == 11.5
    assert cell.high - 11.5 == pytest.approx(
        2.0687 * (50 / 24) ** 0.5, rel=1e-3
    )  # of variance 50
    assert student_t(35) == pytest.approx(2.0301, abs=1e-3)


def test_a_share_is_computed_over_all_seeds_together() -> None:
    assert (
        ratio("part", "whole")([{"part": 1, "whole": 1}, {"part": 0, "whole": 3}]) == 25
    )


def test_a_bound_is_missed_by_the_kinds_that_miss_it() -> None:
    cells = [
        estimate_cell(mean("x"), [{"x": value}, {"x": value}])
        for value in (1.0, 2.0, 3.0, 4.0)
    ]
    assert find_misses(Row("least", mean("x"), (1, 3, 3, 5)), cells) == [
        "patchy",
        "all-or-none",
    ]
    assert find_misses(Row("most", mean("x"), (1, 1, 3, 3), at_most=True), cells) == [
        "patchy",
        "all-or-none",
    ]
    assert find_misses(Row("reported", mean("x")), cells) == []


def test_a_row_has_a_bound_a_kind_or_player_or_is_only_reported() -> None:
    assert {len(row.bounds) for row in ROWS} == {0, len(KINDS)}
    assert {len(row.bounds) for row in PLAYER_ROWS} == {0, len(WEAK_COUNTS)}
