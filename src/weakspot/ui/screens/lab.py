"""The mini-lab: the player's projects, each described step by step."""

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from weakspot.engine.lab import Project
from weakspot.game import Game
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.dialog import InputScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.lab import ABOUT
from weakspot.words.project_card import project_words

NEW = "new"
"""The id of the row that begins a project."""
REMOVE = "Bksp again takes it off this list; its text stays in the save's log."


class LabScreen(GameScreen[None]):
    """Lists the player's projects, and begins new ones."""

    DEFAULT_CSS = """
    LabScreen .about { margin: 0 0 1 2; color: $muted; height: auto; }
    LabScreen.-short .about.-known { display: none; }
    LabScreen OptionRows { height: 1fr; }
    """
    BINDINGS = [
        Binding("enter", "choose", "open", tooltip="go on with the project"),
        *command("n", "create", "new", "describe another project"),
        *command("c", "card", "card", "the card of the project, as far as it is"),
        *command("r", "rename", "rename", "give the project another name"),
        Binding("backspace", "remove", "remove", tooltip="take it off this list"),
        BACK,
    ]
    AUTO_FOCUS = "OptionList"

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.rows = OptionRows()
        self.about = Static(ABOUT, classes="about", markup=False)
        self.warned_of: str | None = None

    def compose(self) -> ComposeResult:
        yield Header()
        with Vertical(id="body"):
            yield self.about
            yield self.rows
        yield KeyBar()

    def show_game(self) -> None:
        self.query_one(Header).show(brand("Mini-lab"), unsaved=bool(self.game.unsaved))
        self.warned_of = None
        today = self.game.today()
        rows: list[tuple[str | None, Row | None]] = []
        for project in self.game.lab.projects():
            told = project_words(self.game.lab.card(project), today)
            row = Row(paint(project.name, "bold"), more=[paint(told, "$muted")])
            rows += [(project.id, row), (None, None)]
        self.about.set_class(bool(rows), "-known")
        words = "Describe another project" if rows else "Describe a project"
        key = self.game.settings.keys.get("create", "n")
        new = Row(paint(words, "bold"), paint(key, "bold"))
        self.rows.show_rows([*rows, (NEW, new)])
        self.refresh_bindings()

    @property
    def current(self) -> Project | None:
        """The project under the cursor; None on the row for a new one."""
        projects = self.game.lab.projects()
        return next((one for one in projects if one.id == self.rows.chosen), None)

    @property
    def key_words(self) -> dict[str, str]:
        if self.current is None:
            return {"open": "begin", "card": "", "rename": "", "remove": "", "new": ""}
        return {}

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        self.warned_of = None
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def open_chosen(self) -> None:
        if self.current is None:
            self.action_create()
        else:
            self.open_project(self.current)

    def open_project(self, project: Project) -> None:
        """Open a project at its next step, or its card if there is none."""
        self.app.open_project(project, project.next_step(self.game.lab.steps))

    def action_create(self) -> None:
        asks = "What is the project called?"
        self.ask_name(asks, "begin", self.game.lab.create, self.open_project)

    def action_rename(self) -> None:
        if self.current is not None:
            rename = partial(self.game.lab.rename, self.current)
            self.ask_name("Its other name", "rename", rename)

    def ask_name(
        self,
        asks: str,
        word: str,
        act: Callable[[str], Project],
        then: Callable[[Project], None] = lambda project: None,
    ) -> None:
        """Ask for a name, do with it what `act` does, and go on with the project."""

        def take(name: str | None) -> None:
            if name is not None:
                with self.say_errors():
                    project = act(name)
                    self.show_game()
                    self.rows.highlighted = self.rows.get_option_index(project.id)
                    then(project)

        self.open(InputScreen(asks, word), take)

    def action_card(self) -> None:
        if self.current is not None:
            self.app.open_project(self.current, None)

    def action_remove(self) -> None:
        project = self.current
        if project is None:
            return
        if self.warned_of != project.id:
            self.warned_of = project.id
            self.app.say(REMOVE)
            self.mark_unseen()
        elif self.is_seen:
            with self.say_errors():
                self.game.lab.remove(project)
                self.show_game()
                self.app.say("Removed.")
