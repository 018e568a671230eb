"""The card of a question that was found, and the base class of screens that act on such
questions.
"""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from weakspot.editor import open_editor
from weakspot.engine.search import SearchItem
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.launcher import open_lesson, play_scope
from weakspot.ui.screens.play import (
    EXAM_BELOW,
    MUTED,
    ROUND_OPEN,
    has_exam,
    is_over_round,
)
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.card import WITHHELD, CardLines
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.keys import BACK, EDIT, FLAG, HELP, MUTE, READ, Key, bind_keys

CARD_KEYS = (FLAG, MUTE, READ, Key("p", "play its topic", "play"), EDIT)


def has_questions_in_use(app: App[Any]) -> bool:
    """Whether a round or an exam to review is open below, so that its questions must
    stay as they are.
    """
    return is_over_round(app) or has_exam(app)


def edit_bank(
    screen: FramedScreen[None] | GameScreen[None], path: Path, line: int
) -> bool:
    """Have the player edit a bank, read it again and say what came of it; True if it
    was edited.
    """
    say = screen.app.say if isinstance(screen, GameScreen) else screen.say
    if has_questions_in_use(screen.app):
        say(EXAM_BELOW if has_exam(screen.app) else ROUND_OPEN)
        return False
    with screen.say_errors():
        open_editor(path, line, partial(lend_terminal, screen.app))
        with screen.say_errors():
            screen.game.library.reload()
            screen.show_game()
            say("The banks were read again.")
        return True
    return False


class CardActionScreen(FramedScreen[None]):
    """Flags, mutes, edits or plays the question that the player looks at; its KEYS
    include CARD_KEYS.
    """

    def on_screen_suspend(self) -> None:
        self.say()  # what was said is no news any more

    @abstractmethod
    def current(self) -> SearchItem | None:
        """The question or lesson that the player looks at; None if there is none."""

    def mark_current(self, mark: Callable[[str], str]) -> None:
        """Call `mark` with the key of the question, and say the words that it
        returns.
        """
        item = self.current()
        if item is not None and item.is_lesson:
            self.say("This is part of a lesson: Enter opens it.")
        elif item is not None:
            with self.say_errors():
                words = mark(item.key)
                self.show_game()
                self.say(words)

    def action_flag(self) -> None:
        self.mark_current(
            lambda key: (
                "Flagged."
                if self.game.library.toggle_flag(key)
                else "No longer flagged."
            )
        )

    def action_mute(self) -> None:
        self.mark_current(lambda key: MUTED[self.game.library.cycle_mute(key)])

    def action_edit(self) -> None:
        item = self.current()
        if item is None:
            return
        if item.key in self.game.library.questions_in_exam():
            self.say(WITHHELD)
        elif item.is_lesson:
            edit_bank(self, self.game.library.section(item.section).file, 1)
        else:
            edit_bank(self, *self.game.library.locate_question(item.key))

    def action_reveal(self) -> None:
        lines = self.query_one(CardLines)
        lines.revealed = not lines.revealed
        self.show_keys()
        if lines.revealed:
            self.call_once_painted(self.show_answer)

    def show_answer(self) -> None:
        """Scroll the answer into sight, as far as there is room."""
        lines = self.query_one(CardLines)
        body, rows = lines.query_ancestor(Body), lines.answer_range
        body.show_rows(rows.start, min(rows.stop, rows.start + body.size.height))

    def reveal_keys(self) -> list[Key]:
        """The key that shows or hides the answer; empty if the answer cannot be
        shown.
        """
        lines = self.query_one(CardLines)
        cannot_show = lines.card is None or lines.is_withheld
        return (
            []
            if cannot_show
            else [Key("Space", "hide" if lines.revealed else "answer", "reveal")]
        )

    def mark_keys(self) -> list[Key]:
        """The keys that flag and mute; none for a lesson."""
        item = self.current()
        return [] if item is None or item.is_lesson else [FLAG, MUTE]

    def action_lesson(self) -> None:
        item = self.current()
        if item is not None:
            open_lesson(self, item.topic)

    def action_play(self) -> None:
        item = self.current()
        if item is not None and is_over_round(self.app):
            self.say(ROUND_OPEN)
        elif item is not None:
            play_scope(self, item.topic)


class CardScreen(CardActionScreen):
    """Shows the card of a question that was found."""

    DEFAULT_CSS = "CardScreen CardLines { margin-left: 2; }"
    KEYS = (
        Key(
            "Space",
            "show the answer, or hide it; so does Enter",
            "reveal",
            "space,enter",
        ),
        Key("↑ ↓", "scroll"),
        *CARD_KEYS,
        BACK,
    )
    BINDINGS = bind_keys(KEYS)
    CONTENT = (CardLines,)

    def __init__(self, game: Game, item: SearchItem) -> None:
        super().__init__(game)
        self.item = item

    def current(self) -> SearchItem:
        return self.item

    def show_game(self) -> None:
        found = next(
            (
                item
                for item in self.game.library.search_index()
                if item.key == self.item.key
            ),
            None,
        )
        if found is None:
            self.dismiss()  # the question is gone: its bank was edited
            return
        self.item = found  # with another topic, perhaps
        statuses = self.game.library.question_statuses()
        card = self.game.library.card(self.item.key)
        flag = f"{UNICODE_MARKS.flag} " if self.item.key in statuses.flagged else "  "
        self.header.left = paint(flag, "$warning") + paint(card.place, "bold")
        self.header.right = paint(
            "muted" if statuses.has("muted", self.item) else "", "$muted"
        )
        self.query_one(CardLines).card = card
        self.show_keys()

    def footer_keys(self) -> list[Key]:
        play = Key("p", "play topic", "play")
        return [*self.reveal_keys(), play, *self.mark_keys(), READ, HELP, BACK, EDIT]
