"""The card of a question that was found, and the base class of screens that act on such
questions.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from weakspot.editor import open_editor
from weakspot.engine.search import SearchItem
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS
from weakspot.ui.keys import BACK, SCROLL, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.screens.play import (
    EXAM_BELOW,
    MUTED,
    ROUND_OPEN,
    has_exam,
    is_over_round,
)
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.card import WITHHELD, CardView
from weakspot.ui.widgets.content import concat, paint
from weakspot.ui.widgets.header import Header

CARD_KEYS = [
    *command("p", "play", "play topic", "play its topic"),
    *command("f", "flag", "flag", "flag it: the first screen plays it; or no longer"),
    *command(
        "m", "mute", "not for me", "not for me; again: nor its topic; again: both"
    ),
    *command("n", "lesson", "lesson", "the lesson, at its topic"),
    *command("E", "edit", "edit", "edit it in your editor, at its line"),
]


CARD_WORDS = [binding.description for binding in CARD_KEYS]


def has_questions_in_use(app: App[Any]) -> bool:
    """True if a round or an exam to review is open below, so that its questions must
    stay as they are.
    """
    return is_over_round(app) or has_exam(app)


def edit_bank(screen: GameScreen[None], path: Path, line: int) -> bool:
    """Have the player edit a bank, read it again and say what came of it; True if it
    was edited.
    """
    if has_questions_in_use(screen.app):
        screen.app.say(EXAM_BELOW if has_exam(screen.app) else ROUND_OPEN)
        return False
    with screen.say_errors():
        open_editor(path, line, partial(lend_terminal, screen.app))
        with screen.say_errors():
            screen.game.library.reload()
            screen.show_game()
            screen.app.say("The banks were read again.")
        return True
    return False


class CardActionScreen(GameScreen[None]):
    """Flags, mutes, edits or plays the question that the player looks at."""

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.header, self.view = Header(), CardView()

    def on_screen_suspend(self) -> None:
        self.app.say("")  # what was said is no news any more

    @abstractmethod
    def current(self) -> SearchItem | None:
        """The question or lesson that the player looks at; None if there is none."""

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer: a lesson has no flag, a withheld answer no key."""
        item, card = self.current(), self.view.card
        words = {"answer": "hide"} if self.view.revealed else {}
        if card is None or card.withheld:
            words["answer"] = ""
        if item is None or item.is_lesson:
            words |= {"flag": "", "not for me": ""}
        return words

    def mark_current(self, mark: Callable[[str], str]) -> None:
        """Call `mark` with the key of the question, and say the words that it
        returns.
        """
        item = self.current()
        if item is not None and item.is_lesson:
            self.app.say("This is part of a lesson: Enter opens it.")
        elif item is not None:
            with self.say_errors():
                words = mark(item.key)
                self.show_game()
                self.app.say(words)

    def flag(self, key: str) -> str:
        """Flag the question, or no longer; what was done."""
        is_flagged = self.game.library.toggle_flag(key)
        return "Flagged." if is_flagged else "No longer flagged."

    def action_flag(self) -> None:
        self.mark_current(self.flag)

    def action_mute(self) -> None:
        self.mark_current(lambda key: MUTED[self.game.library.cycle_mute(key)])

    def action_edit(self) -> None:
        item = self.current()
        if item is None:
            return
        if item.key in self.game.library.questions_in_exam():
            self.app.say(WITHHELD)
        elif item.is_lesson:
            edit_bank(self, self.game.library.section(item.section).file, 1)
        else:
            edit_bank(self, *self.game.library.locate_question(item.key))

    def action_reveal(self) -> None:
        """Show the answer, as far as there is room, or hide it."""
        if self.view.revealed:
            self.view.hide()
        else:
            self.view.reveal()
            self.call_after_refresh(self.call_if_open, self.show_answer)
        self.refresh_bindings()

    def show_answer(self) -> None:
        pane = self.view.parent
        if isinstance(pane, VerticalScroll):
            region = self.view.answer_region()
            height = min(region.height, pane.size.height)
            shown = region.shrink((0, 0, region.height - height, 0))
            pane.scroll_to_region(shown, animate=False)

    def action_lesson(self) -> None:
        item = self.current()
        if item is not None:
            self.app.open_lesson(item.topic)

    def action_play(self) -> None:
        item = self.current()
        if item is not None and is_over_round(self.app):
            self.app.say(ROUND_OPEN)
        elif item is not None:
            self.app.play_scope(item.topic)


class CardScreen(CardActionScreen):
    """Shows the card of a question that was found."""

    DEFAULT_CSS = "CardScreen CardView { margin-left: 2; }"
    BINDINGS = [
        Binding(
            "space,enter",
            "reveal",
            "answer",
            key_display="Space",
            tooltip="show the answer, or hide it; so does Enter",
        ),
        *SCROLL,
        *CARD_KEYS,
        BACK,
    ]

    def __init__(self, game: Game, item: SearchItem) -> None:
        super().__init__(game)
        self.item = item

    def compose(self) -> ComposeResult:
        yield self.header
        yield ScrollBody(self.view)
        yield KeyBar()

    def current(self) -> SearchItem:
        return self.item

    def show_game(self) -> None:
        index = self.game.library.search_index()
        found = next((item for item in index if item.key == self.item.key), None)
        if found is None:
            self.dismiss()  # the question is gone: its bank was edited
            return
        self.item = found  # with another topic, perhaps
        statuses = self.game.library.question_statuses()
        card = self.game.library.card(self.item.key)
        flag = f"{UNICODE_MARKS.flag} " if self.item.key in statuses.flagged else "  "
        where = concat((flag, "$warning"), paint(card.place, "bold"))
        muted = "muted" if statuses.has("muted", self.item) else ""
        self.header.show(where, paint(muted, "$muted"), bool(self.game.unsaved))
        self.view.show(card)
        self.refresh_bindings()
