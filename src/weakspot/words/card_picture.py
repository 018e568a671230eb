"""The project card as a picture: one SVG, of shapes and text in the system's fonts,
without scripts.
"""

import re
from collections.abc import Iterator
from html import escape
from string import Template
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from weakspot.engine.lab import CardRow, ProjectCard
from weakspot.text import one_line
from weakspot.words.project_card import (
    day_words,
    gap_words,
    not_said_words,
    score_words,
)

WIDTH, LEFT, RIGHT, COLUMN = 1000, 56, 944, 256
"""The picture's width, where its text begins and ends, and where it begins beside the
steps' names.
"""
MOST_TEXT = 420
"""The most characters that are shown of what was said to a step."""
COLOURS = {
    "ground": "#14161C",
    "text": "#E6E4DD",
    "muted": "#9B9EAA",
    "faint": "#3D424F",
    "accent": "#9DB1FF",
    "weak": "#F0B35E",
}
"""Those of the theme weakspot."""
TEMPLATE = Template(
    """\
<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="$height"
 viewBox="0 0 1000 $height" role="img" font-family="system-ui, -apple-system,
 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
<title>$title</title>
<rect width="1000" height="$height" rx="16" fill="$ground"/>
<path d="M63 50l7 8-7 8-7-8z" fill="$weak"/>
$body
</svg>
"""
)
NOT_IN_XML = "[\ufffe\uffff]"
"""Characters that `one_line` leaves and XML does not have."""
CELL = 0.56
"""The width of a cell of text, by its size: a proportional font takes less."""


class PictureLine(NamedTuple):
    """A line of the picture, wrapped from `x` to the right edge, `air` below the one
    before. Beside its first line, `label` stands in the column at the left, a mark
    before `label`, else before the text, and `end` muted at the right.
    """

    text: str
    x: int = LEFT
    size: int = 19
    fill: str = "text"
    air: int = 0
    bold: bool = False
    mark: str = ""
    label: str = ""
    end: str = ""

    @property
    def cells(self) -> int:
        """The cells of text that have room in the line."""
        return int((RIGHT - self.x) / (CELL * self.size))

    def wrap(self) -> list[str]:
        """The text in lines that have room; a longer word is cut."""
        lines = Text(one_line(self.text)).wrap(Console(), self.cells)
        return [line.plain.rstrip() for line in lines]


def card_picture(card: ProjectCard) -> str:
    """The card as the text of an SVG file."""
    y, parts = 38, draw_strokes(card)
    for line in card_lines(card):
        y += line.air
        bold = ' font-weight="700"' if line.bold else ""
        for at, text in enumerate(line.wrap()):
            y += round(1.45 * line.size)
            parts.append(draw_text(line.x, y, line.size, line.fill, text, bold))
            if at == 0:
                parts += draw_beside(line, y)
    return TEMPLATE.substitute(
        COLOURS,
        height=y + 44,
        title=safe(f"{card.name}: project card"),
        body="\n".join(parts),
    )


def card_lines(card: ProjectCard) -> Iterator[PictureLine]:
    """The lines of the card: what the project is, its steps, each with what is missing,
    and the figures.
    """
    first, *others = card.rows
    yield PictureLine("Project card", 80, 18, "muted", end=day_words(card))
    yield PictureLine(card.name, size=40, bold=True, air=34)
    yield PictureLine(
        cut_text(first.text) or not_said_words(first), size=20, fill="muted", air=8
    )
    yield from gap_lines(first, LEFT)
    for at, row in enumerate(others):
        said = (
            [PictureLine(", ".join(row.picks), COLUMN, bold=True)] if row.picks else []
        )
        if row.text:
            said.append(PictureLine(cut_text(row.text), COLUMN))
        head, *rest = said or [PictureLine(not_said_words(row), COLUMN, fill="muted")]
        mark = "accent" if row.is_said else "weak"
        yield head._replace(air=16 if at else 24, mark=mark, label=row.title)
        yield from rest
        yield from gap_lines(row, COLUMN)
    yield PictureLine(
        score_words(card), 56, 20, "accent", 36, bold=True, end="weakspot"
    )


def gap_lines(row: CardRow, x: int) -> Iterator[PictureLine]:
    """What is missing in a step, and the topics that answer it: beside it, or below
    where that is too wide.
    """
    for words, topics in gap_words(row):
        gap, answer = (
            PictureLine(words, x + 24, 17, "weak", mark="weak"),
            ", ".join(topics),
        )
        if cell_len(f"{words}  {answer}") <= gap.cells:
            yield gap._replace(end=answer)
        else:
            yield gap
            yield PictureLine(answer, x + 24, 17, "muted")


def draw_beside(line: PictureLine, y: int) -> Iterator[str]:
    """Draw what stands beside the first line of a text, whose base is at `y`."""
    if line.mark:
        yield draw_mark(LEFT + 7 if line.label else line.x - 17, y - 6, line.mark)
    if line.label:
        yield draw_text(LEFT + 26, y, 19, "muted", line.label)
    if line.end:
        yield draw_text(RIGHT, y, 17, "muted", line.end, ' text-anchor="end"')


def draw_text(x: int, y: int, size: int, fill: str, words: str, more: str = "") -> str:
    """A line of text; `y` is its base, `more` are further attributes."""
    look = f'font-size="{size}" fill="{COLOURS[fill]}"{more}'
    return f'<text x="{x}" y="{y}" {look}>{safe(words)}</text>'


def draw_mark(x: int, y: int, fill: str) -> str:
    """A full circle; in the colour of what is weak, one of which a quarter is full."""
    colour = COLOURS[fill]
    if fill != "weak":
        return f'<circle cx="{x}" cy="{y}" r="7" fill="{colour}"/>'
    ring = f'cx="{x}" cy="{y}" r="6" fill="none" stroke="{colour}" stroke-width="2"'
    quarter = f'd="M{x} {y}v-6a6 6 0 0 1 6 6z" fill="{colour}"'
    return f"<circle {ring}/><path {quarter}/>"


def draw_strokes(card: ProjectCard) -> list[str]:
    """A stroke for each step, bright if anything was said to it."""
    width = (RIGHT - LEFT + 8) / len(card.rows)
    return [
        f'<rect x="{LEFT + at * width:.0f}" y="84" width="{width - 8:.0f}" height="5" '
        f'rx="2.5" fill="{COLOURS["accent" if row.is_said else "faint"]}"/>'
        for at, row in enumerate(card.rows)
    ]


def cut_text(text: str) -> str:
    """The text in one line, cut after a whole word if it is too long."""
    words = " ".join(text.split())
    if len(words) <= MOST_TEXT:
        return words
    return f"{words[:MOST_TEXT].rpartition(' ')[0]} …"


def safe(text: str) -> str:
    """The text as XML may have it, in one line."""
    return escape(re.sub(NOT_IN_XML, "", one_line(text)))
