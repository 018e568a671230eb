"""One question, whole: its answer hidden until it is asked for, its history below."""

from __future__ import annotations

from weakspot.engine.search import Found
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS
from weakspot.ui.screens.acting import ACTING_KEYS, ActingScreen
from weakspot.ui.screens.framed import SCROLL_KEYS
from weakspot.ui.widgets.card import CardLines
from weakspot.ui.widgets.foot import BACK, EDIT, FLAG, HELP, MUTE, READ, Key
from weakspot.ui.widgets.lines import plain


class CardScreen(ActingScreen):
    """Shows a question that was found."""

    DEFAULT_CSS = "CardScreen CardLines { margin-left: 2; }"
    BINDINGS = [
        ("space,enter", "reveal"),
        *SCROLL_KEYS,
        ("escape,q", "leave"),
    ]
    KEYS = (
        ("Space", "show the answer, or hide it; so does Enter"),
        ("↑ ↓", "scroll"),
        *ACTING_KEYS,
        ("Esc", "back"),
    )
    CONTENT = (CardLines,)

    def __init__(self, game: Game, found: Found) -> None:
        super().__init__(game)
        self.found = found

    def current(self) -> Found:
        return self.found

    def show_game(self) -> None:
        if all(one.key != self.found.key for one in self.game.everything()):
            self.dismiss()  # its bank was edited
            return
        kept = self.game.kept()
        card = self.game.card(self.found.key)
        flag = f"{UNICODE_MARKS.flag} " if self.found.key in kept.flagged else "  "
        self.header.left = plain(flag, "$warning") + plain(card.place, "bold")
        self.header.right = plain("not for you" if kept.has("muted", self.found) else "", "$muted")
        self.query_one(CardLines).card = card
        self.show_keys()

    def key_list(self) -> list[Key]:
        play = Key("p", "play topic", "play")
        return [*self.reveal_keys(), play, FLAG, MUTE, READ, HELP, BACK, EDIT]
