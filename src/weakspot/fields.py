"""The settings that can be changed: their names, how they are shown,
and their possible values.
"""

import msgspec

from weakspot.files import PLAIN_NAMES, is_plain_name

Value = bool | float | str

MAX_LISTED = 6
"""The most possible values that a message lists."""
THEMES = tuple(
    """weakspot light contrast textual-dark textual-light ansi-dark ansi-light
    atom-one-dark atom-one-light catppuccin-frappe catppuccin-latte catppuccin-macchiato
    catppuccin-mocha dracula flexoki gruvbox monokai nord rose-pine rose-pine-dawn
    rose-pine-moon solarized-dark solarized-light tokyo-night""".split()
)
"""Our own, then Textual's, listed here so as not to import it."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A setting: its name in the file, its texts on the screen,
    and its possible values.

    `values` are those that the keys step through, `words` the text for each; without
    words it is a number of `unit`, anything from the first value to the last; without
    values it is a player's name.
    """

    name: str
    title: str
    about: str
    values: tuple[Value, ...] = ()
    words: tuple[str, ...] = ()
    unit: str = ""

    def accepts(self, value: object) -> bool:
        """True if the setting can have this value."""
        if not self.values:
            return isinstance(value, str) and is_plain_name(value)
        if self.words:
            return any(
                type(each) is type(value) and each == value for each in self.values
            )
        low, high = self.values[0], self.values[-1]
        return type(value) in (int, float) and low <= value <= high  # type: ignore[operator]

    def value_words(self, value: Value) -> str:
        """The value as players read it."""
        if not self.values:
            return str(value)
        if self.words:
            return self.words[self.values.index(value)]
        return f"{format_value(value)} {self.unit}{'' if value == 1 else 's'}"

    def range_words(self) -> str:
        """The possible values, as they are written in the file."""
        if not self.values:
            return PLAIN_NAMES
        if self.words and len(self.values) > MAX_LISTED:
            return "one of those that the settings show"
        if self.words:
            return " or ".join(format_value(each) for each in self.values)
        return f"a number from {self.values[0]} to {self.values[-1]}"

    def step_value(self, value: Value, step: int) -> Value:
        """The value `step` places further; it wraps around at both ends."""
        if value in self.values:
            index = self.values.index(value) + step
        else:
            below = sum(each < value for each in self.values)  # type: ignore[operator]
            index = below - 1 if step < 0 else below
        return self.values[index % len(self.values)]


FIELDS = (
    Field(
        name="minutes",
        title="Today's round",
        about=(
            "About how long; at 10 minutes your first three rounds have 20 questions."
        ),
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
        about="On the results, a repaired topic's mark fills once. No key waits.",
        values=(True, False),
        words=("on", "off"),
    ),
    Field(
        name="pane",
        title="Beside a question",
        about="From 120 columns: its topic and this round, or the case, in a pane.",
        values=(True, False),
        words=("a pane", "nothing"),
    ),
)

PLAYER = Field(
    name="player",
    title="Player",
    about="The next start opens this player's save. Enter lets you type a name.",
)
"""It takes effect at the next start, as a game has one player for all its life."""


SUBJECT = Field(
    name="subject",
    title="Subject",
    about="The subject that was played last, which the next start opens.",
)
"""It is set by playing another, not on the screen of settings."""


def format_value(value: object) -> str:
    """A value about as the file has it, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:40]}"'
    return f"{value:g}" if isinstance(value, float) else str(value)[:40]
