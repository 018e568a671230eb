from collections import Counter
from typing import Any

import pytest

from builders import (
    make_choice,
    make_move,
    make_multi,
    make_outcome,
    make_session,
    make_slot,
    make_standing,
)
from weakspot.engine.feedback import (
    build_feedback,
    detail_lines,
    due_again_words,
    with_colon,
)
from weakspot.engine.kinds.base import Source
from weakspot.engine.records import PastAnswer
from weakspot.engine.report import TopicReport
from weakspot.engine.session import Move, advance, answer_slot, skip_slot
from weakspot.engine.summary import split_moves, summarize_session, update_moves
from weakspot.engine.values import Picks
from weakspot.words.estimates import tally_words
from weakspot.words.rounds import (
    move_figures,
    move_words,
    plan_words,
    score_words,
    tally_moves,
)

BELIEFS = {"belief-0": "All are alike.", "belief-1": "None is."}
PAST = (
    PastAnswer(day="2026-11-05", score=1),
    PastAnswer(day="2026-11-02", score=0.5),
    PastAnswer(day="2025-12-31", score=0),
)
TURNED = make_slot(shown=((2, 0, 1),))


def give_feedback(question: Any, *picked: int, **changes: Any) -> Any:
    response = Picks(picks=frozenset(picked)) if picked else None
    verdict = question.grade(response, {})
    outcome = make_outcome(verdict=verdict, unknown=response is None)
    return build_feedback(question, TURNED, outcome, changes.get("beliefs", BELIEFS))


def test_options_are_referred_to_by_their_numbers_on_the_screen() -> None:
    assert give_feedback(make_choice(), 2).reasons == (("Why not 1", "because 1"),)


def test_a_mix_up_names_the_belief_of_the_picked_option() -> None:
    assert give_feedback(make_choice(), 1).mixups == ("All are alike.",)
    assert give_feedback(make_choice(), 0).mixups == ()
    assert give_feedback(make_choice(), 1, beliefs={}).mixups == ()


def test_a_source_has_its_address_where_it_has_one() -> None:
    feedback = give_feedback(make_choice(), 0)
    assert (feedback.source, feedback.link) == ("A handbook", "")
    source = Source(title="A paper", url="https://example.org", fact="F1")
    block = give_feedback(make_choice(source=source), 0)
    assert (block.source, block.link) == ("A paper", "https://example.org")


@pytest.mark.parametrize(
    ("question", "picked", "word"),
    [
        (make_choice(), (0,), "Right"),
        (make_choice(), (1,), "Missed"),
        (make_choice(), (), "Not known yet"),
        (make_multi(2, 1), (0,), "Partly: 1 of 2 found"),
        (make_multi(2, 1), (0, 2), "Missed: 1 of 2 found, 1 too many"),
    ],
)
def test_a_verdict_is_put_in_words(
    question: Any, picked: tuple[int, ...], word: str
) -> None:
    assert give_feedback(question, *picked).word == word


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({"different": 1, "answers": 2, "misses": 2}, "0 of 2 right"),
        ({"different": 1, "answers": 1, "misses": 0}, "1 of 1 right"),
        (
            {
                "different": 2,
                "before": make_standing(0.48),
                "after": make_standing(0.41),
            },
            "48 → 41 %",
        ),
        (
            {
                "different": 2,
                "before": make_standing(0.412),
                "after": make_standing(0.41),
            },
            "still 41 %",
        ),
        ({"different": 2, "before": None, "after": make_standing(0.41)}, "41 %"),
    ],
)
def test_facts_are_shown_before_an_estimate_means_anything(
    changes: dict[str, Any], figures: str
) -> None:
    assert move_figures(make_move(**changes)) == figures


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"state": "weak", "needs": (2, 2)},
            "weak until right on 2 more questions, on 2 days",
        ),
        (
            {"state": "weak", "needs": (1, 1), "was_weak": True},
            "weak until right on 1 more question, on another day",
        ),
        ({"state": "unsure", "was_weak": True}, "no longer weak"),
        ({"state": "perhaps", "misses": 1}, "perhaps weak"),
        (
            {"state": "perhaps", "misses": 0, "different": 2},
            "unsure: more answers will tell",
        ),
        ({"state": "known"}, "known"),
        ({"state": "unsure", "different": 2}, "unsure: more answers will tell"),
        ({"state": "unsure"}, "a good start: more answers will tell"),
        ({"state": "unsure", "misses": 1}, "unsure: more answers will tell"),
    ],
)
def test_a_move_says_what_it_means_for_its_topic(
    changes: dict[str, Any], words: str
) -> None:
    assert move_words(make_move(**changes)) == words


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
    assert [repaired.question for repaired, _ in summary.to_repair] == [
        "rag/q-1",
        "rag/q-2",
    ]
    assert score_words(summary) == "1 of 3 right, 1 partly, 1 missed, 1 skipped"


