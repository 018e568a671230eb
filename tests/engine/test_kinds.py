from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    QUESTIONS,
    make_choice,
    make_multi,
    make_options,
    make_picks,
    make_truefalse,
)
from weakspot.engine.kinds.base import Option, Question, Source
from weakspot.engine.kinds.registry import KINDS, kind_words, question_type
from weakspot.engine.values import Picks, Response

NUMBERS: dict[str, float] = {}
BROKEN = make_multi(
    2,
    1,
    options=(Option(text="a", right=True), Option(text="a"), Option(text="b", why=" ")),
)


def test_every_kind_has_its_own_name_that_fits_a_column() -> None:
    assert [kind.name() for kind in KINDS.values()] == list(KINDS)
    words = [kind_words(kind) for kind in KINDS]
    assert len(set(words)) == len(words)
    assert max(map(len, words)) <= 13
    assert kind_words("lesson") == "lesson"


@pytest.mark.parametrize(
    ("question", "response", "score"),
    [
        (make_choice(), make_picks(0), 1),
        (make_choice(), make_picks(1), 0),
        (make_choice(), make_picks(), 0),
        (make_choice(), None, 0),
        (make_multi(), make_picks(0, 1), 1),
        (make_multi(), make_picks(0), 0.5),
        (make_multi(), make_picks(0, 1, 2), 0.5),
        (make_multi(), make_picks(0, 2), 0),
        (make_multi(), make_picks(2, 3), 0),
        (make_multi(), make_picks(0, 1, 2, 3), 0),
        (make_multi(3, 1), make_picks(0, 1), 2 / 3),
        (make_multi(3, 1), make_picks(0, 1, 3), 1 / 3),
        (make_multi(), None, 0),
        (make_truefalse(True), make_picks(0), 1),
        (make_truefalse(True), make_picks(1), 0),
        (make_truefalse(False), make_picks(0), 0),
        (make_truefalse(False), make_picks(1), 1),
        (make_truefalse(False), None, 0),
    ],
)
def test_a_response_scores_as_its_kind_says(
    question: Question, response: Response | None, score: float
) -> None:
    assert question.grade(response, NUMBERS).score == pytest.approx(score)


@given(st.sampled_from([make_multi(), make_multi(3, 1), make_multi(2, 5)]), st.data())
def test_a_right_pick_more_or_a_wrong_one_less_never_lowers_the_score(
    question: Question, data: st.DataObject
) -> None:
    everything = range(len(question.options))
    before = data.draw(st.frozensets(st.sampled_from(everything)))
    index = data.draw(st.sampled_from(everything))
    after = before | {index} if question.options[index].right else before - {index}
    score = question.grade(Picks(picks=before), NUMBERS).score
    assert question.grade(Picks(picks=after), NUMBERS).score >= score


def test_only_a_wrong_pick_tells_why_and_betrays_its_misconception() -> None:
    verdict = make_choice().grade(make_picks(2), NUMBERS)
    assert [part.why for part in verdict.parts] == [None, None, "because 1"]
    assert verdict.misconceptions == ("belief-1",)
    assert [part.expected for part in verdict.parts] == ["right 0", None, None]


def test_a_misconception_of_two_picks_is_named_once() -> None:
    wrongs = tuple(Option(text=text, why="no", misconception="same") for text in "ab")
    question = make_multi(options=(*make_options(2, 0), *wrongs))
    assert question.grade(make_picks(2, 3), NUMBERS).misconceptions == ("same",)


def test_a_wrong_side_of_a_statement_betrays_its_misconception() -> None:
    assert make_truefalse(False).grade(make_picks(0), NUMBERS).misconceptions == (
        "belief",
    )


@pytest.mark.parametrize(
    ("response", "note"),
    [
        (make_picks(0), "1 of 2 found"),
        (make_picks(0, 1, 2), "2 of 2 found, 1 too many"),
        (make_picks(0, 1), None),
        (make_picks(), None),
        (None, None),
    ],
)
def test_a_multi_notes_what_was_found_and_what_was_too_much(
    response: Response | None, note: str
) -> None:
    assert make_multi().grade(response, NUMBERS).note == note


