from typing import Any

import pytest

from builders import make_choice, make_multi, make_outcome, make_slot
from weakspot.engine.kinds.base import Source
from weakspot.engine.records import PastAnswer
from weakspot.engine.values import Picks, with_colon
from weakspot.words.feedback import (
    build_feedback,
    detail_lines,
    promise_words,
    verdict_words,
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
    ("size", "within_week", "words"),
    [
        (2, True, "back in other words this week"),
        (2, False, "back in other words"),
        (1, True, "back this week"),
        (1, False, "comes back"),
        (0, True, "muted"),
    ],
)
def test_a_verdict_promises_what_the_queue_can_keep(
    size: int, within_week: bool, words: str
) -> None:
    assert promise_words(size, within_week) == words


@pytest.mark.parametrize("label", ["Which calls were made?", "Once.", "Stop!", "Why:"])
def test_a_label_with_an_end_of_its_own_gets_no_colon(label: str) -> None:
    assert with_colon(label) == label
    assert with_colon("Line 4") == "Line 4:"


def test_details_list_reason_history_source_kind_and_level() -> None:
    source = Source(title="A handbook", url="https://example.org/d[key]")
    question = make_choice(source=source, as_of="2026-11")
    assert detail_lines(
        question, make_slot(reason="fading", last="2026-11-02"), PAST, "2026-11-05"
    ) == [
        ("Asked", "Fading: last asked 3 days ago."),
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


@pytest.mark.parametrize(
    ("score", "note", "unknown", "words"),
    [
        (1.0, None, False, "Right"),
        (0.5, "1 of 2 found", False, "Partly: 1 of 2 found"),
        (0.5, None, False, "Partly"),
        (0.0, None, True, "Not known yet"),
        (0.0, None, False, "Missed"),
        (0.0, "0 of 2 found", False, "Missed: 0 of 2 found"),
    ],
)
def test_a_score_is_put_in_words(
    score: float, note: str | None, unknown: bool, words: str
) -> None:
    assert verdict_words(score, note, unknown) == words
