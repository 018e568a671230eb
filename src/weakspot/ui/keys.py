"""Keys: the bindings that screens share, and the bar that shows those in force."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

GAP = "   "
SHORT_KEYS = 3
"""The most keys shown on a short screen."""
WAYS_OUT = ("app.help", "leave", "app.quit", "dismiss")
"""The actions whose keys are dropped last."""
LAST = ("cursor_up", *WAYS_OUT)
"""The actions whose keys are shown last, in this order."""


class ShownKey(NamedTuple):
    """A key, or a group of keys, that can be used now: its label, word and help text;
    `key` is the name of the one that a click presses.
    """

    key: str
    label: str
    word: str
    about: str
    action: str
    in_bar: bool


def command(
    key: str, action: str, word: str, about: str = "", field: str = "", **more: Any
) -> list[Binding]:
    """Bind a letter that players may change, and `field`, the function key for the same
    where letters are text.
    """
    name = action.strip("')").rpartition("'")[2].rpartition(".")[2]
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

    The widget or screen of a key may say in its `key_words` what the key does now, by
    the key's word in its binding; with an empty one it is left out.
    """
    focused = screen.focused
    found: Found = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        character = binding.key if len(binding.key) == 1 else None
        is_text = focused is not None and focused.check_consume_key(
            binding.key, character
        )
        is_ours = binding.tooltip or binding.group or binding.show
        if enabled and not is_text and is_ours:
            same = binding.group or binding.action
            found.setdefault((node, same), []).append(binding)
    found = order_as_declared(screen, found)
    nodes = {node for node, _ in found}
    words = {node: getattr(node, "key_words", {}) for node in nodes}
    shown = [show_key(node.app, each, words[node]) for (node, _), each in found.items()]
    return [key for key in shown if key.word]


Found = dict[tuple[DOMNode, Binding.Group | str], list[Binding]]
"""Bindings in force, by their node, and by the action or group that they share."""


def order_as_declared(screen: Screen[Any], found: Found) -> Found:
    """The keys of the screen that its footer has, in the order of its `BINDINGS`, among
    the others: Textual puts one that it overrides, such as Tab, first.
    """
    bindings = [one for one in type(screen).BINDINGS if isinstance(one, Binding)]
    places = [one.group or one.action for one in bindings if one.show]
    own = [key for key in found if key[0] is screen and key[1] in places]
    ordered = iter(sorted(own, key=lambda key: places.index(key[1])))
    keys = [next(ordered) if key in own else key for key in found]
    return {key: found[key] for key in keys}


def rank_key(binding: Binding) -> int:
    """The place of a binding among those of one action: letters, then function keys."""
    if "+" in binding.key:
        return 2
    return 1 if binding.key[0] == "f" and binding.key[1:].isdigit() else 0


def show_key(
    app: App[Any], bindings: Sequence[Binding], words: Mapping[str, str]
) -> ShownKey:
    """The key of one action, or of one group, as the footer shows it; `words` replace
    those of its bindings.
    """
    # a letter before its function key: one that a player has set comes last
    bindings = sorted(bindings, key=rank_key)
    first, group = bindings[0], bindings[0].group
    labels = [app.get_key_display(one) for one in bindings]
    label, word = labels[0], first.description
    if group is not None:
        word = group.description
        label = " ".join(labels)
        if group.compact and labels[1:]:
            label = f"{labels[0]}-{labels[-1]}"
    now = words.get(word, word)
    about = first.tooltip or word
    return ShownKey(
        first.key, label, now, about, first.action, first.show and bool(now)
    )


def fit_keys(
    keys: Iterable[ShownKey], width: int, most: int, is_small: bool
) -> list[ShownKey]:
    """The keys that fit in `width` cells, at most `most`: the last go first, but for
    help, and for the other ways out where the screen is not small.
    """
    shown = sorted(keys, key=lambda key: place_last(key.action))
    kept = WAYS_OUT[:1] if is_small else WAYS_OUT
    while len(shown) > 1 and (len(shown) > most or bar_width(shown) > width):
        spare = [at for at, key in enumerate(shown) if at and key.action not in kept]
        del shown[spare[-1] if spare else -1]
    return shown


def place_last(action: str) -> int:
    """The place of an action among those that are shown last; -1 for others."""
    return LAST.index(action) if action in LAST else -1


def bar_width(keys: Iterable[ShownKey]) -> int:
    """The width of these keys in a row, in cells."""
    return cell_len(GAP.join(f"{key.label} {key.word}" for key in keys))


class KeyBar(Static):
    """The keys that can be used now, from the bindings in force; a click on one
    presses it.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { height: 1; }
    """

    keys: reactive[tuple[ShownKey, ...]] = reactive(())

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.is_first_click = True
        self.auto_links = (
            False  # keys are bold and words muted, without Textual's hover
        )

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self.fill, immediate=True)
        self.fill(self.screen)

    def fill(self, screen: Screen[Any]) -> None:
        """Show the keys in force on the screen."""
        if screen.is_active:  # below another it keeps them: they come back with it
            self.keys = tuple(key for key in keys_in_force(screen) if key.in_bar)

    def render(self) -> Content:
        is_short = self.screen.has_class("-short")
        most = SHORT_KEYS if is_short else len(self.keys)
        is_small = is_short or self.screen.has_class("-narrow")
        shown = fit_keys(self.keys, self.content_size.width, most, is_small)
        return Content(GAP).join(
            Content.assemble(
                (key.label, "bold $foreground"), " ", (key.word, "$muted")
            ).stylize(Style.from_meta({"@click": f"press('{key.key}')"}))
            for key in shown
        )

    def on_click(self, event: events.Click) -> None:
        """Press a key only by a click that began here: not by the end of a double click
        that led to this screen.
        """
        if event.chain == 1:
            self.is_first_click = False
        if event.button != 1 or self.is_first_click:
            event.prevent_default()

    def action_press(self, key: str) -> None:
        self.app.simulate_key(key)
