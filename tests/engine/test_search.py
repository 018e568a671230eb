"""Search by words and filters, and the order of hits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_hit
from weakspot.engine.search import (
    LESSON,
    NO_FILTERS,
    QuestionStatuses,
    SearchFilters,
    SearchItem,
    search,
    step_filter,
)

OVERLAP = make_hit("rag/overlap", "What is overlap good for?", "Search\nA cut")
CUTS = make_hit("rag/cuts", "Where to cut?", "Overlap helps", level=3)
DPO = make_hit("tuning/dpo", "DPO needs pairs", kind="truefalse", topic="tuning/dpo")
LOOPS = make_hit(
    "rag/chunking", "Chunking", "Overlap keeps a statement whole.", kind=LESSON, level=0
)
EVERY = (CUTS, OVERLAP, DPO, LOOPS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [CUTS, OVERLAP, DPO]),
        ("overlap", [OVERLAP, CUTS, LOOPS]),
        ("OVERLAP  good", [OVERLAP]),
        ("cut overlap", [CUTS, OVERLAP]),
        ("chunk", [LOOPS]),
        ("overlap dpo", []),
        ("d[key]", []),
    ],
)
def test_a_hit_has_all_words_and_hits_in_the_head_come_first(
    text: str, found: list[SearchItem]
) -> None:
    assert search(EVERY, text) == found


def test_words_that_begin_with_the_query_rank_before_words_that_contain_it() -> None:
    average, rag = (
        make_hit("a/a", "What is the average?"),
        make_hit("a/b", "Is (RAG) meant?"),
    )
    assert search((average, rag), "rag") == [rag, average]
    assert search((average, rag), "average") == [average]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (SearchFilters(section="tuning"), [DPO]),
        (SearchFilters(section="rag", topic="rag/chunking"), [CUTS, OVERLAP]),
        (SearchFilters(section="rag", topic="rag/none"), []),
        (SearchFilters(kind="truefalse"), [DPO]),
        (SearchFilters(kind=LESSON), [LOOPS]),
        (SearchFilters(level=3), [CUTS]),
        (SearchFilters(mark="missed"), [CUTS]),
        (SearchFilters(mark="flagged"), [OVERLAP]),
        (SearchFilters(mark="disputed"), []),
        (SearchFilters(mark="muted"), [OVERLAP, DPO]),
        (SearchFilters(mark="missed", level=2), []),
    ],
)
def test_filters_narrow_what_is_found(
    wanted: SearchFilters, found: list[SearchItem]
) -> None:
    statuses = QuestionStatuses(
        scores={CUTS.key: 0.5, DPO.key: 1},
        flagged=frozenset({OVERLAP.key}),
        muted=frozenset({OVERLAP.key, "tuning/dpo"}),
    )
    assert search(EVERY, "", wanted, statuses) == found


def test_words_and_filters_both_count() -> None:
    assert search(EVERY, "overlap", SearchFilters(level=3)) == [CUTS]
    assert search(EVERY, "overlap", SearchFilters(kind=LESSON)) == [LOOPS]


@given(st.text("ab ", max_size=6), st.lists(st.text("ab \n", max_size=8), max_size=6))
def test_hits_are_exactly_the_items_with_every_word(
    text: str, heads: list[str]
) -> None:
    every = [make_hit(f"rag/{number}", head) for number, head in enumerate(heads)]
    hits = search(every, text)
    words = text.split()
    assert {item.key for item in hits} == {
        item.key for item in every if all(word in item.text for word in words)
    }


PLACES = {"rag": ["rag/chunking", "rag/ranking"], "tuning": ["tuning/dpo"]}


def test_a_filter_steps_through_its_values_and_back_to_none() -> None:
    filters, seen = NO_FILTERS, []
    for _ in range(3):
        filters = step_filter(filters, "section", 1, PLACES)
        seen.append(filters.section)
    assert seen == ["rag", "tuning", ""]
    assert step_filter(NO_FILTERS, "section", -1, PLACES).section == "tuning"
    assert step_filter(NO_FILTERS, "level", -1, PLACES).level == 4
    assert step_filter(NO_FILTERS, "mark", 1, PLACES).mark == "missed"
    assert step_filter(NO_FILTERS, "kind", -1, PLACES).kind == LESSON


def test_the_topic_filter_follows_the_section() -> None:
    rag = step_filter(step_filter(NO_FILTERS, "section", 1, PLACES), "topic", 1, PLACES)
    assert (rag.section, rag.topic) == ("rag", "rag/chunking")
    assert step_filter(rag, "section", 1, PLACES) == SearchFilters(section="tuning")


def test_a_filter_on_a_removed_topic_steps_to_the_existing_ones() -> None:
    assert (
        step_filter(
            SearchFilters(section="rag", topic="rag/gone"), "topic", 1, PLACES
        ).topic
        == "rag/chunking"
    )


def test_without_a_section_the_topic_filter_has_no_values() -> None:
    assert step_filter(NO_FILTERS, "topic", 1, PLACES) == NO_FILTERS
