"""The kind number: drawing, prompts, worked solutions, known mistakes and faults."""

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kind_questions import NUMBER, question_fields

from weakspot.engine.figures import with_cents
from weakspot.engine.formula import Draw
from weakspot.engine.kinds.number import NearNumber, NumberQuestion
from weakspot.engine.values import Texts


def make_number(**fields: Any) -> NumberQuestion:
    return NumberQuestion(**question_fields(**fields))


@given(st.integers())
def test_drawn_numbers_are_of_the_draw_and_the_right_answer_is_right(seed: int) -> None:
    numbers = NUMBER.draw_numbers(Random(seed))
    assert numbers["users"] in range(200, 901, 50)
    assert numbers["price"] in (1, 2.5, 3)
    assert NUMBER.draw_numbers(Random(seed)) == numbers
    right = NUMBER.grade(Texts(texts=(NUMBER.format_answer(numbers),)), numbers)
    assert right.score == 1


def test_numbers_stand_in_the_prompt_and_the_work_as_people_write_them() -> None:
    numbers = {"users": 1000.0, "price": 2.5}
    assert NUMBER.fill_prompt(numbers) == "1,000 users at $2.50 each?"
    assert NUMBER.fill_work(numbers) == "1,000 × 2.5 = 2,500"
    assert NUMBER.grade(None, numbers).parts[0].expected == "$2,500"


def test_braces_are_text_where_nothing_is_drawn() -> None:
    question = make_number(
        prompt="What does {x} cost?", answer=3, work="1 + 2 = {answer}"
    )
    assert list(question.faults()) == []
    assert question.fill_prompt({}) == "What does {x} cost?"
    assert question.fill_work({}) == "1 + 2 = 3"
    assert question.draw_numbers(Random(1)) == {}
    assert make_number(answer=3).fill_work({}) == ""


def test_numbers_that_were_not_drawn_are_refused() -> None:
    with pytest.raises(ValueError, match="users"):
        NUMBER.grade(Texts(texts=("5",)), {"price": 1.0})


@pytest.mark.parametrize(
    ("tolerance", "typed", "right"),
    [
        (0, "200", True),
        (0, "200.001", False),
        (0.5, "200.5", True),
        (0.5, "200.6", False),
        ("2%", "196", True),
        ("2 %", "195.9", False),
        ("2.5%", "205", True),
        ("0.5", "199.5", True),
        ("0.5", "199.4", False),
    ],
)
def test_a_number_is_right_within_its_tolerance(
    tolerance: Any, typed: str, right: bool
) -> None:
    question = make_number(answer="50 * 4", tolerance=tolerance)
    assert question.grade(Texts(texts=(typed,)), {}).right == right


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("56.000", 56_000),
        ("1.200,50", 1200.5),
        ("1.234.567", 1_234_567),
        ("56.000", 56),
        ("1.2k", 1200),
    ],
)
def test_a_dot_may_part_thousands(typed: str, answer: float) -> None:
    assert make_number(answer=answer).can_read(Texts(texts=(typed,)))
    assert make_number(answer=answer).grade(Texts(texts=(typed,)), {}).right
    assert not make_number(answer=answer / 10).grade(Texts(texts=(typed,)), {}).right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("7.875", False),
        ("7875", True),
        ("7,875", True),
        ("7.880", True),
        ("7.88", False),
    ],
)
def test_a_dot_parts_no_thousands_where_a_known_mistake_comes_to_that(
    typed: str, right: bool
) -> None:
    near = NearNumber(answer=7.875, why="They are thousands.")
    verdict = make_number(answer=7875, tolerance="1%", near=(near,)).grade(
        Texts(texts=(typed,)), {}
    )
    assert verdict.right == right
    assert verdict.parts[0].why == (None if right else near.why)


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("400*10*5,000*30*2.5/1,000,000", "400*10*5,000*30*2.5/1,000,000 = 1,500"),
        ("3 × 500", "3 × 500 = 1,500"),
        ("(1+2) * 0,5 * 1 000", "(1+2) * 0,5 * 1 000 = 1,500"),
        ("1000 ÷ 2 + 1000", "1000 ÷ 2 + 1000 = 1,500"),
        ("3000 − 500 − 1000", "3000 − 500 − 1000 = 1,500"),
        ("1500", "1500"),
        ("+1.5e3", "+1.5e3"),
        ("1,800 - 300", "1,800 - 300 = 1,500"),
        ("1800−300", "1800−300 = 1,500"),
    ],
)
def test_a_number_may_be_typed_as_a_calculation(typed: str, given: str) -> None:
    verdict = make_number(answer=1500).grade(Texts(texts=(typed,)), {})
    assert (verdict.right, verdict.parts[0].given) == (True, given)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("10^3", None),
        ("10**3", None),
        ("20 * 50 tokens", "tokens"),
        ("$20 * 50", "$"),
        ("= ２０*50", None),
    ],
)
def test_a_power_is_a_calculation_and_each_is_read_with_its_unit_as_a_number_is(
    typed: str, unit: str | None
) -> None:
    assert make_number(answer=1000, unit=unit).grade(Texts(texts=(typed,)), {}).right