def test_a_round_without_a_miss_says_only_how_many_were_right() -> None:
    assert (
        score_words(summarize_session(answer_slot(make_session(1), make_outcome())))
        == "1 of 1 right"
    )


def update_moves_of(moves: list[Move], *topics: TopicReport) -> tuple[Move, ...]:
    """Return the moves of a round, one answer a move, updated by the topics'
    reports.
    """
    outcomes = tuple(make_outcome(move=move) for move in moves)
    session = make_session(len(moves), outcomes=outcomes, at=len(moves))
    return update_moves(
        summarize_session(session), {topic.topic: topic for topic in topics}
    ).moves


def test_moves_of_a_topic_become_one_and_weak_topics_come_first() -> None:
    first = make_move(
        topic="a", before=make_standing(0.4), was_weak=True, state="weak", answers=1
    )
    moves = [
        make_move(topic="b"),
        first,
        make_move(topic="c"),
        make_move(topic="a", state="weak", answers=2),
    ]
    merged = update_moves_of(
        moves,
        make_report("b", state="perhaps", misses=1),
        make_report("a", state="weak"),
        make_report("c"),
    )
    assert [mixup.topic for mixup in merged] == ["a", "b", "c"]
    assert (merged[0].before, merged[0].was_weak, merged[0].answers) == (
        make_standing(0.4),
        True,
        2,
    )


def test_a_topic_that_was_let_go_stands_before_those_that_are_weak() -> None:
    moves = [
        make_move(topic="a"),
        make_move(topic="b"),
        make_move(topic="c", was_weak=True),
    ]
    topics = (
        make_report("a", state="weak"),
        make_report("b"),
        make_report("c", state="unsure"),
    )
    assert [move.topic for move in update_moves_of(moves, *topics)] == ["c", "a", "b"]


def test_a_topic_that_is_only_unsure_stands_behind_those_that_are_perhaps_weak() -> (
    None
):
    topics = (
        make_report("a", state="perhaps"),
        make_report("b", state="perhaps", misses=1),
    )
    moves = update_moves_of([make_move(topic="a"), make_move(topic="b")], *topics)
    assert [move.topic for move in moves] == ["b", "a"]


