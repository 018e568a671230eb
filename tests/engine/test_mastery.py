import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mastery_oracle import Model, sigma

from builders import make_attempt
from weakspot.engine.mastery import (
    FRESH_PLAYER,
    FRESH_SECTION,
    FRESH_TOPIC,
    Estimate,
    Nodes,
    apply_explanation,
    chance_weak,
    decay_topic,
    estimate_section,
    estimate_topic,
    find_change,
    observe,
    predict_score,
    sigmoid,
)
from weakspot.engine.records import Attempt, RecentAnswer
from weakspot.engine.weakness import count_needs, is_proven, is_weak, topic_state

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
Answer = tuple[float, float, int, float, bool]
"""Score, guess rate, level, days since the start, explained."""


def time_after(days: float) -> datetime:
    return START + timedelta(days=days)


def make_answer(answer: Answer, number: int = 0, **changes: object) -> Attempt:
    score, guess, level, days, explained = answer
    at = time_after(days)
    return make_attempt(
        score,
        at.date().isoformat(),
        at=at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        guess=guess,
        level=level,
        explained=explained,
        question=f"rag/q-{number}",
        **changes,
    )


def observe_answers(answers: list[Answer]) -> Nodes:
    nodes = Nodes()
    for number, answer in enumerate(answers):
        nodes = observe(nodes, make_answer(answer, number), first=True)
    return nodes


def sum_means(nodes: Nodes) -> float:
    return nodes.player.mean + nodes.section.mean + nodes.topic.mean


def figures_of(estimate: Estimate) -> tuple[float, ...]:
    return msgspec.structs.astuple(estimate)


SEQUENCES: list[list[Answer]] = [
    [],
    [(1, 0.25, 2, 0, True)],
    [(0, 0.25, 2, 0, True)],
    [(0, 0.0, 4, 0, True), (1, 0.5, 1, 0.01, True)],
    [(0.5, 0.2, 3, 0, True), (0.5, 0.2, 3, 1, True), (1, 0.2, 3, 2, True)],
    [
        (0, 0.25, 1, 0, True),
        (0, 0.25, 2, 3, True),
        (0, 0.25, 3, 60, True),
        (1, 0.25, 4, 400, True),
    ],
    [(0, 0.25, 2, 0, False), (1, 0.25, 2, 7, False)],
    [(0, 1 / 3, 2, 5, True), (1, 0.5, 2, 2, True), (1, 0.2, 2, 6, True)],
    [(1, 0.95, 2, 0, True), (0, 0.99, 2, 1, True)],
]

answers = st.tuples(
    st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0]),
    st.sampled_from([0.0, 0.01, 0.2, 0.25, 1 / 3, 0.5, 0.9]),
    st.integers(1, 4),
    st.floats(-30, 3000),
    st.booleans(),
)
histories = st.lists(answers, max_size=12)


@pytest.mark.parametrize("sequence", SEQUENCES)
@pytest.mark.parametrize("later", [0.0, 0.5, 30.0, 5000.0])
def test_mastery_is_what_the_formulas_give(
    sequence: list[Answer], later: float
) -> None:
    model, end = Model(), 0.0
    for score, guess, level, days, explained in sequence:
        model.answer(score, guess, level, days, explained)
        end = max(end, days)
    nodes = observe_answers(sequence)
    assert figures_of(estimate_topic(nodes, time_after(end + later))) == pytest.approx(
        model.shown(end + later), rel=1e-9
    )
    three = msgspec.structs.astuple(nodes)
    assert [node.mean for node in three] == pytest.approx(model.mean, rel=1e-9)
    assert [node.variance for node in three] == pytest.approx(model.variance, rel=1e-9)
    assert nodes.topic.lift == pytest.approx(model.lift, rel=1e-9)
    assert nodes.topic.evidence == pytest.approx(model.evidence)


