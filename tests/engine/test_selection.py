from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_entry, make_estimate, memory_rows
from weakspot.engine.concepts import (
    Concept,
    DrawnQuestion,
    Entry,
    Situation,
    add_history,
    group_entries,
)
from weakspot.engine.mastery import TopicView
from weakspot.engine.records import Memory
from weakspot.engine.rules import MODES, Rules
from weakspot.engine.selection import (
    choose_concepts,
    interleave,
    need,
    pick_questions,
    pick_sibling,
    reason_for,
    round_seconds,
    urgency,
)

TODAY = "2026-11-10"
ANY = Rules(draw="all")
UNTRIED = TopicView(make_estimate(0.5, 0.5), "untried", 0)


def make_memory(question: str, day: str = "2026-11-01", **changes: Any) -> Memory:
    fields = {
        "question": question,
        "concept": "",
        "stability": 3.0,
        "difficulty": 5.0,
        "day": day,
        "revision": "0123456789ab",
        "seen": f"{day}/{question}",
        "score": 1.0,
        "answers": 1,
        "misses": 0,
    }
    return Memory(**{**fields, **changes})


def make_situation(
    entries: list[Entry], *memories: Memory, topics: dict[str, TopicView] | None = None
) -> Situation:
    return Situation(
        concepts=make_concepts(entries, *memories),
        topics={entry.topic_key: UNTRIED for entry in entries} | (topics or {}),
        today=TODAY,
    )


def make_concepts(entries: list[Entry], *memories: Memory) -> tuple[Concept, ...]:
    return add_history(group_entries(entries), memory_rows(memories), TODAY)


def draw_questions(
    situation: Situation,
    rules: Rules,
    scope: str,
    rng: Random,
    only: frozenset[str] | None = None,
    memories: Iterable[Memory] = (),
) -> list[DrawnQuestion]:
    """Draw as a game does, which looks up the memories of what was chosen."""
    chosen = choose_concepts(situation, rules, scope, rng, only)
    asked = {memory.question: memory for memory in memories}
    return pick_questions(chosen, asked, rng)


def keys_of(drawn: list[DrawnQuestion]) -> list[str]:
    return [question.entry.key for question in drawn]


def make_grid(topics: int, concepts: int, siblings: int = 1) -> list[Entry]:
    """Make entries named t-c-s: `concepts` of each topic, `siblings` of each
    concept.
    """
    return [
        make_entry(f"t{t}-c{c}-s{s}", f"t{t}", f"c{c}", section=f"section-{t % 2}")
        for t in range(topics)
        for c in range(concepts)
        for s in range(siblings)
    ]


grids = st.builds(make_grid, st.integers(1, 6), st.integers(1, 4), st.integers(1, 3))
rules = st.builds(
    Rules,
    draw=st.just("all"),
    count=st.none() | st.integers(1, 25),
    minutes=st.none() | st.floats(0.5, 20),
)


@given(grids, rules, st.integers())
def test_a_round_never_has_two_questions_of_one_idea(
    entries: list[Entry], wanted: Rules, seed: int
) -> None:
    drawn = draw_questions(make_situation(entries), wanted, "", Random(seed))
    assert drawn
    assert len({question.concept.key for question in drawn}) == len(drawn)
    assert wanted.count is None or len(drawn) <= wanted.count


@given(grids, st.integers(1, 25), st.integers())
def test_a_topic_is_asked_again_only_where_the_round_is_short(
    entries: list[Entry], count: int, seed: int
) -> None:
    short = Rules(draw="all", count=count)
    drawn = draw_questions(make_situation(entries), short, "", Random(seed))
    taken = Counter(question.concept.topic for question in drawn)
    available = Counter(concept.topic for concept in make_situation(entries).concepts)
    assert len(drawn) == min(count, sum(available.values()))
    least = min(taken.get(topic, 0) for topic in available)
    if any(taken.get(topic, 0) > 1 for topic in available):
        assert least >= 1
    if any(taken.get(topic, 0) > 2 for topic in available):
        assert all(
            taken.get(topic, 0) >= min(2, available[topic]) for topic in available
        )


@given(grids, rules, st.integers())
def test_the_same_random_draws_the_same_round(
    entries: list[Entry], wanted: Rules, seed: int
) -> None:
    first, second = (
        draw_questions(make_situation(entries), wanted, "", Random(seed))
        for _ in range(2)
    )
    assert first == second


