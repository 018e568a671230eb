"""The banks: what each contains, where it comes from, what is wrong in it, and what is
muted.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from textual.widget import Widget

from weakspot.engine.values import LocatedFault
from weakspot.game import Game
from weakspot.ui.screens.card import edit_bank, has_questions_in_use
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.launcher import open_lesson, play_scope
from weakspot.ui.screens.play import ROUND_OPEN, is_over_round
from weakspot.ui.widgets.banks import BankFigures, BankMenu, BankRow, bank_rows
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import Pane, Panes
from weakspot.ui.widgets.keys import (
    BACK,
    BANKS,
    EDIT,
    HELP,
    MOVE,
    PLAY,
    READ,
    SEARCH,
    Key,
    bind_keys,
)
from weakspot.words.stock import total_words

UNREAD = "It cannot be read yet: edit opens it at its first error."


class BanksScreen(FramedScreen[None]):
    """Lists the banks, one per row; checks them in a thread after the first paint."""

    TITLE = "Banks"
    DEFAULT_CSS = """
    BanksScreen.-wide > * { max-width: 112; }
    BanksScreen.-medium Pane { max-height: 7; }
    BanksScreen.-wide #body Pane { width: 37; }
    """
    KEYS = (
        Key("Enter", "play the section; on what is muted: unmute it"),
        Key("↑ ↓", "move"),
        Key("m", "unmute what is under the cursor, too", "unmute"),
        READ,
        replace(EDIT, about="open the bank in your editor, at its first fault"),
        BACK,
    )
    BINDINGS = [*bind_keys(KEYS), *bind_keys([BANKS], "leave")]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.faults: dict[str, tuple[LocatedFault, ...]] = {}
        self.rows = BankMenu(classes="list")

    def content(self) -> list[Widget]:
        return [Panes(self.rows, Pane(BankFigures()))]

    def on_mount(self) -> None:
        if not has_questions_in_use(self.app):
            with self.say_errors():
                self.game.library.reload()  # they may have been edited elsewhere
        self.rows.set_reactive(BankMenu.items, bank_rows(self.game.library.banks()))
        self.rows.focus()
        self.watch(self.rows, "cursor", self.show_bank, init=False)
        # what was said is of another row
        self.watch(self.rows, "cursor", lambda: self.say(), init=False)

    def on_screen_suspend(self) -> None:
        self.say()  # what was said is no news any more

    @property
    def current_row(self) -> BankRow:
        return self.rows.items[self.rows.cursor]

    # What is shown

    def show_game(self) -> None:
        """Bring the list up to date, and check the banks that were not checked yet."""
        banks = self.game.library.banks()
        self.header.right = paint(total_words(banks), "$muted")
        here = self.current_row
        self.rows.items = rows = bank_rows(banks)
        same = (
            at
            for at, row in enumerate(rows)
            if (row.bank.file, row.key) == (here.bank.file, here.key)
        )
        self.rows.cursor = next(same, min(self.rows.cursor, len(rows) - 1))
        self.show_bank()
        unchecked = [
            bank.file
            for bank in banks
            if not bank.errors and bank.file not in self.faults
        ]
        if unchecked:
            find = partial(self.check_bank, unchecked)
            self.call_once_painted(partial(self.run_in_thread, find, self.show_faults))

    def check_bank(
        self, files: list[str], is_closed: Callable[[], bool]
    ) -> dict[str, tuple[LocatedFault, ...]]:
        """Find what is wrong in these banks, one after the other, until the screen is
        closed.
        """
        return {
            file: self.game.library.faults(file) for file in files if not is_closed()
        }

    def show_faults(self, faults: dict[str, tuple[LocatedFault, ...]]) -> None:
        self.faults |= faults
        self.rows.faults = dict(self.faults)
        self.show_bank()

    def show_bank(self) -> None:
        figures, bank = self.query_one(BankFigures), self.current_row.bank
        if figures.value != bank:
            self.query_one(Pane).scroll_home(animate=False)
        figures.value, figures.faults = bank, self.faults.get(bank.file)
        self.query_one(Pane).border_title = paint(bank.title)
        self.show_keys()

    def has_more_below(self) -> bool:
        return self.query_one(Pane).has_more

    def footer_keys(self) -> list[Key]:
        if self.current_row.bank.errors:
            return [EDIT, MOVE, HELP, BACK, SEARCH]
        first = Key("Enter", "unmute", "choose") if self.current_row.key else PLAY
        return [first, MOVE, READ, EDIT, HELP, BACK, SEARCH]

    # What the player does

    def action_choose(self) -> None:
        bank = self.current_row.bank
        if self.current_row.key:
            self.action_unmute()
        elif bank.errors:
            self.say(UNREAD)
        elif is_over_round(self.app):
            self.say(ROUND_OPEN)
        else:
            play_scope(self, bank.section)

    def action_unmute(self) -> None:
        if self.current_row.key:
            self.unmute(self.current_row.key)
        else:
            self.say("Nothing is muted here. A question is muted where it is asked.")

    def action_lesson(self) -> None:
        if self.current_row.bank.errors:
            self.say(UNREAD)
            return
        open_lesson(self, self.current_row.bank.section)

    def action_edit(self) -> None:
        bank = self.current_row.bank
        faults = bank.errors or self.faults.get(bank.file, ())
        if edit_bank(self, Path(bank.file), next((fault.line for fault in faults), 1)):
            self.faults.pop(bank.file, None)
            self.show_game()

    def action_page(self, step: int) -> None:
        self.query_one(Pane).page(step)
