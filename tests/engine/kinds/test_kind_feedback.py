"""From a drawn question of any kind to its slot, and from its verdict to the words a
player reads.
"""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kind_questions import (
    DECISION,
    LINES,
    NUMBER,
    NUMBERS,
    ORDER,
    QUESTIONS,
    SORT,
    TYPED,
    numbers_for,
    responses_to,
)
from msgspec.structs import replace

from builders import make_concept, make_entry, make_outcome, make_picks, make_slot
from weakspot.engine.concepts import DrawnQuestion, Entry
from weakspot.engine.session import Session, Slot
from weakspot.engine.slots import build_slot, present_question, refresh_session
from weakspot.engine.values import Choice, Order, Part, Places, Response, Texts
from weakspot.words.feedback import (
    build_feedback,
    given_line,
    rights_line,
    verdict_words,
)


def build_kind_feedback(
    question: Any, response: Response | None, *shown: tuple[int, ...]
) -> Any:
    slot = make_slot("a/one", shown=shown, numbers=numbers_for(question))
    verdict = question.grade(response, slot.numbers)
    outcome = make_outcome(verdict=verdict, unknown=response is None)
    return build_feedback(question, slot, outcome, {"leaping": "Leaping is fine."})


def right_parts(
    question: Any, response: Response | None, *shown: tuple[int, ...]
) -> list[tuple[int, str]]:
    verdict = question.grade(response, numbers_for(question))
    numbered = verdict.number_parts(shown)
    return [
        (number, part.right_text)
        for number, part in numbered
        if part.expected is not None
    ]


def test_a_decision_is_numbered_action_by_action_then_reason_by_reason() -> None:
    decided = (DECISION, Choice(action=1, reason=2), (1, 0), (2, 0, 1))
    words = build_kind_feedback(*decided)
    assert words.reasons == (
        ("Why not 1", "Look first."),
        ("Not because 1", "It is warm."),
    )
    assert right_parts(*decided) == [(2, "Look"), (2, "It is dark")]
    assert words.mixups == ("Leaping is fine.",)


def test_marked_lines_go_by_their_numbers_and_rights_show_the_fix() -> None:
    answer = (LINES, make_picks(2), (0, 1, 2, 3, 4))
    words = build_kind_feedback(*answer)
    marked = (
        ("Line 2", "B is wrong. Better: `c`"),
        ("Line 3", "Sound."),
        ("Line 4", "E is wrong. Better: `f`"),
    )
    assert words.reasons == marked
    assert right_parts(*answer) == [(2, "b: c"), (4, "e: f")]
    slot = Slot(question="a/one", revision="r", shown=((0, 1, 2, 3, 4),), reason="new")
    assert rights_line(LINES, slot, LINES.grade(None, {})) == "line 2: b; line 4: e"


def test_sentences_in_one_line_have_no_full_stop_before_a_semicolon() -> None:
    sentences = tuple(replace(line, text="Bees bark.") for line in LINES.lines)
    question = replace(LINES, lines=sentences)
    slot = Slot(question="a/one", revision="r", shown=((0, 1, 2, 3, 4),), reason="new")
    rights = rights_line(question, slot, question.grade(None, {}))
    assert rights == "line 2: Bees bark; line 4: Bees bark."


@pytest.mark.parametrize(("fix", "expected"), [("c", "`c`"), ("`c` or f", "`c` or f")])
def test_a_fix_stands_out_as_the_author_marked_it_else_whole(
    fix: str, expected: str
) -> None:
    part = Part(label="b", given=None, right=False, expected=fix)
    assert LINES.label_reason(2, part, "So.") == ("Line 2", f"So. Better: {expected}")


def test_sorted_items_go_by_their_places_on_the_screen() -> None:
    sorted_items = (SORT, Places(places=(0, 1, 1, 1, 1)), (4, 1, 0, 3, 2), (0, 1))
    assert build_kind_feedback(*sorted_items).reasons == (("3", "It is odd."),)
    assert right_parts(*sorted_items)[:2] == [(1, "6: Even"), (2, "3: Odd")]


