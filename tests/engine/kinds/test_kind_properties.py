"""Properties of every kind, for any answer."""

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kind_questions import (
    DECISION,
    EVERY,
    LINES,
    MATCH,
    NUMBER,
    OPEN,
    ORDER,
    QUESTIONS,
    SORT,
    TYPED,
    numbers_for,
    responses_to,
)

from weakspot.engine.kinds.base import Question
from weakspot.engine.kinds.lines import Line
from weakspot.engine.kinds.match import Pair
from weakspot.engine.kinds.number import NearNumber
from weakspot.engine.kinds.sort import Category, Item
from weakspot.engine.kinds.typed import Gap
from weakspot.engine.values import Essay, Order, Picks, Places, Response, Texts

ANY = st.sampled_from(EVERY).flatmap(
    lambda one: st.tuples(st.just(one), st.none() | responses_to(one))
)


@given(ANY)
def test_grading_never_raises_and_is_right_only_at_1(asked: Any) -> None:
    question, response = asked
    verdict = question.grade(response, numbers_for(question))
    assert 0 <= verdict.score <= 1
    assert (
        verdict.right
        == (verdict.score == 1)
        == all(part.right for part in verdict.parts)
    )
    if question not in QUESTIONS:
        rights = {
            index for index, option in enumerate(question.options) if option.right
        }
        assert verdict.right == (response is not None and response.picks == rights)


@given(ANY)
def test_an_answer_comes_back_from_the_log_as_it_was(asked: Any) -> None:
    _, response = asked
    data = msgspec.json.encode(response)
    assert msgspec.json.decode(data, type=Response | None) == response


@pytest.mark.parametrize("question", EVERY)
def test_the_right_response_scores_1_the_empty_and_wrong_ones_less(
    question: Question,
) -> None:
    numbers = numbers_for(question) and {"users": 200.0, "price": 1.0}
    right, empty, wrong = (
        question.grade(response, numbers) for response in question.responses()
    )
    assert right.score == 1
    assert (empty.score, empty.note) == (0, None)
    assert wrong.score < 1
    assert list(question.faults()) == []


@given(st.data(), st.sampled_from([MATCH, SORT]))
def test_placing_one_item_right_never_lowers_the_score(
    data: Any, question: Any
) -> None:
    response = data.draw(responses_to(question))
    right = question.responses()[0].places
    at = data.draw(st.integers(0, len(right) - 1))
    better = Places(
        places=(*response.places[:at], right[at], *response.places[at + 1 :])
    )
    without = Places(
        places=tuple(
            None if index == at and place != right[at] else place
            for index, place in enumerate(response.places)
        )
    )
    score = question.grade(response, {}).score
    assert question.grade(better, {}).score >= score
    assert question.grade(without, {}).score >= score
    assert (score == 1) == (response.places == right)


@given(st.permutations(range(4)), st.integers(0, 2))
def test_putting_two_neighbours_right_never_lowers_the_score(
    order: list[int], at: int
) -> None:
    mended = [*order]
    mended[at : at + 2] = sorted(mended[at : at + 2])
    score = ORDER.grade(Order(order=tuple(order)), {}).score
    assert ORDER.grade(Order(order=tuple(mended)), {}).score >= score
    assert (score == 1) == (order == sorted(order))


@given(st.frozensets(st.integers(0, 4)), st.integers(0, 4))
def test_a_mark_where_it_belongs_never_lowers_the_score(
    picks: frozenset[int], at: int
) -> None:
    mended = picks | {at} if LINES.lines[at].fault else picks - {at}
    score = LINES.grade(Picks(picks=picks), {}).score
    assert LINES.grade(Picks(picks=mended), {}).score >= score
    assert (score == 1) == (picks == LINES.faulty)


@given(responses_to(DECISION))
def test_the_right_reason_or_action_never_lowers_the_score(response: Any) -> None:
    score = DECISION.grade(response, {}).score
    for better in ({"action": 0}, {"reason": 0}):
        assert (
            DECISION.grade(msgspec.structs.replace(response, **better), {}).score
            >= score
        )
    assert (score == 1) == ((response.action, response.reason) == (0, 0))


@given(st.frozensets(st.integers(0, 2)), st.integers(0, 2), st.text())
def test_each_point_ticked_counts_the_same(
    ticks: frozenset[int], at: int, text: str
) -> None:
    score = OPEN.grade(Essay(text=text, ticks=ticks), {}).score
    assert score == pytest.approx(len(ticks) / 3)
    assert OPEN.grade(Essay(text=text, ticks=ticks | {at}), {}).score >= score


