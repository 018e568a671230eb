"""The colours: four hues, four meanings, in three themes, and what every other theme lacks for them."""

from typing import Any

from textual.color import Color
from textual.theme import Theme

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
"""What Textual has a name for; the primary is our accent, which is all the colour there is besides."""

VARIABLES = {
    "muted": ("#9B9EAA", "#62656E", "#D6D6D6"),
    "faint": ("#3D424F", "#BDB9AF", "#8C8C8C"),
    "rule": ("#2A2E38", "#E0DDD5", "#8C8C8C"),
    "cursor": ("#262B3C", "#E3E7F8", "#003B66"),
    "right-ground": ("#18271F", "#E2F1E7", "#00361C"),
    "wrong-ground": ("#2C1E21", "#FBE5E2", "#520F0B"),
    "weak-ground": ("#2A2318", "#F8ECD6", "#3A2C00"),
    "heat-1": ("#5363AA", "#7A88D8", "#4A8AAA"),
    "heat-2": ("#7A8ED8", "#5869CB", "#62B0D6"),
}
"""Our own."""


def made(name: str, dark: bool, column: int) -> Theme:
    """The theme of this column of the colours."""
    roles: dict[str, Any] = {role: colours[column] for role, colours in ROLES.items()}
    own = {role: colours[column] for role, colours in VARIABLES.items()}
    own |= {"footer-background": roles["background"], "block-cursor-text-style": "none"}
    accent = roles["primary"]
    return Theme(name=name, dark=dark, secondary=accent, accent=accent, variables=own, **roles)


OURS = DARK, LIGHT, CONTRAST = made("weakspot", True, 0), made("light", False, 1), made("contrast", True, 2)


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Our own variables for a theme that does not have them, mixed from the colours that it has."""
    if theme.ansi:  # the terminal's own sixteen colours cannot be mixed
        quiet = dict.fromkeys(("muted", "faint", "rule", "heat-1"), "ansi_bright_black")
        plain = dict.fromkeys(("cursor", "right-ground", "wrong-ground", "weak-ground"), "ansi_default")
        return {**quiet, **plain, "heat-2": "ansi_blue"}
    if theme in OURS:
        return {}
    colours = theme.to_color_system().generate()
    ground, text, accent, right, wrong, weak = (
        Color.parse(colours[name])
        for name in ("background", "foreground", "accent", "success", "error", "warning")
    )
    mixed = {
        "muted": (text, 0.8),
        "faint": (text, 0.25),
        "rule": (text, 0.15),
        "cursor": (accent, 0.16),
        "right-ground": (right, 0.12),
        "wrong-ground": (wrong, 0.12),
        "weak-ground": (weak, 0.12),
        "heat-1": (accent, 0.5),
        "heat-2": (accent, 0.75),
    }
    return {name: ground.blend(colour, share).hex for name, (colour, share) in mixed.items()}


SIXTEEN = {
    True: {"accent": "#55FFFF", "warning": "#FFFF55", "success": "#55FF55", "error": "#FF5555"},
    False: {"accent": "#0000AA", "warning": "#AA5500", "success": "#00AA00", "error": "#AA0000"},
}
"""The four hues on dark and on light for terminals of sixteen colours, where the nearest may be grey."""


def sixteen(theme: Theme) -> dict[str, str]:
    """The variables of a theme that such a terminal needs otherwise; none where they are its own already."""
    hues = {} if theme.ansi else SIXTEEN[theme.dark]
    return hues | {name: hues["accent"] for name in ("primary", "secondary") if hues}
