"""The project card as a picture: one SVG, of shapes and text in the system's fonts,
without scripts.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from unicodedata import east_asian_width

from weakspot.engine.lab import CardRow, ProjectCard
from weakspot.text import one_line
from weakspot.words.project_card import (
    day_words,
    gap_words,
    not_said_words,
    score_words,
)

WIDTH, MARGIN, COLUMN = 1000, 56, 200
"""The picture's width, the air at its sides, and the width of the steps' names."""
INNER = WIDTH - 2 * MARGIN
MOST_TEXT = 420
"""The most characters that are shown of what was said to a step."""
GROUND, SURFACE, RULE = "#14161C", "#1B1E26", "#2A2E38"
TEXT, MUTED, FAINT = "#E6E4DD", "#9B9EAA", "#3D424F"
ACCENT, WARNING = "#9DB1FF", "#F0B35E"
"""The colours of the theme weakspot."""
FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" font-family="{fonts}" role="img">
<title>{title}</title>
<rect width="{width}" height="{height}" rx="16" fill="{ground}"/>
<rect x="1" y="1" width="{inner_width}" height="{inner_height}" rx="15" fill="none" \
stroke="{rule}" stroke-width="2"/>
{body}
</svg>
"""
NOT_IN_XML = "[\ufffe\uffff]"
"""Characters that `one_line` leaves and XML does not have."""
WIDTHS = (
    (" .,;:'|!ijlI()[]ftr", 0.37),
    ("mwMW@%—…", 0.98),
    ("ABCDEFGHKNOPQRUVXYZ", 0.72),
)
"""The widths of some characters in ems, in a wide font; others take OTHERS."""
OTHERS = 0.6


class Line(NamedTuple):
    """A line of text: its size, colour and weight."""

    text: str
    size: int
    fill: str
    bold: bool = False


def text_width(text: str, size: int) -> float:
    """The width of a text in pixels, as a wide font would set it."""
    return size * sum(map(character_width, text))


def character_width(character: str) -> float:
    """The width of a character in ems."""
    if east_asian_width(character) in "WF":
        return 1.0
    return next((width for some, width in WIDTHS if character in some), OTHERS)


