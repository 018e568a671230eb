from builders import make_topic_report
from weakspot.engine.bank_view import BankView
from weakspot.engine.overview import TopicPage
from weakspot.engine.values import LocatedFault
from weakspot.words.stock import (
    count_words,
    level_words,
    soundness_words,
    stock_words,
    total_words,
)

SOUND = BankView(
    file="/banks/01-rag.yaml", title="Search", origin="user", section="rag", questions=2
)


FAULT = LocatedFault("/banks/02-x.yaml", 3, 1, "error", "level", "no", "yes")


BROKEN = BankView(
    file="/banks/02-x.yaml", title="02-x.yaml", origin="", errors=(FAULT,)
)


def test_counts_are_listed_largest_first() -> None:
    counts = {"choice": 2, "multi": 8, "sort": 2}
    assert count_words(counts) == "8 × several right · 2 × one right · 2 × sorting"
    assert level_words({3: 1, 1: 4}) == "4 of level 1 · 1 of level 3"


def test_a_bank_is_called_sound_only_after_it_was_checked() -> None:
    words = [
        soundness_words(SOUND, faults)
        for faults in (None, (), (FAULT,), (FAULT, FAULT))
    ]
    assert words == ["…", "sound", "1 fault", "2 faults"]
    assert soundness_words(BROKEN, ()) == "1 error"


def test_all_banks_are_counted_with_those_that_fail() -> None:
    assert total_words((BROKEN, SOUND)) == "2 banks · 2 questions"


def make_page(seen: int = 0, **kinds: int) -> TopicPage:
    return TopicPage(
        today="2026-11-26",
        section="RAG",
        report=make_topic_report(),
        answers=(),
        mixups=(),
        kinds=kinds,
        levels={3: 1, 1: 2},
        seen=seen,
    )


def test_questions_are_counted_by_kind_and_level() -> None:
    assert stock_words(make_page(1, choice=2, sort=1)) == [
        "3, of which 2 never asked",
        "2 × one right · 1 × sorting",
        "2 of level 1 · 1 of level 3",
    ]
    assert stock_words(make_page(3, choice=3))[0] == "3, all asked before"
    assert stock_words(make_page(0, choice=3))[0] == "3, none asked before"
    assert stock_words(make_page()) == ["none that can be asked"]
