"""Keys as values: how each is written, what it does, and which binding makes it do so."""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace
from textual.binding import Binding, BindingType


class Key(msgspec.Struct, frozen=True):
    """A key: how it is written, what it does, in a word, and the screen's action, if it has one; the `keys`
    that do it where they are others than its label says; what it does in some words, for the help.
    """

    label: str
    word: str
    action: str = ""
    keys: str = ""
    about: str = ""

    @property
    def command(self) -> str | None:
        """By what name it may be given another letter, if it is one: `mute` of `after('mute')`."""
        if len(self.label) != 1:
            return None
        inner = self.action.strip("')").rpartition("'")[2]
        return inner.rpartition(".")[2]

    @property
    def key_names(self) -> list[str]:
        """The names that Textual has for the keys that do it."""
        if self.keys:
            return self.keys.split(",")
        return [self.label.lower() if len(self.label) > 1 else self.label]

    @property
    def function_key(self) -> str:
        """That which does it, if one does."""
        names = (name for name in self.key_names if name[0] == "f" and name[1:].isdigit())
        return next(names, "").upper()


def make_bindings(keys: Iterable[Key], action: str = "") -> list[BindingType]:
    """The keys that do something, or all do this, for the bindings of a screen."""
    made: list[BindingType] = []
    for key in keys:
        does = action or key.action
        first, *others = key.key_names
        if does:
            made.append(Binding(first, does, id=key.command))
            made += [(other, does) for other in others]
    return made


def apply_letters(keys: Iterable[Key], letters: Mapping[str, str]) -> list[Key]:
    """The keys as the player has them; `letters` are those of commands that have other ones than ours."""
    if not letters:
        return list(keys)
    return [replace(key, label=letters.get(key.command or "", key.label)) for key in keys]


MOVE = Key("↑↓", "move", "help")
HELP = Key("?", "help", "help", "question_mark,f1", "this list; F1 too")
BACK = Key("Esc", "back", "leave", "escape,q")
PROGRESS = Key("s", "progress", "app.open('progress')", about="progress: mastery, days, what falls due")
POINTS = Key(
    "*", "points", "app.open('points')", "asterisk", "points, streak and best rounds: how they count"
)
BANKS = Key("b", "banks", "app.open('banks')", about="the banks: what they hold, what you muted")
SEARCH = Key("/", "search", "app.search", "slash", "search all questions and lessons")
SETTINGS = Key(",", "settings", "app.open('settings')", "comma")
PLAY = Key("Enter", "play", "choose")
READ = Key("n", "lesson", "lesson", about="the lesson, at its topic")
TOPIC = Key("i", "topic", "topic", about="the topic: how it stands, and why")
FLAG = Key("f", "flag", "flag", "f,f4", "flag it: the first screen plays what is flagged; again: no longer")
MUTE = Key("m", "not for me", "mute", about="not for me; again: nor its topic; again: both are back")
SUBMIT = Key("Enter", "submit", "do('submit')")
"""On a screen that shows an answer, which does it."""
EDIT = Key("E", "edit", "edit", about="edit it in your editor ($VISUAL or $EDITOR), at its line")
