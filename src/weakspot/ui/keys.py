"""Keys: the bindings that screens share, and the bar that shows those in force."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

GAP = "   "
SHORT_KEYS = 3
"""The most keys shown on a short screen."""
WAYS_OUT = ("help", "leave", "quit")
"""The ids of the keys that are shown last and dropped last."""


class ShownKey(NamedTuple):
    """A key, or a group of keys, that can be used now: its label, word and help text;
    `key` is the name of the one that a click presses.
    """

    key: str
    label: str
    word: str
    about: str
    id: str | None
    in_bar: bool


def command(
    key: str, action: str, word: str, about: str = "", field: str = "", **more: Any
) -> list[Binding]:
    """Bind a letter that players may change, and `field`, the function key for the same
    where letters are text.
    """
    name = action.partition("(")[0].rpartition(".")[2]
    more = {"id": name, **more}
    bindings = [Binding(key, action, word, tooltip=about, **more)]
    if field:
        more["id"] = None
        bindings.append(Binding(field, action, word, tooltip=about, **more))
    return bindings


HELP = command("question_mark", "app.help", "help", "this list; F1 too", field="f1")
BACK = Binding("escape,q", "leave", "back", id="leave", tooltip="back")
SCROLLED = Binding.Group("scroll")
SCROLL = [
    Binding("up", "scroll(-1)", key_display="↑", group=SCROLLED, show=False),
    Binding("down", "scroll(1)", key_display="↓", group=SCROLLED, show=False),
]
"""The keys of a screen that is only read; the letters for them every screen has."""


def keys_in_force(screen: Screen[Any]) -> list[ShownKey]:
    """The keys that do something now, those of the focused widget first; one for each
    action and for each group. Without the letters that a focused field takes as text.
    """
    focused, display = screen.focused, screen.app.get_key_display
    found: dict[object, list[Binding]] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        character = binding.key if len(binding.key) == 1 else None
        is_text = focused is not None and focused.check_consume_key(
            binding.key, character
        )
        is_ours = binding.tooltip or binding.group or binding.show
        if enabled and not is_text and is_ours:
            found.setdefault(binding.group or (node, binding.action), []).append(
                binding
            )
    shown = []
    for bindings in found.values():
        first, group = bindings[0], bindings[0].group
        labels = [display(one) for one in bindings]
        if group is None:
            label, word = labels[0], first.description
        elif group.compact:
            label = labels[0] + (f"-{labels[-1]}" if labels[1:] else "")
            word = group.description
        else:
            label, word = " ".join(labels), group.description
        about = first.tooltip or word
        shown.append(ShownKey(first.key, label, word, about, first.id, first.show))
    return shown


def fit_keys(keys: Iterable[ShownKey], width: int, most: int) -> list[ShownKey]:
    """The keys that fit in `width` cells, at most `most`: the last go first, but for
    the ways out.
    """
    shown = sorted(keys, key=lambda key: key.id in WAYS_OUT)
    while len(shown) > 1 and (len(shown) > most or bar_width(shown) > width):
        droppable = [at for at, key in enumerate(shown) if key.id not in WAYS_OUT]
        # the first key is kept longer than any way out but help
        spare = droppable[1:] or [
            at for at, key in enumerate(shown) if at and key.id != "help"
        ]
        del shown[spare[-1] if spare else -1]
    return shown


def bar_width(keys: Iterable[ShownKey]) -> int:
    """The width of these keys in a row, in cells."""
    return cell_len(GAP.join(f"{key.label} {key.word}" for key in keys))


class KeyBar(Static):
    """The keys that can be used now, from the bindings in force; a click on one
    presses it.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { height: 1; link-color: $muted; link-style: none; }
    KeyBar { link-background-hover: $cursor; link-color-hover: $foreground; }
    KeyBar { link-style-hover: none; }
    """

    keys: reactive[tuple[ShownKey, ...]] = reactive(())

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self.fill, immediate=True)
        self.fill(self.screen)

    def fill(self, screen: Screen[Any]) -> None:
        """Show the keys in force on the screen."""
        if screen.is_active:  # below another it keeps them: they come back with it
            self.keys = tuple(key for key in keys_in_force(screen) if key.in_bar)

    def render(self) -> Content:
        most = SHORT_KEYS if self.screen.has_class("-short") else len(self.keys)
        shown = fit_keys(self.keys, self.content_size.width, most)
        return Content(GAP).join(
            Content.assemble(
                (key.label, "bold $foreground"), " ", (key.word, "$muted")
            ).stylize(Style.from_meta({"@click": f"press('{key.key}')"}))
            for key in shown
        )

    def action_press(self, key: str) -> None:
        self.app.simulate_key(key)
