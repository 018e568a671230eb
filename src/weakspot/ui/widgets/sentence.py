"""A sentence with gaps, laid out on lines."""

from __future__ import annotations

from textual.content import Content

from weakspot.engine.values import Part
from weakspot.text import inline, visible
from weakspot.ui.widgets.lines import STYLES, joined, plain

LONGEST = 500
"""Characters in a gap, or in a number's line."""
HOLD = 0xE000
"""Where the private characters begin that keep a gap's room while the sentence is wrapped."""
GLUE = chr(HOLD + 0xFF)
"""A blank at which no line ends: each mark stays with what it marks."""


def held_lines(prompt: str, gaps: int, room: int, width: int) -> list[Content]:
    """The sentence wrapped, each gap as a run of `room` characters of its own that does not break."""
    holds = [chr(HOLD + gap) * room for gap in range(gaps)]
    prompt = "".join(one for one in prompt if not HOLD <= ord(one) < HOLD + gaps)
    runs = []
    for run, kind in inline(prompt if "{1}" in prompt else "{1}"):
        for gap, hold in enumerate(holds, 1):
            run = run.replace(f"{{{gap}}}", hold)
        runs.append((run, STYLES[kind]))
    return joined(*runs).wrap(width)


def put(line: Content, gap: int, filled: Content) -> Content:
    """The line with a gap's run replaced, where it holds it."""
    hold = chr(HOLD + gap)
    start, end = line.plain.find(hold), line.plain.rfind(hold) + 1
    return line if start < 0 else line[:start] + filled + line[end:]


def filled_gap(part: Part) -> Content:
    """A filled gap with its mark: `✗ prompt cache → KV cache`."""
    right = plain(f"→{GLUE}", "$muted") + plain(part.expected or "", "bold $success")
    if part.right:
        return plain(f"✓{GLUE}{part.given}", "bold $success on $right-ground")
    if part.given is None:
        return right
    return plain(f"✗{GLUE}{part.given}", "bold $error on $wrong-ground") + Content(" ") + right


def pasted_line(text: str) -> str:
    """Pasted text as one safe line that is not too long."""
    lines = text[: 4 * LONGEST].strip().splitlines()
    return visible(lines[0].strip(), line=True)[:LONGEST] if lines else ""
