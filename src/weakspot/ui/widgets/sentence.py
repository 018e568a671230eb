"""typed, number: a sentence with gaps, or a number with its unit, laid out on lines."""

from collections.abc import Sequence

from textual.content import Content

from weakspot.engine.figures import split_unit, with_unit
from weakspot.engine.values import Part
from weakspot.text import parse_inline, visible
from weakspot.ui.widgets.content import STYLES, assemble, indent, paint

HOLD = 0xE000
"""Where the private characters begin that keep a gap's room while the sentence is wrapped."""
GLUE = chr(HOLD + 0xFF)
"""A blank at which no line ends: each mark stays with what it marks."""
WHOLE = 100_000
"""Cells that a sentence on one line may take."""


def fill_gaps(prompt: str, fills: Sequence[Content], room: int, width: int) -> list[Content]:
    """The sentence wrapped, with its gaps filled, each of them `room` cells wide and never broken."""
    holds = [chr(HOLD + gap) * room for gap in range(len(fills))]
    prompt = "".join(one for one in prompt if not HOLD <= ord(one) < HOLD + len(fills))
    runs = []
    for run, kind in parse_inline(prompt if "{1}" in prompt else "{1}"):
        for gap, hold in enumerate(holds, 1):
            run = run.replace(f"{{{gap}}}", hold)
        runs.append((run, STYLES[kind]))
    text = assemble(*runs)
    lines = text.wrap(width)
    for hold in holds:
        if not any(hold in line.plain for line in lines):  # a text without blanks ends its lines anywhere
            at = text.plain.find(hold)
            text = assemble(text[:at], "\n", text[at:])
            lines = text.wrap(width)
    for gap, fill in enumerate(fills):
        lines = [replace_gap(line, gap, fill) for line in lines]
    return lines


def replace_gap(line: Content, gap: int, fill: Content) -> Content:
    """The line with a gap's run replaced, where it holds it."""
    hold = chr(HOLD + gap)
    start, end = line.plain.find(hold), line.plain.rfind(hold) + 1
    return line if start < 0 else line[:start] + fill + line[end:]


def graded_sentence(prompt: str, parts: Sequence[Part], width: int) -> list[Content]:
    """A sentence again, with what was given and what was right in it."""
    whole = Content("\n").join(fill_gaps(prompt, [graded_gap(part) for part in parts], 1, WHOLE))
    return [Content(line.plain.replace(GLUE, " "), list(line.spans)) for line in whole.wrap(width)]


def graded_gap(part: Part) -> Content:
    """A filled gap with its mark: `✗ prompt cache → KV cache`."""
    right = paint(f"→{GLUE}", "$muted") + paint(part.expected or "", "bold $success")
    if part.right:
        return paint(f"✓{GLUE}{part.given}", "bold $success on $right-ground")
    if part.given is None:
        return right
    return paint(f"✗{GLUE}{part.given}", "bold $error on $wrong-ground") + Content(" ") + right


def add_unit(number: Content, unit: str | None) -> Content:
    """A number between what of its unit stands before it and what behind."""
    before, after = (visible(side, line=True) for side in split_unit(unit))
    return assemble(f"{before} " if before else "", number, f" {after}" if after else "")


def graded_number(part: Part, unit: str | None, width: int) -> list[Content]:
    """A number with its verdict, and the right one."""
    right = paint(part.expected or "", "bold $success")
    if part.given is None:
        return indent(paint("→ ", "$muted"), right, width)
    given = part.given
    told = with_unit(given, unit) if given.strip()[-1:].isdigit() and given[0].isdigit() else given
    sign, style = ("✓ ", "$success") if part.right else ("✗ ", "$error")
    text = paint(told, f"bold {style}")
    if not part.right or told != part.expected:
        text += paint("  →  ", "$muted") + right
    return indent(paint(sign, style), text, width)
