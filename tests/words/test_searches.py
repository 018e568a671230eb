import pytest

from builders import make_hit
from weakspot.engine.search import (
    LESSON,
    QuestionStatuses,
    SearchFilters,
    SearchItem,
)
from weakspot.words.searches import filter_words, found_words, next_mark

OVERLAP = make_hit("rag/overlap", "What is overlap good for?", "Search\nA cut")


CUTS = make_hit("rag/cuts", "Where to cut?", "Overlap helps", level=3)


DPO = make_hit("tuning/dpo", "DPO needs pairs", kind="truefalse", topic="tuning/dpo")


LOOPS = make_hit(
    "rag/chunking", "Chunking", "Overlap keeps a statement whole.", kind=LESSON, level=0
)


def test_filters_are_described_in_words() -> None:
    filters = SearchFilters(section="rag", topic="rag/chunking", level=3)
    assert filter_words(filters, {"rag": "Search"}, {"chunking": "Chunking text"}) == (
        ("Search", True),
        ("Chunking text", True),
        ("any kind", False),
        ("level 3", True),
        ("any mark", False),
    )


MISSED = frozenset({DPO.key})


@pytest.mark.parametrize(
    ("item", "kept", "expected"),
    [
        (DPO, QuestionStatuses(), "new"),
        (DPO, QuestionStatuses(scores={DPO.key: 0.5}, missed=MISSED), "back"),
        (DPO, QuestionStatuses(missed=MISSED), "back"),  # a sibling was
        (DPO, QuestionStatuses(scores={DPO.key: 1}), ""),
        (DPO, QuestionStatuses(muted=frozenset({DPO.topic})), "muted"),
        (LOOPS, QuestionStatuses(), ""),
    ],
)
def test_what_comes_next_of_a_question_is_said_in_a_word(
    item: SearchItem, kept: QuestionStatuses, expected: str
) -> None:
    assert next_mark(item, kept) == expected


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "0 questions"),
        ([CUTS], "1 question"),
        ([CUTS, OVERLAP, LOOPS], "2 questions, 1 lesson"),
        ([DPO] * 1200, "1,200 questions"),
    ],
)
def test_the_count_of_hits_says_what_was_counted(
    found: list[SearchItem], words: str
) -> None:
    assert found_words(found) == words
