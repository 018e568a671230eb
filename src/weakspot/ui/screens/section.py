"""One section: its topics as they stand, to play whole or topic by topic."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.overview import section_share
from weakspot.engine.report import TopicReport
from weakspot.game import Game
from weakspot.text import counted, minutes
from weakspot.ui.messages import ShowTopics
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS, state_mark
from weakspot.ui.widgets.foot import BACK, HELP, MOVE, PROGRESS, SETTINGS, Key
from weakspot.ui.widgets.lines import barred, gutter, plain, spread
from weakspot.ui.widgets.menu import topic_figures
from weakspot.ui.widgets.rows import Rows


class TopicMenu(Rows):
    """The topics of a section: how each stands, on what evidence."""

    topics: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    whole: reactive[str] = reactive("", layout=True)
    today: reactive[str] = reactive("")

    def row_count(self) -> int:
        return len(self.topics) + 1

    def row_lines(self, index: int, width: int) -> list[Content]:
        here = self.under_cursor(index)
        lead = gutter(here)
        if index == 0:
            line = spread(lead + plain("The whole section", "bold"), plain(f"{self.whole} ", "$muted"), width)
            return [*barred([line], width, here), Content("")]
        topic = self.topics[index - 1]
        name = lead + Content.assemble(state_mark(topic.state), " ", plain(topic.title))
        line = spread(name, topic_figures(topic, self.today, width), width)
        return barred([line], width, here)


class SectionScreen(FramedScreen[None]):
    """The topics of one section; Enter plays the row under the cursor."""

    DEFAULT_CSS = """
    SectionScreen.-wide > * { max-width: 112; }
    SectionScreen Static { margin: 0 0 1 2; }
    """
    BINDINGS = [
        ("n", "lesson"),
        ("i", "topic"),
        ("s", "app.progress"),
        ("left", "turn(-1)"),
        ("right", "turn(1)"),
        ("escape,q", "leave"),
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
    MARKS = TOPIC_MARKS

    def __init__(self, game: Game, index: int) -> None:
        """`index` counts the sections from 0, in order."""
        super().__init__(game)
        self.index = index

    @property
    def slug(self) -> str:
        return self.game.all_sections()[self.index].slug

    def content(self) -> list[Widget]:
        return [Static(plain(self.game.all_sections()[self.index].about, "$muted")), TopicMenu()]

    def on_mount(self) -> None:
        self.query_one(TopicMenu).focus()

    def show_game(self) -> None:
        section = self.game.sections()[self.index]
        self.header.left = Content.assemble((f"  {self.index + 1}  ", "$muted"), plain(section.title, "bold"))
        is_narrow = self.has_class("-narrow")
        seen = "" if is_narrow else f"  ·  {section.seen} of {section.questions} seen"
        self.header.right = plain(f"{section_share(section)}{seen}", "$muted")
        menu = self.query_one(TopicMenu)
        menu.today = self.game.today()
        menu.topics = section.topics
        plan = self.game.plan("section", self.slug)
        time = minutes(plan.seconds, brief=is_narrow)
        count = f"{plan.questions} in " if is_narrow else f"{counted(plan.questions, 'question')}, "
        menu.whole = count + time

    def redraw(self) -> None:
        super().redraw()
        self.show_game()

    def key_list(self) -> list[Key]:
        keys = [Key("Enter", "play", "choose"), MOVE, Key("n", "lesson", "lesson")]
        keys += [Key("i", "topic", "topic"), Key("←→", "section", "turn(1)")]
        return [*keys, HELP, BACK, PROGRESS, SETTINGS]

    @on(TopicMenu.Chosen)
    def choose(self, message: Rows.Chosen) -> None:
        """Play the section or the topic."""
        if message.index == 0:
            self.play_round(lambda: self.game.start("section", section=self.slug))
        else:
            topic = self.game.sections()[self.index].topics[message.index - 1]
            self.play_round(lambda: self.game.start("topic", topic=topic.key))

    def action_topic(self) -> None:
        topics = self.query_one(TopicMenu).topics
        keys = [topic.key for topic in topics]
        self.post_message(ShowTopics(keys, max(0, self.query_one(TopicMenu).cursor - 1)))

    def action_lesson(self) -> None:
        cursor = self.query_one(TopicMenu).cursor
        slug = list(self.game.all_sections()[self.index].topics)[cursor - 1] if cursor else ""
        self.show_lesson(f"{self.slug}/{slug}")

    def action_turn(self, step: int) -> None:
        index = (self.index + step) % len(self.game.all_sections())
        self.app.switch_screen(SectionScreen(self.game, index))
