"""Screens that list topics, to play all of them or one: the weak spots, and one
section.
"""

from collections import Counter
from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from weakspot.engine.report import TopicReport
from weakspot.game import Game
from weakspot.text import format_count
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.launcher import open_lesson, play_round, play_scope
from weakspot.ui.screens.topic import NO_TOPIC, open_topics
from weakspot.ui.widgets.bars import TOPIC_MARKS, brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.keys import (
    BACK,
    GO_TO,
    HELP,
    MOVE,
    PLAY,
    PROGRESS,
    READ,
    SETTINGS,
    TOPIC,
    Key,
    bind_keys,
)
from weakspot.ui.widgets.topics import TopicMenu, WeakMenu
from weakspot.words.estimates import estimate_words, section_share_words, state_word
from weakspot.words.numbers import format_minutes

TOPIC_KEYS = (READ, TOPIC, GO_TO, PROGRESS, BACK)


class TopicListScreen(FramedScreen[None]):
    """Lists topics in a TopicMenu; Enter plays the row under the cursor."""

    DEFAULT_CSS = "TopicListScreen.-wide > * { max-width: 112; }"
    MARKS = TOPIC_MARKS

    mode = "weak"
    """The mode of the round that plays all of them."""
    slug: str | None = None
    """The section that all the topics belong to, if there is one."""

    def list_topics(self, topics: Sequence[TopicReport]) -> None:
        """List these topics, and above them the round that plays them all."""
        plan = self.game.progress.plan(self.mode, self.slug or "")
        menu = self.query_one(TopicMenu)
        menu.today, menu.items = self.game.today(), (None, *topics)
        self.topics = [topic.key for topic in topics]
        menu.cursor = min(menu.cursor, len(topics))
        words = (
            f"{format_count(len(plan.drawn), 'question')}, "
            f"{format_minutes(plan.seconds)}"
        )
        brief = f"{len(plan.drawn)} in {format_minutes(plan.seconds, brief=True)}"
        planned = brief if self.has_class("-narrow") else words
        menu.whole = planned if plan.drawn else "nothing to ask"

    def on_mount(self) -> None:
        menu = self.query_one(TopicMenu)
        menu.focus()
        self.watch(
            menu, "cursor", lambda: self.say(), init=False
        )  # what was said is of another row

    def redraw(self) -> None:
        super().redraw()
        self.show_game()

    def action_choose(self) -> None:
        chosen = self.query_one(TopicMenu).chosen
        if chosen is None:
            play_round(
                self, lambda: self.game.rounds.start(self.mode, section=self.slug)
            )
        else:
            play_scope(self, chosen.key)

    action_page = FramedScreen.page_rows

    def action_topic(self) -> None:
        open_topics(self, self.topics, max(0, self.query_one(TopicMenu).cursor - 1))

    def action_lesson(self) -> None:
        chosen = self.query_one(TopicMenu).chosen
        if chosen is not None:
            open_lesson(self, chosen.key)
        elif self.slug or self.topics:
            open_lesson(self, self.slug or self.topics[0])
        else:
            self.say(NO_TOPIC)


class WeakScreen(TopicListScreen):
    """Lists the weak spots; Enter plays the row under the cursor."""

    TITLE = "Weakest topics"
    CONTENT = (WeakMenu,)
    FOOTER = (PLAY, MOVE, TOPIC, READ, HELP, BACK, PROGRESS, SETTINGS)
    KEYS = (
        Key("Enter", "play a round of these, or the topic under the cursor"),
        Key("↑ ↓", "move"),
        *TOPIC_KEYS,
    )
    BINDINGS = bind_keys(KEYS)
    MARKS = (
        *TOPIC_MARKS,
        ("order", "the most surely weak first: a figure from more answers says more"),
    )

    def show_game(self) -> None:
        spots = self.game.progress.weak_spots()
        counts = Counter(state_word(spot.state) for spot in spots)
        words = " · ".join(f"{count} {word}" for word, count in counts.items())
        self.header.brief, self.header.right = brand("Weakest"), paint(words, "$muted")
        self.list_topics(spots)


class SectionScreen(TopicListScreen):
    """Lists the topics of one section; Enter plays the row under the cursor."""

    DEFAULT_CSS = "SectionScreen Static { margin: 0 0 1 2; }"
    KEYS = (
        Key("Enter", "play the section, or the topic under the cursor"),
        Key("↑ ↓", "move"),
        Key("← →", "the section before or after"),
        *TOPIC_KEYS,
    )
    BINDINGS = [*bind_keys(KEYS), ("left", "turn(-1)"), ("right", "turn(1)")]
    mode = "section"
    FOOTER = (
        PLAY,
        MOVE,
        READ,
        TOPIC,
        Key("←→", "section", "turn(1)"),
        HELP,
        BACK,
        PROGRESS,
        SETTINGS,
    )

    def __init__(self, game: Game, index: int) -> None:
        """`index` is the section's place in the order of the banks, counted from 0."""
        super().__init__(game)
        self.slug = game.library.sections()[index].slug

    @property
    def index(self) -> int:
        """The section's place now, from 0: when the banks are read again, another may
        have come before it.
        """
        return next(
            at
            for at, section in enumerate(self.game.library.sections())
            if section.slug == self.slug
        )

    def content(self) -> list[Widget]:
        return [
            Static(paint(self.game.library.sections()[self.index].about, "$muted")),
            TopicMenu(),
        ]

    def show_game(self) -> None:
        section = self.game.progress.sections()[self.index]
        self.header.left = Content.assemble(
            (f"  {self.index + 1}  ", "$muted"), paint(section.title, "bold")
        )
        words = (
            section_share_words(section)
            if self.has_class("-narrow")
            else estimate_words(section)
        )
        self.header.right = paint(words, "$muted")
        self.list_topics(section.topics)

    def action_turn(self, step: int) -> None:
        index = (self.index + step) % len(self.game.library.sections())
        self.app.switch_screen(SectionScreen(self.game, index))
