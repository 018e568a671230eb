"""The mini-lab as lines: its steps, a stroke for each, and the project card."""

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from weakspot.engine.lab import CardRow, LabStep, Project, ProjectCard
from weakspot.ui.widgets.bars import state_mark
from weakspot.ui.widgets.content import (
    GAP,
    LEAD,
    NARROW,
    append_fitting,
    concat,
    cut,
    fit,
    paint,
    spread,
    wrap,
    wrap_list,
)
from weakspot.ui.widgets.laid import Laid
from weakspot.words.project_card import (
    gap_words,
    not_said_words,
    score_words,
)

TITLE = 20
"""Cells of a step's title on the card, its mark included."""
SAID, NOT_SAID = state_mark("known"), state_mark("perhaps")


def step_mark(project: Project, step: LabStep, is_here: bool) -> Content:
    """The mark of a step: here, compared, said, or to come."""
    answer = project.answer(step.slug)
    if is_here:
        return concat(("═", "$accent"))
    if answer.is_ticked:
        return concat(("✓", "$accent"))
    return NOT_SAID if answer.is_said else concat(("·", "$muted"))


def step_rows(
    project: Project, steps: Sequence[LabStep], at: int
) -> list[tuple[str | None, Laid]]:
    """The rows of the steps, by their numbers; the one at `at` is in play."""
    return [
        (str(number), Laid(partial(step_lines, project, step, number == at + 1)))
        for number, step in enumerate(steps, 1)
    ]


def step_lines(
    project: Project, step: LabStep, is_here: bool, width: int
) -> list[Content]:
    """A step, and below it the beginning of what was said to it."""
    answer = project.answer(step.slug)
    style = "bold" if is_here else "" if answer.is_said else "$muted"
    lead = concat(LEAD, step_mark(project, step, is_here), "  ")
    picked = ", ".join(step.pick_titles(answer.picks))
    said = paint(picked or " ".join(answer.text.split()), "$muted")
    indent = Content(" " * lead.cell_length)
    return [
        cut(lead + paint(step.title, style), width),
        cut(indent + said, width - 1),
    ]


def lab_strokes(
    project: Project, steps: Sequence[LabStep], at: int, width: int
) -> list[Content]:
    """A stroke for each step: said, here, or to come."""
    count = len(steps)
    room = width - (count - 1)
    strokes: list[tuple[str, str]] = []
    for place, step in enumerate(steps):
        length = room * (place + 1) // count - room * place // count
        is_said = project.answer(step.slug).is_said
        cell = "═" if place == at else "━" if is_said else "─"
        style = "$accent" if is_said or place == at else "$faint"
        strokes += [(cell * length, style), (" ", "")]
    return [concat(*strokes[:-1])]


# The card


def card_lines(card: ProjectCard, drill: str, rows: int, width: int) -> list[Content]:
    """The card with up to three lines of what was said to each step and a blank one
    between, as far as it then fits in so many rows; `drill` says how its topics are
    played.
    """
    looks = ((3, True), (2, True), (2, False), (1, False))
    pages = [page_lines(card, drill, *look, width) for look in looks]
    return next((page for page in pages if len(page) <= rows), pages[-1])


def page_lines(
    card: ProjectCard, drill: str, most: int, is_airy: bool, width: int
) -> list[Content]:
    """The card with at most so many lines of what was said to a step."""
    first, *others = card.rows
    air = [Content("")] if is_airy else []
    lines = [paint(card.name, "bold")]
    told = first.text if first.is_said else not_said_words(first)
    lines += said_lines(told, "$muted", most, width)
    lines += [gap_line(*gap, width) for gap in gap_words(first)]
    lines.append(Content(""))
    for row in others:
        lines += [*row_lines(row, most, width), *air]
    *score, last = wrap_list(score_words(card), width, "bold $accent")
    last = append_fitting(last, [f"   {drill}"], width)
    return [*lines, *([] if air else [Content("")]), *score, last]


def row_lines(row: CardRow, most: int, width: int) -> list[Content]:
    """A step: its mark and title, beside them what was said (below them if narrow), and
    then what is missing.
    """
    head = concat(SAID if row.is_said else NOT_SAID, " ", paint(row.title, "$muted"))
    gaps = [LEAD + gap_line(*gap, width - GAP) for gap in gap_words(row)]
    told = ": ".join(filter(None, (", ".join(row.picks), row.text)))
    said = (told or not_said_words(row), "" if row.is_said else "$muted", most)
    if width < NARROW:
        below = [LEAD + line for line in said_lines(*said, width - GAP)]
        return [cut(head, width), *below, *gaps]
    first, *rest = said_lines(*said, width - TITLE)
    indent = Content(" " * TITLE)
    return [fit(head, TITLE) + first, *(indent + line for line in rest), *gaps]


def said_lines(text: str, style: str, most: int, width: int) -> list[Content]:
    """The first lines of a text, in one paragraph, with `…` where more was said."""
    lines = wrap(paint(" ".join(text.split()), style), width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(lines[most - 1].rstrip() + " …", width)]


def gap_line(words: str, topics: Sequence[str], width: int) -> Content:
    """What is missing, and at the right those of the topics for it that fit."""
    gap = concat(NOT_SAID, " ", paint(words, "$warning"))
    room = width - gap.cell_length - GAP
    shown = [", ".join(topics[:count]) for count in range(len(topics), 0, -1)]
    fitting = (text for text in shown if cell_len(text) <= room)
    return spread(gap, paint(next(fitting, ""), "$muted"), width)
