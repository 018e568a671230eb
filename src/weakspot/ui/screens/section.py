"""One section: its topics, to play all of them or one."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from weakspot.engine.report import SectionReport
from weakspot.game import Game
from weakspot.text import format_count
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.ui.widgets.topics import STANDING_HEADS, standing_row
from weakspot.words.estimates import estimate_words, section_share_words
from weakspot.words.numbers import format_minutes
from weakspot.words.stock import SECTION_OFF

ALL = "all"
"""The id of the row that plays the whole section, or switches it on."""


class SectionScreen(GameScreen[None]):
    """Lists the topics of one section, and above them the round that plays them all;
    one that is off has only the row that switches it on.
    """

    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    SectionScreen.-wide > * { max-width: 112; }
    SectionScreen .about { margin: 0 0 1 2; color: $muted; height: auto; }
    SectionScreen.-short .about, SectionScreen .-empty { display: none; }
    SectionScreen OptionRows { height: 1fr; }
    """
    BINDINGS = [
        Binding("enter", "choose", "play", tooltip="play the row under the cursor"),
        *command("n", "lesson", "lesson", "the lesson, at its topic"),
        *command("i", "topic", "topic", "the topic: how it stands, and why"),
        Binding(
            "left",
            "turn(-1)",
            "section",
            key_display="←→",
            tooltip="the section before or after",
        ),
        ("right", "turn(1)"),
        *command("g", "app.go_to", "go to", "another section, by its number"),
        *command("s", "app.open('progress')", "progress", "progress: mastery, days"),
        BACK,
    ]
    marks = TOPIC_MARKS

    def __init__(self, game: Game, index: int) -> None:
        """`index` is the section's place in the order of the banks, counted from 0."""
        super().__init__(game)
        self.slug = game.library.sections()[index].slug
        self.header, self.rows = Header(), OptionRows()
        self.about = Static(classes="about")
        self.topics: list[str] = []
        self.is_off = False

    def compose(self) -> ComposeResult:
        yield self.header
        yield Vertical(self.about, self.rows, id="body")
        yield KeyBar()

    def show_resized(self) -> None:
        self.show_game()

    # What is shown

    @property
    def index(self) -> int:
        """The section's place now, from 0: when the banks are read again, another may
        have come before it.
        """
        slugs = [section.slug for section in self.game.library.sections()]
        return slugs.index(self.slug)

    def show_game(self) -> None:
        about = self.game.library.section(self.slug).about
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
        self.is_off = section.is_off
        self.topics = [topic.key for topic in section.topics]
        if section.is_off:
            told = [paint(SECTION_OFF, "$muted")]
            self.rows.show_rows([(ALL, Row(paint("Switch it on", "bold"), more=told))])
        else:
            self.list_topics(section)
        self.refresh_bindings()

    def list_topics(self, section: SectionReport) -> None:
        """List the topics below their headings, and above them the round that plays
        them all.
        """
        plan = self.game.progress.plan("section", self.slug)
        count, is_narrow = len(plan.drawn), self.has_class("-narrow")
        words = f"{format_count(count, 'question')}, {format_minutes(plan.seconds)}"
        if is_narrow:
            words = f"{count} in {format_minutes(plan.seconds, brief=True)}"
        planned = paint(f"{words if count else 'nothing to ask'} ", "$muted")
        row = partial(standing_row, today=self.game.today())
        self.rows.show_rows(
            [
                (ALL, Row(paint("The whole section", "bold"), planned)),
                (None, None),
                *([] if is_narrow else [(None, STANDING_HEADS)]),
                *((topic.key, row(topic)) for topic in section.topics),
            ]
        )

    @property
    def chosen(self) -> str | None:
        """The topic under the cursor; None on the row of them all."""
        return None if self.rows.chosen == ALL else self.rows.chosen

    @property
    def key_words(self) -> dict[str, str]:
        """Words for the footer: a section that is off can only be switched on."""
        return {"play": "switch on", "topic": ""} if self.is_off else {}

    @on(OptionList.OptionHighlighted)
    def drop_what_was_said(self) -> None:
        """Forget what was said: it is of another row."""
        self.app.say("")

    # What the player does

    @on(OptionList.OptionSelected)
    def play_chosen(self, message: OptionList.OptionSelected) -> None:
        if self.is_off:
            self.unmute(self.slug)
        elif message.option_id == ALL:
            self.app.play_scope(self.slug)
        else:
            self.app.play_scope(str(message.option_id))

    def action_topic(self) -> None:
        at = 0 if self.chosen is None else self.topics.index(self.chosen)
        self.app.open_topics(self.topics, at)

    def action_lesson(self) -> None:
        self.app.open_lesson(self.chosen or self.slug)

    def action_turn(self, step: int) -> None:
        index = (self.index + step) % len(self.game.library.sections())
        self.app.switch_screen(SectionScreen(self.game, index))
