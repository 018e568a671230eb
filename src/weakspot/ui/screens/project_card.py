"""The card of a project: what was said, what is missing, and the topics for it."""

from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from weakspot.engine.lab import Project, ProjectCard
from weakspot.game import Game
from weakspot.text import one_line
from weakspot.ui.keys import BACK, SCROLL, KeyBar, command
from weakspot.ui.screens.dialog import InputScreen
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.widgets.bars import brand, state_mark
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header, join_trail
from weakspot.ui.widgets.lab import card_lines
from weakspot.ui.widgets.laid import Laid
from weakspot.words.project_card import card_markdown, day_words, drill_words, file_name

AROUND = 9
"""Rows of the screen that are not the card's."""
COPIED = "Copied: the card as Markdown."


class ProjectCardScreen(GameScreen[None]):
    """Shows the card of a project on one page."""

    DEFAULT_CSS = """
    ProjectCardScreen #card {
        border: round $rule; padding: 0 2; border-title-color: $foreground;
        border-title-style: bold; border-subtitle-color: $muted;
    }
    ProjectCardScreen.-narrow #card { padding: 0; border: none; }
    ProjectCardScreen.-tall #card { padding: 1 3; }
    ProjectCardScreen.-tall #body { margin-top: 2; }
    ProjectCardScreen.-wide > * { max-width: 96; }
    """
    BINDINGS = [
        Binding("enter", "drill", "drill", tooltip="play the topics of the gaps"),
        *command("d", "drill", "drill", "play the topics of the gaps", show=False),
        *command("y", "copy", "copy", "copy the card as Markdown"),
        *command("w", "markdown", "Markdown", "write it into a file, as Markdown"),
        *command("v", "picture", "picture", "write it into a file, as a picture"),
        *command("u", "change", "change", "go back to the steps"),
        *SCROLL,
        BACK,
    ]
    marks = (
        (state_mark("known").plain, "said"),
        (state_mark("perhaps").plain, "not said yet, or a gap, with its topics"),
    )

    def __init__(self, game: Game, project: Project) -> None:
        super().__init__(game)
        self.project = project
        self.header, self.page = Header(), Static(id="card")

    def compose(self) -> ComposeResult:
        yield self.header
        yield ScrollBody(self.page)
        yield KeyBar()

    def on_mount(self) -> None:
        self.page.border_title = "Project card"

    @property
    def card(self) -> ProjectCard:
        """The card as of now: a topic may have been muted meanwhile."""
        return self.game.lab.card(self.project)

    def show_resized(self) -> None:
        self.show_game()

    def show_game(self) -> None:
        card = self.card
        where = join_trail(brand("Mini-lab"), paint("Project card"))
        kept = paint("" if self.game.unsaved else "kept", "$muted")
        self.header.show(where, kept, bool(self.game.unsaved))
        drill, rows = drill_words(card, "Enter drills"), self.app.size.height - AROUND
        self.page.update(Laid(partial(card_lines, card, drill, rows)))
        self.page.border_subtitle = paint(day_words(card))
        self.refresh_bindings()

    @property
    def key_words(self) -> dict[str, str]:
        return {} if self.card.topics else {"drill": ""}

    def action_drill(self) -> None:
        if self.card.topics:
            only = self.game.lab.gap_concepts(self.card)
            start = partial(self.game.rounds.start, "gaps", only=only)
            self.app.play_round(start)
        else:
            self.app.say("No topic answers a gap of this card.")

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(card_markdown(self.card))
        self.app.say(COPIED)

    def action_markdown(self) -> None:
        self.ask_file(".md")

    def action_picture(self) -> None:
        self.ask_file(".svg")

    def ask_file(self, ending: str) -> None:
        """Ask for the name of a file, and write the card into it."""
        name = f"{file_name(self.project)}{ending}"
        dialog = InputScreen("Write the card into which file?", "write", name)
        self.open(dialog, self.write)

    def write(self, typed: str | None) -> None:
        """Write the card into the file that was typed; nothing if that is empty."""
        if typed and typed.strip():
            with self.say_errors():
                path = self.game.lab.write_card(self.card, Path(typed.strip()))
                self.app.say(f"The card is in {one_line(path)}.")

    def action_change(self) -> None:
        at = self.project.next_step(self.game.lab.steps)
        self.app.open_project(self.project, at or 0)
