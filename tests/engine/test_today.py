from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_concept, make_entry, make_estimate
from weakspot.engine.concepts import Concept, Situation
from weakspot.engine.mastery import TopicView
from weakspot.engine.memory import days_later
from weakspot.engine.records import RecentAnswer
from weakspot.engine.rules import MODES
from weakspot.engine.selection import choose_concepts
from weakspot.engine.today import (
    PART_OF,
    Chosen,
    PlanParts,
    arrange_today,
    comes_within_week,
    count_parts,
    days_back,
    find_promised,
    promised_most,
)

TODAY = "2026-11-10"


def make_missed(name: str, last: str, topic: str = "", **changes: Any) -> Concept:
    entry = make_entry(name, topic or f"topic-{name}")
    return make_concept(entry, last=last, missed=True, recall=0.9, **changes)


def make_known(name: str, last: str | None = None) -> Concept:
    recall = 0.0 if last is None else 0.95
    return make_concept(make_entry(name, f"topic-{name}"), last=last, recall=recall)


def make_view(
    state: str, p_weak: float, *answers: tuple[str, bool], different: int = 2
) -> TopicView:
    recent = tuple(
        RecentAnswer(f"rag/q{n}", day, right) for n, (day, right) in enumerate(answers)
    )
    return TopicView(make_estimate(1 - p_weak, p_weak), state, different, recent)


UNTRIED = make_view("untried", 0.5, different=0)


def arrange(
    concepts: list[Concept], questions: int, **views: TopicView
) -> list[Chosen]:
    topics = {concept.topic: UNTRIED for concept in concepts}
    topics |= {f"rag/topic-{name}": view for name, view in views.items()}
    return arrange_today(concepts, topics, TODAY, questions)


def reasons_of(chosen: list[Chosen]) -> list[tuple[str, str]]:
    return [(one.concept.entries[0].id, one.reason) for one in chosen]


def test_what_was_missed_three_days_ago_comes_back_the_oldest_first() -> None:
    concepts = [
        make_missed("a", "2026-11-07"),
        make_missed("b", "2026-11-08"),
        make_missed("c", "2026-11-01"),
        make_known("d", "2026-11-01"),
    ]
    assert [one.entries[0].id for one in find_promised(concepts, TODAY, 9)] == [
        "c",
        "a",
    ]
    assert [one.entries[0].id for one in find_promised(concepts, TODAY, 1)] == ["c"]


def test_of_a_topic_one_comes_back_a_round() -> None:
    concepts = [
        make_missed("a", "2026-11-02", "size"),
        make_missed("b", "2026-11-01", "size"),
        make_missed("c", "2026-11-03"),
    ]
    found = find_promised(concepts, TODAY, 9)
    assert [one.entries[0].id for one in found] == ["b", "c"]


def test_a_round_checks_then_repairs_then_asks_what_is_perhaps_weak() -> None:
    miss, right = ("2026-11-09", False), ("2026-11-08", True)
    concepts = [make_known(name) for name in "abcdefg"]
    arranged = arrange(
        concepts,
        20,
        a=make_view("perhaps", 0.55, miss, right),
        b=make_view("weak", 0.7, right, miss),
        c=make_view("weak", 0.8, right, miss),
        d=make_view("open", 0.5, miss, different=1),
        e=make_view("perhaps", 0.65, ("2026-11-07", False), different=1),
        f=make_view("open", 0.5, right, miss),
        g=make_view("perhaps", 0.7, (TODAY, False), different=1),
    )
    assert reasons_of(arranged) == [
        ("d", "checking"),
        ("e", "checking"),
        ("c", "weak"),
        ("b", "weak"),
        ("a", "perhaps"),
        ("f", "new"),
        ("g", "new"),
    ]


def test_a_part_takes_no_more_than_its_share_and_the_rest_goes_by_need() -> None:
    weak = make_view("weak", 0.8, ("2026-11-09", False), ("2026-11-09", False))
    missed = [make_missed(f"m{n}", "2026-11-01") for n in range(5)]
    others = [make_known(f"w{n}") for n in range(6)]
    views = {concept.topic.removeprefix("rag/topic-"): weak for concept in others}
    arranged = arrange([*others, *missed], 10, **views)
    first = [reason for _, reason in reasons_of(arranged)]
    assert first[:5] == ["again"] * 2 + ["weak"] * 3
    assert [name for name, _ in reasons_of(arranged)][5:] == [
        "w3", "w4", "w5", "m2", "m3", "m4",
    ]  # fmt: skip
    assert "again" not in first[5:]


def test_a_topic_that_comes_back_is_not_repaired_too() -> None:
    weak = make_view("weak", 0.8, ("2026-11-01", False), ("2026-11-01", False))
    both = [make_missed("a", "2026-11-01"), make_known("b")]
    assert reasons_of(arrange(both, 10, a=weak, b=weak)) == [
        ("a", "again"),
        ("b", "weak"),
    ]


