"""Lists of topics and banks, and heads with words: what is given up where there is
little room.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.lookback import Confidence, Point, build_calibration
from weakspot.engine.mastery import Estimate
from weakspot.engine.overview import Overview
from weakspot.engine.records import PastExam
from weakspot.engine.report import SectionReport, TopicReport
from weakspot.engine.search import NO_STATUSES, SearchItem
from weakspot.ui.widgets.browser import found_row
from weakspot.ui.widgets.chart import caption_lines
from weakspot.ui.widgets.content import append_fitting, paint
from weakspot.ui.widgets.days import calibration_lines
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.option_rows import Row
from weakspot.ui.widgets.progress import exam_lines, mastery_lines
from weakspot.ui.widgets.topics import STANDING_HEADS, standing_row
from weakspot.ui.widgets.weakest import spot_lines

NAME = "Prompting and in-context learning"
FIRST = {
    "title": "Prompts and examples at work",
    "answers": 1,
    "misses": 1,
    "different": 1,
}
TITLE = "Retrieval-augmented generation of answers"
LONG_PLAYED = TopicReport(
    section="rag",
    topic="rag",
    title=TITLE,
    state="weak",
    estimate=Estimate(mastery=0.4, low=0.2, high=0.6, p_weak=0.9, expected=0.4),
    answers=149,
    evidence=60.0,
    misses=47,
    different=9,
    last_seen="2026-07-24",
    questions=9,
    needs=(1, 1),
)


def standing(topic: TopicReport) -> Row:
    """The row of a topic on the day of these tests."""
    return standing_row(topic, "2026-11-24")


def spot(topic: TopicReport) -> Laid:
    """The row of a weak spot, with room for what repairs it."""
    return Laid(partial(spot_lines, topic, len("until right a few times more")))


def found_row_line(width: int) -> Content:
    """The line of one question that was found."""
    one = SearchItem(
        key="rag/a",
        head=TITLE,
        kind="choice",
        level=2,
        topic="rag/rag",
        title=TITLE,
        text=TITLE,
    )
    (line,) = found_row(one, NO_STATUSES).lines(width)
    return line


@pytest.mark.parametrize("width", [50, 56, 69, 76, 88, 108])
@pytest.mark.parametrize("build", [standing, spot])
def test_a_topic_keeps_room_enough_to_be_known_by(
    build: Callable[[TopicReport], Laid], width: int
) -> None:
    (line,) = build(LONG_PLAYED).lines(width)
    assert line.cell_length == width
    assert TITLE[:15] in line.plain


@pytest.mark.parametrize("width", [50, 56, 69, 76, 88, 108])
def test_a_name_keeps_room_enough_to_be_known_by(width: int) -> None:
    line = found_row_line(width)
    assert line.cell_length == width
    assert TITLE[:15] in line.plain


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (50, "102 of 149 right"),
        (83, "102 of 149 right"),
        (84, "102 of 149 right  123 days ago"),
        (108, "102 of 149 right  123 days ago"),
    ],
)
def test_what_a_topic_rests_on_is_whole_after_months_of_play(
    width: int, words: str
) -> None:
    (line,) = standing(LONG_PLAYED).lines(width)
    assert line.plain.rstrip().endswith(f" {words}")


@pytest.mark.parametrize(
    ("build", "width", "changes", "shown"),
    [
        (standing, 76, {"title": NAME}, f"  ◆ {NAME} .*"),
        (standing, 112, {"title": NAME}, f"  ◆ {NAME}  .*━.*"),
        (standing, 40, FIRST, "  ◆ Prompts and examples at work  0 of 1"),
        (spot, 41, FIRST, "  ◆ Prompts and examples at work  0 of 1 "),
    ],
)
def test_a_long_name_is_whole_beside_the_figures_of_its_topic(
    build: Callable[[TopicReport], Laid],
    width: int,
    changes: dict[str, Any],
    shown: str,
) -> None:
    (line,) = build(replace(LONG_PLAYED, **changes)).lines(width)
    assert re.fullmatch(shown, line.plain)


def test_words_behind_a_head_are_whole_or_others_or_none() -> None:
    words = "   61 days, 714 answers", "   61 days"
    told = [
        append_fitting(paint("Last weeks"), words, width).plain
        for width in (33, 32, 19, 18)
    ]
    assert told == [
        "Last weeks   61 days, 714 answers",
        "Last weeks   61 days",
        "Last weeks",
        "Last weeks",
    ]


@pytest.mark.parametrize("width", [50, 76, 108])
def test_the_figures_of_topics_have_heads_above_them(width: int) -> None:
    head = STANDING_HEADS.lines(width)[-1].plain
    figures = standing(LONG_PLAYED).lines(width)[-1].plain
    assert head.index("mastery") + len("mastery") == figures.index("40 %") + len("40 %")
    assert head.index("answers") == figures.index("102 of")
    assert ("range" in head) == (width > 70)


def section_row(seen: int, width: int) -> str:
    """The row of a section with a long name, after so many different questions."""
    one = SectionReport(
        section="ml",
        title="AI engineering and ML engineering",
        estimate=Estimate(
            mastery=0.97, low=0.85, high=0.996, p_weak=0.0, expected=0.97
        ),
        seen=seen,
        questions=9,
        due=0,
        answers=seen,
        misses=1,
        topics=(),
    )
    (line,) = mastery_lines([one], 0, width, False)
    assert line.cell_length == width
    return line.plain.rstrip()


@pytest.mark.parametrize(
    ("seen", "width", "shown"),
    [
        (4, 66, ".*AI engineering and ML engineering  ━.*97 %  85 to 100"),
        (4, 76, ".*AI engineering and ML engineering  ━.*97 %  85 to 100"),
        (4, 57, ".*engineering  ━━━━━━━━╍  97 %"),
        (3, 76, "[^━]*─  2 of 3"),
    ],
)
def test_a_section_has_name_and_range_whole_and_a_bar_once_it_means_something(
    seen: int, width: int, shown: str
) -> None:
    assert re.fullmatch(shown, section_row(seen, width))


@pytest.mark.parametrize(("width", "rows"), [(36, 2), (66, 1), (72, 1)])
def test_what_a_line_over_time_says_takes_one_row_whatever_the_name(
    width: int, rows: int
) -> None:
    points = [
        Point(day=f"2026-06-0{day}", mastery=0.84, low=0.69, high=0.92)
        for day in (1, 8)
    ]
    lines = caption_lines("AI engineering and ML engineering", points, width)
    assert len(lines) == rows
    assert lines[-1].plain.endswith("84 % on 1 Jun, 84 % now (69 to 92)")


def test_of_many_exams_the_last_stand_there_and_how_many_there_were_before() -> None:
    exams = tuple(
        PastExam(day=f"2026-0{month}-01", score=30, asked=40)
        for month in range(9, 0, -1)
    )
    one = Overview(
        today="2026-11-28",
        since=None,
        sections=(),
        calendar=(),
        days=(),
        forecast=(),
        exam_forecast=None,
        exams=exams,
    )
    told = [line.plain for line in exam_lines(one, 41)[2:]]
    assert told[0] == "1 Sep   75 % of 40, passed"
    assert told[4:] == ["1 May   75 % of 40, passed", "4 earlier"]
    assert len(exam_lines(replace(one, exams=exams[:5]), 41)[2:]) == 5


@pytest.mark.parametrize(("width", "mean"), [(41, ": 30, 60, 90 %"), (34, "")])
def test_what_the_words_of_confidence_mean_is_told_in_figures(
    width: int, mean: str
) -> None:
    told = build_calibration((), {"sure": Confidence(answers=9, right_share=0.5)})
    assert calibration_lines(told, width)[-1].plain == f"┃ what the word means{mean}"