def test_a_calculation_that_is_wrong_is_told_what_it_comes_to_and_why() -> None:
    near = NearNumber(answer=15, why="A month has 30 days.")
    question = make_number(answer=450, unit="$", tolerance="1%", near=(near,))
    part = question.grade(Texts(texts=("45/3",)), {}).parts[0]
    assert (part.right, part.given, part.why) == (False, "45/3 = $15", near.why)


@pytest.mark.parametrize(
    "typed",
    [
        "10-20",
        "10 − 20",
        "1/0",
        "9**99",
        "9**9**9",
        "3 * x",
        "3 *",
        "50 % * 3",
        "2026-11-29x",
    ],
)
def test_a_range_and_what_has_no_value_are_no_number(typed: str) -> None:
    assert not make_number(answer=1).can_read(Texts(texts=(typed,)))
    verdict = make_number(answer=1).grade(Texts(texts=(typed,)), {})
    assert (verdict.right, verdict.note) == (False, f"“{typed}” is not a number")


def test_a_draw_without_a_value_at_some_numbers_is_drawn_again() -> None:
    question = make_number(
        prompt="{a}", draw={"a": Draw(min=0, max=3)}, answer="6 / a", tolerance=0.1
    )
    assert {question.draw_numbers(Random(seed))["a"] for seed in range(60)} == {1, 2, 3}


D = Draw(min=1, max=9)
FAULTS: list[tuple[dict[str, Any], str, tuple[str | int, ...]]] = [
    ({"prompt": "{a} {b}", "draw": {"a": D}, "answer": "a"}, "brace", ("prompt",)),
    ({"prompt": "none", "draw": {"a": D}, "answer": "a"}, "brace", ("draw", "a")),
    (
        {"prompt": "{a}", "draw": {"a": D}, "answer": "a", "work": "{b}"},
        "brace",
        ("work",),
    ),
    ({"answer": "a"}, "formula", ("answer",)),
    ({"answer": "1 +"}, "formula", ("answer",)),
    (
        {"answer": 1, "near": (NearNumber(answer="b", why="So."),)},
        "formula",
        ("near", 0, "answer"),
    ),
    (
        {"answer": 1, "near": (NearNumber(answer=1, why="So."),)},
        "draw-ends",
        ("near", 0, "answer"),
    ),
    ({"answer": 1, "tolerance": "much"}, "tolerance", ("tolerance",)),
    ({"answer": 1, "tolerance": -1}, "tolerance", ("tolerance",)),
    ({"answer": 1, "tolerance": "inf"}, "tolerance", ("tolerance",)),
    ({"answer": "1 / 3"}, "draw-ends", ("answer",)),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=0, max=9)}, "answer": "floor(1/a)"},
        "draw-ends",
        ("answer",),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=-3, max=3)}, "answer": "floor(1/a)"},
        "draw-ends",
        ("answer",),
    ),
    (
        {
            "prompt": "{a}",
            "draw": {"a": Draw(min=0, max=9)},
            "answer": "a",
            "near": (NearNumber(answer="floor(1/a)", why="So."),),
        },
        "draw-ends",
        ("near", 0, "answer"),
    ),
    ({"draw": dict.fromkeys("abcdefghi", D), "answer": "a"}, "draw", ("draw",)),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=2)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=3, max=2)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=math.nan, max=2)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=1, max=2, step=0)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(of=())}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(of=(1,), min=2)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    (
        {"prompt": "{a}", "draw": {"a": Draw(min=0, max=1e9)}, "answer": "a"},
        "draw",
        ("draw", "a"),
    ),
    ({"prompt": "{in}", "draw": {"in": D}, "answer": "1"}, "draw", ("draw", "in")),
    ({"prompt": "{min}", "draw": {"min": D}, "answer": "1"}, "draw", ("draw", "min")),
    ({"prompt": "{a-b}", "draw": {"a-b": D}, "answer": "1"}, "draw", ("draw", "a-b")),
]


