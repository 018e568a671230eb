"""Lists of topics and banks, and heads with words: what is given up where there is little room."""

import pytest
from msgspec.structs import replace

from weakspot.engine.library import BankView
from weakspot.engine.mastery import Standing
from weakspot.engine.report import TopicReport
from weakspot.engine.search import Found
from weakspot.ui.widgets.banks import BankMenu, bank_rows
from weakspot.ui.widgets.finding import FoundList
from weakspot.ui.widgets.lines import fitting, plain, with_words
from weakspot.ui.widgets.menu import topic_figures
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import TopicMenu, WeakMenu

TITLE = "Retrieval-augmented generation of answers"
LONG_PLAYED = TopicReport(
    section="rag",
    topic="rag",
    title=TITLE,
    state="weak",
    stands=Standing(mastery=0.4, low=0.2, high=0.6, p_weak=0.9, expected=0.4),
    answers=149,
    evidence=60.0,
    misses=47,
    different=9,
    last_seen="2026-07-24",
    questions=9,
    needs=(1, 1),
)


def listing(kind: type[TopicMenu]) -> TopicMenu:
    """A list of that topic alone."""
    menu = kind()
    menu.set_reactive(TopicMenu.topics, [LONG_PLAYED])
    menu.set_reactive(TopicMenu.today, "2026-11-24")
    return menu


def banks() -> BankMenu:
    """A list of one bank."""
    menu = BankMenu()
    bank = BankView(file="/b.yaml", section="rag", title=TITLE, origin="shipped", questions=40)
    menu.set_reactive(BankMenu.lines, bank_rows([bank]))
    menu.set_reactive(BankMenu.remarks, {"/b.yaml": ()})
    return menu


def found() -> FoundList:
    """A list of one question."""
    rows = FoundList()
    one = Found(key="rag/a", head=TITLE, kind="choice", level=2, topic="rag/rag", title=TITLE, text=TITLE)
    rows.set_reactive(FoundList.found, [one])
    return rows


@pytest.mark.parametrize("width", [50, 56, 69, 76, 88, 108])
@pytest.mark.parametrize("rows", [listing(TopicMenu), listing(WeakMenu), banks(), found()])
def test_a_name_keeps_room_enough_to_be_known_by(rows: Rows, width: int) -> None:
    *_, line = rows.row_lines(rows.row_count() - 1, width)
    assert line.cell_length == width
    assert TITLE[:15] in line.plain


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (50, "102 of 149 right"),
        (69, "102 of 149 right"),
        (70, "149 answers, 102 right"),
        (76, "149 answers, 102 right"),
        (84, "149 answers, 102 right, 123 days ago"),
        (108, "149 answers, 102 right, 123 days ago"),
    ],
)
def test_what_a_topic_rests_on_is_whole_after_months_of_play(width: int, words: str) -> None:
    assert topic_figures(LONG_PLAYED, "2026-11-24", width).plain.rstrip().endswith(f" {words}")


def test_words_behind_a_head_are_whole_or_others_or_none() -> None:
    words = "   61 days, 714 answers", "   61 days"
    told = [with_words(plain("Last weeks"), words, width).plain for width in (33, 32, 19, 18)]
    assert told == ["Last weeks   61 days, 714 answers", "Last weeks   61 days", "Last weeks", "Last weeks"]


@pytest.mark.parametrize("width", [50, 76, 108])
def test_the_figures_of_topics_have_heads_above_them_once_there_are_any(width: int) -> None:
    menu = listing(TopicMenu)
    head = menu.row_lines(0, width)[-1].plain
    figures = menu.row_lines(1, width)[-1].plain
    assert head.index("mastery") + len("mastery") == figures.index("40 %") + len("40 %")
    assert head.index("answers") == figures.index("149" if width > 70 else "102")
    assert ("range" in head) == (width > 70)
    menu.set_reactive(TopicMenu.topics, [replace(LONG_PLAYED, different=1)])
    assert not menu.row_lines(0, width)[-1].plain.strip()


def test_of_the_parts_of_a_line_those_stand_there_that_fit() -> None:
    assert [fitting(["one", "two", "three"], width) for width in (17, 16, 9, 8, 2)] == [
        "one · two · three",
        "one · two",
        "one · two",
        "one",
        "",
    ]
