from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import log_answers, make_outcome, make_session, without_parts
from weakspot.engine.session import (
    ANSWERED,
    ASKED,
    DONE,
    Session,
    advance,
    answer_slot,
    skip_slot,
    undo_step,
)
from weakspot.engine.stored_session import (
    decode_session,
    encode_session,
    restore_session,
)
from weakspot.engine.values import Essay, Texts

Move = Callable[[Session], Session]
WRONG = make_outcome(0.0, attempt="wrong")


def answer(session: Session) -> Session:
    return answer_slot(session, make_outcome(attempt=f"a{session.at}"))


def undo(session: Session) -> Session:
    return undo_step(session)[0]


def play_moves(*moves: Move, slots: int = 3) -> Session:
    session = make_session(slots)
    for move in moves:
        session = move(session)
    return session


def position_of(session: Session) -> tuple[int, str, int]:
    return session.at, session.phase, len(session.outcomes)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ((), (0, ASKED, 0)),
        ((answer,), (0, ANSWERED, 1)),
        ((answer, advance), (1, ASKED, 1)),
        ((skip_slot,), (1, ASKED, 1)),
        ((skip_slot, answer), (1, ANSWERED, 2)),
        ((skip_slot, skip_slot, skip_slot), (3, DONE, 3)),
        ((answer, advance, skip_slot, answer, advance), (3, DONE, 3)),
        ((undo,), (0, ASKED, 0)),
        ((answer, undo), (0, ASKED, 0)),
        ((answer, advance, undo), (0, ASKED, 0)),
        ((answer, advance, skip_slot, undo), (1, ASKED, 1)),
        ((answer, advance, skip_slot, undo, undo), (0, ASKED, 0)),
        ((skip_slot, skip_slot, skip_slot, undo), (2, ASKED, 2)),
        ((answer, undo, answer, advance), (1, ASKED, 1)),
    ],
)
def test_a_move_leads_to_the_next_place(
    moves: tuple[Move, ...], expected: tuple[int, str, int]
) -> None:
    assert position_of(play_moves(*moves)) == expected


@pytest.mark.parametrize(
    ("moves", "illegal"),
    [
        ((), advance),
        ((answer,), answer),
        ((answer,), skip_slot),
        ((skip_slot,), advance),
        ((skip_slot,) * 3, answer),
        ((skip_slot,) * 3, skip_slot),
        ((skip_slot,) * 3, advance),
    ],
)
def test_a_move_out_of_turn_is_refused(moves: tuple[Move, ...], illegal: Move) -> None:
    with pytest.raises(ValueError, match="the round is"):
        illegal(play_moves(*moves))


def test_a_move_leaves_the_session_before_it_as_it_was() -> None:
    before = make_session()
    encoded = msgspec.json.encode(before)
    undo(advance(answer(before)))
    assert msgspec.json.encode(before) == encoded


def test_undo_gives_the_outcome_that_it_takes_back() -> None:
    given_back = undo_step(answer_slot(make_session(), WRONG))[1]
    assert given_back == WRONG
    assert undo_step(skip_slot(make_session()))[1] is None


def keep_and_read(session: Session) -> Session:
    """Store a session and restore it with the answers as the log has them."""
    stored = decode_session(encode_session(session))
    assert stored is not None
    restored = restore_session(stored, log_answers(session), {})
    assert restored is not None
    return restored


def test_undo_at_the_start_changes_nothing() -> None:
    assert undo_step(make_session()) == (make_session(), None)


def test_a_verdict_shown_before_an_undo_stays_seen() -> None:
    assert play_moves(answer, undo).seen == {0}
    assert play_moves(answer, advance, answer, undo).seen == {1}
    assert play_moves(answer, advance, answer, undo, undo).seen == {0, 1}
    assert play_moves(answer, undo, answer, advance).seen == {0}


def test_an_essay_undone_is_there_to_be_ticked_anew() -> None:
    given = msgspec.structs.replace(
        make_session(), draft=Essay(text="At length.", ticks=frozenset({1}))
    )
    for moves in ((), (advance,), (advance, answer, undo)):
        session = answer_slot(given, WRONG)
        for move in (*moves, undo):
            session = move(keep_and_read(session))
        assert session.draft == Essay(text="At length.", ticks=frozenset())