@given(histories, st.floats(-100, 5000))
def test_mastery_lies_within_its_range(history: list[Answer], days: float) -> None:
    estimate = estimate_topic(observe_answers(history), time_after(days))
    assert 0 <= estimate.low <= estimate.mastery <= estimate.high <= 1
    assert 0 <= estimate.p_weak <= 1
    assert 0 <= estimate.expected <= 1


@given(histories, answers)
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_its_topic(
    history: list[Answer], answer: Answer
) -> None:
    nodes = observe_answers(history)
    _, *rest = answer
    assert sum_means(observe(nodes, make_answer((1, *rest)), first=True)) >= sum_means(
        nodes
    )
    assert sum_means(observe(nodes, make_answer((0, *rest)), first=True)) <= sum_means(
        nodes
    )


@given(histories, answers)
def test_read_at_the_same_moment_shown_mastery_follows_the_answer(
    history: list[Answer], answer: Answer
) -> None:
    nodes, (_, *rest) = observe_answers(history), answer
    now = time_after(max([day for *_, day, _ in [*history, answer]]))
    before = estimate_topic(nodes, now).mastery
    assert (
        estimate_topic(observe(nodes, make_answer((0, *rest)), first=True), now).mastery
        <= before + 1e-12
    )


@given(histories, answers)
def test_an_answer_never_raises_a_variance(
    history: list[Answer], answer: Answer
) -> None:
    nodes = observe_answers(history)
    after = observe(nodes, make_answer(answer), first=True)
    assert 0 < after.player.variance <= nodes.player.variance
    assert 0 < after.section.variance <= nodes.section.variance
    assert (
        0 < after.topic.variance <= decay_topic(nodes.topic, time_after(answer[3]))[1]
    )


@given(histories, st.floats(-100, 5000), st.floats(0, 5000))
def test_time_never_lowers_a_variance_nor_raises_a_lift(
    history: list[Answer], days: float, more: float
) -> None:
    topic = observe_answers(history).topic
    sooner, later = (
        decay_topic(topic, time_after(days)),
        decay_topic(topic, time_after(days + more)),
    )
    assert topic.variance <= sooner[1] <= later[1] <= 1.3
    assert topic.lift >= sooner[0] >= later[0] >= 0


@given(histories, answers)
def test_what_is_no_evidence_changes_nothing(
    history: list[Answer], answer: Answer
) -> None:
    nodes = observe_answers(history)
    score, guess, *rest = answer
    assert observe(nodes, make_answer((score, 0.95, *rest)), first=True) == nodes
    assert observe(nodes, make_answer((score, 1.0, *rest)), first=True) == nodes
    assert observe(nodes, make_answer(answer, seen=True), first=True) == nodes
    assert observe(nodes, make_answer((score, 0.949, *rest)), first=True) != nodes


def test_an_explanation_lifts_what_is_expected_and_not_what_is_shown() -> None:
    explained, silent = (
        observe_answers([(0, 0.25, 2, 0, True)]),
        observe_answers([(0, 0.25, 2, 0, False)]),
    )
    taught, untaught = estimate_topic(explained, START), estimate_topic(silent, START)
    assert taught.mastery == untaught.mastery
    assert taught.expected > taught.mastery
    assert untaught.expected == untaught.mastery


def test_a_right_answer_turns_the_lift_into_mastery() -> None:
    explained = observe_answers([(0, 0.25, 2, 0, True), (1, 0.25, 2, 0, False)])
    silent = observe_answers([(0, 0.25, 2, 0, False), (1, 0.25, 2, 0, False)])
    assert explained.topic.lift == 0
    assert sum_means(explained) > sum_means(silent)


def test_a_lift_is_never_above_one() -> None:
    nodes = observe_answers([(0, 0.0, 4, 0, True)] * 20)
    assert nodes.topic.lift == 1


def test_a_lift_is_halved_after_fifteen_weeks() -> None:
    topic = observe_answers([(0, 0.25, 2, 0, True)]).topic
    assert decay_topic(topic, time_after(105))[0] == pytest.approx(topic.lift / 2)


