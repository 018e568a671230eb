"""The player's progress: mastery and its course, days of play, what comes back."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widgets import OptionList, Static

from weakspot.engine.mixups import Mixup
from weakspot.engine.overview import sort_by_weakness
from weakspot.engine.report import SectionReport
from weakspot.game import Game
from weakspot.ui.keys import BACK, KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.screens.history import History
from weakspot.ui.screens.section import SectionScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.days import calendar_lines, calibration_lines, due_lines
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.menu import Menu
from weakspot.ui.widgets.progress import (
    MIXUPS_COUNTED,
    changed_lines,
    exam_lines,
    mastery_rows,
    repair_lines,
    time_lines,
)
from weakspot.words.dates import days_between
from weakspot.words.estimates import header_words

TABS = ("Mastery", "Days")
"""The names of the tabs in the header."""
BESIDE = 76
"""Columns from which what comes back and the calibration are shown side by side."""


class ProgressScreen(GameScreen[None]):
    """Shows all that is known of the player in two panes, or in two tabs if both do not
    fit.
    """

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin */
    ProgressScreen { padding: 0 1 0 2; }
    ProgressScreen.-narrow { padding: 0 0 0 1; }
    ProgressScreen Header, ProgressScreen.-short KeyBar { margin: 0 1 0 0; }
    ProgressScreen KeyBar { margin: 1 1 0 0; }
    ProgressScreen #body { max-width: 89; scrollbar-gutter: stable; }
    ProgressScreen.-wide > * { max-width: 112; }
    ProgressScreen.-wide #body { max-width: 113; layout: horizontal; }
    ProgressScreen.-wide #left { width: 17fr; }
    ProgressScreen.-wide #right { width: 11fr; }
    ProgressScreen.-normal.-beside #coming { layout: horizontal; }
    ProgressScreen #calibration { width: 1fr; }
    ProgressScreen.-normal.-beside #due { width: 33; }
    ProgressScreen #calendar, ProgressScreen #right { display: none; }
    ProgressScreen.-days Menu, ProgressScreen.-days Trend { display: none; }
    ProgressScreen.-days #calendar, ProgressScreen.-days #right { display: block; }
    ProgressScreen.-wide #left > *, ProgressScreen.-wide #right { display: block; }
    ProgressScreen Trend, ProgressScreen #facts, ProgressScreen #due,
    ProgressScreen #calibration, ProgressScreen.-wide #calendar {
      margin: 1 0 0 2;
    }
    ProgressScreen #calendar, ProgressScreen.-wide #due { margin: 0 0 0 2; }
    ProgressScreen.-tall #chart { height: 6; }
    """
    BINDINGS = [
        Binding("enter", "choose", "open", tooltip="open the section under the cursor"),
        Binding(
            "tab",
            "turn",
            "days",
            tooltip="Mastery or Days, where both do not fit",
        ),
        *command("i", "topic", "topic", "the topics of the section, the weakest first"),
        BACK,
        Binding("s", "leave", id="progress", show=False),
    ]
    marks = (
        *TOPIC_MARKS,
        (
            "over time",
            (
                "mastery by week, of the section under the cursor; the fainter lines "
                "are its range, which holds it 9 times in 10"
            ),
        ),
        MIXUPS_COUNTED,
        ("learnt", "topics asked since last week that are known now and were not then"),
        ("slipping", "topics that were known a week ago and no longer are"),
    )

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.history = History(self, self.show_look_back)
        self.overview = game.progress.overview()
        self.mixups: Sequence[Mixup] | None = None
        self.header, self.rows, self.trend = Header(), Menu(), Trend()
        self.calendar, self.due = Static(id="calendar"), Static(id="due")
        self.calibration, self.facts = Static(id="calibration"), Static(id="facts")
        self.body = ScrollBody(
            VerticalGroup(self.rows, self.trend, self.calendar, id="left"),
            VerticalGroup(
                VerticalGroup(self.due, self.calibration, id="coming"),
                self.facts,
                id="right",
            ),
        )

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.body
        yield KeyBar()

    def on_mount(self) -> None:
        self.header.figures.auto_links = False  # a tab, without Textual's hover
        self.set_focus(self.rows, scroll_visible=False)

    def show_resized(self) -> None:
        self.show_tabs()

    # What is shown

    def show_game(self) -> None:
        self.overview = overview = self.game.progress.overview()
        self.rows.show_rows(mastery_rows(overview.sections))
        self.calendar.update(Laid(partial(calendar_lines, overview.calendar)))
        self.due.update(Laid(partial(due_lines, overview.forecast)))
        is_first_week = (
            overview.since is None or days_between(overview.since, overview.today) < 7
        )
        self.trend.set_class(is_first_week, "-brief")
        self.show_tabs()
        self.show_facts()
        self.call_after_refresh(self.call_if_open, self.show_slow_parts)

    def show_slow_parts(self) -> None:
        """Show what takes time to compute, after the first paint."""
        self.mixups = self.game.progress.mixups_to_repair()
        self.history.load()

    def show_look_back(self) -> None:
        """Show what is known of the past."""
        section = self.section
        points = self.history.points_of(section.section, section.firm_estimate)
        self.trend.show(section.title, points)
        self.show_facts()

    def show_facts(self) -> None:
        """Show what the past told, as far as it is read."""
        look_back = self.history.look_back
        calibration = None if look_back is None else look_back.calibration
        self.calibration.update(Laid(partial(calibration_lines, calibration)))
        self.facts.update(Laid(self.fact_lines))

    def fact_lines(self, width: int) -> list[Content]:
        """Time spent, exams, topics that changed, and mix-ups, in words."""
        overview, look_back = self.overview, self.history.look_back
        lines = time_lines(overview, width) + exam_lines(overview, width)
        if look_back is not None:
            for title, keys in (
                ("Learnt since last week", look_back.learnt),
                ("Slipping", look_back.slipping),
            ):
                lines += changed_lines(title, keys, overview, width)
        if self.mixups is not None:
            lines += repair_lines(self.mixups, width)
        return lines

    @property
    def section(self) -> SectionReport:
        """The section under the cursor."""
        return self.overview.sections[int(self.rows.chosen or 0)]

    # The tabs

    @property
    def has_tabs(self) -> bool:
        """True if two panes do not fit."""
        return not self.has_class("-wide")

    @property
    def is_days(self) -> bool:
        """True while the sections are hidden by the tab of days."""
        return self.has_tabs and self.has_class("-days")

    def show_tabs(self) -> None:
        """Show the tab as it is and fits: its name in the header, or how much was
        answered if there are none; its keys; the cursor.
        """
        self.set_class(self.app.size.width >= BESIDE, "-beside")
        figures = paint(header_words(self.overview), "$muted")
        if self.has_tabs:
            figures = Content("   ").join(map(self.name_tab, range(len(TABS))))
        where = Content("  ") + paint("Progress", "bold")
        self.header.show(where, figures, bool(self.game.unsaved))
        if not self.is_tiny:
            self.set_focus(None if self.is_days else self.rows, scroll_visible=False)
        self.refresh_bindings()
        self.call_after_refresh(self.call_if_open, self.show_cursor)

    def name_tab(self, at: int) -> Content:
        """The name of a tab in the header, which a click turns to."""
        is_shown = at == self.is_days
        style = "bold underline $accent" if is_shown else "$muted"
        return paint(TABS[at], f"{style} @click=screen.show_tab({at})")

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        """Show the course of the section that the cursor was moved to."""
        if self.trend.is_mounted:
            self.show_look_back()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the section under the cursor into sight."""
        if not self.is_days:
            self.rows.scroll_body(self.body)

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer: in the tab of days they lead back to the sections."""
        return {"open": "", "days": "mastery", "topic": ""} if self.is_days else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        acts = super().check_action(action, parameters)
        return acts and (action != "turn" or self.has_tabs)

    # What the player does

    def action_turn(self) -> None:
        self.action_show_tab(not self.has_class("-days"))

    def action_show_tab(self, at: int) -> None:
        self.set_class(bool(at), "-days")
        self.body.scroll_home(animate=False)
        self.show_tabs()

    def action_choose(self) -> None:
        """Open the section; from the tab of days, first turn to the sections, to show
        which one.
        """
        if self.is_days:
            self.action_turn()
        else:
            super().action_choose()

    @on(OptionList.OptionSelected)
    def open_section(self, message: OptionList.OptionSelected) -> None:
        self.open(SectionScreen(self.game, int(message.option_id or 0)))

    def action_topic(self) -> None:
        if self.is_days:
            self.action_turn()
        else:
            topics = [topic.key for topic in sort_by_weakness(self.section.topics)]
            self.app.open_topics(topics)
