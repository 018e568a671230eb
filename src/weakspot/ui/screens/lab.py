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
from weakspot.ui.screens.lab_steps import StepsScreen
from weakspot.ui.screens.project_card import ProjectCardScreen
from weakspot.ui.widgets.bars import brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.lab import ABOUT
from weakspot.words.project_card import project_words

NEW = "new"
"""The id of the row that begins a project."""
ASK_NAME = "What is the project called?"
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

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.rows, self.about = OptionRows(), Static(classes="about", markup=False)
        self.warned_of: str | None = None

    def compose(self) -> ComposeResult:
        yield Header()
        with Vertical(id="body"):
            yield self.about
            yield self.rows
        yield KeyBar()

    def on_mount(self) -> None:
        self.about.update(ABOUT)
        self.rows.focus()

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
        new = Row(paint(words, "bold"), paint(self.new_label, "bold"))
        self.rows.show_rows([*rows, (NEW, new)])
        self.refresh_bindings()

    @property
    def new_label(self) -> str:
        """The key that begins a project now."""
        return self.game.settings.keys.get("create", "n")

    def current(self) -> Project | None:
        """The project under the cursor; None on the row for a new one."""
        chosen = self.rows.chosen
        projects = self.game.lab.projects()
        return next((one for one in projects if one.id == chosen), None)

    @property
    def key_words(self) -> dict[str, str]:
        if self.current() is None:
            return {"open": "begin", "card": "", "rename": "", "remove": "", "new": ""}
        return {}

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        self.warned_of = None
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def open_chosen(self) -> None:
        project = self.current()
        if project is None:
            self.action_create()
        elif (at := project.next_step(self.game.lab.steps)) is None:
            self.open_card(project)
        else:
            self.open_steps(project, at)

    def open_steps(self, project: Project, at: int) -> None:
        """Open a project at a step; its card if that is asked for there."""

        def follow(card: bool | None) -> None:
            if card:
                self.open_card(self.game.lab.find_again(project))

        self.open(StepsScreen(self.game, project, at), follow)

    def open_card(self, project: Project) -> None:
        """Open the card of a project; a step of it if that is asked for there."""

        def follow(change: bool | None) -> None:
            if change:
                at = project.next_step(self.game.lab.steps)
                self.open_steps(project, 0 if at is None else at)

        self.open(ProjectCardScreen(self.game, project), follow)

    def action_create(self) -> None:
        self.ask_name(ASK_NAME, "begin", self.game.lab.create, self.begin)

    def begin(self, project: Project) -> None:
        """Open a project just begun."""
        self.open_steps(project, 0)

    def action_rename(self) -> None:
        project = self.current()
        if project is not None:
            rename = partial(self.game.lab.rename, project)
            self.ask_name("Its other name", "rename", rename, lambda _: None)

    def ask_name(
        self,
        asks: str,
        word: str,
        act: Callable[[str], Project],
        then: Callable[[Project], None],
    ) -> None:
        """Ask for a name, do with it what `act` does, and go on with the project."""

        def take(name: str | None) -> None:
            if name is None:
                return
            with self.say_errors():
                project = act(name)
                self.show_game()
                self.rows.highlighted = self.rows.get_option_index(project.id)
                then(project)

        self.open(InputScreen(asks, word), take)

    def action_card(self) -> None:
        project = self.current()
        if project is not None:
            self.open_card(project)

    def action_remove(self) -> None:
        project = self.current()
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
