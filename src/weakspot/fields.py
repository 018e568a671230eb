"""What can be set: the name of each setting, how it is told, and what it can be."""

import msgspec

from weakspot.files import PLAIN_NAMES, is_plain_name

Value = bool | float | str

LISTED = 6
"""As many values are told where none of them was given."""
THEMES = (
    "weakspot", "light", "contrast", "textual-dark", "textual-light", "ansi-dark", "ansi-light",
    "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato",
    "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn",
    "rose-pine-moon", "solarized-dark", "solarized-light", "tokyo-night",
)  # fmt: skip
"""Our own, then Textual's, which is not imported to name them."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A setting: its name in the file, what is read of it, and what it can be.

    `values` are what the keys step through, `words` what is read of each; without words it is a number of
    `unit`, anything from the first value to the last; without values a player's name.
    """

    name: str
    title: str
    about: str
    values: tuple[Value, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""

    def takes(self, value: object) -> bool:
        """Can it be this?"""
        if not self.values:
            return isinstance(value, str) and is_plain_name(value)
        if self.words:
            return any(type(one) is type(value) and one == value for one in self.values)
        return type(value) in (int, float) and self.values[0] <= value <= self.values[-1]  # type: ignore[operator]

    def told(self, value: Value) -> str:
        """The value as a player reads it."""
        if not self.values:
            return str(value)
        if self.words:
            return self.words[self.values.index(value)]
        return f"{written(value)} {self.unit}{'' if value == 1 else 's'}"

    def expected(self) -> str:
        """What it can be, as the file has it."""
        if not self.values:
            return PLAIN_NAMES
        if self.words and len(self.values) > LISTED:
            return "one of those that the settings show"
        if self.words:
            return " or ".join(written(one) for one in self.values)
        return f"a number from {self.values[0]} to {self.values[-1]}"

    def stepped(self, value: Value, step: int) -> Value:
        """The value `step` further, round and round."""
        if value in self.values:
            at = self.values.index(value) + step
        else:
            below = sum(one < value for one in self.values)  # type: ignore[operator]
            at = below - 1 if step < 0 else below
        return self.values[at % len(self.values)]


FIELDS = (
    Field(
        name="minutes",
        title="Today's round",
        about="About how long; at 10 minutes your first three rounds have 20 questions.",
        values=(1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120),
        unit="minute",
    ),
    Field(
        name="answer",
        title="A digit",
        about="Where one option is right: does its digit answer, or only pick it?",
        values=("digit", "enter"),
        words=("answers at once", "picks, Enter submits"),
    ),
    Field(
        name="confidence",
        title="How sure you are",
        about="Guess, think or sure submits and says it; a digit then only picks.",
        values=(True, False),
        words=("asked", "not asked"),
    ),
    Field(
        name="theme",
        title="Theme",
        about="Our own are dark, light and contrast; the others are Textual's.",
        values=THEMES,
        words=("weakspot, dark", "weakspot, light", "weakspot, contrast", *THEMES[3:]),
    ),
    Field(
        name="marks",
        title="Marks",
        about="ASCII where your font lacks signs such as those of topics.",
        values=("auto", "unicode", "ascii"),
        words=("as the terminal can", "Unicode", "ASCII"),
    ),
    Field(
        name="motion",
        title="Motion",
        about="Strokes and bars grow to their length; no key waits for them.",
        values=(True, False),
        words=("on", "off"),
    ),
)

PLAYER = Field(
    name="player", title="Player", about="Whose save, from the next start on. Enter lets you type a name."
)
"""From the next start: a game has one player from its beginning to its end."""


def written(value: object) -> str:
    """A value much as the file has it, in brief."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:40]}"'
    return f"{value:g}" if isinstance(value, float) else str(value)[:40]