def wrap_text(text: str, size: int, room: float) -> Iterator[str]:
    """Wrap a text to lines no wider than `room` pixels; a longer word is cut."""
    line = ""
    for word in text.split():
        while text_width(word, size) > room:
            fits = max(1, int(room / size))
            yield from filter(None, (line, word[:fits]))
            line, word = "", word[fits:]
        if line and text_width(f"{line} {word}", size) > room:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def cut_text(text: str, most: int = MOST_TEXT) -> str:
    """The text in one line, cut after a whole word if it is too long."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0]} …"


def safe(text: str) -> str:
    """The text as XML may have it, in one line."""
    return escape(re.sub(NOT_IN_XML, "", one_line(text)))


def draw_text(x: float, y: float, line: Line, anchor: str = "start") -> str:
    """A line of text; `y` is its base."""
    shown = safe(line.text)
    weight = ' font-weight="700"' if line.bold else ""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{line.size}" fill="{line.fill}"'
        f"{weight}{at}>{shown}</text>"
    )


def draw_mark(x: float, y: float, is_full: bool) -> str:
    """A full circle, or one of which a quarter is full; `y` is the base of its line."""
    centre = y - 6
    if is_full:
        return f'<circle cx="{x:g}" cy="{centre:g}" r="7" fill="{ACCENT}"/>'
    return (
        f'<circle cx="{x:g}" cy="{centre:g}" r="6" fill="none" stroke="{WARNING}" '
        f'stroke-width="2"/><path d="M{x:g} {centre:g}v-6a6 6 0 0 1 6 6z" '
        f'fill="{WARNING}"/>'
    )


def card_picture(card: ProjectCard) -> str:
    """The card as the text of an SVG file."""
    y, parts = draw_head(card)
    for row in card.rows[1:]:
        y, drawn = draw_row(row, y)
        parts += drawn
    y, drawn = draw_foot(card, y)
    parts += drawn
    return PICTURE.format(
        width=WIDTH,
        height=y,
        inner_width=WIDTH - 2,
        inner_height=y - 2,
        fonts=FONTS,
        ground=GROUND,
        rule=RULE,
        title=safe(f"{card.name}: project card"),
        body="\n".join(parts),
    )


def draw_head(card: ProjectCard) -> tuple[int, list[str]]:
    """Draw the name of the project, what it does, and a stroke for each step; where
    the next part begins, and the elements.
    """
    day = Line(day_words(card), 18, MUTED)
    parts = [
        f'<path d="M{MARGIN + 7} 50l7 8-7 8-7-8z" fill="{WARNING}"/>',
        draw_text(MARGIN + 24, 64, Line("Project card", 18, MUTED)),
        draw_text(WIDTH - MARGIN, 64, day, "end"),
    ]
    y = 72
    for line in wrap_text(one_line(card.name), 40, INNER):
        y += 50
        parts.append(draw_text(MARGIN, y, Line(line, 40, TEXT, bold=True)))
    first = card.rows[0]
    told = cut_text(first.text) if first.text else not_said_words(first)
    y += 10
    for line in wrap_text(told, 20, INNER):
        y += 28
        parts.append(draw_text(MARGIN, y, Line(line, 20, MUTED)))
    for gap in gap_words(first):
        y, drawn = draw_gap(*gap, MARGIN, y)
        parts += drawn
    y += 28
    count = len(card.rows)
    length = (INNER - 8 * (count - 1)) / count
    for at, row in enumerate(card.rows):
        fill = ACCENT if row.is_said else FAINT
        x = MARGIN + at * (length + 8)
        parts.append(
            f'<rect x="{x:g}" y="{y}" width="{length:g}" height="5" rx="2.5" '
            f'fill="{fill}"/>'
        )
    return y + 24, parts


def draw_row(row: CardRow, y: int) -> tuple[int, list[str]]:
    """Draw a step: its name at the left, at the right what was said and what is
    missing.
    """
    x, room = MARGIN + COLUMN, INNER - COLUMN
    top = y + 34
    parts = [draw_mark(MARGIN + 7, top, row.is_said)]
    parts.append(draw_text(MARGIN + 26, top, Line(row.title, 19, MUTED)))
    y += 6
    said = [Line(", ".join(row.picks), 20, TEXT, bold=True)] if row.picks else []
    if row.text:
        said.append(Line(cut_text(row.text), 19, TEXT))
    for line in said or [Line(not_said_words(row), 19, MUTED)]:
        for text in wrap_text(line.text, line.size, room):
            y += 28
            parts.append(draw_text(x, y, line._replace(text=text)))
    for gap in gap_words(row):
        y, drawn = draw_gap(*gap, x, y)
        parts += drawn
    return y + 12, parts


def draw_gap(words: str, topics: list[str], x: int, y: int) -> tuple[int, list[str]]:
    """Draw what is missing, behind its mark, and the topics that answer it: beside it,
    or below where that is too wide.
    """
    x, y = x + 24, y + 27
    room = WIDTH - MARGIN - x
    parts = [draw_mark(x - 17, y, is_full=False)]
    parts.append(draw_text(x, y, Line(words, 17, WARNING)))
    answer = ", ".join(topics)
    if text_width(f"{words}  {answer}", 17) <= room:
        parts.append(draw_text(WIDTH - MARGIN, y, Line(answer, 17, MUTED), "end"))
        return y, parts
    for text in wrap_text(answer, 17, room):
        y += 23
        parts.append(draw_text(x, y, Line(text, 17, MUTED)))
    return y, parts


def draw_foot(card: ProjectCard, y: int) -> tuple[int, list[str]]:
    """Draw the figures of the card."""
    y += 26
    parts = [f'<rect x="{MARGIN}" y="{y}" width="{INNER}" height="2" fill="{RULE}"/>']
    y += 42
    parts.append(draw_text(MARGIN, y, Line(score_words(card), 20, ACCENT, bold=True)))
    made = Line("weakspot", 18, MUTED)
    parts.append(draw_text(WIDTH - MARGIN, y, made, "end"))
    return y + 44, parts