def test_another_random_draws_another_order_of_the_same() -> None:
    entries = make_grid(6, 2)
    drawn = draw_questions(make_situation(entries), ANY, "", Random(1))
    rounds = [
        draw_questions(make_situation(entries), ANY, "", Random(seed))
        for seed in range(9)
    ]
    assert len({tuple(keys_of(drawn)) for drawn in rounds}) > 1
    assert (
        len({tuple(keys_of(interleave(drawn, Random(seed)))) for seed in range(9)}) > 1
    )


@given(st.floats(0.5, 20), st.integers())
def test_a_round_fits_its_minutes_unless_it_is_one_question(
    minutes: float, seed: int
) -> None:
    situation = make_situation(make_grid(6, 4))
    drawn = draw_questions(
        situation, Rules(draw="all", minutes=minutes), "", Random(seed)
    )
    assert len(drawn) == 1 or round_seconds(drawn, situation) <= 60 * minutes
    longer = round_seconds(drawn, situation) * (len(drawn) + 1) / len(drawn)
    assert len(drawn) == 24 or longer > 60 * minutes


def test_a_likely_miss_takes_time_to_read_up_on() -> None:
    known = TopicView(make_estimate(0.9), "known", 3)
    situation = make_situation(
        [make_entry("a"), make_entry("b", "ranking")], topics={"rag/ranking": known}
    )
    seconds = round_seconds(draw_questions(situation, ANY, "", Random(1)), situation)
    assert seconds == pytest.approx(28 + 7 + 28 + 1.4)


def test_a_round_takes_the_players_own_time_where_it_is_known() -> None:
    entries = [make_entry("a"), make_entry("b", "ranking", kind="open", seconds=120)]
    situation = msgspec.structs.replace(
        make_situation(entries), pace={"choice": 11.0, "typed": 5.0}
    )
    drawn = draw_questions(situation, ANY, "", Random(1))
    assert round_seconds(drawn, situation) == pytest.approx(11 + 120 + 2 * 7)
    grid_now = make_situation(make_grid(6, 4))
    quick = msgspec.structs.replace(grid_now, pace={"choice": 8.0})
    four = Rules(draw="all", minutes=4)
    assert len(draw_questions(grid_now, four, "", Random(1))) == 6
    assert len(draw_questions(quick, four, "", Random(1))) == 16


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers())
def test_neighbours_are_of_different_topics_where_that_can_be(
    topics: list[int], seed: int
) -> None:
    situation = make_situation(
        [make_entry(f"q{n}", f"t{topic}") for n, topic in enumerate(topics)]
    )
    drawn = [
        DrawnQuestion(concept.entries[0], concept, "new")
        for concept in situation.concepts
    ]
    order = interleave(drawn, Random(seed))
    assert sorted(keys_of(order)) == sorted(keys_of(drawn))
    for index, (one, other) in enumerate(pairwise(order)):
        if one.concept.topic == other.concept.topic:  # then nothing else was left
            left = {later.concept.topic for later in order[index:]}
            assert left == {one.concept.topic}


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        ([("open", 1), ("typed", 1), ("truefalse", 3), ("choice", 2)], 3),
        ([("open", 1), ("typed", 4), ("sort", 3)], 2),
        ([("open", 2), ("open", 1)], 1),
    ],
)
def test_a_round_begins_with_the_easiest_that_one_key_answers(
    kinds: list[tuple[str, int]], first: int
) -> None:
    situation = make_situation(
        [
            make_entry(f"q{n}", f"t{n}", kind=kind, level=level)
            for n, (kind, level) in enumerate(kinds)
        ]
    )
    drawn = [
        DrawnQuestion(concept.entries[0], concept, "new")
        for concept in situation.concepts
    ]
    assert all(interleave(drawn, Random(seed))[0] == drawn[first] for seed in range(9))


# Siblings

SIBLINGS = [make_entry(id, concept="size") for id in ("a", "b", "c")]


def pick_siblings(*memories: Memory) -> set[str]:
    known = {memory.question: memory for memory in memories}
    (concept,) = make_concepts(SIBLINGS, *memories)
    return {pick_sibling(concept, known, Random(seed)).id for seed in range(40)}


