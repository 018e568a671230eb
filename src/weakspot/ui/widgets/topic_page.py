"""The page of a topic: its estimate, the answers behind it, what ends its weakness, its
questions.
"""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.constants import WEAK_BELOW
from weakspot.engine.mastery import Estimate
from weakspot.engine.overview import TopicPage
from weakspot.engine.report import TopicReport
from weakspot.text import format_count, topic_mark, verdict_mark
from weakspot.ui.widgets.bars import (
    STATE_STYLES,
    figure_lines,
    mastery_bar,
    score_style,
)
from weakspot.ui.widgets.content import (
    GAP,
    append_fitting,
    concat,
    cut,
    indent,
    join_cells,
    pad,
    paint,
    render,
    wrap_list,
)
from weakspot.ui.widgets.progress import mixup_lines
from weakspot.ui.widgets.topics import slot_marks
from weakspot.words.dates import ago_words, date_words
from weakspot.words.estimates import let_go_words, tally_words
from weakspot.words.numbers import range_words
from weakspot.words.stock import stock_words

UNTRIED = "Not tried yet. Enter plays it; then figures appear here."
UNCOUNTED = "No answer counts yet. Enter plays it; then figures appear here."
MUTED = "Nothing in it is asked. The banks (from the first screen) list what you muted."
LONG_BAR, BIG_FROM = 60, 50
"""The most cells of the long bar, and the fewest of a page with a big figure."""
LABEL = 14


def topic_lines(
    page: TopicPage, width: int, air: int, has_big_figures: bool
) -> list[Content]:
    """A topic's estimate as figure and bar, what lets it go, its mix-ups, the answers
    behind the estimate, its questions; `air` blank lines between these.
    """
    gap = [Content("")] * air
    lines = estimate_lines(page, width, has_big_figures)
    if page.report.state == "weak":
        lines += [*gap, *let_go_lines(page.report, width)]
    if page.mixups:
        head = paint("Mix-ups to repair", "bold")
        lines += [*gap, head, *mixup_lines(page.mixups, width)]
    lines += [*gap, *answer_lines(page, width)]
    first, *more = stock_words(page)
    lines += [*gap, *indent(label_cell("Questions"), paint(first), width)]
    return lines + [
        label_cell("") + line
        for words in more
        for line in wrap_list(words, width - LABEL)
    ]


def let_go_lines(report: TopicReport, width: int) -> list[Content]:
    """The answers that a weak topic needs to be let go, in words and as a sign each."""
    words, slots = paint(let_go_words(report)), slot_marks(report.needs)
    *first, last = indent(label_cell("Weak until"), words, width)
    if last.cell_length + GAP + slots.cell_length <= width:
        return [*first, join_cells([last, slots])]
    return [*first, last, label_cell("") + slots]


def estimate_lines(page: TopicPage, width: int, has_big_figures: bool) -> list[Content]:
    """The estimate with its range and what it rests on; plain facts while it would mean
    nothing.
    """
    report = page.report
    if not report.answers or report.last_seen is None:
        words = UNCOUNTED if page.seen else UNTRIED
        return paint(words if page.kinds else MUTED, "$muted").wrap(width)
    last = f"last answer {ago_words(report.last_seen, page.today)}"
    estimate = report.firm_estimate
    if estimate is None:
        facts = paint(f"{tally_words(report.answers, report.misses)}, {last}")
        later = paint("A figure comes with the topic's second question.", "$muted")
        return [*facts.wrap(width), *later.wrap(width)]
    style = STATE_STYLES.get(report.state, "$foreground")
    answers = format_count(report.answers, "answer")
    rests = f"{range_words(estimate.low, estimate.high)} likely, from {answers}"
    means = concat(("% of unseen questions", "bold"), " you would get right")
    figure = round(100 * estimate.mastery)
    if has_big_figures and width >= BIG_FROM:
        texts = [means, paint(rests, "$muted"), paint(last, "$muted")]
        lines = figure_lines(figure, texts, style)
    else:
        lines = indent(paint(f"{figure} ", f"bold {style}"), means, width)
        lines += paint(f"{rests}, {last}", "$muted").wrap(width)
    ruler = ruler_lines(report, estimate, min(LONG_BAR, width))
    return [*lines, Content(""), *ruler]


def answer_lines(page: TopicPage, width: int) -> list[Content]:
    """The answers that the estimate rests on, the newest first."""
    rests = (
        ("   the last that the figure rests on",) if page.report.firm_estimate else ()
    )
    lines = [append_fitting(paint("Answers", "bold"), rests, width)]
    days = pad(date_words(given.day, page.today) for given, _ in page.answers)
    for day, (given, prompt) in zip(days, page.answers, strict=True):
        mark = paint(f"{verdict_mark(given.score)} ", score_style(given.score))
        lead = mark + paint(f"{day}  ", "$muted")
        lines.append(cut(lead + render(" ".join(prompt.split())), width))
    return lines if page.answers else [*lines, paint("none yet", "$muted")]


def label_cell(text: str) -> Content:
    """A label padded to its column."""
    return paint(text.ljust(LABEL), "bold")


def ruler_lines(report: TopicReport, estimate: Estimate, width: int) -> list[Content]:
    """A long bar with the topic's mark at the estimate and `│` at WEAK_BELOW, and
    figures below it.
    """
    style = STATE_STYLES.get(report.state, "$accent")
    at, threshold = (
        min(width - 1, round(share * width)) for share in (estimate.mastery, WEAK_BELOW)
    )
    bar = mastery_bar(estimate, report.state, width)
    bar = overlay(bar, threshold, concat(("│", "$foreground")))
    bar = overlay(bar, at, concat((topic_mark(report.state), style)))
    places = [
        (0, "0"),
        (threshold - 1, f"{round(100 * WEAK_BELOW)}"),
        (width - 3, "100"),
    ]
    for share in (estimate.low, estimate.high):
        places.append((max(0, round(share * width) - 1), f"{round(100 * share)}"))
    return [bar, paint(place_figures(places, width), "$muted")]


def place_figures(places: Sequence[tuple[int, str]], width: int) -> str:
    """Place figures on a line at their columns; leave out those that would touch one
    placed before.
    """
    row = " " * (width + 1)
    for place, text in places:
        end = place + len(text)
        if end <= width and not row[max(0, place - 1) : end + 1].strip():
            row = row[:place] + text + row[end:]
    return row.rstrip()


def overlay(bar: Content, at: int, mark: Content) -> Content:
    """Replace a cell of the bar by a mark."""
    return bar[:at] + mark + bar[at + 1 :]