@given(responses_to(TYPED), st.integers(0, 1))
def test_filling_one_gap_right_never_lowers_the_score(response: Any, at: int) -> None:
    score = TYPED.grade(response, {}).score
    texts = [*response.texts]
    texts[at] = TYPED.gaps[at].accept[0]
    assert TYPED.grade(Texts(texts=tuple(texts)), {}).score >= score


@given(st.integers())
def test_an_arrangement_has_each_index_once_and_no_answer_in_it(seed: int) -> None:
    for question in EVERY:
        for order in question.arrange(Random(seed)):
            assert sorted(order) == list(range(len(order)))
    assert ORDER.arrange(Random(seed)) != ((0, 1, 2, 3),)
    lefts, rights = MATCH.arrange(Random(seed))
    assert (lefts, len(rights)) == ((0, 1, 2, 3), 5)
    items, groups = SORT.arrange(Random(seed))
    assert (len(items), groups) == (5, (0, 1))
    assert [len(indexes) for indexes in DECISION.arrange(Random(seed))] == [2, 3]
    assert LINES.arrange(Random(seed)) == ((0, 1, 2, 3, 4),)
    assert TYPED.arrange(Random(seed)) == OPEN.arrange(Random(seed)) == ()


COUNTS: list[tuple[Any, str, Callable[[int], Any], str, int, int]] = [
    (TYPED, "gaps", lambda n: Gap(accept=(f"name {n}",)), "gap-count", 1, 6),
    (NUMBER, "near", lambda n: NearNumber(answer=n, why="So."), "near-count", 0, 9),
    (
        MATCH,
        "pairs",
        lambda n: Pair(left=f"left {n}", right=f"right {n}"),
        "pair-count",
        2,
        6,
    ),
    (MATCH, "spares", lambda n: f"spare {n}", "spare-count", 0, 3),
    (
        SORT,
        "categories",
        lambda n: Category(text=f"group {n}", items=()),
        "category-count",
        2,
        6,
    ),
    (ORDER, "steps", lambda n: f"step {n}", "step-count", 3, 9),
    (LINES, "lines", lambda n: Line(text=f"line {n}"), "line-count", 2, 40),
    (OPEN, "rubric", lambda n: f"point {n}", "rubric-count", 1, 9),
]


@pytest.mark.parametrize(("question", "field", "made", "rule", "least", "most"), COUNTS)
def test_a_list_has_as_many_as_can_be_asked(
    question: Any,
    field: str,
    made: Callable[[int], Any],
    rule: str,
    least: int,
    most: int,
) -> None:
    def is_found(count: int) -> bool:
        of_count = msgspec.structs.replace(
            question, **{field: tuple(map(made, range(count)))}
        )
        return rule in [fault.rule for fault in of_count.faults()]

    assert [is_found(count) for count in (least, most, most + 1)] == [
        False,
        False,
        True,
    ]
    assert least == 0 or is_found(least - 1)


@pytest.mark.parametrize(("count", "rules"), [(12, []), (13, ["item-count"])])
def test_twelve_items_can_be_sorted(count: int, rules: list[str]) -> None:
    items = tuple(Item(text=f"item {n}") for n in range(count))
    sorting = msgspec.structs.replace(
        SORT,
        categories=(
            Category(text="few", items=items[:1]),
            Category(text="many", items=items[1:]),
        ),
    )
    assert [fault.rule for fault in sorting.faults()] == rules


@pytest.mark.parametrize("question", [MATCH, SORT, ORDER, DECISION])
def test_chance_decides_what_stands_where(question: Question) -> None:
    assert len({question.arrange(Random(seed)) for seed in range(20)}) > 5


def test_what_is_shown_after_the_answer_makes_no_new_revision() -> None:
    mended = msgspec.structs.replace(LINES.lines[1], fix="cc", why="Other words.")
    lines = msgspec.structs.replace(
        LINES, lines=(LINES.lines[0], mended, *LINES.lines[2:])
    )
    assert lines.revision() == LINES.revision()
    assert (
        msgspec.structs.replace(TYPED, rivals=("decode",)).revision()
        == TYPED.revision()
    )
    sound = msgspec.structs.replace(LINES.lines[1], fault=False)
    lines = msgspec.structs.replace(
        LINES, lines=(LINES.lines[0], sound, *LINES.lines[2:])
    )
    assert lines.revision() != LINES.revision()


def test_what_each_widget_shows_stands_in_bank_order() -> None:
    assert (MATCH.items[0], MATCH.targets[-2:]) == ("one", ("quattro", "cinque"))
    assert (SORT.items, SORT.targets) == (("1", "3", "2", "4", "6"), ("Odd", "Even"))
    assert (LINES.texts, LINES.can_pick_several) == (("a", "b", "d", "e", "g"), True)
