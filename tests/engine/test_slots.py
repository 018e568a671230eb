from random import Random
from typing import Any

import msgspec
import pytest
from builders import group_ideas, make_choice, make_entry, make_move, make_outcome, make_session

from weakspot.engine.entries import Entry
from weakspot.engine.session import ANSWERED, Session, Slot, advance, answer_slot, skip_slot
from weakspot.engine.slots import build_slot, refresh_session
from weakspot.engine.units import DrawnQuestion, group_units

TURNED = ((2, 1, 0),)
OLD, NEW = "0123456789ab", "ba9876543210"
"""Revisions."""


def entry(number: int, **changes: Any) -> Entry:
    fields = dict(
        section="rag", id=f"q-{number}", topic="chunking", concept=None, level=2, kind="choice", revision=OLD,
        seconds=28, guess=0.25,
    )  # fmt: skip
    return make_entry(**{**fields, **changes})


def items(*gone: int, slots: int = 4, **changed: Any) -> dict[str, Entry]:
    """The questions of the round but for those gone; `q2={…}` changes one."""
    kept = [entry(n, **changed.get(f"q{n}", {})) for n in range(slots) if n not in gone]
    return {kept_round.key: kept_round for kept_round in kept}


def played(answers: int, **changes: Any) -> Session:
    """A round of four with so many answers."""
    now = make_session(4)
    for number in range(answers):
        now = advance(answer_slot(now, make_outcome(attempt=f"a{number}")))
    return msgspec.structs.replace(now, **changes)


def turned(slot: Slot) -> Slot:
    """A slot as its question is now."""
    return msgspec.structs.replace(slot, revision=NEW, shown=TURNED)


def mend(now: Session, there: dict[str, Entry]) -> Session:
    found = refresh_session(now, there, turned)
    assert found is not None
    return found


def questions(now: Session) -> list[str]:
    return [slot.question[-1] for slot in now.slots]


def test_a_round_is_as_it_was_where_no_bank_changed() -> None:
    for now in (make_session(4), played(2), played(2, hinted=True, seen=frozenset({1, 2}))):
        assert mend(now, items()) == now
    verdict_shown = answer_slot(played(1), make_outcome())
    assert mend(verdict_shown, items()) == verdict_shown


def test_a_question_removed_is_asked_no_more() -> None:
    now = mend(played(1), items(2))
    assert (questions(now), now.at) == (["0", "1", "3"], 1)


def test_a_question_in_play_that_is_removed_gives_way_without_its_hint() -> None:
    now = mend(played(1, hinted=True), items(1))
    assert (now.slot.question, now.hinted) == ("rag/q-2", False)


def test_an_answered_question_that_is_removed_leaves_no_trace_in_the_round() -> None:
    now = mend(played(2), items(0))
    assert (questions(now), now.at) == (["1", "2", "3"], 1)
    assert [outcome.attempt for outcome in now.outcomes if outcome] == ["a1"]


def test_so_it_is_with_one_that_moved_to_another_topic() -> None:
    now = mend(played(2), items(q0={"topic": "ranking"}, q3={"topic": "ranking"}))
    assert (questions(now), now.at, len(now.outcomes)) == (["1", "2", "3"], 1, 1)


def test_a_skipped_question_that_is_removed_leaves_no_gap() -> None:
    now = mend(skip_slot(skip_slot(make_session(4))), items(0))
    assert (questions(now), now.at, now.outcomes) == (["1", "2", "3"], 1, (None,))


def test_what_was_seen_stays_so_under_its_new_number() -> None:
    now = mend(played(2, seen=frozenset({1, 2})), items(0))
    assert now.seen == {0, 1}


def test_a_revised_question_to_come_is_arranged_anew() -> None:
    now = mend(played(1), items(q2={"revision": NEW}))
    assert [slot.shown for slot in now.slots] == [((0, 1, 2),), ((0, 1, 2),), TURNED, ((0, 1, 2),)]
    assert now.slots[2].revision == NEW


def test_a_revised_question_already_answered_stays_as_it_was_asked() -> None:
    assert mend(played(2), items(q0={"revision": NEW})) == played(2)


@pytest.mark.parametrize("there", [items(1), items(q1={"revision": NEW}), items(q1={"topic": "ranking"})])
def test_a_verdict_of_a_question_that_is_no_more_is_not_shown_again(there: dict[str, Entry]) -> None:
    verdict_shown = answer_slot(played(1), make_outcome(move=make_move()))
    assert verdict_shown.phase == ANSWERED
    now = mend(verdict_shown, there)
    assert (now.slot.question, now.outcome, len(now.outcomes)) == ("rag/q-2", None, now.at)


def test_a_round_with_nothing_left_to_ask_is_none() -> None:
    assert refresh_session(played(2), items(2, 3), turned) is None
    assert refresh_session(make_session(4), {}, turned) is None


def test_a_slot_tells_how_and_why_its_question_is_asked() -> None:
    (unit,) = group_units(group_ideas([entry(1)]), (), "2026-11-02")
    made = build_slot(DrawnQuestion(entry(1), unit, "new"), make_choice(shuffle=False), Random(1))
    assert (made.question, made.revision, made.shown) == ("rag/q-1", OLD, ((0, 1, 2),))
    assert (made.reason, made.misses, made.last) == ("new", 0, None)
