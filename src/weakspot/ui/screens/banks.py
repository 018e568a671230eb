"""The banks: what each contains, where it comes from, what is wrong in it, and what is
muted.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from weakspot.engine.bank_view import BankView
from weakspot.engine.values import LocatedFault
from weakspot.game import Game
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.card import edit_bank, has_questions_in_use
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.play import ROUND_OPEN, is_over_round
from weakspot.ui.widgets.banks import bank_row, figures, heading_row, muted_row
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.stock import total_words

UNREAD = "It cannot be read yet."
TO_EDIT = "It cannot be read yet: edit opens it at its first error."
NOTHING_MUTED = "Nothing is muted here. A question is muted where it is asked."
GLANCES = 1.0
"""Seconds between looks at the files of banks."""


class BanksScreen(GameScreen[None]):
    """Lists the banks, one per row; checks them in a thread after the first paint."""

    DEFAULT_CSS = """
    BanksScreen.-wide > * { max-width: 112; }
    BanksScreen #body { layout: vertical; }
    BanksScreen.-wide #body { layout: horizontal; }
    BanksScreen .list { height: 1fr; width: 1fr; }
    BanksScreen OptionRows { height: auto; max-height: 1fr; }
    BanksScreen #heads { height: 1; }
    BanksScreen.-narrow #heads, BanksScreen.-short #heads { display: none; }
    BanksScreen #pane {
        height: auto; max-height: 7; border: round $rule; padding: 0 1;
        border-title-color: $muted; scrollbar-size-vertical: 1;
    }
    BanksScreen.-wide #pane {
        width: 37; height: 100%; max-height: 100%; margin-left: 2;
    }
    BanksScreen.-short #pane {
        border: none; padding: 0 0 0 2; height: 5; margin-top: 1;
    }
    """
    BINDINGS = [
        Binding("enter", "choose", "play", tooltip="play the section"),
        Binding("enter", "ask_again", "unmute", tooltip="ask it again; so does m"),
        Binding("enter", "say_unread", show=False),
        *command("m", "unmute", "unmute", show=False),
        *command("n", "lesson", "lesson", "the lesson"),
        *command("E", "edit", "edit", "open the bank in your editor, at a fault"),
        Binding("pageup", "page(-1)", priority=True),
        Binding("pagedown", "page(1)", priority=True),
        BACK,
        Binding("b", "leave", id="banks", show=False),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.faults: dict[str, tuple[LocatedFault, ...]] = {}
        self.rows = OptionRows()
        self.pane = VerticalScroll(Static(id="figures"), id="pane", can_focus=False)

    def compose(self) -> ComposeResult:
        yield Header()
        with Container(id="body"):
            with Vertical(classes="list"):
                yield Static(heading_row(), id="heads")
                yield self.rows
            yield self.pane
        yield KeyBar()

    def on_mount(self) -> None:
        self.refresh_banks()
        self.set_interval(GLANCES, self.refresh_banks)
        self.rows.focus()

    def refresh_banks(self) -> None:
        """Read again the banks that were edited elsewhere, and show what came of it."""
        if self.is_active and not has_questions_in_use(self.app):
            if self.game.library.refresh():
                self.faults.clear()
                self.show_game()
            if fault := self.game.library.take_fault():
                self.app.say(fault)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters) or self.rows.chosen is None:
            return False
        is_read = bool(self.bank.section)
        return {
            "choose": is_read and not self.muted,
            "ask_again": is_read and bool(self.muted),
            "say_unread": not is_read,
            "lesson": is_read,
        }.get(action, True)

    @property
    def bank(self) -> BankView:
        """The bank of the row under the cursor."""
        file = (self.rows.chosen or "").partition("\n")[0]
        return next(bank for bank in self.game.library.banks() if bank.file == file)

    @property
    def muted(self) -> str:
        """The key of what is muted in the row under the cursor, its section if that is
        off; else empty.
        """
        key = (self.rows.chosen or "").partition("\n")[2]
        return key or (self.bank.section if self.bank.is_off else "")

    # What is shown

    def show_game(self) -> None:
        """Bring the list up to date, and check the banks that were not checked yet."""
        banks = self.game.library.banks()
        total = paint(total_words(banks), "$muted")
        self.query_one(Header).show(brand("Banks"), total, bool(self.game.unsaved))
        self.rows.show_rows(self.list_rows())
        self.show_bank()
        unchecked = [
            bank.file
            for bank in banks
            if not bank.errors and bank.file not in self.faults
        ]
        if unchecked:
            check = partial(self.check_banks, unchecked)
            self.call_after_refresh(self.run_in_thread, check, self.show_faults)

    def list_rows(self) -> Iterator[tuple[str, Row]]:
        """The row of each bank, by its file, and of what is muted, by file and key."""
        is_narrow = self.has_class("-narrow")
        for bank in self.game.library.banks():
            yield bank.file, bank_row(bank, self.faults.get(bank.file), is_narrow)
            for key, title in bank.muted:
                yield f"{bank.file}\n{key}", muted_row(bank, key, title, is_narrow)

    def show_resized(self) -> None:
        self.rows.show_rows(self.list_rows())

    def check_banks(
        self, files: list[str], is_closed: Callable[[], bool]
    ) -> dict[str, tuple[LocatedFault, ...]]:
        """Find what is wrong in these banks, until the screen is closed."""
        faults = self.game.library.faults
        return {file: faults(file) for file in files if not is_closed()}

    def show_faults(self, faults: dict[str, tuple[LocatedFault, ...]]) -> None:
        self.faults |= faults
        self.rows.show_rows(self.list_rows())
        self.show_bank()

    @on(OptionList.OptionHighlighted)
    def show_bank(self) -> None:
        """Show the bank under the cursor in figures."""
        if self.rows.chosen is not None:
            bank = self.bank
            told = figures(bank, self.faults.get(bank.file))
            self.query_one("#figures", Static).update(told)
            self.pane.border_title = paint(bank.title)
            self.refresh_bindings()

    # What the player does

    @on(OptionList.OptionSelected)
    def choose_row(self) -> None:
        if self.muted:
            self.action_unmute()
        elif not self.bank.section:
            self.app.say(UNREAD if self.app.is_web else TO_EDIT)
        elif is_over_round(self.app):
            self.app.say(ROUND_OPEN)
        else:
            self.app.play_scope(self.bank.section)

    def action_ask_again(self) -> None:
        self.action_choose()

    def action_say_unread(self) -> None:
        self.action_choose()

    def action_unmute(self) -> None:
        if self.muted:
            self.unmute(self.muted)
        else:
            self.app.say(NOTHING_MUTED)

    def action_lesson(self) -> None:
        self.app.open_lesson(self.bank.section)

    def action_edit(self) -> None:
        bank = self.bank
        faults = bank.errors or self.faults.get(bank.file, ())
        if edit_bank(self, Path(bank.file), next((fault.line for fault in faults), 1)):
            self.faults.pop(bank.file, None)
            self.show_game()
