"""The player's progress: mastery and its course, days of play, what falls due."""

from textual.containers import VerticalGroup
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.overview import sort_by_weakness
from weakspot.engine.report import SectionReport
from weakspot.game import Game
from weakspot.ui.screens.frame import FramedScreen
from weakspot.ui.screens.history import History
from weakspot.ui.screens.topics import SectionScreen
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.chart import Trend
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.days import CalendarLines, CalibrationLines, DueLines
from weakspot.ui.widgets.keys import BACK, HELP, MOVE, PROGRESS, Key, bind_keys
from weakspot.ui.widgets.progress import MIXUPS_COUNTED, MasteryRows, OverviewLines
from weakspot.words.dates import days_between
from weakspot.words.estimates import header_words

TABS = ("Mastery", "Days")
"""The names of the tabs in the header."""
BESIDE = 76
"""Columns from which what falls due and the calibration are shown side by side."""


class ProgressScreen(FramedScreen[None]):
    """Shows all that is known of the player in two panes, or in two tabs if both do not
    fit.
    """

    DEFAULT_CSS = """
    ProgressScreen.-wide > * { max-width: 112; }
    ProgressScreen.-wide #panes { layout: horizontal; }
    ProgressScreen.-wide #left { width: 17fr; }
    ProgressScreen.-wide #right { width: 11fr; }
    ProgressScreen.-normal.-beside #coming { layout: horizontal; }
    ProgressScreen.-normal.-beside DueLines { width: 33; }
    ProgressScreen CalendarLines, ProgressScreen #right { display: none; }
    ProgressScreen.-days MasteryRows, ProgressScreen.-days Trend { display: none; }
    ProgressScreen.-days #panes CalendarLines, ProgressScreen.-days #right {
      display: block;
    }
    ProgressScreen.-wide #left > *, ProgressScreen.-wide #panes > #right {
      display: block;
    }
    ProgressScreen Trend, ProgressScreen OverviewLines, ProgressScreen DueLines {
      margin: 1 0 0 2;
    }
    ProgressScreen.-wide CalendarLines, ProgressScreen CalibrationLines {
      margin: 1 0 0 2;
    }
    ProgressScreen CalendarLines, ProgressScreen.-wide DueLines { margin: 0 0 0 2; }
    ProgressScreen.-tall #chart { height: 6; }
    """
    KEYS = (
        Key("Enter", "open the section under the cursor", "choose"),
        Key("↑ ↓", "move; the line over time is that of the section under the cursor"),
        Key("Tab", "Mastery or Days, where both do not fit", "turn"),
        Key("i", "the topics of the section, the weakest first", "topic"),
        BACK,
    )
    BINDINGS = [*bind_keys(KEYS), *bind_keys([PROGRESS], "leave")]
    MARKS = (
        *TOPIC_MARKS,
        (
            "over time",
            (
                "mastery by week; the fainter lines are its range, which holds it 9 "
                "times in 10"
            ),
        ),
        MIXUPS_COUNTED,
        (
            "slipping",
            (
                "topics that were known a week ago; learnt: those asked since that "
                "were not, and are"
            ),
        ),
    )

    shows_days: reactive[bool] = reactive(False, init=False)
    """Whether the second tab is shown."""

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.history = History(self, self.show_look_back)

    def content(self) -> list[Widget]:
        left = VerticalGroup(MasteryRows(), Trend(), CalendarLines(), id="left")
        coming = VerticalGroup(DueLines(), CalibrationLines(), id="coming")
        return [
            VerticalGroup(
                left, VerticalGroup(coming, OverviewLines(), id="right"), id="panes"
            )
        ]

    def on_mount(self) -> None:
        rows = self.query_one(MasteryRows)
        rows.focus()
        self.watch(rows, "cursor", self.show_look_back, init=False)

    def show_game(self) -> None:
        self.overview = overview = self.game.progress.overview()
        self.query_one(MasteryRows).items = overview.sections
        self.query_one(CalendarLines).value = overview.calendar
        self.query_one(DueLines).value = overview.forecast
        self.query_one(OverviewLines).value = overview
        is_first_week = (
            overview.since is None or days_between(overview.since, overview.today) < 7
        )
        self.query_one(Trend).set_class(is_first_week, "-brief")
        self.show_header()
        self.show_keys()
        self.call_once_painted(self.show_slow_parts)

    def show_slow_parts(self) -> None:
        """Show what takes time to compute, after the first paint."""
        self.query_one(OverviewLines).mixups = self.game.progress.mixups_to_repair()
        self.history.load()

    @property
    def has_tabs(self) -> bool:
        """Whether there are tabs, since two panes do not fit."""
        return not self.has_class("-wide")

    def show_header(self) -> None:
        """Show the tabs in the header, or how much was answered if there are none."""
        self.header.left = Content.assemble("  ", ("Progress", "bold"))
        if self.has_tabs:
            names = []
            for at, name in enumerate(TABS):
                style = (
                    "bold underline $accent"
                    if bool(at) == self.shows_days
                    else "$muted"
                )
                names.append(paint(name, f"{style} @click=screen.show_tab({at})"))
            self.header.right = Content("   ").join(names)
        else:
            self.header.right = paint(header_words(self.overview), "$muted")

    def show_look_back(self) -> None:
        look_back, section = self.history.look_back, self.section
        self.query_one(Trend).show(
            section.title,
            self.history.points_of(section.section, section.firm_estimate),
        )
        if look_back is None:
            return
        self.query_one(CalibrationLines).calibration = look_back.calibration
        topics = {
            topic.key: topic
            for report in self.overview.sections
            for topic in report.topics
        }
        facts = self.query_one(OverviewLines)
        facts.learnt = [topics[key] for key in look_back.learnt if key in topics]
        facts.slipping = [topics[key] for key in look_back.slipping if key in topics]

    @property
    def section(self) -> SectionReport:
        return self.overview.sections[self.query_one(MasteryRows).cursor]

    def set_size_classes(self, size: Size, update: bool = True) -> None:
        super().set_size_classes(size, update)
        self.set_class(size.width >= BESIDE, "-beside", update=update)

    def redraw(self) -> None:
        super().redraw()
        rows = self.query_one(MasteryRows)
        self.set_focus(
            rows if rows.display else None, scroll_visible=False
        )  # hidden by the tab of days
        self.show_header()

    def footer_keys(self) -> list[Key]:
        if self.has_tabs and self.shows_days:
            return [Key("Tab", "mastery", "turn"), HELP, BACK]
        tab = [Key("Tab", "days", "turn")] if self.has_tabs else []
        return [
            Key("Enter", "open", "choose"),
            *tab,
            Key("i", "topic", "topic"),
            HELP,
            BACK,
            MOVE,
        ]

    # What the player does

    def action_choose(self) -> None:
        """Open the section; from the tab of days, first turn to the sections, to show
        which one.
        """
        if self.has_tabs and self.shows_days:
            self.action_turn()
        else:
            self.open(SectionScreen(self.game, self.query_one(MasteryRows).cursor))

    def action_turn(self) -> None:
        if self.has_tabs:
            self.shows_days = not self.shows_days

    def action_show_tab(self, at: int) -> None:
        self.shows_days = bool(at)

    def watch_shows_days(self) -> None:
        self.set_class(self.shows_days, "-days")
        self.body.scroll_home(animate=False)
        if not self.shows_days:
            self.query_one(MasteryRows).focus()
        self.show_header()
        self.show_keys()

    def action_topic(self) -> None:
        if self.has_tabs and self.shows_days:
            self.action_turn()
        else:
            topics = [topic.key for topic in sort_by_weakness(self.section.topics)]
            self.app.open_topics(topics)  # type: ignore[attr-defined]
