"""Answers and days as charts: the calendar, what comes back, and confidence against
results.
"""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.calendar import Weeks, heat_of
from weakspot.engine.constants import CALENDAR_STEPS, CONFIDENCE_SHARES
from weakspot.engine.forecast import DueDay
from weakspot.engine.lookback import Calibration, Confidence
from weakspot.engine.overview import is_too_sure
from weakspot.ui.widgets.bars import HEAT, SHORTEST_BAR, heat_mark
from weakspot.ui.widgets.content import (
    append_fitting,
    concat,
    cut,
    fit,
    join_cells,
    paint,
)
from weakspot.words.dates import MONTHS, calendar_words
from weakspot.words.numbers import percent

WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
LABEL = 5
"""The width of the names of weekdays."""
BLOCKS = " ▁▂▃▄▅▆▇█"
HEIGHT = 3
"""The height of the bars of what comes back, in rows."""
COLUMN = 3
"""The least width of a day of what comes back."""
SURE_BAR, SURE_FIGURES = 16, 27
"""The most columns of a bar of confidence, and those of the words and figures beside
it.
"""


def calendar_lines(calendar: Weeks, width: int) -> list[Content]:
    """A cell a day in columns of weeks, as many of the last weeks as fit; today is
    bold.
    """
    weeks = calendar[-max(1, (width - LABEL) // 2) :]
    head = paint(f"Last {len(weeks)} weeks", "bold")
    days, answers = calendar_words(weeks)
    words = (f"   {days}, {answers}", f"   {days}")
    lines = [append_fitting(head, words, width), month_line(weeks)]
    for at, name in enumerate(WEEKDAYS):
        days_of_row = (week[at] for week in weeks if at < len(week))
        cells = (
            heat_mark(heat_of(day), today=day is weeks[-1][-1]) for day in days_of_row
        )
        lines.append(paint(name.ljust(LABEL), "$muted") + Content(" ").join(cells))
    marks = [
        concat(HEAT[level], (f" {step}", "$muted"))
        for level, step in enumerate(CALENDAR_STEPS, 1)
    ]
    legend = Content(" " * LABEL) + Content("  ").join(marks)
    return [
        *lines,
        append_fitting(legend, (" answers a day, or more", " answers"), width),
    ]


def month_line(weeks: Weeks) -> Content:
    """The names of the months, above the first week that begins in each."""
    row, last = "", ""
    for at, week in enumerate(weeks):
        month = MONTHS[int(week[0].day[5:7]) - 1]
        if month != last and len(row) <= 2 * at and at + 1 < len(weeks):
            row = row.ljust(2 * at) + f"{month} "
        last = month
    return paint(" " * LABEL + row.rstrip(), "$muted")


def due_lines(ahead: Sequence[DueDay], width: int) -> list[Content]:
    """A bar and a figure for each of the next days: the ideas that come back on it;
    today's is the bright one.
    """
    column = max([COLUMN, *(len(str(day.due)) + 1 for day in ahead)])
    days = ahead[: max(1, (width + 1) // column)]
    top = max((day.due for day in days), default=0)
    head = paint("Coming back", "bold") + paint(f"   next {len(days)} days", "$muted")
    if not top:
        return [
            head,
            *paint(
                "Nothing comes back: what you miss does, in other words.", "$muted"
            ).wrap(width),
        ]
    lines = [head]
    for row in reversed(range(HEIGHT)):
        bars = (
            due_bar(day.due, top, row, not at, column - 1)
            for at, day in enumerate(days)
        )
        lines.append(Content(" ").join(bars))
    figures = (
        paint(str(day.due), "$muted" if at else "bold") for at, day in enumerate(days)
    )
    return [
        *lines,
        Content(" ").join(fit(figure, column - 1, right=True) for figure in figures),
    ]


def due_bar(due: int, top: int, row: int, today: bool, width: int) -> Content:
    """The cells of a day's bar in a row, counted from the lowest."""
    eighths = max(1, round(8 * HEIGHT * due / top)) if due else 0
    block = BLOCKS[min(8, max(0, eighths - 8 * row))]
    return concat((block * width, "$accent" if today else "$heat-2"))


def calibration_lines(calibration: Calibration | None, width: int) -> list[Content]:
    """The share of right answers at each confidence, against what the word means; blank
    rows while the log is still being read (None).
    """
    head = append_fitting(
        paint("Calibration", "bold"), ("   right, by confidence",), width
    )
    if calibration is None:
        return [head, *[Content("")] * (len(CONFIDENCE_SHARES) + 1)]
    if not any(level.answers for level in calibration.confidence.values()):
        words = "Nothing yet. Settings can ask how sure you are."
        return [head, *paint(words, "$muted").wrap(width)]
    levels = calibration.confidence
    rows = [
        cut(sure_row(word, levels[word], width), width) for word in CONFIDENCE_SHARES
    ]
    mean = ", ".join(f"{100 * share:.0f}" for share in CONFIDENCE_SHARES.values())
    means = append_fitting(
        paint("┃ what the word means", "$muted"), (f": {mean} %",), width
    )
    return [head, *rows, means]


def sure_row(word: str, confidence: Confidence, width: int) -> Content:
    """A word of confidence: the share right as a bar, the mark of what the word means,
    and figures.
    """
    figure = paint(
        "–" if confidence.right_share is None else percent(confidence.right_share)
    )
    cells = [
        fit(paint(word), 5),
        fit(figure, 6, right=True),
        paint(f"of {confidence.answers:,}", "$muted"),
    ]
    bar = min(SURE_BAR, width - SURE_FIGURES)
    if bar >= SHORTEST_BAR:
        cells.insert(1, sure_bar(word, confidence, bar))
    return join_cells(cells)


def sure_bar(word: str, confidence: Confidence, width: int) -> Content:
    """The share right as a bar, amber if far below what the word means, which is
    marked.
    """
    style = "$warning" if is_too_sure(word, confidence) else "$accent"
    right = round((confidence.right_share or 0.0) * width)
    strokes = [("━", style) if at < right else ("─", "$faint") for at in range(width)]
    strokes[int(CONFIDENCE_SHARES[word] * (width - 1))] = ("┃", "$foreground")
    return concat(*strokes)