def test_of_items_sorted_only_those_placed_wrong_are_to_be_repaired() -> None:
    slot = Slot(
        question="a/one", revision="r", shown=((4, 1, 0, 3, 2), (0, 1)), reason="new"
    )
    assert (
        rights_line(SORT, slot, SORT.grade(Places(places=(0, 1, 1, 1, 1)), {}))
        == "3: Odd"
    )


def test_of_items_sorted_in_part_only_those_placed_are_shown_as_given() -> None:
    slot = Slot(
        question="a/one", revision="r", shown=((4, 1, 0, 3, 2), (0, 1)), reason="new"
    )
    verdict = SORT.grade(Places(places=(None, 1, None, None, 0)), {})
    assert given_line(slot, verdict) == "6: Odd; 3: Even"


def test_feedback_on_steps_shows_their_right_places() -> None:
    parts = right_parts(ORDER, Order(order=(1, 0, 2, 3)), (1, 0, 3, 2))
    assert parts == [
        (1, "Train: 2"),
        (2, "Collect: 1"),
        (3, "Ship: 4"),
        (4, "Measure: 3"),
    ]


def test_feedback_on_gaps_and_numbers_shows_the_right_answers() -> None:
    typed = Texts(texts=("prompt cache", "prefil"))
    words = build_kind_feedback(TYPED, typed)
    assert words.word == "Partly: 1 of 2 right; close: you wrote “prefil”"
    assert right_parts(TYPED, typed) == [
        (1, "gap 1: KV cache"),
        (2, "gap 2: prefilling"),
    ]
    assert words.reasons == (("“prompt cache”", "Kept between requests."),)
    assert right_parts(NUMBER, Texts(texts=("1",))) == [(1, "$500")]


@given(
    st.sampled_from(QUESTIONS).flatmap(
        lambda one: st.tuples(st.just(one), st.none() | responses_to(one))
    )
)
def test_any_answer_is_described_in_words(asked: Any) -> None:
    question, response = asked
    words = build_kind_feedback(question, response, *question.arrange(Random(1)))
    assert words.word
    verdict = question.grade(response, numbers_for(question))
    numbered = verdict.number_parts(question.arrange(Random(1)))
    assert sorted(map(repr, verdict.parts)) == sorted(
        repr(part) for _, part in numbered
    )


@pytest.mark.parametrize(
    ("score", "note", "words"),
    [(1, None, "Right"), (1, "close: you wrote “x”", "Right · close: you wrote “x”")],
)
def test_a_forgiven_slip_is_mentioned_in_the_verdict(
    score: float, note: str | None, words: str
) -> None:
    assert verdict_words(score, note, unknown=False) == words


def make_number_entry(revision: str) -> Entry:
    return make_entry("one", "a", section="a", revision=revision)


def draw_slot(revision: str, seed: int) -> Slot:
    entry = make_number_entry(revision)
    return build_slot(
        DrawnQuestion(entry, make_concept(entry), "new"), NUMBER, Random(seed)
    )


def test_a_slot_keeps_the_numbers_drawn_for_it() -> None:
    assert draw_slot("r", 1) == draw_slot("r", 1)
    assert draw_slot("r", 1).numbers.keys() == NUMBERS.keys()
    assert len({tuple(draw_slot("r", seed).numbers.values()) for seed in range(20)}) > 5


def test_a_question_edited_while_its_round_is_open_draws_its_numbers_again() -> None:
    session = Session(id="s", mode="today", slots=(draw_slot("old", 1),))
    later = replace(
        NUMBER,
        draw={"seats": NUMBER.draw["users"]},
        prompt="{seats}",
        answer="seats",
        near=(),
    )

    def refresh(revision: str) -> Session | None:
        entry = make_number_entry(revision)
        return refresh_session(
            session,
            {"a/one": entry},
            lambda slot: present_question(entry, later, Random(2)),
        )

    assert refresh("old") == session
    refreshed = refresh("new")
    assert refreshed is not None
    assert refreshed.slots[0].numbers.keys() == {"seats"}
