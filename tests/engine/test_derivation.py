import msgspec
from hypothesis import given
from hypothesis import strategies as st

from builders import make_attempt
from weakspot.engine.derivation import DerivedRows, Projection, derive_rows
from weakspot.engine.mastery import Nodes
from weakspot.engine.records import Day, Memory, topic_of

FRESH = DerivedRows(
    nodes=Nodes(), memory=Memory("rag/one"), day=Day(day="2026-11-02"), paid=""
)


def test_an_answer_moves_nodes_memory_day_and_points_at_once() -> None:
    after = derive_rows(FRESH, make_attempt(1.0, id="x", seconds=12.5))
    assert (
        after.nodes.topic.answers
        == after.nodes.section.answers
        == after.nodes.player.answers
        == 1
    )
    assert (after.memory.question, after.memory.seen) == ("rag/one", "x")
    assert (after.day.attempts, after.day.points, after.day.seconds) == (1, 10, 12.5)
    assert after.paid == "2026-11-02"


def test_a_question_answered_again_is_not_different_and_pays_no_more_that_day() -> None:
    after = derive_rows(derive_rows(FRESH, make_attempt(0.0)), make_attempt(1.0))
    assert (after.nodes.topic.answers, after.nodes.topic.different) == (2, 1)
    assert (after.day.attempts, after.day.points) == (2, 0)


def test_a_question_seen_first_counts_as_different_once_it_is_evidence() -> None:
    once = derive_rows(FRESH, make_attempt(1.0, seen=True))
    assert once.nodes == Nodes()
    assert derive_rows(once, make_attempt(1.0)).nodes.topic.different == 1


def test_a_question_moved_to_another_topic_is_new_to_it() -> None:
    before = derive_rows(FRESH, make_attempt(1.0))
    moved = DerivedRows(nodes=Nodes(), memory=before.memory, day=before.day, paid="")
    assert (
        derive_rows(moved, make_attempt(1.0, topic="rag/ranking")).nodes.topic.different
        == 1
    )


def test_a_question_that_joins_a_concept_keeps_its_card_and_carries_the_new_idea() -> (
    None
):
    before = derive_rows(FRESH, make_attempt(1.0))
    joined = derive_rows(before, make_attempt(1.0, "2026-11-05", concept="size"))
    assert joined.memory.concept == "rag/chunking/size"
    assert topic_of(joined.memory.concept) == "rag/chunking"
    assert joined.memory.answers == 2
    assert joined.nodes.topic.different == 1


def test_an_idea_that_loses_a_question_still_pays_once_a_day() -> None:
    log = [
        ("a", 2, "size"),
        ("b", 3, "size"),
        ("c", 3, "size"),
        ("c", 3, "other"),
        ("a", 3, "size"),
    ]
    whole = Projection()
    for id, day, idea in log:
        attempt = make_attempt(
            question=f"rag/{id}", day=f"2026-11-0{day}", concept=idea
        )
        whole.add(attempt)
    assert whole.days["2026-11-03"].points == 20


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 3), st.booleans()),
        max_size=10,
    )
)
def test_answer_by_answer_or_the_whole_log_at_once_gives_the_same_to_the_last_bit(
    log: list[tuple[float, int, bool]],
) -> None:
    attempts = [
        make_attempt(score, f"2026-11-0{2 + day}", seen=seen)
        for score, day, seen in log
    ]
    days: dict[str, Day] = {}
    rows = FRESH
    for attempt in attempts:
        day = days.get(attempt.day, Day(attempt.day))
        rows = derive_rows(msgspec.structs.replace(rows, day=day), attempt)
        days[attempt.day] = rows.day
    whole = Projection()
    for attempt in attempts:
        whole.add(attempt)
    assert Nodes.of_topic(whole.nodes, "rag", "rag/chunking") == rows.nodes
    assert whole.days == days
    assert list(whole.memories.values()) == [rows.memory] * bool(log)
    assert list(whole.paid.values()) == [rows.paid] * bool(log)