def test_what_was_answered_today_repairs_nothing() -> None:
    weak = make_view("weak", 0.8, (TODAY, False), (TODAY, False))
    (chosen,) = arrange([make_missed("a", TODAY)], 10, a=weak)
    assert chosen.reason == "keep"


concepts = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.none() | st.integers(0, 12),
        st.booleans(),
        st.sampled_from(["weak", "perhaps", "good", "known"]),
    ),
    min_size=1,
    max_size=30,
)


@given(concepts, st.integers(1, 25), st.integers())
def test_a_round_keeps_the_shares_of_its_parts(
    drawn: list[tuple[int, int | None, bool, str]], count: int, seed: int
) -> None:
    made, topics = [], {}
    for number, (topic, ago, missed, state) in enumerate(drawn):
        last = None if ago is None else f"2026-11-{10 - min(ago, 9):02}"
        entry = make_entry(f"q{number}", f"t{topic}")
        was_missed = missed and last is not None
        made.append(make_concept(entry, last=last, missed=was_missed, recall=0.9))
        answers = (("2026-11-05", False), ("2026-11-05", state != "weak"))
        topics[entry.topic_key] = make_view(state, 0.7, *answers)
    situation = Situation(concepts=tuple(made), topics=topics, today=TODAY)
    rules = MODES["section"].__class__(draw="today", count=count)
    chosen = choose_concepts(situation, rules, "", Random(seed))
    assert len(chosen) == min(count, len(made))
    assert len({one.concept.key for one in chosen}) == len(chosen)
    parts = Counter(PART_OF[one.reason] for one in chosen)
    assert parts["again"] <= round(0.2 * count)
    assert parts["repair"] <= round(0.3 * count)
    waits = {
        one.topic
        for one in made
        if one.missed and one.last is not None and one.last <= "2026-11-07"
    }
    assert parts["again"] == min(round(0.2 * count), len(waits))
    for one in chosen:
        if one.reason == "again":
            assert one.concept.missed


def test_a_plan_counts_its_parts() -> None:
    reasons = ["again", "weak", "perhaps", "checking", "new", "fading", "keep"]
    assert count_parts(reasons) == PlanParts(again=1, repair=3, new=1, keep=2)
    assert count_parts([]) == PlanParts()


@pytest.mark.parametrize(
    ("waiting", "questions", "kept"),
    [(14, 15, True), (15, 15, False), (19, 20, True), (20, 20, False), (0, 2, False)],
)
def test_a_week_is_promised_only_while_the_queue_is_short(
    waiting: int, questions: int, kept: bool
) -> None:
    """Of what was missed today, rounds bring back some from the third day on."""
    names = [f"q{number:02}" for number in range(waiting + 1)]
    concepts = [make_missed(name, TODAY, newest=name) for name in names]
    last = concepts[-1].key
    assert comes_within_week(last, concepts, TODAY, questions) == kept


def test_of_one_day_what_was_missed_first_comes_back_first() -> None:
    concepts = [
        make_missed("a", "2026-11-05", newest="3"),
        make_missed("b", "2026-11-05", newest="1"),
        make_missed("c", "2026-11-05", newest="2"),
    ]
    found = find_promised(concepts, TODAY, 2)
    assert [one.entries[0].id for one in found] == ["b", "c"]


def test_what_comes_back_is_foreseen_day_by_day() -> None:
    concepts = [
        make_missed("a", "2026-11-10"),
        make_missed("b", "2026-11-01"),
        make_missed("c", "2026-11-02"),
        make_missed("d", "2026-11-03"),
        make_known("e", "2026-11-01"),
    ]
    days = days_back(concepts, TODAY, [10] * 5)
    names = [[one.entries[0].id for one in day] for day in days]
    assert names == [["b", "c"], ["d"], [], ["a"], []]
    later = days_back(concepts, TODAY, [0, 10, 10])
    assert [[one.entries[0].id for one in day] for day in later] == [
        [],
        ["b", "c"],
        ["d"],
    ]


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=9), max_size=20),
    st.integers(10, 20),
    st.integers(0, 2),
)
def test_what_is_promised_within_a_week_is_kept(
    misses: list[list[str]], questions: int, lacking: int
) -> None:
    """A player who misses ideas of these topics day by day, in rounds that have up to
    two questions fewer than the usual one.
    """
    waiting: dict[str, Concept] = {}
    promised: dict[str, int] = {}
    for day, topics in enumerate([*misses, *([[]] * 8)]):
        today = days_later(TODAY, day)
        most = promised_most(questions - lacking)
        for concept in find_promised([*waiting.values()], today, most):
            del waiting[concept.key]
            promised.pop(concept.key, None)
        for number, topic in enumerate(topics):
            name = f"q{day:02}-{number}"
            concept = make_missed(name, today, topic, newest=name)
            waiting[concept.key] = concept
            if comes_within_week(concept.key, waiting.values(), today, questions):
                promised[concept.key] = day
        assert all(day - since < 7 for since in promised.values())