def test_a_pick_undone_is_not_there_to_be_given_again() -> None:
    given = msgspec.structs.replace(make_session(), draft=Texts(texts=("one",)))
    assert undo(answer_slot(given, WRONG)).draft is None
    assert undo(advance(answer_slot(given, WRONG))).draft is None


def test_a_skip_undone_brings_its_question_back_as_it_was() -> None:
    before = msgspec.structs.replace(
        make_session(), hinted=True, draft=Texts(texts=("one",))
    )
    for moves in (
        (skip_slot,),
        (skip_slot, skip_slot),
        (skip_slot, skip_slot, skip_slot),
    ):
        session = before
        for move in (*moves, *[undo] * len(moves)):
            session = move(keep_and_read(session))
        assert (session.at, session.hinted, session.draft) == (0, True, before.draft)
    assert not undo(skip_slot(skip_slot(before))).hinted
    assert not undo(answer(undo(skip_slot(before)))).hinted


def test_a_skip_undone_is_not_seen() -> None:
    assert play_moves(skip_slot, undo).seen == frozenset()


def test_a_hint_is_gone_with_its_question() -> None:
    hinted = msgspec.structs.replace(make_session(), hinted=True)
    assert answer(hinted).hinted
    assert not advance(answer(hinted)).hinted
    assert not skip_slot(hinted).hinted
    assert not undo(answer(hinted)).hinted


def test_a_session_knows_what_was_answered_and_what_was_skipped() -> None:
    session = play_moves(answer, advance, skip_slot, answer)
    assert [one.question for one, _ in session.answered] == ["rag/q-0", "rag/q-2"]
    assert [outcome is None for outcome in session.outcomes] == [False, True, False]


def test_there_is_an_outcome_only_between_answer_and_advance() -> None:
    assert play_moves().outcome is None
    assert play_moves(answer).outcome == make_outcome(attempt="a0")
    assert play_moves(answer, advance).outcome is None
    assert play_moves(*[skip_slot] * 3).outcome is None


def test_a_round_that_is_done_has_no_slot_in_play() -> None:
    with pytest.raises(IndexError):
        _ = play_moves(*[skip_slot] * 3).slot


def test_a_round_with_every_field_is_read_as_one_without_the_defaults() -> None:
    session = play_moves(answer, advance, skip_slot)
    decoded = msgspec.json.decode(encode_session(session))
    kept = decoded["session"]
    assert not {"scope", "draft", "sheets", "seconds_left"} & kept.keys()
    kept |= {"phase": session.phase}  # kept until it was seen from the rest
    kept |= {
        "scope": "",
        "hinted": False,
        "seen": [],
        "draft": None,
        "sheets": [],
        "seconds_left": None,
    }
    kept["slots"][0] |= {"numbers": {}, "misses": 0, "last": None}
    text = msgspec.json.encode(decoded).decode()
    assert decode_session(text) == decode_session(encode_session(session))


def test_a_round_of_a_mode_that_only_a_later_version_has_is_left_alone() -> None:
    later = msgspec.structs.replace(make_session(), mode="lab")
    assert decode_session(encode_session(later)) is None
    assert decode_session('{"at": 1}') is None


def test_a_stored_round_has_no_verdicts_and_gets_them_from_the_log() -> None:
    session = play_moves(answer, advance, skip_slot, slots=4)
    assert "verdict" not in encode_session(session)
    assert keep_and_read(session) == without_parts(session)


def test_a_round_without_its_answers_in_the_log_does_not_go_on() -> None:
    stored = decode_session(encode_session(play_moves(answer)))
    assert stored is not None
    assert restore_session(stored, {}, {}) is None


@given(
    st.lists(st.sampled_from([answer, advance, skip_slot, undo]), max_size=30),
    st.integers(1, 5),
)
def test_whatever_is_tried_a_session_keeps_its_shape(
    moves: list[Move], slots: int
) -> None:
    session = make_session(slots)
    for move in moves:
        try:
            session = move(session)
        except ValueError:
            continue
        assert len(session.outcomes) == session.at + (session.phase == ANSWERED)
        assert (session.phase == DONE) == (session.at == slots)
        assert session.seen <= set(range(slots))
        assert (
            msgspec.json.decode(msgspec.json.encode(session), type=Session) == session
        )
