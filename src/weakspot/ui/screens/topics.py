"""Screens that list topics, to play all of them or one: the weak spots, and one
section.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from weakspot.engine.report import TopicReport
from weakspot.game import Game
from weakspot.text import format_count
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS, brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.ui.widgets.topics import (
    NEEDS_HEADS,
    STANDING_HEADS,
    needs_row,
    standing_row,
)
from weakspot.words.estimates import estimate_words, section_share_words, state_word
from weakspot.words.numbers import format_minutes

NO_TOPIC = "No topic is listed here now."
ALL = "all"
"""The id of the row that plays all topics."""
TOPIC_KEYS = [
    *command("n", "lesson", "lesson", "the lesson, at its topic"),
    *command("i", "topic", "topic", "the topic: how it stands, and why"),
]
MORE_KEYS = [
    *command("g", "app.go_to", "go to", "another section, by its number"),
    *command("s", "app.open('progress')", "progress", "progress: mastery, days"),
    BACK,
]


class TopicListScreen(GameScreen[None]):
    """Lists topics, and above them the round that plays them all."""

    DEFAULT_CSS = """
    TopicListScreen.-wide > * { max-width: 112; }
    TopicListScreen .about { margin: 0 0 1 2; color: $muted; height: auto; }
    TopicListScreen.-short .about, TopicListScreen .-empty { display: none; }
    TopicListScreen OptionRows { height: 1fr; }
    """
    BINDINGS = [
        Binding("enter", "choose", "play", tooltip="play the row under the cursor")
    ]
    marks = TOPIC_MARKS

    mode = "weak"
    """The mode of the round that plays all of them."""

    def __init__(self, game: Game, slug: str | None = None) -> None:
        """`slug` is the section that all the topics belong to, if there is one."""
        super().__init__(game)
        self.slug = slug
        self.header, self.rows = Header(), OptionRows()
        self.about = Static(classes="about")
        self.topics: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.header
        with Vertical(id="body"):
            yield self.about
            yield self.rows
        yield KeyBar()

    def on_mount(self) -> None:
        if self.slug is None:
            self.about.display = False
        self.rows.focus()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.call_if_open, self.show_game)

    def list_topics(
        self,
        topics: Sequence[TopicReport],
        name: str,
        heads: Row,
        row: Callable[[TopicReport], Row],
    ) -> None:
        """List these topics below their headings, and above them the round called
        `name` that plays them all.
        """
        plan = self.game.progress.plan(self.mode, self.slug or "")
        count = len(plan.drawn)
        words = f"{format_count(count, 'question')}, {format_minutes(plan.seconds)}"
        if self.has_class("-narrow"):
            words = f"{count} in {format_minutes(plan.seconds, brief=True)}"
        planned = paint(f"{words if count else 'nothing to ask'} ", "$muted")
        self.topics = [topic.key for topic in topics]
        self.rows.show_rows(
            [
                (ALL, Row(paint(name, "bold"), planned)),
                (None, None),
                *([] if self.has_class("-narrow") else [(None, heads)]),
                *((topic.key, row(topic)) for topic in topics),
            ]
        )

    @property
    def chosen(self) -> str | None:
        """The topic under the cursor; None on the row of them all."""
        return None if self.rows.chosen == ALL else self.rows.chosen

    @on(OptionList.OptionHighlighted)
    def drop_what_was_said(self) -> None:
        """Forget what was said: it is of another row."""
        self.app.say("")

    @on(OptionList.OptionSelected)
    def play_chosen(self, message: OptionList.OptionSelected) -> None:
        if message.option_id == ALL:
            start = partial(self.game.rounds.start, self.mode, section=self.slug)
            self.app.play_round(start)
        else:
            self.app.play_scope(str(message.option_id))

    def action_topic(self) -> None:
        at = 0 if self.chosen is None else self.topics.index(self.chosen)
        self.app.open_topics(self.topics, at)

    def action_lesson(self) -> None:
        key = self.chosen or self.slug or next(iter(self.topics), None)
        if key is None:
            self.app.say(NO_TOPIC)
        else:
            self.app.open_lesson(key)


class WeakScreen(TopicListScreen):
    """Lists the weak spots; Enter plays the row under the cursor."""

    BINDINGS = [*TOPIC_KEYS, *MORE_KEYS]
    marks = (
        *TOPIC_MARKS,
        ("order", "the most surely weak first: a figure from more answers says more"),
    )

    def show_game(self) -> None:
        spots = self.game.progress.weak_spots()
        counts = Counter(state_word(spot.state) for spot in spots)
        words = " · ".join(f"{count} {word}" for word, count in counts.items())
        title = "Weakest" if self.has_class("-narrow") else "Weakest topics"
        self.header.show(brand(title), paint(words, "$muted"), bool(self.game.unsaved))
        self.list_topics(spots, "A round of these", NEEDS_HEADS, needs_row)


class SectionScreen(TopicListScreen):
    """Lists the topics of one section; Enter plays the row under the cursor."""

    BINDINGS = [
        *TOPIC_KEYS,
        Binding(
            "left",
            "turn(-1)",
            "section",
            key_display="←→",
            tooltip="the section before or after",
        ),
        ("right", "turn(1)"),
        *MORE_KEYS,
    ]
    mode = "section"

    def __init__(self, game: Game, index: int) -> None:
        """`index` is the section's place in the order of the banks, counted from 0."""
        super().__init__(game, game.library.sections()[index].slug)

    @property
    def index(self) -> int:
        """The section's place now, from 0: when the banks are read again, another may
        have come before it.
        """
        slugs = [section.slug for section in self.game.library.sections()]
        return slugs.index(self.slug or "")

    def show_game(self) -> None:
        about = self.game.library.sections()[self.index].about
        self.about.update(paint(about))
        self.about.set_class(not about, "-empty")
        section = self.game.progress.sections()[self.index]
        words = estimate_words(section)
        if self.has_class("-narrow"):
            words = section_share_words(section)
        where = Content.assemble(
            (f"  {self.index + 1}  ", "$muted"), paint(section.title, "bold")
        )
        self.header.show(where, paint(words, "$muted"), bool(self.game.unsaved))
        row = partial(standing_row, today=self.game.today())
        self.list_topics(section.topics, "The whole section", STANDING_HEADS, row)

    def action_turn(self, step: int) -> None:
        index = (self.index + step) % len(self.game.library.sections())
        self.app.switch_screen(SectionScreen(self.game, index))
