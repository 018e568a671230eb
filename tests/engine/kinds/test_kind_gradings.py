"""A table of scores and notes for each kind and sort of answer."""

from typing import Any

import pytest
from kind_questions import (
    DECISION,
    EVERY,
    LINES,
    MATCH,
    NUMBER,
    NUMBERS,
    OPEN,
    ORDER,
    SORT,
    TYPED,
)
from msgspec.structs import replace

from builders import make_choice, make_multi, make_options, make_picks, make_truefalse
from weakspot.engine.kinds.lines import SOUND_WHY
from weakspot.engine.values import Choice, Essay, Order, Places, Texts


def make_places(*each: int | None) -> Places:
    return Places(places=each)


def make_texts(*each: str) -> Texts:
    return Texts(texts=each)


def make_essay(*ticks: int, text: str = "So.") -> Essay:
    return Essay(text=text, ticks=frozenset(ticks))


TABLE: list[tuple[Any, Any, float, str | None]] = [
    (TYPED, make_texts("KV cache", "prefill"), 1, None),
    (TYPED, make_texts("the key value caches", "PREFILLING"), 1, None),
    (TYPED, make_texts("kv-cache", "prefillng"), 1, "close: you wrote “prefillng”"),
    (TYPED, make_texts("prompt cache", "prefill"), 0.5, "1 of 2 right"),
    (TYPED, make_texts("", "prefil"), 0.5, "1 of 2 right; close: you wrote “prefil”"),
    (TYPED, make_texts("cache", "decoding"), 0, "0 of 2 right"),
    (TYPED, make_texts("", " "), 0, None),
    (NUMBER, make_texts("500"), 1, None),
    (NUMBER, make_texts("$0.5k"), 1, None),
    (NUMBER, make_texts("509"), 1, None),
    (NUMBER, make_texts("511"), 0, None),
    (NUMBER, make_texts("500,000"), 0, None),
    (NUMBER, make_texts("many"), 0, "“many” is not a number"),
    (NUMBER, make_texts(""), 0, None),
    (MATCH, make_places(0, 1, 2, 3), 1, None),
    (MATCH, make_places(1, 0, 2, 3), 0.5, "2 of 4 right"),
    (MATCH, make_places(0, 0, 0, 0), 0.25, "1 of 4 right"),
    (MATCH, make_places(4, 2, None, 0), 0, "0 of 4 right"),
    (MATCH, make_places(None, None, None, None), 0, None),
    (SORT, make_places(0, 0, 1, 1, 1), 1, None),
    (SORT, make_places(1, 1, 1, 1, 1), 0.6, "3 of 5 right"),
    (SORT, make_places(None, None, None, None, None), 0, None),
    (ORDER, Order(order=(0, 1, 2, 3)), 1, None),
    (ORDER, Order(order=(1, 2, 3, 0)), 2 / 3, "2 of 3 neighbouring pairs in order"),
    (ORDER, Order(order=(1, 3, 0, 2)), 1 / 3, "1 of 3 neighbouring pairs in order"),
    (ORDER, Order(order=(3, 2, 1, 0)), 0, "0 of 3 neighbouring pairs in order"),
    (ORDER, Order(order=()), 0, None),
    (LINES, make_picks(1, 3), 1, None),
    (LINES, make_picks(1), 0.5, "1 of 2 found"),
    (LINES, make_picks(1, 3, 0), 0.5, "2 of 2 found, 1 too many"),
    (LINES, make_picks(1, 0), 0, "1 of 2 found, 1 too many"),
    (LINES, make_picks(0, 1, 2, 3, 4), 0, "2 of 2 found, 3 too many"),
    (LINES, make_picks(), 0, None),
    (DECISION, Choice(action=0, reason=0), 1, None),
    (DECISION, Choice(action=0, reason=1), 0.5, "right choice, wrong reason"),
    (DECISION, Choice(action=0), 0.5, "right choice, without a reason"),
    (DECISION, Choice(action=1, reason=0), 0, "right reason, wrong choice"),
    (DECISION, Choice(action=1, reason=2), 0, None),
    (OPEN, make_essay(0, 1, 2), 1, None),
    (OPEN, make_essay(1), 1 / 3, "1 of 3 ticked"),
    (OPEN, make_essay(), 0, None),
    (OPEN, make_essay(text=""), 0, None),
]


@pytest.mark.parametrize(("question", "response", "score", "note"), TABLE)
def test_a_response_gets_its_score_and_note(
    question: Any, response: Any, score: float, note: str | None
) -> None:
    verdict = question.grade(response, NUMBERS)
    assert verdict.score == pytest.approx(score)
    assert verdict.note == note
    assert verdict.right == (score == 1)


FOREIGN = [
    (TYPED, make_texts("one")),
    (TYPED, make_picks(0)),
    (NUMBER, make_texts("1", "2")),
    (MATCH, make_places(0, 1, 2)),
    (MATCH, make_places(0, 1, 2, 5)),
    (SORT, make_places(0, 0, 1, 1, 2)),
    (SORT, make_places(-1, 0, 1, 1, 1)),
    (ORDER, Order(order=(0, 1, 2))),
    (ORDER, Order(order=(0, 1, 2, 2))),
    (LINES, make_picks(5)),
    (DECISION, Choice(action=2)),
    (DECISION, Choice(action=0, reason=-1)),
    (OPEN, make_essay(3)),
    (OPEN, make_texts("So.")),
    *(
        (question, make_picks(9))
        for question in (make_choice(), make_multi(), make_truefalse())
    ),
    *((question, make_picks(0, 1)) for question in (make_choice(), make_truefalse())),
]


