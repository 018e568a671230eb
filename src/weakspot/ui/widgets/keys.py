"""Keys as values: how each is labelled, what it does, and the bindings made from it."""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace
from textual.binding import Binding, BindingType


class Key(msgspec.Struct, frozen=True):
    """A key as a screen shows it: its `label`, what it does in a `word`, and the
    screen's `action`, if any.

    `keys` are the names of the keys bound to it, if not its label; `about` says what it
    does, for the help.
    """

    label: str
    word: str
    action: str = ""
    keys: str = ""
    about: str = ""

    @property
    def command(self) -> str | None:
        """The name that gives its letter another key in the settings: `mute` of
        `after('mute')`, if any.
        """
        if len(self.label) != 1:
            return None
        inner = self.action.strip("')").rpartition("'")[2]
        return inner.rpartition(".")[2]

    @property
    def key_names(self) -> list[str]:
        """Textual's names of the keys bound to it."""
        if self.keys:
            return self.keys.split(",")
        return [self.label.lower() if len(self.label) > 1 else self.label]

    @property
    def function_key(self) -> str:
        """The label of the function key bound to it; empty if there is none."""
        names = (
            name for name in self.key_names if name[0] == "f" and name[1:].isdigit()
        )
        return next(names, "").upper()


def bind_keys(keys: Iterable[Key], action: str = "") -> list[BindingType]:
    """Make a screen's bindings of the keys that have an action, or of all with this
    `action`.
    """
    made: list[BindingType] = []
    for key in keys:
        does = action or key.action
        first, *others = key.key_names
        if does:
            made.append(Binding(first, does, id=key.command))
            made += [(other, does) for other in others]
    return made


def apply_letters(keys: Iterable[Key], letters: Mapping[str, str]) -> list[Key]:
    """Label the keys as the player set them; `letters` are the letters of commands that
    were changed.
    """
    if not letters:
        return list(keys)
    return [
        replace(key, label=letters.get(key.command or "", key.label)) for key in keys
    ]


MOVE = Key("↑↓", "move", "help")
HELP = Key("?", "help", "help", "question_mark,f1", "this list; F1 too")
BACK = Key("Esc", "back", "leave", "escape,q")
PROGRESS = Key(
    "s",
    "progress",
    "app.open('progress')",
    about="progress: mastery, days, what comes back",
)
POINTS = Key(
    "*",
    "points",
    "app.open('points')",
    "asterisk",
    "points, streak and best rounds: how they count",
)
BANKS = Key(
    "b", "banks", "app.open('banks')", about="the banks: what they hold, what you muted"
)
SEARCH = Key("/", "search", "app.search", "slash", "search all questions and lessons")
SETTINGS = Key(",", "settings", "app.open('settings')", "comma")
PLAY = Key("Enter", "play", "choose")
READ = Key("n", "lesson", "lesson", about="the lesson, at its topic")
TOPIC = Key("i", "topic", "topic", about="the topic: how it stands, and why")
GO_TO = Key("g", "section", "app.go_to", about="go to a section by its number")
FLAG = Key(
    "f",
    "flag",
    "flag",
    "f,f4",
    "flag it: the first screen plays what is flagged; again: no longer",
)
MUTE = Key(
    "m",
    "not for me",
    "mute",
    about="not for me; again: nor its topic; again: both are back",
)
SUBMIT = Key("Enter", "submit", "do('submit')")
"""The key that submits, on a screen with an answer widget."""
EDIT = Key(
    "E",
    "edit",
    "edit",
    about="edit it in your editor ($VISUAL or $EDITOR), at its line",
)
