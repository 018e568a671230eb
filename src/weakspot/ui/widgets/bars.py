"""Mastery as bars, topics and days as marks, scores as big figures."""

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from textual.content import Content

from weakspot.engine.mastery import Estimate
from weakspot.text import BRAND, UNICODE_MARKS, topic_mark
from weakspot.ui.widgets.content import concat
from weakspot.words.estimates import STATE_MEANINGS

STATE_STYLES = {
    "weak": "$warning",
    "perhaps": "$warning",
    "open": "$warning",
    "good": "$accent",
    "known": "$accent",
}
PLAN_STYLES = {
    "again": "$warning",
    "repair": "$warning",
    "new": "$heat-2",
    "keep": "$heat-2",
}
LONGEST_BAR, SHORTEST_BAR = 20, 6
HEAT = (
    ("·", "$faint"),
    ("▪", "$heat-1"),
    ("▪", "$heat-2"),
    ("■", "$heat-2"),
    ("■", "$accent"),
)

DIGITS = (
    "█▀█ ▀█  ▀▀█ ▀▀█ █ █ █▀▀ █▀▀ ▀▀█ █▀█ █▀█",
    "█ █  █  █▀▀  ▀█ ▀▀█ ▀▀█ █▀█   █ █▀█ ▀▀█",
    "▀▀▀ ▀▀▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀▀",
)
"""The digits 0 to 9, three columns each, in three rows."""


@cache
def state_mark(state: str) -> Content:
    """The mark of a topic's state in its colour."""
    return concat((topic_mark(state), STATE_STYLES.get(state, "$muted")))


def change_marks(was: str, now: str) -> Content:
    """The marks of a topic's state before and now."""
    arrow = concat((f" {UNICODE_MARKS.arrow} ", "$muted"))
    return concat(state_mark(was), arrow, state_mark(now))


def brand(title: str) -> Content:
    """The title behind our sign."""
    return concat((BRAND, "$warning"), (title, "bold"))


def score_style(score: float) -> str:
    """The colour of a score in 0..1: right, partly right, or wrong."""
    if score >= 1:
        return "$success"
    return "$warning" if score > 0 else "$error"


TOPIC_MARKS = (
    *((topic_mark(state), words) for state, words in STATE_MEANINGS),
    ("mastery", "% of unseen questions you would get right"),
    ("━ ╍ ─", "its range: certain, possible, not yet"),
    ("idea", "what a question asks, in whatever words"),
    (
        "back",
        "ideas that you missed and that come back in today's round",
    ),
)
"""Meanings of the marks of topics and of the figures beside them, for the help of the
screens with them.
"""


def heat_mark(level: int, today: bool) -> Content:
    """The mark of a day with this level of answers, 0 to 4."""
    mark, style = HEAT[level]
    return concat((mark, "bold $foreground" if today else style))


def mastery_bar(estimate: Estimate, state: str, width: int) -> Content:
    """A bar: `━` up to the low end of the range, `╍` up to its high end, `─` for the
    rest; in the colour of the mark of this state, empty for what has none.
    """
    low, high = round(estimate.low * width), round(estimate.high * width)
    style = STATE_STYLES.get(state, "$accent")
    return concat(
        ("━" * low, style),
        ("╍" * (high - low), style),
        ("─" * (width - high), "$faint"),
    )


def plan_bar(part: str, length: int) -> Content:
    """A bar of so many cells for a part of today's round; see PlanParts."""
    return concat(("━" * length, PLAN_STYLES[part]))


def stacked_bar(known: int, weak: int, total: int, width: int) -> Content:
    """A bar of all topics: `━` for the known, then for the weak, `─` for the rest."""
    cells = [round(width * count / max(1, total)) for count in (known, known + weak)]
    return concat(
        ("━" * cells[0], "$accent"),
        ("━" * (cells[1] - cells[0]), "$warning"),
        ("─" * (width - cells[1]), "$faint"),
    )


AIR = Content("   ")
"""The space between a big figure and the text beside it."""


def figure_lines(number: int, texts: Sequence[Content], style: str) -> list[Content]:
    """The lines of a number in big figures, with up to three lines of text beside
    it.
    """
    starts = [4 * int(digit) for digit in str(number)]
    figure = [
        concat((" ".join(row[start : start + 3] for start in starts), style))
        for row in DIGITS
    ]
    return [
        row + AIR + text
        for row, text in zip_longest(figure, texts, fillvalue=Content(""))
    ]
