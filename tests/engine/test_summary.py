from typing import Any

from builders import make_estimate, make_move, make_outcome, make_session
from weakspot.engine.report import TopicReport
from weakspot.engine.session import Move, advance, answer_slot, skip_slot
from weakspot.engine.summary import summarize_session, update_moves
from weakspot.words.summaries import score_words


def test_a_summary_counts_what_was_right_partly_missed_and_skipped() -> None:
    session = make_session(5)
    for score in (1.0, 0.5, 0.0):
        session = advance(answer_slot(session, make_outcome(score)))
    session = skip_slot(session)
    summary = summarize_session(session)
    assert (
        summary.asked,
        summary.right,
        summary.partly,
        summary.missed,
        summary.skipped,
    ) == (3, 1, 1, 1, 1)
    assert (summary.seconds, summary.points) == (30, 15)
    assert session.to_repair == (1, 2)
    assert score_words(summary) == "1 of 3 right, 1 partly, 1 missed, 1 skipped"


def test_a_round_without_a_miss_says_only_how_many_were_right() -> None:
    assert (
        score_words(summarize_session(answer_slot(make_session(1), make_outcome())))
        == "1 of 1 right"
    )


def test_moves_of_a_topic_become_one() -> None:
    first = make_move(
        topic="a", before=make_estimate(0.4), was_weak=True, state="weak", answers=1
    )
    moves = [
        make_move(topic="b"),
        first,
        make_move(topic="a", state="weak", answers=2),
    ]
    merged = update_moves_of(
        moves, make_report("b", state="perhaps", misses=1), make_report("a")
    )
    assert [move.topic for move in merged] == ["b", "a"]
    assert (merged[1].before, merged[1].was_weak, merged[1].answers) == (
        make_estimate(0.4),
        True,
        2,
    )


def test_results_show_each_topic_as_it_stands_at_the_end_of_the_round() -> None:
    first, second = make_move(topic="a"), make_move(topic="b", misses=1)
    outcomes = (make_outcome(move=first), make_outcome(move=second))
    summary = summarize_session(make_session(2, outcomes=outcomes, at=2))
    down = {
        "state": "perhaps",
        "estimate": make_estimate(0.3, 0.8),
        "needs": (2, 2),
        "answers": 1,
        "misses": 1,
    }
    topics = {"a": make_report("a"), "b": make_report("b", **down)}
    moves = update_moves(summary, topics)
    assert [(move.topic, move.after, move.state) for move in moves.moves] == [
        ("a", topics["a"].estimate, "known"),
        ("b", topics["b"].estimate, "perhaps"),
    ]
    assert [(move.answers, move.misses, move.different) for move in moves.moves] == [
        (2, 0, 2),
        (1, 1, 2),
    ]
    assert moves.moves[1].needs == (2, 2)


def test_a_topic_whose_answers_no_longer_count_has_not_moved() -> None:
    summary = summarize_session(
        make_session(1, outcomes=(make_outcome(move=make_move(topic="a")),), at=1)
    )
    gone = make_report("a", state="untried", estimate=None, answers=0, different=0)
    assert update_moves(summary, {"a": gone}).moves == ()


def test_an_answer_given_again_after_its_verdict_was_seen_is_no_right_one() -> None:
    session = make_session(2, seen=frozenset({1, 5}))
    session = advance(answer_slot(session, make_outcome(0.0)))
    summary = summarize_session(
        advance(answer_slot(session, make_outcome(1.0, move=make_move(topic="b"))))
    )
    assert score_words(summary) == "0 of 1 right, 1 missed, 1 seen before"
    assert [move.topic for move in summary.moves] == ["rag/chunking"]


def test_a_topic_of_which_nothing_is_known_has_not_moved() -> None:
    untried = make_report("a", state="untried", estimate=None)
    assert update_moves_of([make_move(topic="a", state="untried")], untried) == ()


def update_moves_of(moves: list[Move], *topics: TopicReport) -> tuple[Move, ...]:
    """Return the moves of a round, one answer a move, updated by the topics'
    reports.
    """
    outcomes = tuple(make_outcome(move=move) for move in moves)
    session = make_session(len(moves), outcomes=outcomes, at=len(moves))
    return update_moves(
        summarize_session(session), {topic.topic: topic for topic in topics}
    ).moves


def make_report(topic: str, **changes: Any) -> TopicReport:
    fields = {
        "state": "known",
        "estimate": make_estimate(0.8, 0.1),
        "answers": 2,
        "misses": 0,
        "different": 2,
    }
    defaults = {
        "evidence": 1.5,
        "last_seen": "2026-11-02",
        "questions": 4,
        "needs": None,
    }
    return TopicReport(
        **{
            "section": "rag",
            "topic": topic,
            "title": topic,
            **fields,
            **defaults,
            **changes,
        }
    )
