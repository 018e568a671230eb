"""What can be done with a question that is looked at, flag, mute, edit, play its topic; and all of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from textual.app import App
from textual.geometry import Region

from weakspot.editor import open_editor
from weakspot.engine.search import LESSON, NOTHING_KEPT, Found
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS
from weakspot.ui.screens.launcher import LauncherScreen
from weakspot.ui.screens.question import QuestionScreen
from weakspot.ui.screens.round import MUTED
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.card import WITHHELD, CardLines
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.keys import BACK, EDIT, FLAG, HELP, MUTE, READ, Key, make_bindings
from weakspot.ui.widgets.rows import Rows

NO_QUESTION = "This is part of a lesson: Enter opens it."
ROUND_OPEN = "A round is open below: Esc leads back to it."
READ_AGAIN = "The banks were read again."
CARD_KEYS = (FLAG, MUTE, READ, Key("p", "play its topic", "play"), EDIT)


def over_round(app: App[object]) -> bool:
    """Does a round in play wait below?"""
    return any(isinstance(screen, QuestionScreen) for screen in app.screen_stack)


def rests_on_banks(app: App[object]) -> bool:
    """The same, or does an exam wait below to be looked through, its questions as they were asked?"""
    sessions = (getattr(screen, "session", None) for screen in app.screen_stack)
    return over_round(app) or any(one is not None and one.sheets for one in sessions)


class BankEditScreen(LauncherScreen[None]):
    """A screen from which banks are edited; a list and a pane stand beside each other where it is wide."""

    DEFAULT_CSS = """
    BankEditScreen #panes { height: 100%; layout: vertical; }
    BankEditScreen.-wide #panes { layout: horizontal; }
    BankEditScreen.-wide #panes Pane { width: 44; max-height: 100%; margin-left: 2; }
    BankEditScreen.-wide #panes .list { width: 1fr; }
    BankEditScreen.-short #panes Pane { border: none; padding: 0 0 0 2; height: 5; margin-top: 1; }
    """

    def on_mount(self) -> None:
        for rows in self.query(Rows):
            self.watch(rows, "cursor", self.fall_silent, init=False)

    def on_screen_suspend(self) -> None:
        self.fall_silent()

    def fall_silent(self) -> None:
        """What was said was of another row, or is no news any more."""
        self.say("")

    def edit_bank(self, path: Path, line: int) -> None:
        """Edit a bank, read it again and show it; what came of it is said."""
        if rests_on_banks(self.app):
            self.say(ROUND_OPEN)
            return
        with self.say_errors():
            open_editor(path, line, partial(lend_terminal, self.app))
            self.game.reload()
            self.show_game()
            self.say(READ_AGAIN)


class CardActionScreen(BankEditScreen):
    """Acts on the question that is looked at; its keys are CARD_KEYS and more."""

    kept = NOTHING_KEPT

    def current(self) -> Found | None:
        raise TypeError("each screen knows what it looks at")

    def marked(self, mark: Callable[[str], str]) -> None:
        """Mark the question, and say what the mark says of it."""
        one = self.current()
        if one is not None and one.kind == LESSON:
            self.say(NO_QUESTION)
        elif one is not None:
            with self.say_errors():
                told = mark(one.key)
                self.show_game()
                self.say(told)

    def action_flag(self) -> None:
        self.marked(lambda key: "Flagged." if self.game.toggle_flag(key) else "No longer flagged.")

    def action_mute(self) -> None:
        self.marked(lambda key: MUTED[self.game.cycle_mute(key)])

    def action_edit(self) -> None:
        one = self.current()
        if one is None:
            return
        if one.key in self.game.questions_in_exam():
            self.say(WITHHELD)
        elif one.kind == LESSON:
            self.edit_bank(self.game.section(one.section).file, 1)
        else:
            self.edit_bank(*self.game.locate_question(one.key))

    def action_reveal(self) -> None:
        lines = self.query_one(CardLines)
        lines.revealed = not lines.revealed
        self.show_keys()
        if lines.revealed:
            self.call_once_painted(self.show_answer)

    def show_answer(self) -> None:
        """Bring the answer into sight, as much of it as there is room for."""
        lines = self.query_one(CardLines)
        body, rows = lines.query_ancestor(Body), lines.answer_range
        region = Region(0, rows.start, 1, min(len(rows), body.size.height))
        body.scroll_to_region(region, animate=False, x_axis=False)

    def reveal_keys(self) -> list[Key]:
        """The key that shows the answer, or hides it; none where it cannot be shown."""
        lines = self.query_one(CardLines)
        none = lines.card is None or lines.is_withheld
        return [] if none else [Key("Space", "hide" if lines.revealed else "answer", "reveal")]

    def mute_key(self) -> Key:
        """The key that mutes, named by what it does next: see MUTED."""
        one, muted = self.current(), self.kept.muted
        if one is None or one.key not in muted and one.topic not in muted:
            return MUTE
        return replace(MUTE, word="ask again" if one.topic in muted else "nor its topic")

    def action_lesson(self) -> None:
        one = self.current()
        if one is not None:
            self.show_lesson(one.topic)

    def action_play(self) -> None:
        one = self.current()
        if one is not None and over_round(self.app):
            self.say(ROUND_OPEN)
        elif one is not None:
            self.play_scope(one.topic)


class CardScreen(CardActionScreen):
    """Shows a question that was found."""

    DEFAULT_CSS = "CardScreen CardLines { margin-left: 2; }"
    KEYS = (
        Key("Space", "show the answer, or hide it; so does Enter", "reveal", "space,enter"),
        Key("↑ ↓", "scroll"),
        *CARD_KEYS,
        BACK,
    )
    BINDINGS = make_bindings(KEYS)
    CONTENT = (CardLines,)

    def __init__(self, game: Game, found: Found) -> None:
        super().__init__(game)
        self.found = found

    def current(self) -> Found:
        return self.found

    def show_game(self) -> None:
        if all(one.key != self.found.key for one in self.game.search_index()):
            self.dismiss()  # its bank was edited
            return
        self.kept = kept = self.game.question_statuses()
        card = self.game.card(self.found.key)
        flag = f"{UNICODE_MARKS.flag} " if self.found.key in kept.flagged else "  "
        self.header.left = paint(flag, "$warning") + paint(card.place, "bold")
        self.header.right = paint("muted" if kept.has("muted", self.found) else "", "$muted")
        self.query_one(CardLines).card = card
        self.show_keys()

    def footer_keys(self) -> list[Key]:
        play = Key("p", "play topic", "play")
        return [*self.reveal_keys(), play, FLAG, self.mute_key(), READ, HELP, BACK, EDIT]
