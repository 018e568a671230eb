"""The subjects: each with its own banks, saves and round of the day."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from weakspot.editor import has_editor, open_editor
from weakspot.engine.overview import SubjectView
from weakspot.game import Game
from weakspot.game.subjects import Subject, add_subject, make_subject
from weakspot.text import format_count, one_line
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.dialog import InputScreen
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.menu import Menu
from weakspot.ui.widgets.subjects import subject_row, way_row
from weakspot.words.subjects import FOLDER, NEW, WAYS, total_words

SEVERAL = "It has several banks: open it, then the list of banks edits each."


class SubjectsScreen(GameScreen[None]):
    """Lists the subjects; Enter plays the one under the cursor."""

    AUTO_FOCUS = "OptionList"
    BINDINGS = [
        Binding("enter", "choose", "open", tooltip="play the subject"),
        *command("n", "new", "new", "make a subject, with examples to write over"),
        *command("o", "folder", "folder", "add a folder or a cloned repository"),
        *command("E", "edit", "edit", "edit its bank in your editor"),
        BACK,
        Binding("tab", "leave", show=False),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.header, self.rows = Header(), Menu()
        self.body = ScrollBody(self.rows)
        self.views: dict[str, SubjectView] = {}

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.body
        yield KeyBar()

    def show_resized(self) -> None:
        self.show_cursor()

    # What is shown

    def show_game(self) -> None:
        self.show_subjects()
        read = partial(self.read_views, self.game.subjects())
        self.call_after_refresh(self.run_in_thread, read, self.show_views)

    def read_views(
        self, subjects: Sequence[Subject], is_closed: Callable[[], bool]
    ) -> dict[str, SubjectView]:
        """The figures of each subject, by its name; only of some once `is_closed`."""
        return {
            subject.name: self.game.view_subject(subject)
            for subject in subjects
            if not is_closed()
        }

    def show_views(self, views: dict[str, SubjectView]) -> None:
        self.views = views
        self.show_subjects()

    def show_subjects(self) -> None:
        """Show the subjects, with what is known of them so far."""
        subjects, today = self.game.subjects(), self.game.today()
        known = [self.views[one.name] for one in subjects if one.name in self.views]
        told = total_words(len(subjects), known, self.has_class("-narrow"))
        self.header.show(brand("Subjects"), paint(told, "$muted"))
        rows = [
            row
            for one in subjects
            for row in (
                (one.name, subject_row(one.title, self.views.get(one.name), today)),
                (None, None),
            )
        ]
        ways = [(f"/{key}", way_row(name, about, key)) for key, name, about in WAYS]
        is_first = self.rows.highlighted is None
        self.rows.show_rows([*rows, *ways])
        if is_first and self.game.subject is not None:
            self.move_to(self.game.subject.name)

    def move_to(self, name: str) -> None:
        """Put the cursor on a subject."""
        if name in self.rows.ids:
            self.rows.highlighted = self.rows.get_option_index(name)

    @on(OptionList.OptionHighlighted)
    def show_cursor(self) -> None:
        """Keep the row under the cursor in sight, and say what its keys do."""
        self.rows.scroll_body(self.body)
        self.refresh_bindings()

    # What the keys do now

    @property
    def subject(self) -> Subject | None:
        """The subject under the cursor; None on a way to another one."""
        chosen = self.rows.chosen
        return next((one for one in self.game.subjects() if one.name == chosen), None)

    @property
    def key_words(self) -> dict[str, str]:
        return {} if self.subject is not None else {"open": "choose", "edit": ""}

    # What the player does

    @on(OptionList.OptionSelected)
    async def open_chosen(self, message: OptionList.OptionSelected) -> None:
        """Play the chosen subject, or make or add one."""
        chosen = str(message.option_id)
        if chosen == "/n":
            self.action_new()
        elif chosen == "/o":
            self.action_folder()
        elif self.game.subject is not None and chosen == self.game.subject.name:
            self.dismiss()
        else:
            self.app.switch_subject(chosen)

    def action_new(self) -> None:
        self.open(InputScreen(NEW, "make"), self.make)

    def action_folder(self) -> None:
        self.open(InputScreen(FOLDER, "add"), self.add)

    def make(self, name: str | None) -> None:
        """Make a subject of this name, and have its bank edited."""
        if name and self.game.home is not None:
            with self.say_errors():
                bank = make_subject(self.game.home, name.strip())
                self.show_new(name.strip())
                if has_editor() and not self.app.is_web:
                    self.edit(bank)
                else:
                    self.app.say(f"Made: {one_line(bank)}. Write your questions there.")

    def add(self, folder: str | None) -> None:
        """Add this folder as a subject."""
        if folder and self.game.home is not None:
            with self.say_errors():
                name = add_subject(self.game.home, Path(folder.strip()))
                self.show_new(name)
                self.app.say("Added. Its banks stay where they are.")

    def show_new(self, name: str) -> None:
        """Show a subject that is there from now on, under the cursor."""
        self.game.read_settings_again()
        self.show_game()
        self.move_to(name)

    def action_edit(self) -> None:
        if self.subject is None:
            return
        banks = self.subject.banks
        if len(banks) == 1:
            with self.say_errors():
                self.edit(banks[0])
        elif banks:
            self.app.say(SEVERAL)

    def edit(self, bank: Path) -> None:
        """Have a bank edited, and say what came of it. Raises WeakspotError if the
        editor failed.
        """
        open_editor(bank, 1, partial(lend_terminal, self.app))
        faults = self.game.library.faults(str(bank))
        self.show_game()
        if faults:
            first = f"line {faults[0].line}: {faults[0].words}"
            self.app.say(f"{format_count(len(faults), 'fault')}. {first}")
        else:
            self.app.say("The bank is sound.")