def test_an_explanation_looked_at_later_adds_to_the_lift_that_is_left() -> None:
    before = observe_answers([(0, 0.25, 2, 0, True)])
    lift, variance = decay_topic(before.topic, time_after(5))
    knows = sigma(sum_means(before) + lift - 0.3 * (4 - 2.5))
    after = apply_explanation(before, 4, make_answer((0, 0.25, 4, 5, True)).at)
    assert after.lift == pytest.approx(lift + 0.7 * (1 - knows))
    assert (after.mean, after.variance) == (before.topic.mean, variance)


def test_a_clock_gone_back_ages_nothing_and_moves_no_date_back() -> None:
    ahead = observe_answers([(0, 0.25, 2, 10, True)])
    assert decay_topic(ahead.topic, time_after(3)) == (
        ahead.topic.lift,
        ahead.topic.variance,
    )
    back = observe(ahead, make_answer((1, 0.25, 2, 3, True), 1), first=True)
    assert back.topic.last == ahead.topic.last
    assert back.topic.answers == 2
    later, sooner = (
        apply_explanation(ahead, 2, make_answer((0, 0.25, 2, day, True)).at)
        for day in (12, 3)
    )
    assert (later.last, sooner.last) == (
        make_answer((0, 0.25, 2, 12, True)).at,
        ahead.topic.last,
    )


def test_early_answers_move_topics_not_yet_tried() -> None:
    played_well = observe_answers([(1, 0.25, 2, 0, True)] * 3)
    other = Nodes(played_well.player, played_well.section, FRESH_TOPIC)
    elsewhere = Nodes(played_well.player, FRESH_SECTION, FRESH_TOPIC)
    fresh = estimate_topic(Nodes(), START).mastery
    assert (
        fresh
        < estimate_topic(elsewhere, START).mastery
        < estimate_topic(other, START).mastery
    )


def test_counts_follow_the_answers_that_are_evidence() -> None:
    nodes = observe_answers(
        [(1, 0.25, 2, 0, True), (0, 0.2, 2, 0, True), (0.5, 0.5, 2, 0, True)]
    )
    nodes = observe(nodes, make_answer((0, 0.25, 2, 1, True), 0), first=False)
    topic = nodes.topic
    assert (topic.answers, topic.misses, topic.different) == (4, 3, 3)
    assert topic.evidence == pytest.approx(0.75 + 0.8 + 0.5 + 0.75)
    assert nodes.player.answers == nodes.section.answers == 4


def test_a_topic_keeps_its_last_eight_answers() -> None:
    topic = observe_answers([(n % 2, 0.25, 2, n, True) for n in range(12)]).topic
    assert [entry.question for entry in topic.recent] == [
        f"rag/q-{n}" for n in range(4, 12)
    ]
    assert [entry.right for entry in topic.recent] == [False, True] * 4


def test_an_answer_right_in_part_is_a_miss() -> None:
    topic = observe_answers([(0.99, 0.25, 2, 0, True)]).topic
    assert (topic.misses, topic.recent[0].right) == (1, False)


@pytest.mark.parametrize(("level", "guess"), [(1, 0.25), (2, 0.5), (3, 0.2), (4, 0.0)])
def test_a_prediction_counts_level_guess_and_slip(level: int, guess: float) -> None:
    nodes = observe_answers(
        [(0, 0.25, 2, 0, True), (1, 0.25, 2, 1, True), (0, 0.2, 3, 1, True)]
    )
    model = Model()
    for score, g, of_level, days, _ in [
        (0, 0.25, 2, 0, 1),
        (1, 0.25, 2, 1, 1),
        (0, 0.2, 3, 1, 1),
    ]:
        model.answer(score, g, of_level, days)
    model.mean[2] -= 0.3 * (level - 2.5)
    *_, knows = model.shown(4)
    assert predict_score(nodes, level, guess, time_after(4)) == pytest.approx(
        0.95 * knows + guess * (1 - knows)
    )