def test_a_sibling_never_answered_comes_first() -> None:
    assert pick_siblings(make_memory("rag/a"), make_memory("rag/c")) == {"b"}


def test_of_siblings_never_answered_any_may_come() -> None:
    assert pick_siblings() == {"a", "b", "c"}
    assert pick_siblings(make_memory("rag/a")) == {"b", "c"}


def test_of_siblings_answered_the_oldest_comes_first() -> None:
    days = {"a": "2026-11-03", "b": "2026-11-01", "c": "2026-11-02"}
    assert pick_siblings(*(make_memory(f"rag/{id}", days[id]) for id in days)) == {"b"}


def test_a_new_revision_counts_as_never_answered() -> None:
    revised = make_memory("rag/a", "2026-11-03", revision="ba9876543210")
    assert pick_siblings(revised, make_memory("rag/b"), make_memory("rag/c")) == {"a"}


def test_an_idea_is_recalled_as_its_last_answered_question() -> None:
    first = make_memory("rag/a", "2026-11-01", stability=100.0, seen="1", misses=2)
    last = make_memory(
        "rag/b", "2026-11-07", stability=3.0, seen="2", score=0.5, misses=1
    )
    other = make_memory("rag/gone", "2026-11-08", seen="3", misses=5)
    assert make_concepts(SIBLINGS, first, last, other) == make_concepts(
        SIBLINGS, other, last, first
    )
    (concept,) = make_concepts(SIBLINGS, first, last, other)
    assert concept.recall == pytest.approx(0.9)
    assert (concept.last, concept.missed, concept.misses) == ("2026-11-07", True, 3)
    assert (concept.stability, concept.seen) == (3.0, 2)


def test_an_idea_never_asked_is_not_recalled() -> None:
    (concept,) = make_concepts(SIBLINGS)
    assert (concept.recall, concept.last, concept.misses) == (0, None, 0)
    assert (concept.stability, concept.seen) == (0, 0)


# Need

KNOWN = TopicView(make_estimate(0.9, 0.1), "known", 3)
DOUBTFUL = TopicView(make_estimate(0.3, 0.7), "perhaps", 1)


@pytest.mark.parametrize(
    ("topic", "days", "expected"),
    [
        (KNOWN, (), 0.1),
        (KNOWN, ("2026-11-07",), 0.1 * 0.1),
        (DOUBTFUL, (), 0.7 * 2),
        (msgspec.structs.replace(DOUBTFUL, different=2), (), 0.7),
        (TopicView(make_estimate(0.3, 0.6), "perhaps", 1), (), 0.7),
    ],
)
def test_need_is_what_is_not_known_and_not_recalled(
    topic: TopicView, days: tuple[str, ...], expected: float
) -> None:
    (concept,) = make_concepts(
        [make_entry("a")], *(make_memory("rag/a", day) for day in days)
    )
    assert need(concept, urgency(topic), TODAY) == pytest.approx(expected)


def test_need_goes_by_what_is_expected_not_by_what_is_shown() -> None:
    taught = TopicView(make_estimate(0.3, 0.7, expected=0.8), "weak", 3)
    (concept,) = make_concepts([make_entry("a")])
    assert need(concept, urgency(taught), TODAY) == pytest.approx(0.2)


@given(st.integers())
def test_what_was_answered_today_is_a_last_resort(seed: int) -> None:
    entries = [make_entry(f"q{n}", f"t{n}") for n in range(4)]
    today = make_memory("rag/q0", TODAY, stability=0.01)
    situation = make_situation(
        entries, today, make_memory("rag/q1", "2026-11-09", stability=50.0)
    )
    three = Rules(draw="all", count=3)
    drawn = draw_questions(situation, three, "", Random(seed))
    assert sorted(keys_of(drawn)) == ["rag/q1", "rag/q2", "rag/q3"]
    assert len(draw_questions(situation, ANY, "", Random(seed))) == 4


def test_of_ideas_answered_today_any_may_come_again() -> None:
    entries = [make_entry(f"q{n}", f"t{n}") for n in range(4)]
    situation = make_situation(
        entries, *(make_memory(entry.key, TODAY) for entry in entries)
    )
    one_question = Rules(draw="all", count=1)
    drawn = {
        draw_questions(situation, one_question, "", Random(seed))[0].entry.id
        for seed in range(40)
    }
    assert drawn == {"q0", "q1", "q2", "q3"}


