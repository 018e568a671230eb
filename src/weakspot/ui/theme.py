"""The themes, and what is drawn in terminals without their colours or our signs."""

import re
from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from weakspot.text import BRAND, CELL_SIGNS, SignTable

# Four hues with four meanings, in three themes of our own, and the variables that other
# themes lack for them.

ROLES = {
    # role: weakspot, light, contrast
    "background": ("#14161C", "#FBFAF7", "#000000"),
    "surface": ("#1B1E26", "#F2F0EA", "#000000"),
    "panel": ("#191C23", "#F5F3EE", "#000000"),
    "foreground": ("#E6E4DD", "#23252C", "#FFFFFF"),
    "primary": ("#9DB1FF", "#3B50C0", "#7CD6FF"),
    "warning": ("#F0B35E", "#8A5300", "#FFD23F"),
    "success": ("#7FCB9B", "#1C6B41", "#6BFFA8"),
    "error": ("#F28B85", "#AF2E29", "#FF9A92"),
}
"""The colours that Textual has names for; our accent is the primary and the only other
hue.
"""

VARIABLES = {
    # variable: weakspot, light, contrast; other themes' colour, and its share
    "muted": (("#9B9EAA", "#62656E", "#D6D6D6"), "foreground", 0.8),
    "faint": (("#3D424F", "#BDB9AF", "#8C8C8C"), "foreground", 0.25),
    "rule": (("#2A2E38", "#E0DDD5", "#8C8C8C"), "foreground", 0.15),
    "cursor": (("#262B3C", "#E3E7F8", "#003B66"), "accent", 0.16),
    "right-ground": (("#18271F", "#E2F1E7", "#00361C"), "success", 0.12),
    "wrong-ground": (("#2C1E21", "#FBE5E2", "#520F0B"), "error", 0.12),
    "weak-ground": (("#2A2318", "#F8ECD6", "#3A2C00"), "warning", 0.12),
    "heat-1": (("#5363AA", "#7A88D8", "#4A8AAA"), "accent", 0.5),
    "heat-2": (("#7A8ED8", "#5869CB", "#62B0D6"), "accent", 0.75),
}
"""The colours that only our own styles use; other themes get one of theirs, mixed into
the background.
"""


def build_theme(name: str, dark: bool, column: int) -> Theme:
    """Build a theme from one column, counted from 0, of the tables above."""
    roles: dict[str, Any] = {role: colours[column] for role, colours in ROLES.items()}
    own = {role: colours[column] for role, (colours, _, _) in VARIABLES.items()}
    own |= {"scrollbar": own["faint"], "scrollbar-background": roles["surface"]}
    own |= {"footer-background": roles["background"], "block-cursor-text-style": "none"}
    return Theme(name=name, dark=dark, accent=roles["primary"], variables=own, **roles)


DARK = build_theme("weakspot", True, 0)
LIGHT = build_theme("light", False, 1)
CONTRAST = build_theme("contrast", True, 2)
OWN_THEMES = (DARK, LIGHT, CONTRAST)


def derive_variables(theme: Theme) -> dict[str, str]:
    """Derive our own variables for a theme that lacks them, from the colours that it
    has.
    """
    if theme.ansi:  # the terminal's own sixteen colours cannot be mixed
        quiet = dict.fromkeys(("muted", "faint", "rule", "heat-1"), "ansi_bright_black")
        plain = dict.fromkeys(
            ("cursor", "right-ground", "wrong-ground", "weak-ground"), "ansi_default"
        )
        return {**quiet, **plain, "heat-2": "ansi_blue"}
    if theme in OWN_THEMES:
        return {}
    colours = theme.to_color_system().generate()
    ground = Color.parse(colours["background"])
    mixes = (
        (name, Color.parse(colours[hue]), share)
        for name, (_, hue, share) in VARIABLES.items()
    )
    return {name: ground.blend(colour, share).hex for name, colour, share in mixes}


ACCENTS = ("primary", "secondary", "accent")
SIXTEEN_COLOURS = {
    True: dict.fromkeys(ACCENTS, "#55FFFF")
    | {"warning": "#FFFF55", "success": "#55FF55", "error": "#FF5555"},
    False: dict.fromkeys(ACCENTS, "#0000AA")
    | {"warning": "#AA5500", "success": "#00AA00", "error": "#AA0000"},
}
"""The four hues on dark and on light for terminals of sixteen colours, where the
nearest may be grey.
"""


CUT = "[!-~ ]…"
"""Matches an ellipsis with the character before it, which makes room for two dots."""
CORNERS = ("╭", "╰")
EDGE_SIGNS = SignTable(CELL_SIGNS | {ord("─"): "-"})
"""ASCII signs for the edges of boxes, where a stroke does not stand for an empty
bar.
"""


class AsciiSigns(LineFilter):
    """Replaces our signs by ASCII ones, cell by cell, for terminals without better
    characters.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        signs = (
            EDGE_SIGNS
            if any(text.startswith(CORNERS) for text, _, _ in segments)
            else CELL_SIGNS
        )
        return [
            Segment(
                re.sub(CUT, "..", text.replace(BRAND, "* ")).translate(signs),
                style,
                control,
            )
            for text, style, control in segments
        ]


def drop_greys(filters: Iterable[LineFilter]) -> list[LineFilter]:
    """The filters for NO_COLOR: one of Textual's own draws greys in place of colours,
    this one no colours.
    """
    others = [one for one in filters if not isinstance(one, Monochrome)]
    return [*others, NoColor()]
