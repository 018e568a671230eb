import re
from typing import Any

import pytest

from builders import make_estimate, make_move
from weakspot.engine.mastery import Estimate
from weakspot.engine.news import News
from weakspot.engine.session import Move
from weakspot.ui.widgets.results import (
    moved_lines,
    news_lines,
    repair_line,
    score_lines,
)
from weakspot.words.feedback import Repair
from weakspot.words.results import Results

LOW = Estimate(mastery=0.3, low=0.1, high=0.5, p_weak=0.9, expected=0.3)
HIGH = Estimate(mastery=0.8, low=0.6, high=1.0, p_weak=0.1, expected=0.8)
REPAIRED = make_move(
    before=LOW, after=HIGH, was_weak=True, state="known", answers=5, different=3
)
LONG = "Prompting and in-context learning of everything"


def make_results(*moves: Move, title: str = "Caching", **changes: Any) -> Results:
    fields: dict[str, Any] = {
        "seconds": 0.0,
        "titles": dict.fromkeys([move.topic for move in moves], title),
        "missed": frozenset(),
        "news": News(kind="repaired", moves=moves),
        "score": "16 of 20 right, 1 partly, 3 missed",
        "beside": ["two better than yesterday", "5-day streak"],
        "notes": [],
        "lowest": [],
        "sections": [],
        "moves": moves,
        "good": 0,
        "repairs": [],
        "mixups": [],
    }
    return Results(**{**fields, **changes})


@pytest.mark.parametrize(
    ("filled", "mark", "low", "high"),
    [(0.0, "◆", 4, 20), (0.5, "◑", 14, 30), (0.99, "●", 24, 40), (1.0, "●", 24, 40)],
)
def test_the_mark_of_a_repaired_topic_fills_and_its_bar_runs(
    filled: float, mark: str, low: int, high: int
) -> None:
    head, bar = (line.plain for line in news_lines(make_results(REPAIRED), 40, filled))
    assert re.fullmatch(f"Repaired: Caching +◆ → {mark}", head)
    assert bar == "━" * low + "╍" * (high - low) + "─" * (40 - high)


def test_the_mark_stops_where_the_topic_stands() -> None:
    good = make_results(make_move(before=LOW, was_weak=True, state="good", different=2))
    heads = [news_lines(good, 40, share)[0].plain for share in (0.0, 0.5, 0.9, 1.0)]
    assert [head[-1] for head in heads] == ["◆", "◔", "◑", "◑"]


@pytest.mark.parametrize("width", [37, 52, 74])
def test_the_news_are_told_whole_however_narrow(width: int) -> None:
    results = make_results(REPAIRED, REPAIRED, title=LONG)
    lines = [line.plain for line in news_lines(results, width, 1.0)]
    told = " ".join(" ".join(lines[:-1]).split())
    assert told == f"Repaired: {LONG} and one more ◆ → ●"
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("kind", "moves", "words"),
    [
        ("best", (), "The best round of this week"),
        ("good", (REPAIRED, REPAIRED), "2 new topics look good"),
    ],
)
def test_news_of_no_single_topic_have_no_bar(
    kind: str, moves: tuple[Move, ...], words: str
) -> None:
    results = make_results(news=News(kind=kind, moves=moves))
    assert [line.plain for line in news_lines(results, 60, 1.0)] == [words]


def test_news_of_a_topic_answered_once_have_no_bar() -> None:
    move = make_move(state="good")
    results = make_results(move, news=News(kind="good", moves=(move,)))
    (line,) = news_lines(results, 40, 1.0)
    assert re.fullmatch("Looks good: Caching +· → ◑", line.plain)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (90, "1 partly, 3 missed  ·  two better than yesterday  ·  5-day streak"),
        (70, "1 partly, 3 missed  ·  two better than yesterday"),
        (55, "1 partly, 3 missed  ·  5-day streak"),
        (20, "1 partly, 3 missed"),
    ],
)
def test_beside_the_score_stands_what_there_is_room_for(width: int, words: str) -> None:
    lines = score_lines(make_results(), width)
    assert " ".join(line.plain for line in lines) == f"16 of 20 right, {words}"


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (37, "◆ → ●  Prompting and i…  repaired {4}"),
        (52, "◆ → ●  Prompting and in-conte…    80 %  repaired {4}"),
        (74, "◆ → ●  {title:.30}.*  ━{{6}}╍{{4}}    80 %  repaired {{4}}"),
    ],
)
def test_of_the_parts_of_a_row_the_bar_goes_first_then_the_figure(
    width: int, line: str
) -> None:
    results = make_results(REPAIRED, title=LONG)
    head, row = (one.plain for one in moved_lines(results, 4, False, width))
    assert head == "What moved"
    wanted = line.format(title=LONG) if "title" in line else line
    assert re.fullmatch(wanted, row), row


def test_a_topic_answered_once_has_plain_facts_in_place_of_a_bar() -> None:
    move = make_move(state="perhaps", misses=1)
    results = make_results(move, missed=frozenset({move.topic}))
    row = moved_lines(results, 4, False, 74)[1].plain
    assert re.fullmatch("· → ◔  Caching +0 of 1  missed +", row)


def test_only_what_was_repaired_has_the_colour_of_what_is_known() -> None:
    up = make_move(topic="up", before=LOW, after=HIGH, state="good", different=2)
    lines = moved_lines(make_results(REPAIRED, up), 4, False, 74)[1:]
    for line, word, style in zip(
        lines, ("repaired", "up"), ("$accent", "$muted"), strict=True
    ):
        place = line.plain.index(word)
        spans = [one for one in line.spans if one.start <= place < one.end]
        assert [str(span.style) for span in spans] == [style]


def test_the_rows_that_have_no_room_are_counted_below() -> None:
    moves = [make_move(topic=f"t/{at}", before=LOW, after=HIGH) for at in range(6)]
    lines = [line.plain for line in moved_lines(make_results(*moves, good=2), 4, 0, 74)]
    assert len(lines) == 6
    assert lines[-1].strip() == "and 2 new topics look good, 2 more up"


def test_where_only_new_topics_look_good_that_is_all_that_moved() -> None:
    (_, line) = moved_lines(make_results(moves=[], good=10), 4, False, 74)
    assert line.plain == "10 new topics look good"
    assert moved_lines(make_results(moves=[]), 4, False, 74) == []


@pytest.mark.parametrize("width", [37, 66, 76])
def test_a_missed_question_is_one_line_whatever_its_length(width: int) -> None:
    repair = Repair(
        at=0,
        score=0.5,
        prompt="A prompt [/b]\nof two lines " * 9,
        topic="A topic of a long name " * 3,
        wrong="",
        right="",
        promise="",
    )
    (line,) = repair_line(repair, width)
    assert line.cell_length == width
    assert line.plain.startswith("  ~  A prompt [/b]")
    assert line.plain.endswith("… ") == (width > 50)
    assert ("A topic" in line.plain) == (width > 50)


def test_estimates_are_not_needed_for_what_only_moved() -> None:
    move = make_move(before=make_estimate(0.5), after=make_estimate(0.4), different=1)
    row = moved_lines(make_results(move), 4, False, 74)[1].plain
    assert re.fullmatch("◔ → ◔  Caching +1 of 1  down +", row)
