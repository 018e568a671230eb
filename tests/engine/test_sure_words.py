"""The confidence of an answer: logged, and mentioned where the answer did not bear it
out.
"""

import pytest

from builders import (
    log_answers,
    make_choice,
    make_outcome,
    make_session,
    make_slot,
    without_parts,
)
from weakspot.engine.kinds.base import Question
from weakspot.engine.session import answer_slot
from weakspot.engine.stored_session import (
    decode_session,
    encode_session,
    restore_session,
)
from weakspot.engine.values import CONFIDENCE, Picks, Response
from weakspot.words.feedback import build_feedback


def sure_words_of(
    question: Question, response: Response | None, confidence: str | None
) -> str:
    """Return what feedback says of the confidence of an answer."""
    verdict = question.grade(response, {})
    outcome = make_outcome(verdict=verdict, confidence=confidence)
    return build_feedback(question, make_slot(), outcome, {}).sure


@pytest.mark.parametrize("confidence", [None, *CONFIDENCE.values()])
@pytest.mark.parametrize("right", [True, False])
def test_only_a_right_guess_and_a_sure_mistake_are_mentioned(
    confidence: str | None, right: bool
) -> None:
    words = sure_words_of(
        make_choice(), Picks(picks=frozenset({0 if right else 1})), confidence
    )
    expected = {
        (True, "guess"): "A good guess",
        (False, "sure"): "You were sure: worth a second look.",
    }
    assert words.startswith(expected.get((right, confidence or ""), ""))
    assert bool(words) == ((right, confidence) in expected)


def test_a_saved_round_keeps_the_confidence() -> None:
    session = answer_slot(make_session(), make_outcome(confidence="sure"))
    stored = decode_session(encode_session(session))
    assert stored is not None
    assert restore_session(stored, log_answers(session), {}) == without_parts(session)