@given(st.integers())
def test_the_least_known_topics_are_asked_first(seed: int) -> None:
    entries = [make_entry(f"q{n}", f"t{n}") for n in range(5)]
    topics = {
        f"rag/t{n}": TopicView(make_estimate(0.1 + 0.2 * n), "open", 3)
        for n in range(5)
    }
    drawn = draw_questions(
        make_situation(entries, topics=topics),
        Rules(draw="all", count=2),
        "",
        Random(seed),
    )
    assert sorted(keys_of(drawn)) == ["rag/q0", "rag/q1"]


# Scope and filters


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("", ["rag/a", "rag/b", "tuning/c"]),
        ("rag", ["rag/a", "rag/b"]),
        ("rag/ranking", ["rag/b"]),
        ("rag/lora", []),
    ],
)
def test_a_scope_narrows_the_draw(scope: str, expected: list[str]) -> None:
    entries = [
        make_entry("a"),
        make_entry("b", "ranking"),
        make_entry("c", "lora", section="tuning"),
    ]
    assert (
        sorted(keys_of(draw_questions(make_situation(entries), ANY, scope, Random(1))))
        == expected
    )


def test_a_round_of_given_ideas_draws_only_those() -> None:
    situation = make_situation(make_grid(3, 2))
    wanted = frozenset(concept.key for concept in situation.concepts[1:3])
    drawn = draw_questions(situation, ANY, "", Random(1), wanted)
    assert {question.concept.key for question in drawn} == wanted


def make_views(**weak: tuple[str, float]) -> dict[str, TopicView]:
    return {
        f"rag/{name}": TopicView(make_estimate(0.5, p), state, 2)
        for name, (state, p) in weak.items()
    }


WEAK_GRID = [
    make_entry(f"{topic}-{n}", topic)
    for topic in ("t0", "t1", "t2", "t3", "t4")
    for n in range(6)
]


@pytest.mark.parametrize(
    ("topics", "count", "expected"),
    [
        (make_views(t0=("weak", 0.8)), 12, {"rag/t0": 4}),
        (
            make_views(t0=("weak", 0.8), t1=("weak", 0.7), t2=("perhaps", 0.9)),
            4,
            {"rag/t0": 2, "rag/t1": 2},
        ),
        (make_views(t0=("weak", 0.8), t1=("weak", 0.7)), 1, None),
        (
            make_views(
                t0=("open", 0.4),
                t1=("known", 0.1),
                t2=("open", 0.3),
                t3=("perhaps", 0.7),
            ),
            12,
            {"rag/t3": 4, "rag/t0": 4, "rag/t2": 4},
        ),
        (make_views(t1=("known", 0.1)), 12, {"rag/t1": 4}),
        ({}, 12, {}),
    ],
)
def test_weak_draws_weak_topics_or_else_the_three_most_likely_weak(
    topics: dict[str, TopicView], count: int, expected: dict[str, int] | None
) -> None:
    weak = msgspec.structs.replace(MODES["weak"], count=count)
    drawn = draw_questions(
        make_situation(WEAK_GRID, topics=topics), weak, "", Random(1)
    )
    taken = Counter(question.concept.topic for question in drawn)
    if expected is None:
        assert len(drawn) == count
        assert taken.keys() <= {"rag/t0", "rag/t1"}
    else:
        assert taken == expected


def test_a_weak_topic_is_asked_no_more_than_its_share_where_another_has_few_ideas() -> (
    None
):
    entries = [entry for entry in WEAK_GRID if entry.topic == "t0"] + [
        make_entry("only", "t1")
    ]
    situation = make_situation(
        entries, topics=make_views(t0=("weak", 0.8), t1=("weak", 0.7))
    )
    drawn = draw_questions(
        situation, msgspec.structs.replace(MODES["weak"], count=4), "", Random(1)
    )
    assert Counter(question.concept.topic for question in drawn) == {
        "rag/t0": 2,
        "rag/t1": 1,
    }