@pytest.mark.parametrize(("question", "response"), FOREIGN)
def test_a_response_to_another_question_is_refused(
    question: Any, response: Any
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        question.grade(response, NUMBERS)


BETRAYED = [
    (TYPED, make_texts("Prompt caches", ""), "Kept between requests.", "one-cache"),
    (NUMBER, make_texts("495000"), "Per one.", "per-thousand"),
    (MATCH, make_places(4, 1, 2, 3), "Uno is one.", "counts-oddly"),
    (SORT, make_places(0, 1, 1, 1, 1), "It is odd.", "odd"),
    (LINES, make_picks(3), "B is wrong.", "b-is-right"),
    (DECISION, Choice(action=1, reason=0), "Look first.", "leaping"),
]


@pytest.mark.parametrize(("question", "response", "why", "belief"), BETRAYED)
def test_a_wrong_part_says_why_and_betrays_its_belief(
    question: Any, response: Any, why: str, belief: str
) -> None:
    verdict = question.grade(response, NUMBERS)
    assert [part.why for part in verdict.parts if part.misconception] == [why]
    assert verdict.misconceptions == (belief,)


@pytest.mark.parametrize("question", EVERY)
def test_not_knowing_betrays_no_belief_and_shows_what_is_right(question: Any) -> None:
    verdict = question.grade(None, NUMBERS)
    assert (verdict.score, verdict.right, verdict.note, verdict.misconceptions) == (
        0,
        False,
        None,
        (),
    )
    assert any(part.expected for part in verdict.parts)


def test_a_missed_fault_is_explained_and_its_fix_shown() -> None:
    parts = LINES.grade(make_picks(1), {}).parts
    assert [part.right for part in parts] == [True, True, True, False, True]
    assert [(part.expected, part.why) for part in parts] == [
        (None, None), ("c", None), (None, None), ("f", "E is wrong."), (None, None),
    ]  # fmt: skip


def test_parts_of_places_show_where_each_item_was_put_and_belongs() -> None:
    parts = SORT.grade(make_places(0, 1, None, 1, 1), {}).parts
    assert [(part.label, part.given, part.expected) for part in parts[:3]] == [
        ("1", "Odd", "Odd"), ("3", "Even", "Odd"), ("2", None, "Even"),
    ]  # fmt: skip


@pytest.mark.parametrize("answer", [True, False])
def test_parts_of_a_statement_are_true_and_false(answer: bool) -> None:
    assert [
        part.label for part in make_truefalse(answer).grade(make_picks(0), {}).parts
    ] == ["True", "False"]


def test_parts_of_steps_show_their_places_and_which_are_right() -> None:
    parts = ORDER.grade(Order(order=(1, 0, 2, 3)), {}).parts
    assert [(part.given, part.expected, part.right) for part in parts] == [
        ("2", "1", False), ("1", "2", False), ("3", "3", True), ("4", "4", True),
    ]  # fmt: skip


GUESSES = [
    (TYPED, 0.02),
    (NUMBER, 0.01),
    (MATCH, 1 / 5),
    (SORT, 1 / 2),
    (ORDER, 0.5),
    (LINES, 0.2),
    (DECISION, 1 / 4 + 1 / 12),
    (OPEN, 0.3),
    (make_choice(), 1 / 3),
    (make_choice(*make_options(1, 3)), 1 / 4),
    (make_multi(), 0.2),
    (make_multi(3, 4), 0.2),
    (make_truefalse(), 0.5),
]


@pytest.mark.parametrize(("question", "rate"), GUESSES)
def test_a_blind_answer_scores_as_the_model_of_mastery_says(
    question: Any, rate: float
) -> None:
    assert question.guess_rate() == pytest.approx(rate)


SECONDS = [(make_choice(), 28), (make_truefalse(), 18), (make_multi(), 50), (OPEN, 120)]
SECONDS += [
    (TYPED, 40),
    (NUMBER, 60),
    (MATCH, 50),
    (SORT, 50),
    (ORDER, 50),
    (LINES, 50),
    (DECISION, 50),
]


@pytest.mark.parametrize(("question", "seconds"), SECONDS)
def test_an_answer_takes_what_its_kind_typically_takes(
    question: Any, seconds: float
) -> None:
    assert replace(question, minutes=None).typical_seconds() == seconds
    assert replace(question, minutes=1.5).typical_seconds() == 90


def test_a_fix_of_a_sound_line_is_reported_with_what_to_do() -> None:
    first, *rest = LINES.lines
    (fault,) = replace(
        LINES, lines=(replace(first, fault=False, fix="x"), *rest)
    ).faults()
    assert (fault.rule, fault.path) == ("fix", ("lines", 0, "fix"))
    assert fault.message == "a fix for a line that is not marked as faulty"
    assert fault.hint == "mark it with `fault: true`, or leave the fix out"


def test_a_lines_question_without_a_fault_says_how_to_mark_one() -> None:
    sound = tuple(replace(line, fault=False, fix=None) for line in LINES.lines)
    (fault,) = replace(LINES, lines=sound).faults()
    assert (fault.rule, fault.hint) == ("key-count", "mark it with `fault: true`")


def test_a_sound_line_that_was_marked_is_said_to_be_sound() -> None:
    first, _, third, *_ = LINES.grade(make_picks(0, 2), {}).parts
    assert (first.why, third.why) == (SOUND_WHY, "Sound.")
    assert LINES.grade(make_picks(1), {}).parts[0].why is None
