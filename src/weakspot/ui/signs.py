"""Every cell of the screen in ASCII, for terminals that have no better signs."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from weakspot.text import BRAND, CELL_SIGNS, Signs

CUT = re.compile("[!-~ ]…")
"""The sign for a cut, and the letter that makes room for two dots."""
CORNERS = ("╭", "╰")
EDGE_SIGNS = Signs(CELL_SIGNS | {ord("─"): "-"})
"""The same for the edges of boxes, where a stroke is no empty bar."""


class AsciiSigns(LineFilter):
    """Puts the ASCII sign for each sign of ours, a cell for a cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        signs = EDGE_SIGNS if any(text.startswith(CORNERS) for text, _, _ in segments) else CELL_SIGNS
        return [
            Segment(CUT.sub("..", text.replace(BRAND, "* ")).translate(signs), style, control)
            for text, style, control in segments
        ]
