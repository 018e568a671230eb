"""The colours: four hues, four meanings, and what every Textual theme lacks for them."""

from textual.theme import Theme

DARK = Theme(
    name="weakspot",
    dark=True,
    background="#14161C",
    surface="#1B1E26",
    panel="#191C23",
    foreground="#E6E4DD",
    primary="#9DB1FF",
    secondary="#9DB1FF",
    accent="#9DB1FF",
    warning="#F0B35E",
    success="#7FCB9B",
    error="#F28B85",
    variables={
        "muted": "#9B9EAA",
        "faint": "#3D424F",
        "rule": "#2A2E38",
        "cursor": "#262B3C",
        "right-ground": "#18271F",
        "wrong-ground": "#2C1E21",
        "weak-ground": "#2A2318",
        "heat-1": "#5363AA",
        "heat-2": "#7A8ED8",
        "footer-background": "#14161C",
        "block-cursor-text-style": "none",
    },
)


def variable_defaults(dark: bool) -> dict[str, str]:
    """Our own variables for a theme that does not have them."""
    if dark:
        return dict(DARK.variables)
    return {
        "muted": "#62656E",
        "faint": "#BDB9AF",
        "rule": "#E0DDD5",
        "cursor": "#E3E7F8",
        "right-ground": "#E2F1E7",
        "wrong-ground": "#FBE5E2",
        "weak-ground": "#F8ECD6",
        "heat-1": "#7A88D8",
        "heat-2": "#5869CB",
    }
