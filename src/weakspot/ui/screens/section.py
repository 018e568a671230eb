"""One section: its topics as they stand, to play whole or topic by topic."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.overview import section_share, standing_words
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.screens.listing import ListingScreen
from weakspot.ui.widgets.foot import BACK, HELP, MOVE, PLAY, PROGRESS, READ, SETTINGS, TOPIC, Key
from weakspot.ui.widgets.lines import plain
from weakspot.ui.widgets.topics import TopicMenu


class SectionScreen(ListingScreen):
    """The topics of one section; Enter plays the row under the cursor."""

    DEFAULT_CSS = """
    SectionScreen.-wide > * { max-width: 112; }
    SectionScreen Static { margin: 0 0 1 2; }
    """
    BINDINGS = [
        ("left", "turn(-1)"),
        ("right", "turn(1)"),
    ]
    KEYS = (
        ("Enter", "play the section, or the topic under the cursor"),
        ("↑ ↓", "move"),
        ("← →", "the section before or after"),
        ("n", "the lesson"),
        ("i", "the topic under the cursor: how it stands, and why"),
        ("s", "progress"),
        ("Esc", "back"),
    )
    FOOTER = (PLAY, MOVE, READ, TOPIC, Key("←→", "section", "turn(1)"), HELP, BACK, PROGRESS, SETTINGS)

    def __init__(self, game: Game, index: int) -> None:
        """`index` counts the sections from 0, in order."""
        super().__init__(game)
        self.index = index

    @property
    def slug(self) -> str:
        return self.game.all_sections()[self.index].slug

    def content(self) -> list[Widget]:
        return [Static(plain(self.game.all_sections()[self.index].about, "$muted")), TopicMenu()]

    def show_game(self) -> None:
        section = self.game.sections()[self.index]
        self.header.left = Content.assemble((f"  {self.index + 1}  ", "$muted"), plain(section.title, "bold"))
        is_narrow = self.has_class("-narrow")
        self.header.right = plain(section_share(section) if is_narrow else standing_words(section), "$muted")
        self.show_topics(section.topics, self.game.plan("section", self.slug))

    def whole_round(self) -> Session:
        return self.game.start("section", section=self.slug)

    def lesson_of_all(self) -> str:
        return f"{self.slug}/"

    def action_turn(self, step: int) -> None:
        index = (self.index + step) % len(self.game.all_sections())
        self.app.switch_screen(SectionScreen(self.game, index))
