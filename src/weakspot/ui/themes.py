"""The colours: four hues, four meanings, in three themes, and what every other theme lacks for them."""

from textual.color import Color
from textual.theme import Theme


def made(
    name: str,
    dark: bool,
    grounds: tuple[str, str, str],
    texts: tuple[str, str],
    hues: tuple[str, str, str, str],
    ornaments: tuple[str, str],
    tints: tuple[str, str, str, str],
    heat: tuple[str, str],
) -> Theme:
    """A theme of background, surface, panel; foreground, muted; accent, weak, right, wrong; faint, rule;
    the grounds of the cursor, of right, wrong and weak; and two steps of heat below the accent.
    """
    background, surface, panel = grounds
    accent, weak, right, wrong = hues
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        foreground=texts[0],
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=weak,
        success=right,
        error=wrong,
        variables={
            "muted": texts[1],
            "faint": ornaments[0],
            "rule": ornaments[1],
            "cursor": tints[0],
            "right-ground": tints[1],
            "wrong-ground": tints[2],
            "weak-ground": tints[3],
            "heat-1": heat[0],
            "heat-2": heat[1],
            "footer-background": background,
            "block-cursor-text-style": "none",
        },
    )


DARK = made(
    "weakspot",
    True,
    grounds=("#14161C", "#1B1E26", "#191C23"),
    texts=("#E6E4DD", "#9B9EAA"),
    hues=("#9DB1FF", "#F0B35E", "#7FCB9B", "#F28B85"),
    ornaments=("#3D424F", "#2A2E38"),
    tints=("#262B3C", "#18271F", "#2C1E21", "#2A2318"),
    heat=("#5363AA", "#7A8ED8"),
)
LIGHT = made(
    "light",
    False,
    grounds=("#FBFAF7", "#F2F0EA", "#F5F3EE"),
    texts=("#23252C", "#62656E"),
    hues=("#3B50C0", "#8A5300", "#1C6B41", "#AF2E29"),
    ornaments=("#BDB9AF", "#E0DDD5"),
    tints=("#E3E7F8", "#E2F1E7", "#FBE5E2", "#F8ECD6"),
    heat=("#7A88D8", "#5869CB"),
)
CONTRAST = made(
    "contrast",
    True,
    grounds=("#000000", "#000000", "#000000"),
    texts=("#FFFFFF", "#D6D6D6"),
    hues=("#7CD6FF", "#FFD23F", "#6BFFA8", "#FF9A92"),
    ornaments=("#8C8C8C", "#8C8C8C"),
    tints=("#003B66", "#00361C", "#520F0B", "#3A2C00"),
    heat=("#4A8AAA", "#62B0D6"),
)
OURS = (DARK, LIGHT, CONTRAST)


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