@pytest.mark.parametrize(("fields", "rule", "path"), FAULTS)
def test_a_number_question_that_cannot_be_asked_is_found(
    fields: dict[str, Any], rule: str, path: tuple[str | int, ...]
) -> None:
    places = [(fault.rule, fault.path) for fault in make_number(**fields).faults()]
    assert places.count((rule, path)) == 1


def test_a_fault_that_only_some_drawn_numbers_have_names_them() -> None:
    (fault,) = make_number(
        prompt="{a}", draw={"a": Draw(min=-3, max=3)}, answer="floor(1/a)"
    ).faults()
    assert fault.message.endswith(", with a = 0")


def test_an_answer_with_a_tolerance_may_have_any_number_of_figures() -> None:
    assert list(make_number(answer="1 / 3", tolerance="1%").faults()) == []
    assert list(make_number(answer=123456789.0).faults()) == []


def test_what_is_drawn_counts_for_the_revision_whatever_it_is_called() -> None:
    def of(most: float) -> str:
        draws = {"level": Draw(min=1, max=most)}
        return make_number(prompt="{level}", draw=draws, answer="level").revision()

    assert of(5) != of(6)
    first, second = ({name: D for name in names} for names in ("ab", "ba"))
    assert (
        make_number(draw=first, answer="a").revision()
        == make_number(draw=second, answer="a").revision()
    )


def test_sums_of_decimals_are_exact() -> None:
    assert make_number(answer="0.1 + 0.2").grade(Texts(texts=("0.3",)), {}).right
    assert (
        make_number(answer="0.1 * 3", unit="%").grade(Texts(texts=("0.3 %",)), {}).right
    )


def test_drawn_steps_carry_no_rounding_errors() -> None:
    draw = Draw(min=0, max=1, step=0.1)
    assert [draw.value_at(index) for index in range(draw.count())] == [
        n / 10 for n in range(11)
    ]
    assert Draw(min=1, max=10, step=4).bounds() == (1, 9)
    assert Draw(min=0, max=0.7, step=0.1).bounds() == (0, 0.7)
    assert Draw(min=0, max=0.3, step=0.1).count() == 4


def test_a_slip_is_known_within_as_large_a_part_of_it_as_of_the_answer() -> None:
    near = (NearNumber(answer=0.42, why="As a share."),)
    share = NumberQuestion(**question_fields(), answer=42, tolerance=1.0, near=near)
    slips = {
        text: share.grade(Texts(texts=(text,)), {}).parts[0].why
        for text in ("0.42", "0.424", "0", "1")
    }
    assert slips == {
        "0.42": "As a share.",
        "0.424": "As a share.",
        "0": None,
        "1": None,
    }


@pytest.mark.parametrize(
    ("answer", "unit", "expected"),
    [
        (7.8, "$", "$7.80"),
        (7.8, "€", "€7.80"),
        (1234.5, "$", "$1,234.50"),
        (7.85, "$", "$7.85"),
        (7, "$", "$7"),
        (7.8, "million $", "$7.8 million"),
        (7.8, "%", "7.8 %"),
    ],
)
def test_an_amount_of_money_has_no_single_decimal(
    answer: float, unit: str, expected: str
) -> None:
    question = make_number(answer=answer, unit=unit, work="1 + 1 = {answer}")
    assert question.grade(None, {}).parts[0].expected == expected
    assert question.fill_work({}) == f"1 + 1 = {question.format_answer({})}"
    assert question.grade(question.responses()[0], {}).right


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at $2.5, or", "at $2.50, or"),
        ("$0.1 more", "$0.10 more"),
        ("It costs $2.5.", "It costs $2.50."),
        ("$2.5 million", "$2.5 million"),
        ("$2.5k", "$2.5k"),
        ("$2.5bn and $1.5 Mio", "$2.5bn and $1.5 Mio"),
        ("$2.5 trillion", "$2.5 trillion"),
        ("$1.25 or 2.5 %", "$1.25 or 2.5 %"),
    ],
)
def test_money_in_a_text_has_its_cents(text: str, expected: str) -> None:
    assert with_cents(text) == expected


@pytest.mark.parametrize(
    ("answer", "unit", "shown"),
    [
        (1989, None, "1989"),
        (6443, None, "6443"),
        (1200, "€", "1,200"),
        (12000, None, "12,000"),
    ],
)
def test_a_bare_number_of_four_digits_may_be_a_year_and_has_no_comma(
    answer: int, unit: str | None, shown: str
) -> None:
    question = NumberQuestion(**question_fields(), answer=answer, unit=unit)
    assert question.format_answer({}) == shown
