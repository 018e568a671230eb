from weakspot.engine.bank_view import BankView
from weakspot.engine.values import Defect
from weakspot.words.stock import count_words, finding_words, level_words, total_words

SOUND = BankView(
    file="/banks/01-rag.yaml", title="Search", origin="user", section="rag", questions=2
)
DEFECT = Defect("/banks/02-x.yaml", 3, 1, "error", "level", "no", "yes")
BROKEN = BankView(
    file="/banks/02-x.yaml", title="02-x.yaml", origin="", errors=(DEFECT,)
)


def test_counts_are_listed_largest_first() -> None:
    counts = {"choice": 2, "multi": 8, "sort": 2}
    assert count_words(counts) == "8 × several right · 2 × one right · 2 × sorting"
    assert level_words({3: 1, 1: 4}) == "4 of level 1 · 1 of level 3"


def test_a_bank_is_called_sound_only_after_it_was_checked() -> None:
    words = [
        finding_words(SOUND, remarks)
        for remarks in (None, (), (DEFECT,), (DEFECT, DEFECT))
    ]
    assert words == ["…", "sound", "1 finding", "2 findings"]
    assert finding_words(BROKEN, ()) == "1 error"


def test_all_banks_are_counted_with_those_that_fail() -> None:
    assert total_words((BROKEN, SOUND)) == "2 banks · 2 questions"
