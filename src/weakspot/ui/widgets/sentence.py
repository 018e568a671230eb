"""typed and number: a sentence with gaps, or a number with its unit, laid out on
lines.
"""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual.content import Content

from weakspot.engine.figures import split_unit, with_unit
from weakspot.engine.kinds.number import NumberQuestion
from weakspot.engine.kinds.typed import TypedQuestion
from weakspot.engine.values import Part
from weakspot.text import one_line, parse_inline
from weakspot.ui.widgets.content import STYLES, concat, indent, paint
from weakspot.words.numbers import tolerance_words

HOLD = 0xE000
"""The first of the private characters that hold the place of gaps while the sentence is
wrapped.
"""
GLUE = chr(HOLD + 0xFF)
"""A blank that is never broken, so that each mark stays with what it marks."""
WHOLE = 100_000
"""A width that keeps a sentence on one line, in cells."""
LEAST_NUMBER = 12
"""The least room for a number beside its unit, in cells."""

Fill = Callable[..., Content]
"""Draws a gap, given its number from 0 and a width; with `has_line` False, without a
line below it.
"""


class GapsLook:
    """How gaps look, and what is said of them; this one has none."""

    count = 0
    """The number of gaps."""
    is_boxed = False
    """True if they stand in a box of their own until they are graded."""
    is_airy = False
    """True if there is room between two lines, where the screen has some."""
    foot = ""
    """The words in the lower edge of the box."""

    def tip(self, says_sure: bool) -> str:
        """A line on how this is answered; `says_sure`: confidence is asked."""
        return ""

    def lines(self, fill: Fill, room: int, width: int) -> list[Content]:
        """The lines with the gaps, each of which wants `room`, before they are
        graded.
        """
        return []

    def graded_lines(self, parts: Sequence[Part], width: int) -> list[Content]:
        """The lines with what was given, and what is right."""
        return []


class Sentence(GapsLook):
    """The prompt with gaps to fill."""

    is_airy = True

    def __init__(self, question: TypedQuestion) -> None:
        self.question = question
        self.count = len(question.gaps)

    def tip(self, says_sure: bool) -> str:
        if any(gap.exact for gap in self.question.gaps):
            return "To be written exactly."
        return "Case, accents, articles and small typos are forgiven."

    def lines(self, fill: Fill, room: int, width: int) -> list[Content]:
        fills = [fill(gap, room) for gap in range(self.count)]
        return fill_gaps(self.question.prompt, fills, room, width)

    def graded_lines(self, parts: Sequence[Part], width: int) -> list[Content]:
        return graded_sentence(self.question.prompt, parts, width)


class NumberBox(GapsLook):
    """One number in a box, with its unit."""

    count = 1
    is_boxed = True

    def __init__(self, question: NumberQuestion) -> None:
        self.unit = question.unit
        self.foot = tolerance_words(question.tolerance)

    def tip(self, says_sure: bool) -> str:
        if says_sure:  # the footer lacks room for F8 then
            return "1200, 1.2k, 3 * 400: all the same. F8: I don't know."
        return "1,200, 1.2k and 3 * 400 mean the same."

    def lines(self, fill: Fill, room: int, width: int) -> list[Content]:
        return add_unit(lambda room: fill(0, room, has_line=False), self.unit, width)

    def graded_lines(self, parts: Sequence[Part], width: int) -> list[Content]:
        return [Content(""), *graded_number(parts[0], self.unit, width)]


def fill_gaps(
    prompt: str, fills: Sequence[Content], room: int, width: int
) -> list[Content]:
    """Wrap the sentence and fill its gaps, each of which is `room` cells wide and never
    broken.
    """
    holds = [chr(HOLD + gap) * room for gap in range(len(fills))]
    prompt = "".join(
        char for char in prompt if not HOLD <= ord(char) < HOLD + len(fills)
    )
    runs = []
    for run, kind in parse_inline(prompt if "{1}" in prompt else "{1}"):
        for gap, hold in enumerate(holds, 1):
            run = run.replace(f"{{{gap}}}", hold)
        runs.append((run, STYLES[kind]))
    text = concat(*runs)
    lines = text.wrap(width)
    for hold in holds:
        if not any(
            hold in line.plain for line in lines
        ):  # text without blanks is broken anywhere
            at = text.plain.find(hold)
            text = concat(text[:at], "\n", text[at:])
            lines = text.wrap(width)
    for gap, fill in enumerate(fills):
        lines = [replace_gap(line, gap, fill) for line in lines]
    return lines


def replace_gap(line: Content, gap: int, fill: Content) -> Content:
    """Replace the characters that hold a gap's place, if the line has them."""
    hold = chr(HOLD + gap)
    start, end = line.plain.find(hold), line.plain.rfind(hold) + 1
    return line if start < 0 else line[:start] + fill + line[end:]


def graded_sentence(prompt: str, parts: Sequence[Part], width: int) -> list[Content]:
    """The lines of a graded sentence, with what was given and what is right in its
    gaps.
    """
    whole = Content("\n").join(
        fill_gaps(prompt, [graded_gap(part) for part in parts], 1, WHOLE)
    )
    return [
        Content(line.plain.replace(GLUE, " "), list(line.spans))
        for line in whole.wrap(width)
    ]


def graded_gap(part: Part) -> Content:
    """A graded gap: `✗ prompt cache → KV cache`."""
    right = paint(f"→{GLUE}", "$muted") + paint(part.expected or "", "bold $success")
    if part.right:
        return paint(f"✓{GLUE}{part.given}", "bold $success on $right-ground")
    if part.given is None:
        return right
    return (
        paint(f"✗{GLUE}{part.given}", "bold $error on $wrong-ground")
        + Content(" ")
        + right
    )


def add_unit(
    fill: Callable[[int], Content], unit: str | None, width: int
) -> list[Content]:
    """Put a number, filled to a width, between the parts of its unit; a long unit is
    wrapped beside it.
    """
    before, after = map(one_line, split_unit(unit))
    lead, gap = f"{before} " if before else "", " " if after else ""
    room = max(LEAST_NUMBER, width - cell_len(f"{lead}{gap}{after}"))
    return indent(concat(lead, fill(room), gap), paint(after), width)


def graded_number(part: Part, unit: str | None, width: int) -> list[Content]:
    """The lines of a graded number, with the right one."""
    right = paint(part.expected or "", "bold $success")
    if part.given is None:
        return indent(paint("→ ", "$muted"), right, width)
    given = part.given
    is_bare = given[0].isdigit() and given.strip()[-1:].isdigit() and " = " not in given
    shown = with_unit(given, unit) if is_bare else given
    sign, style = ("✓ ", "$success") if part.right else ("✗ ", "$error")
    text = paint(shown, f"bold {style}")
    if not part.right or shown.rpartition(" = ")[2] != part.expected:
        text += paint("  →  ", "$muted") + right
    return indent(paint(sign, style), text, width)
