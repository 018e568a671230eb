"""The whole in a few lines: how much is known, what changed, the weakest topics."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from weakspot.engine.changes import Changes, WeekCount, Whole
from weakspot.engine.report import TopicReport
from weakspot.text import UNICODE_MARKS
from weakspot.ui.widgets.bars import change_marks, stacked_bar, state_mark
from weakspot.ui.widgets.content import (
    GAP,
    LEAD,
    NARROW,
    Columns,
    append_dotted,
    concat,
    cut,
    fit,
    join_cells,
    paint,
    table_row,
    wrap,
)
from weakspot.ui.widgets.topics import (
    figure_cells,
    mastery_cell,
    name_topic,
    slot_marks,
)
from weakspot.words.changes import state_change_words, week_words
from weakspot.words.dates import date_words
from weakspot.words.estimates import state_legend, state_word, until_words

BAR = 10
NEEDED: Columns = {
    "bar": (BAR, 50),
    "mastery": (-6, 0),
    "range": (-9, 100),
    "slots": (3, 0),
}
"""The columns of the weakest topics, each in lists of at least so many cells; behind
them stand words, from UNTIL cells on.
"""
UNTIL = 66
CHANGED = 26
"""Cells of the names of topics that changed."""
COUNT = 24
"""Cells of the figures behind the bar of a week."""


def whole_line(whole: Whole, week: Changes, width: int) -> Content:
    """“23 of 69 known · 12 repaired · last 7 days: 5 repaired, 3 new weak”, as much as
    there is room for.
    """
    line = LEAD + paint(f"{whole.known} of {whole.topics} known", "bold $accent")
    repaired = f"{whole.repaired} repaired" if whole.repaired else ""
    return append_dotted(line, filter(None, (repaired, week_words(week))), width)


def legend_line(width: int) -> Content:
    """The marks of topics, each in its colour with its word."""
    cells = []
    for mark_and_word in state_legend():
        mark, _, word = mark_and_word.partition(" ")
        state = UNICODE_MARKS._fields[UNICODE_MARKS.index(mark)]
        cells.append(concat(state_mark(state), (f" {word}", "$muted")))
    airy = LEAD + Content("   ").join(cells)
    return airy if airy.cell_length <= width else LEAD + join_cells(cells)


def weakest_rows(
    spots: Sequence[TopicReport], nothing: str, width: int
) -> list[Content]:
    """The weakest topics, each opened by a click, with their figures and what repairs
    them; or what will be shown here, where there is `nothing`.
    """
    if not spots:
        line = paint(f"No weak spots {nothing}. A round looks for them.", "$muted")
        return [LEAD + one for one in wrap(line, width - GAP)]
    rows = [weak_cells(spot) for spot in spots]
    told = max(cells[-1].cell_length for cells in rows)
    columns = {**NEEDED, "until": (told, UNTIL)}
    lines = []
    for at, (spot, cells) in enumerate(zip(spots, rows, strict=True)):
        line = table_row(LEAD + name_topic(spot), cells, columns, width)
        lines.append(line.stylize(f"@click=screen.topic({at})"))
    return lines


def weak_cells(spot: TopicReport) -> list[Content]:
    """A weak topic's bar, mastery, range, the signs of what repairs it, and that in
    words; of one perhaps weak, that it is.
    """
    is_weak = spot.state == "weak"
    bar, _, reach = figure_cells(spot, BAR)
    slots = slot_marks(spot.needs) if is_weak else Content("")
    words = until_words(spot.needs) if is_weak else state_word(spot.state)
    return [bar, mastery_cell(spot), reach, slots, paint(words, "$muted")]


def change_rows(
    changes: Changes, topics: Mapping[str, TopicReport], most: int, width: int
) -> list[Content]:
    """The topics that changed most, repaired ones first: from which state to which."""
    keys = (*changes.repaired, *changes.weak, *changes.known, *changes.states)
    lines = []
    for key in list(dict.fromkeys(key for key in keys if key in topics)):
        was, topic = changes.states[key][0], topics[key]
        if was == topic.state:
            continue
        words = state_change_words(was, topic)
        style = "$accent" if words == "repaired" else "$muted"
        change = change_marks(was, topic.state)
        cells = [LEAD + change, paint(topic.title)]
        if width >= NARROW:  # the marks say it, too
            cells = [LEAD + change, fit(cells[1], CHANGED), paint(words, style)]
        lines.append(cut(join_cells(cells), width))
    return lines[:most]


def week_rows(weeks: Sequence[WeekCount], topics: int, width: int) -> list[Content]:
    """A bar for each week of how many topics were known and weak at its end; the newest
    stands out.
    """
    lines = []
    for week in weeks:
        style = "" if week is weeks[-1] else "$muted"
        day = fit(paint(date_words(week.day), style), 6)
        bar = stacked_bar(week.known, week.weak, topics, width - 8 - COUNT)
        figures = f"{week.known:>3} known {week.weak:>3} weak"
        lines.append(LEAD + join_cells([day, bar, paint(figures, style)]))
    return lines