@given(st.integers())
def test_a_draw_picks_the_sibling_that_was_never_asked(seed: int) -> None:
    entries = make_grid(3, 2, siblings=2)
    asked = [make_memory(entry.key) for entry in entries if entry.id.endswith("s0")]
    situation = make_situation(entries, *asked)
    drawn = draw_questions(situation, ANY, "", Random(seed), None, asked)
    assert len(drawn) == 6
    assert all(question.entry.id.endswith("s1") for question in drawn)


@pytest.mark.parametrize("mode", ["weak", "section"])
def test_a_round_of_weak_spots_or_of_a_section_is_no_longer_than_another(
    mode: str,
) -> None:
    entries = make_grid(10, 2)
    views = {
        entry.topic_key: TopicView(make_estimate(0.5, 0.8), "weak", 2)
        for entry in entries
    }
    assert (
        len(
            draw_questions(
                make_situation(entries, topics=views), MODES[mode], "", Random(1)
            )
        )
        == 12
    )


def test_weak_by_minutes_asks_a_weak_topic_four_times_at_most() -> None:
    weak = msgspec.structs.replace(MODES["weak"], count=None, minutes=60.0)
    situation = make_situation(
        WEAK_GRID, topics=make_views(t0=("weak", 0.8), t1=("weak", 0.7))
    )
    drawn = draw_questions(situation, weak, "", Random(1))
    assert Counter(question.concept.topic for question in drawn) == {
        "rag/t0": 4,
        "rag/t1": 4,
    }


@pytest.mark.parametrize(
    ("day", "score", "drawn"),
    [
        (TODAY, 0.0, True),
        ("2026-11-04", 0.9, True),
        ("2026-11-03", 0.0, False),
        (TODAY, 1.0, False),
    ],
)
def test_missed_draws_what_was_missed_in_the_last_days(
    day: str, score: float, drawn: bool
) -> None:
    situation = make_situation(
        [make_entry("a"), make_entry("b", "ranking")],
        make_memory("rag/a", day, score=score),
    )
    assert keys_of(draw_questions(situation, MODES["missed"], "", Random(1))) == (
        ["rag/a"] if drawn else []
    )


def test_missed_goes_by_the_last_answer_of_an_idea() -> None:
    missed = make_memory("rag/a", "2026-11-08", score=0.0, seen="1")
    situation = make_situation(
        SIBLINGS, missed, make_memory("rag/b", "2026-11-09", seen="2")
    )
    assert draw_questions(situation, MODES["missed"], "", Random(1)) == []


def test_missed_asks_an_essay_only_where_nothing_else_asks_the_idea() -> None:
    alone, essay, pick = (
        make_entry("alone", kind="open"),
        make_entry("essay", concept="idea", kind="open"),
        make_entry("pick", concept="idea"),
    )
    missed = [
        make_memory("rag/pick", TODAY, score=0.0),
        make_memory("rag/alone", TODAY, score=0.0),
    ]
    situation = make_situation([alone, essay, pick], *missed)
    for only in (
        None,
        frozenset({alone.concept_key, pick.concept_key}),
    ):  # from the first screen, and after a round
        drawn = draw_questions(situation, MODES["missed"], "", Random(1), only)
        assert sorted(keys_of(drawn)) == ["rag/alone", "rag/pick"]


def test_a_topic_round_asks_one_topic_over_and_over() -> None:
    drawn = draw_questions(
        make_situation(WEAK_GRID), MODES["topic"], "rag/t0", Random(1)
    )
    assert len(drawn) == 6


@pytest.mark.parametrize(
    ("state", "day", "stability", "reason"),
    [
        ("weak", "2026-11-01", 1.0, "weak"),
        ("weak", None, 1.0, "weak"),
        ("perhaps", "2026-11-01", 1.0, "perhaps"),
        ("untried", None, 1.0, "new"),
        ("known", None, 1.0, "new"),
        ("known", "2026-11-01", 8.0, "fading"),
        ("open", "2026-11-01", 10.0, "keep"),
    ],
)
def test_the_reason_is_the_first_that_holds(
    state: str, day: str | None, stability: float, reason: str
) -> None:
    known = [] if day is None else [make_memory("rag/a", day, stability=stability)]
    (concept,) = make_concepts([make_entry("a")], *known)
    view = TopicView(make_estimate(), state, 2)
    assert reason_for(concept, view, MODES["section"]) == reason
    assert reason_for(concept, view, MODES["missed"]) == "again"
