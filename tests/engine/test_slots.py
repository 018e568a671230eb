from random import Random
from typing import Any

import msgspec
import pytest

from builders import (
    make_choice,
    make_concept,
    make_entry,
    make_move,
    make_outcome,
    make_picks,
    make_session,
)
from weakspot.engine.concepts import DrawnQuestion, Entry
from weakspot.engine.session import (
    ANSWERED,
    Session,
    Slot,
    advance,
    answer_slot,
    skip_slot,
)
from weakspot.engine.slots import build_slot, refresh_session, remove_questions
from weakspot.words.reasons import reason_words

TURNED = ((2, 1, 0),)
OLD, NEW = "0123456789ab", "ba9876543210"
"""Revisions."""


def make_entries(*gone: int, slots: int = 4, **changed: Any) -> dict[str, Entry]:
    """Make the entries of a round's questions but for those in `gone`; `q2={…}` changes
    one.
    """
    fields = {
        n: {"revision": OLD, **changed.get(f"q{n}", {})}
        for n in range(slots)
        if n not in gone
    }
    entries = [make_entry(f"q-{n}", **fields[n]) for n in fields]
    return {entry.key: entry for entry in entries}


def play_round(answers: int, **changes: Any) -> Session:
    """Make a round of four questions with `answers` answers."""
    session = make_session(4)
    for number in range(answers):
        session = advance(answer_slot(session, make_outcome(attempt=f"a{number}")))
    return msgspec.structs.replace(session, **changes)


def present_slot(slot: Slot) -> Slot:
    """Return a slot for the new revision of its question."""
    return msgspec.structs.replace(slot, revision=NEW, shown=TURNED)


def refresh_round(session: Session, entries: dict[str, Entry]) -> Session:
    refreshed = refresh_session(session, entries, present_slot)
    assert refreshed is not None
    return refreshed


def question_numbers(session: Session) -> list[str]:
    return [slot.question[-1] for slot in session.slots]


def test_a_round_is_as_it_was_where_no_bank_changed() -> None:
    for session in (
        make_session(4),
        play_round(2),
        play_round(2, hinted=True, seen=frozenset({1, 2})),
    ):
        assert refresh_round(session, make_entries()) == session
    verdict_shown = answer_slot(play_round(1), make_outcome())
    assert refresh_round(verdict_shown, make_entries()) == verdict_shown


def test_a_question_removed_is_asked_no_more() -> None:
    session = refresh_round(play_round(1), make_entries(2))
    assert (question_numbers(session), session.at) == (["0", "1", "3"], 1)


def test_a_question_in_play_that_is_removed_gives_way_without_its_hint() -> None:
    session = refresh_round(play_round(1, hinted=True), make_entries(1))
    assert (session.slot.question, session.hinted) == ("rag/q-2", False)


def test_a_question_in_play_that_is_muted_gives_way_without_its_hint_and_draft() -> (
    None
):
    session = remove_questions(
        play_round(1, hinted=True, draft=make_picks(0)), lambda key: key == "rag/q-1"
    )
    assert (session.slot.question, session.hinted, session.draft) == (
        "rag/q-2",
        False,
        None,
    )


def test_an_answered_question_that_is_removed_leaves_no_trace_in_the_round() -> None:
    session = refresh_round(play_round(2), make_entries(0))
    assert (question_numbers(session), session.at) == (["1", "2", "3"], 1)
    assert [outcome.attempt for outcome in session.outcomes if outcome] == ["a1"]


def test_an_answered_question_that_moved_to_another_topic_leaves_no_trace() -> None:
    session = refresh_round(
        play_round(2), make_entries(q0={"topic": "ranking"}, q3={"topic": "ranking"})
    )
    assert (question_numbers(session), session.at, len(session.outcomes)) == (
        ["1", "2", "3"],
        1,
        1,
    )


def test_a_skipped_question_that_is_removed_leaves_no_gap() -> None:
    session = refresh_round(skip_slot(skip_slot(make_session(4))), make_entries(0))
    assert (question_numbers(session), session.at, session.outcomes) == (
        ["1", "2", "3"],
        1,
        (None,),
    )


def test_a_seen_verdict_stays_seen_when_its_slot_moves_up() -> None:
    session = refresh_round(play_round(2, seen=frozenset({1, 2})), make_entries(0))
    assert session.seen == {0, 1}


def test_a_revised_question_to_come_is_arranged_anew() -> None:
    session = refresh_round(play_round(1), make_entries(q2={"revision": NEW}))
    assert [slot.shown for slot in session.slots] == [
        ((0, 1, 2),),
        ((0, 1, 2),),
        TURNED,
        ((0, 1, 2),),
    ]
    assert session.slots[2].revision == NEW


def test_a_revised_question_in_play_starts_without_what_was_given_to_the_old_one() -> (
    None
):
    session = play_round(1, hinted=True, draft=make_picks(2))
    revised = refresh_round(session, make_entries(q1={"revision": NEW}))
    assert (revised.slot.shown, revised.hinted, revised.draft) == (TURNED, False, None)


def test_a_revised_question_already_answered_stays_as_it_was_asked() -> None:
    assert refresh_round(
        play_round(2), make_entries(q0={"revision": NEW})
    ) == play_round(2)


@pytest.mark.parametrize(
    "entries",
    [
        make_entries(1),
        make_entries(q1={"revision": NEW}),
        make_entries(q1={"topic": "ranking"}),
    ],
)
def test_a_verdict_of_a_question_that_is_no_more_is_not_shown_again(
    entries: dict[str, Entry],
) -> None:
    verdict_shown = answer_slot(play_round(1), make_outcome(move=make_move()))
    assert verdict_shown.phase == ANSWERED
    session = refresh_round(verdict_shown, entries)
    assert (session.slot.question, session.outcome, len(session.outcomes)) == (
        "rag/q-2",
        None,
        session.at,
    )


def test_a_round_with_nothing_left_to_ask_is_none() -> None:
    assert refresh_session(play_round(2), make_entries(2, 3), present_slot) is None
    assert refresh_session(make_session(4), {}, present_slot) is None


def test_a_slot_has_how_and_why_its_question_is_asked() -> None:
    entry = make_entry("q-1", revision=OLD)
    concept = make_concept(entry, last="2026-11-01", misses=2)
    slot = build_slot(
        DrawnQuestion(entry, concept, "weak"), make_choice(shuffle=False), Random(1)
    )
    assert (slot.question, slot.revision, slot.shown) == ("rag/q-1", OLD, ((0, 1, 2),))
    assert (
        reason_words(slot, "2026-11-02")
        == "You missed this idea twice, last asked yesterday."
    )