def test_a_section_is_the_mean_of_its_topics() -> None:
    nodes = observe_answers([(1, 0.25, 2, 0, True)] * 2)
    alone = estimate_section(nodes.player, nodes.section, [nodes.topic], START)
    assert alone.mastery == pytest.approx(estimate_topic(nodes, START).mastery)
    both = estimate_section(
        nodes.player, nodes.section, [nodes.topic, FRESH_TOPIC], START
    )
    assert both.mastery < alone.mastery
    assert estimate_section(FRESH_PLAYER, FRESH_SECTION, [], START).mastery == 0.5


@given(st.floats(-800, 800))
def test_a_logit_is_a_chance_however_large(x: float) -> None:
    assert 0 <= sigmoid(x) <= 1
    assert sigmoid(x) + sigmoid(-x) == pytest.approx(1)


def test_p_weak_is_the_part_of_the_normal_distribution_below_the_bound() -> None:
    bound = math.log(0.7 / 0.3)
    chances = [chance_weak(bound - 2 * x, 4.0) for x in (-9, 0, 1.959964, 9)]
    assert chances == pytest.approx([0, 0.5, 0.975, 1], abs=1e-6)


# Weak, and no longer weak

D1, D2, D3 = "2026-11-02", "2026-11-03", "2026-11-04"


def make_recent(*entries: str) -> tuple[RecentAnswer, ...]:
    """Make recent answers from entries such as `a1+`: question a, day 1, right."""
    days = {"1": D1, "2": D2, "3": D3}
    return tuple(
        RecentAnswer(f"rag/{entry[0]}", days[entry[1]], entry[2] == "+")
        for entry in entries
    )


@pytest.mark.parametrize(
    ("entries", "proven", "needs"),
    [
        ((), False, (2, 2)),
        (("a1-",), False, (2, 2)),
        (("a1+",), False, (1, 1)),
        (("a1-", "a1+"), False, (1, 1)),
        (("a1+", "a2+"), False, (1, 0)),
        (("a1+", "b1+"), False, (0, 1)),
        (("a1+", "b2+"), True, (0, 0)),
        (("a1+", "b2+", "b3-"), False, (2, 2)),
        (("a1+", "b1-", "b2+"), False, (1, 1)),
        (("a1-", "a1+", "a2+", "b2+"), True, (0, 0)),
        (("a1-", "a1+", "b1+", "a2+"), True, (0, 0)),
        (("a1-", "b1+", "b2+", "b3+"), False, (1, 0)),
        (("a1+", "b2+", "a2-", "c3+"), False, (1, 1)),
    ],
)
def test_proven_is_right_on_two_questions_on_two_days_since_the_last_miss(
    entries: tuple[str, ...], proven: bool, needs: tuple[int, int]
) -> None:
    topic = msgspec.structs.replace(FRESH_TOPIC, recent=make_recent(*entries))
    assert is_proven(topic) == proven
    assert count_needs(topic) == needs


@pytest.mark.parametrize(
    ("different", "entries", "p_weak", "weak"),
    [
        (2, ("a1+", "b1-"), 0.61, True),
        (2, ("a1+", "b1-"), 0.6, False),
        (1, ("a1-",), 0.9, False),
        (1, ("a1-",), 0.91, True),
        (2, ("a1-", "b1+"), 0.99, False),
        (2, ("a1+", "b1+"), 0.99, False),
        (0, (), 0.99, False),
    ],
)
def test_a_topic_becomes_weak_only_by_a_miss_and_with_enough_doubt(
    different: int, entries: tuple[str, ...], p_weak: float, weak: bool
) -> None:
    topic = msgspec.structs.replace(
        FRESH_TOPIC, different=different, recent=make_recent(*entries)
    )
    assert is_weak(topic, p_weak) == weak