@pytest.mark.parametrize(
    ("question", "rules"),
    [
        *((question, []) for question in QUESTIONS),
        (make_choice(*make_options(0, 3)), ["key-count"]),
        (make_choice(*make_options(2, 1)), ["key-count"]),
        (make_choice(*make_options(1, 0)), ["option-count"]),
        (make_choice(*make_options(1, 9)), ["option-count"]),
        (
            make_choice(*make_options(1, 1), Option(text="Wrong 0 ", why="no")),
            ["option-twice"],
        ),
        (make_multi(1, 2), ["key-count"]),
        (make_multi(3, 0), ["key-count"]),
        (make_multi(0, 3), ["key-count"]),
        (BROKEN, ["key-count", "option-twice"]),
        (make_choice(options=()), ["key-count", "option-count"]),
    ],
)
def test_a_broken_item_is_found(question: Question, rules: list[str]) -> None:
    assert sorted(fault.rule for fault in question.faults()) == rules


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        *((question, []) for question in QUESTIONS),
        (make_choice(*make_options(1, 1), Option(text="b")), [("options", 2)]),
        (BROKEN, [("options", 1), ("options", 2)]),
        (make_truefalse(why=" "), [("why",)]),
    ],
)
def test_only_a_course_needs_to_say_why_something_is_wrong(
    question: Question, paths: list[tuple[str | int, ...]]
) -> None:
    found = [fault for fault in question.course_faults() if fault.rule == "why-missing"]
    assert [fault.path for fault in found] == paths
    assert "why-missing" not in [fault.rule for fault in question.faults()]


@pytest.mark.parametrize(("wrongs", "hint"), [(0, "add some"), (9, "take some out")])
def test_a_wrong_number_of_options_comes_with_what_to_do(
    wrongs: int, hint: str
) -> None:
    (fault,) = make_choice(*make_options(1, wrongs)).faults()
    assert fault.hint == hint


@pytest.mark.parametrize(("rights", "wrongs"), [(1, 2), (3, 0)])
def test_a_finding_counts_the_right_options_of_all(rights: int, wrongs: int) -> None:
    (fault,) = make_multi(rights, wrongs).faults()
    assert (
        fault.message
        == f"{rights} right of 3 options; 2 or more must be, and 1 or more not"
    )


def test_a_finding_points_at_its_option() -> None:
    paths = {fault.path for fault in BROKEN.faults()}
    assert paths == {("options",), ("options", 1, "text")}


def change_option(**changes: Any) -> tuple[Option, ...]:
    first, second, *rest = make_options(1, 2)
    return (first, msgspec.structs.replace(second, **changes), *rest)


@pytest.mark.parametrize(
    "other",
    [
        make_choice(prompt="Why not?"),
        make_choice(options=change_option(text="another")),
        make_choice(options=make_options(1, 3)),
        make_choice(options=make_options(1, 2)[::-1]),
        make_choice(options=change_option(pin=True)),
        make_choice(shuffle=False),
        make_choice(case="a-case"),
        make_multi(1, 2),
    ],
)
def test_a_revision_changes_with_what_is_asked_or_graded(other: Question) -> None:
    assert other.revision() != make_choice().revision()


@pytest.mark.parametrize(
    "other",
    [
        make_choice(hint="Look."),
        make_choice(explain="So it is."),
        make_choice(
            source=Source(title="Another", url="https://example.org", fact="F1")
        ),
        make_choice(as_of="2026-11"),
        make_choice(options=change_option(why="for another reason")),
        make_choice(options=change_option(misconception="another-belief")),
        make_choice(level=4, minutes=2.0, waive={"alike": "so"}),
    ],
)
def test_a_revision_outlasts_what_only_explains(other: Question) -> None:
    assert other.revision() == make_choice().revision()


def test_a_changed_answer_makes_a_new_revision_and_a_changed_why_does_not() -> None:
    assert make_truefalse(True).revision() != make_truefalse(False).revision()
    assert (
        make_truefalse(why="for another reason").revision()
        == make_truefalse().revision()
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_revision_is_12_hex_digits_and_survives_storing(
    question: Question,
) -> None:
    stored = msgspec.msgpack.decode(
        msgspec.msgpack.encode(question), type=question_type()
    )
    assert stored.revision() == question.revision()
    assert len(question.revision()) == len(f"{int(question.revision(), 16):012x}") == 12


@given(st.sets(st.integers(0, 5)), st.integers())
def test_a_pinned_option_stays_where_it_is(pins: set[int], seed: int) -> None:
    options = tuple(
        Option(text=str(n), right=n == 0, why="no", pin=n in pins) for n in range(6)
    )
    (shown,) = make_choice(*options).arrange(Random(seed))
    assert all(shown[pin] == pin for pin in pins)
    assert sorted(shown) == list(range(6))


def test_options_come_in_many_orders_unless_the_author_fixed_them() -> None:
    orders = {
        make_choice(*make_options(1, 3)).arrange(Random(seed))[0] for seed in range(200)
    }
    assert len(orders) == 24
    assert {make_choice(shuffle=False).arrange(Random(seed)) for seed in range(50)} == {
        ((0, 1, 2),)
    }


def test_true_stands_before_false() -> None:
    assert {make_truefalse(False).arrange(Random(seed)) for seed in range(20)} == {
        ((0, 1),)
    }
