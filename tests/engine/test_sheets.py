from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import make_concept, make_entry, make_outcome, make_session
from weakspot.engine import sheets
from weakspot.engine.concepts import Concept
from weakspot.engine.records import ExamScore
from weakspot.engine.rules import draw_exam
from weakspot.engine.session import Session, Sheet, Slot
from weakspot.engine.slots import refresh_session
from weakspot.engine.values import Choice, Order, Picks, Places, Response, Texts
from weakspot.words.summaries import floor_percent, state_words


def make_exam_concept(section: int, topic: int, number: int) -> Concept:
    key = f"s{section}/t{topic}"
    return make_concept(key=f"{key}/{number}")


concepts = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 5)),
    unique=True,
    max_size=60,
)


@given(concepts, st.integers(1, 40), st.integers(0, 9))
def test_a_blueprint_asks_all_sections_alike_as_far_as_they_go(
    keys: list[tuple[int, int, int]], count: int, seed: int
) -> None:
    given_concepts = [make_exam_concept(*key) for key in keys]
    drawn = draw_exam(given_concepts, count, Random(seed))
    assert len(drawn) == min(count, len(given_concepts))
    assert len({question.key for question in drawn}) == len(drawn)
    asked = {
        concept.section: sum(two.section == concept.section for two in drawn)
        for concept in given_concepts
    }
    has = {
        concept.section: sum(two.section == concept.section for two in given_concepts)
        for concept in given_concepts
    }
    most = max(asked.values(), default=0)
    assert all(
        number >= min(most - 1, has[section]) for section, number in asked.items()
    )


@given(concepts, st.integers(1, 40), st.integers(0, 9))
def test_a_section_asks_one_of_each_topic_before_a_second(
    keys: list[tuple[int, int, int]], count: int, seed: int
) -> None:
    given_concepts = [make_exam_concept(*key) for key in keys]
    drawn = draw_exam(given_concepts, count, Random(seed))
    for section in {question.section for question in drawn}:
        topics = {
            concept.topic for concept in given_concepts if concept.section == section
        }
        asked = [question.topic for question in drawn if question.section == section]
        if len(set(asked)) < len(topics):
            assert len(set(asked)) == len(asked)


def test_a_small_section_is_asked_first_as_often_as_a_large_one() -> None:
    given_concepts = [
        make_exam_concept(0, 0, 0),
        *(make_exam_concept(1, 0, number) for number in range(9)),
    ]
    first = [
        draw_exam(given_concepts, 1, Random(seed))[0].section for seed in range(200)
    ]
    assert 70 < first.count("s0") < 130


def test_chance_decides_and_not_the_order_in_the_bank() -> None:
    given_concepts = [
        make_exam_concept(0, topic, number) for topic in range(4) for number in range(4)
    ]
    draws = {
        tuple(entry.key for entry in draw_exam(given_concepts, 3, Random(seed)))
        for seed in range(20)
    }
    assert len(draws) > 5


def make_exam(*questions: str) -> Session:
    slots = tuple(
        Slot(question=key, revision="1", shown=((0, 1, 2),), reason="new")
        for key in questions
    )
    sheets = (Sheet(),) * len(slots)
    return Session(id="r", mode="exam", slots=slots, sheets=sheets, seconds_left=60.0)


def revise_slot(slot: Slot) -> Slot:
    return replace(slot, revision="2", shown=((2, 1, 0),))


@pytest.mark.parametrize(
    "nothing",
    [
        Picks(picks=frozenset()),
        Texts(texts=(" ", "\n")),
        Places(places=(None, None, None)),
        Order(order=(0, 1, 2)),
    ],
)
def test_a_blank_response_counts_as_unanswered_and_stays_visible(
    nothing: Response,
) -> None:
    session = sheets.put_response(make_exam("a/1"), nothing, None, False)
    assert (sheets.open_slots(session), session.draft) == ([0], nothing)


@pytest.mark.parametrize(
    "some",
    [
        Texts(texts=("", "a")),
        Places(places=(None, 1, None)),
        Order(order=(1, 0, 2)),
        Choice(action=0, reason=1),
    ],
)
def test_a_partial_answer_is_graded(some: Response) -> None:
    assert (
        sheets.put_response(make_exam("a/1"), some, None, False).sheets[0].response
        == some
    )


def test_the_next_open_question_is_searched_forward_and_around() -> None:
    session = sheets.visit_slot(make_exam("a/1", "a/2", "a/3"), 1)
    assert sheets.next_open_slot(session) == 2
    session = sheets.put_response(
        sheets.visit_slot(session, 2), Picks(picks=frozenset({0})), None, False
    )
    assert sheets.next_open_slot(session) == 0
    session = sheets.put_response(sheets.visit_slot(session, 0), None, None, True)
    assert sheets.next_open_slot(session) == 1
    session = sheets.put_response(sheets.visit_slot(session, 1), None, None, True)
    assert sheets.next_open_slot(session) is None
    assert state_words(session) == "3 answered"
    assert (
        state_words(sheets.change_sheet(session, flagged=True))
        == "3 answered · 1 flagged"
    )


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("1", 0),
        (" 3 ", 2),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_number_that_is_typed_leads_to_its_question_or_nowhere(
    typed: str, place: int | None
) -> None:
    session = make_exam("a/1", "a/2", "a/3")
    assert sheets.parse_place(typed, session) == place
    if place is not None:
        assert sheets.visit_slot(session, place).at == place


@pytest.mark.parametrize("at", [-1, 3])
def test_there_is_no_question_before_the_first_or_after_the_last(at: int) -> None:
    with pytest.raises(IndexError):
        sheets.visit_slot(make_exam("a/1", "a/2", "a/3"), at)


def test_an_open_exam_drops_removed_questions_and_asks_changed_ones_anew() -> None:
    session = make_exam("a/1", "a/2", "a/3")
    for at in range(3):
        session = sheets.put_response(
            sheets.visit_slot(session, at), Picks(picks=frozenset({at})), "sure", False
        )
    session = sheets.change_sheet(session, flagged=True, seconds=7.5)
    same = make_entry("2", section="a", revision="1")
    changed = make_entry("3", section="a", revision="2")
    refreshed = refresh_session(session, {"a/2": same, "a/3": changed}, revise_slot)
    assert refreshed is not None
    assert [slot.question for slot in refreshed.slots] == ["a/2", "a/3"]
    assert refreshed.sheets[0] == session.sheets[1]
    assert refreshed.sheets[1] == Sheet(flagged=True, seconds=7.5)
    assert refreshed.slots[1].shown == ((2, 1, 0),)
    assert (refreshed.at, refreshed.draft) == (1, None)
    assert refresh_session(session, {}, revise_slot) is None


def test_a_sum_of_thirds_passes_where_it_is_seventy_per_cent() -> None:
    result = ExamScore(asked=1, score=0.1 + 0.2 + 0.4)
    assert result.is_passed
    assert floor_percent(0.1 + 0.2 + 0.4) == 70
    below = replace(result, score=0.699)
    assert not below.is_passed
    assert floor_percent(below.share) == 69


def test_an_exam_disputed_whole_is_not_passed() -> None:
    result = sheets.score_exam(make_session(1, outcomes=(make_outcome(disputed=True),)))
    assert (result.asked, result.share, result.is_passed) == (0, 0, False)