def make_report(topic: str, **changes: Any) -> TopicReport:
    fields = {
        "state": "known",
        "standing": make_standing(0.8, 0.1),
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


def test_results_show_each_topic_as_it_stands_at_the_end_of_the_round() -> None:
    first, second = make_move(topic="a"), make_move(topic="b", misses=1)
    outcomes = (make_outcome(move=first), make_outcome(move=second))
    summary = summarize_session(make_session(2, outcomes=outcomes, at=2))
    down = {
        "state": "perhaps",
        "standing": make_standing(0.3, 0.8),
        "needs": (2, 2),
        "answers": 1,
        "misses": 1,
    }
    topics = {"a": make_report("a"), "b": make_report("b", **down)}
    moves = update_moves(summary, topics)
    assert [(move.topic, move.after, move.state) for move in moves.moves] == [
        ("b", topics["b"].standing, "perhaps"),
        ("a", topics["a"].standing, "known"),
    ]
    assert [(move.answers, move.misses, move.different) for move in moves.moves] == [
        (1, 1, 2),
        (2, 0, 2),
    ]
    assert moves.moves[0].needs == (2, 2)


def test_a_topic_whose_answers_no_longer_count_has_not_moved() -> None:
    summary = summarize_session(
        make_session(1, outcomes=(make_outcome(move=make_move(topic="a")),), at=1)
    )
    gone = make_report("a", state="untried", standing=None, answers=0, different=0)
    assert update_moves(summary, {"a": gone}).moves == ()


def test_an_answer_given_again_after_its_verdict_was_seen_is_no_right_one() -> None:
    session = make_session(2, seen=frozenset({1, 5}))
    session = advance(answer_slot(session, make_outcome(0.0)))
    summary = summarize_session(
        advance(answer_slot(session, make_outcome(1.0, move=make_move(topic="b"))))
    )
    assert score_words(summary) == "0 of 1 right, 1 missed, 1 seen before"
    assert [move.topic for move in summary.moves] == ["rag/chunking"]


def test_how_many_topics_went_up_and_down_is_said() -> None:
    half, more = make_standing(0.5), make_standing(0.6)
    up = make_move(before=half, after=more, different=2)
    freed = make_move(
        before=half, after=more, different=2, was_weak=True, state="unsure"
    )
    first = make_move(before=None)
    assert tally_moves([up, freed, first, up]) == [
        "1 topic no longer weak",
        "2 up",
        "1 for the first time",
    ]
    assert tally_moves([up, up, first]) == ["2 topics up", "1 for the first time"]
    down = make_move(before=more, after=half, different=2)
    untold = make_move(
        before=half, after=more, different=1
    )  # its figure is no percentage yet
    assert tally_moves([down, up, first, up]) == [
        "2 topics up",
        "1 down",
        "1 for the first time",
    ]
    assert (
        tally_moves(
            [untold, make_move(before=half, after=make_standing(0.501), different=2)]
        )
        == []
    )
    still = make_move(before=half, after=half, was_weak=True, state="weak")
    assert tally_moves([still]) == []


def test_of_many_topics_eight_are_shown_and_none_with_a_single_right_answer() -> None:
    missed = [make_move(topic=f"a/{at}", answers=1, misses=1) for at in range(9)]
    known = make_move(topic="a/k", answers=1, misses=0)
    answered_twice = make_move(topic="a/b", answers=2, misses=0)
    assert split_moves([*missed, known]) == (missed[:8], [missed[8], known])
    assert split_moves([answered_twice, known]) == ([answered_twice], [known])


def test_a_topic_of_which_nothing_is_known_has_not_moved() -> None:
    untried = make_report("a", state="untried", standing=None)
    assert update_moves_of([make_move(topic="a", state="untried")], untried) == ()


def test_a_missed_idea_is_due_in_other_words_if_there_are_any() -> None:
    missed = make_outcome(0.5, due="2026-11-03")
    assert due_again_words(missed, "2026-11-02", 2) == "due tomorrow, reworded"
    assert due_again_words(missed, "2026-11-02", 1) == "due tomorrow"
    assert due_again_words(missed, "2026-11-02", 0) == "muted"


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ({}, ""),
        (
            {"due": 4, "weak": 6, "new": 2, "keep": 0},
            "4 due · 6 from weak topics · 2 new",
        ),
        (
            {"weak": 1, "perhaps": 16, "new": 3},
            "1 from a weak topic · 16 perhaps weak · 3 new",
        ),
        ({"perhaps": 17}, "17 from perhaps weak topics"),
        ({"perhaps": 1}, "1 from a perhaps weak topic"),
        ({"weak": 2, "perhaps": 1}, "2 from weak topics · 1 perhaps weak"),
        ({"keep": 3}, "3 to keep"),
    ],
)
def test_a_plan_says_what_the_round_is_made_of(
    reasons: dict[str, int], words: str
) -> None:
    assert plan_words(Counter(reasons).elements()) == words


def test_the_answers_behind_an_estimate_are_listed() -> None:
    assert [tally_words(0, 0), tally_words(2, 2), tally_words(3, 0)] == [
        "not tried",
        "0 of 2 right",
        "3 of 3 right",
    ]


@pytest.mark.parametrize("label", ["Which calls were made?", "Once.", "Stop!", "Why:"])
def test_a_label_with_an_end_of_its_own_gets_no_colon(label: str) -> None:
    assert with_colon(label) == label
    assert with_colon("Line 4") == "Line 4:"


def test_details_list_reason_history_source_kind_and_level() -> None:
    source = Source(title="A handbook", url="https://example.org/d[key]")
    question = make_choice(source=source, as_of="2026-11")
    assert detail_lines(
        question, make_slot(reason="due", last="2026-11-02"), PAST, "2026-11-05"
    ) == [
        ("Asked", "Due again: last asked 3 days ago."),
        ("History", "5 Nov ✓ · 2 Nov ~ · 31 Dec 2025 ✗"),
        ("Source", "A handbook"),
        ("Link", "https://example.org/d[key]"),
        ("Kind", "one right · level 2 of 4, understand"),
        ("As of", "2026-11"),
    ]


def test_details_leave_out_what_is_not_known() -> None:
    details = dict(detail_lines(make_choice(), make_slot(), PAST, "2026-11-05"))
    assert details.keys() == {"Asked", "History", "Source", "Kind"}
    assert (
        dict(detail_lines(make_choice(), make_slot(), (), "2026-11-05"))["History"]
        == "none"
    )