@pytest.mark.parametrize(
    ("entries", "p_weak", "weak"),
    [
        (("a1-", "a1+", "b2+"), 0.6, False),
        (("a1-", "a1+", "b2+"), 0.61, True),
        (("a1-", "a1+", "b1+"), 0.1, True),
        (("a1-", "a1+", "a2+"), 0.1, True),
        (("a1-", "a1+", "b2+", "a3-"), 0.5, True),
    ],
)
def test_a_weak_topic_is_let_go_once_proven_and_likely_known(
    entries: tuple[str, ...], p_weak: float, weak: bool
) -> None:
    topic = msgspec.structs.replace(
        FRESH_TOPIC, weak=True, different=2, recent=make_recent(*entries)
    )
    assert is_weak(topic, p_weak) == weak


@pytest.mark.parametrize(
    ("weak", "entries", "different", "p_weak", "state"),
    [
        (False, (), 0, 0.9, "untried"),
        (True, ("a1-", "b1+"), 2, 0.1, "weak"),
        (False, ("a1-",), 1, 0.61, "perhaps"),
        (False, ("a1-", "b1+", "c1+"), 3, 0.61, "perhaps"),
        (False, ("a1-", "b1+", "c1+", "a2+"), 3, 0.61, "good"),
        (False, ("a1-",), 1, 0.6, "open"),
        (False, ("a1+",), 1, 0.1, "good"),
        (False, ("a1+", "b1+"), 2, 0.3, "known"),
        (False, ("a1+", "b1-"), 2, 0.3, "known"),
        (False, ("a1+", "b1-"), 2, 0.31, "open"),
        (False, ("a1+", "b1+"), 2, 0.31, "good"),
    ],
)
def test_a_topic_has_one_state(
    weak: bool, entries: tuple[str, ...], different: int, p_weak: float, state: str
) -> None:
    topic = msgspec.structs.replace(
        FRESH_TOPIC,
        weak=weak,
        evidence=0.75 * len(entries),
        different=different,
        recent=make_recent(*entries),
    )
    assert topic_state(topic, p_weak) == state


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 3))))
def test_a_right_answer_never_makes_a_topic_weak(
    answers: list[tuple[int, bool, int]],
) -> None:
    nodes, day, asked = Nodes(), 0, set[int]()
    for number, (question, right, days) in enumerate(answers):
        day += days
        answer = (float(right), 0.25, 2, day + number / 1000, True)
        attempt = msgspec.structs.replace(
            make_answer(answer, number), question=f"rag/{question}"
        )
        before, nodes = nodes, observe(nodes, attempt, question not in asked)
        asked.add(question)
        change = find_change(before, nodes, attempt)
        assert not (right and nodes.topic.weak and not before.topic.weak)
        assert not (right and change is not None and change.now == "weak")
        assert change is None or change.was != change.now


def test_three_misses_then_a_sibling_right_on_each_of_some_days_lets_a_topic_go() -> (
    None
):
    misses: list[Answer] = [(0, 0.25, 2, n / 100, True) for n in range(3)]
    states = []
    for days in range(6):
        nodes = observe_answers(
            [*misses, *((1, 0.25, 2, 1 + n, True) for n in range(days))]
        )
        states.append(nodes.topic.weak)
    assert states[:2] == [True, True]
    assert not states[-1]
    assert all(one >= other for one, other in pairwise(states))


def test_only_the_answered_topic_is_decided() -> None:
    nodes = observe_answers([(0, 0.25, 2, 0, True)] * 4)
    assert nodes.topic.weak
    assert not nodes.player.weak
    assert not nodes.section.weak


def test_a_higher_rating_is_less_likely_weak() -> None:
    chances = [chance_weak(mean, 1.0) for mean in (-2, -1, 0, 0.8473, 1, 2)]
    assert chances == sorted(chances, reverse=True)
    assert chances[3] == pytest.approx(0.5, abs=1e-4)
