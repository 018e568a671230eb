"""The home screen: the rounds to play, today's first, and the sections."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.widgets import OptionList, Static

from weakspot.engine.constants import PLACEMENT_MAX
from weakspot.engine.report import SectionReport, TopicReport, find_weak_spots
from weakspot.engine.session import Session
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.screens.offers import offer_rounds, player_words
from weakspot.ui.widgets.bars import TOPIC_MARKS, brand
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.menu import Menu, Round, round_rows, section_rows
from weakspot.ui.widgets.topics import weakest_lines

COLUMN = 34
"""The width of the rounds beside the sections."""
SPACING = 1
"""Empty rows between rounds and sections."""
NUMBER = Binding.Group("open", compact=True)
STARTS = [
    *command("t", "app.start('today')", "today", "today's round", show=False),
    *command("w", "app.start('weak')", "weak", "play your weak spots", show=False),
    *command(
        "p",
        "app.start('missed')",
        "missed",
        "practise what was missed in the last days",
        show=False,
    ),
    *command("f", "app.start('flagged')", "flagged", "what you flagged", show=False),
    *command(
        "x",
        "app.start('exam')",
        "exam",
        "an exam; one that was begun goes on",
        show=False,
    ),
    *command("m", "app.open('more')", "more", "more kinds of rounds", show=False),
    *command(
        "l",
        "app.start('placement')",
        "placement",
        f"find my weak spots, by up to {PLACEMENT_MAX} questions",
        show=False,
    ),
]
"""The keys of the rounds, which Enter plays, too."""
DROP = "drop the round left open; its answers stay, and an earlier one takes its place"
DROP_WARNING = "An exam dropped is lost with its answers. Bksp again drops it."


class HomeScreen(GameScreen[None]):
    """Lists rounds to play, sections to open and the weakest topics."""

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin: the smallest terminal has no other room */
    HomeScreen { padding: 0 1 0 2; }
    HomeScreen.-narrow { padding: 0 0 0 1; }
    HomeScreen Header, HomeScreen.-short KeyBar { margin: 0 1 0 0; }
    HomeScreen KeyBar { margin: 1 1 0 0; }
    HomeScreen .status { margin: 1 1 0 2; }
    HomeScreen.-wide > * { max-width: 112; }
    HomeScreen #body { max-width: 89; scrollbar-gutter: stable; }
    HomeScreen.-wide #body { max-width: 113; }
    HomeScreen.-wide #body {
      layout: grid;
      grid-size: 2;
      grid-columns: 34 1fr;
      grid-rows: auto;
      grid-gutter: 0 3;
    }
    HomeScreen #sections { margin-top: 1; }
    HomeScreen.-wide #sections, HomeScreen.-full #sections { margin-top: 0; }
    HomeScreen #weakest { display: none; padding-top: 2; column-span: 2; }
    HomeScreen.-tall #weakest { display: block; }
    """
    BINDINGS = [
        Binding(
            "enter", "choose", "play", tooltip="play the round, or open the section"
        ),
        Binding("backspace", "drop_here", "drop", tooltip=DROP),
        Binding("backspace", "drop", "drop", tooltip=DROP, show=False),
        *(
            Binding(
                str(number),
                f"digit({number})",
                "open",
                group=NUMBER,
                tooltip="open a section: its topics and its lesson",
            )
            for number in range(1, 10)
        ),
        Binding(
            "left",
            "cross",
            "lists",
            key_display="←→",
            tooltip="between rounds and sections",
            show=False,
        ),
        ("right", "cross"),
        *STARTS,
        *command(
            "g", "app.go_to", "go to", "go to a section by its number", show=False
        ),
        *command(
            "s",
            "app.open('progress')",
            "progress",
            "progress: mastery, days, what comes back",
        ),
        *command(
            "i",
            "app.weakest",
            "weakest",
            "the weakest topics, and what lets each go",
        ),
        *command(
            "b",
            "app.open('banks')",
            "banks",
            "the banks: what they hold, what you muted",
        ),
        Binding("q", "app.quit", "quit", tooltip="quit"),
        *command("slash", "app.search", "search", "search all questions and lessons"),
        *command(
            "asterisk",
            "app.open('points')",
            "points",
            "points, streak and best rounds: how they count",
        ),
        *command("comma", "app.open('settings')", "settings", "settings"),
    ]
    marks = TOPIC_MARKS

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.header, self.body = Header(), ScrollBody()
        self.rounds, self.sections = Menu(id="rounds"), Menu(id="sections")
        self.weakest = Static(id="weakest")
        self.weakest.auto_links = False  # rows of a table, without Textual's hover
        self.status = Static(classes="status -needed", markup=False)
        self.fitted = Size(0, 0)
        self.offered: list[Round] = []
        self.reports: Sequence[SectionReport] = ()
        self.unfinished: Sequence[Session] = ()
        self.spots: Sequence[TopicReport] = ()
        self.warned = False

    def compose(self) -> ComposeResult:
        yield self.header
        with self.body:
            yield self.rounds
            yield self.sections
            yield self.weakest
        yield self.status
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_focus(self.rounds, scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        if event.size != self.fitted:
            self.call_after_refresh(self.call_if_open, self.show_lists)

    # What is shown

    def show_game(self) -> None:
        progress = self.game.progress
        self.reports = progress.sections()
        self.spots = find_weak_spots(
            topic for section in self.reports for topic in section.topics
        )
        self.unfinished = self.game.rounds.touched_rounds()
        self.warned = False
        nothing = "" if self.spots else progress.no_weak_spots_words()
        self.weakest_lines = partial(
            weakest_lines, self.spots[:3], self.game.today(), nothing
        )
        self.weakest.update(Laid(self.weakest_lines))
        fault = "".join(self.game.faults()[:1])
        self.status.update(paint(fault))
        self.status.display = bool(fault)
        offered = self.offered
        self.show_lists()
        if self.offered != offered:  # else the cursor stays, as after help
            self.rounds.action_first()

    def show_lists(self) -> None:
        """Show the rounds and sections, if possible so that all of them fit on the
        screen.

        To save room, details are left out first, then the space above the sections.
        """
        self.fitted = size = self.app.size
        is_narrow, is_short = self.has_class("-narrow"), self.has_class("-short")
        is_wide, is_tall = self.has_class("-wide"), self.has_class("-tall")
        words = paint(player_words(self.game, is_narrow), "$muted")
        self.header.show(brand("weakspot"), words, bool(self.game.unsaved))
        has_legend = not is_narrow and (is_tall or (is_wide and not is_short))
        sections = section_rows(self.reports, has_legend)
        width, below = size.width - (2 if is_narrow else 4), 0
        if is_wide and is_tall:
            below = len(self.weakest_lines(width)) + 2 * SPACING
        elif not is_wide and not is_narrow and not is_short:
            below = len(sections) + SPACING  # with room for the sections, too
        room = size.height - (6 if is_tall else 4) - below
        self.offered = offer_rounds(self.game, self.unfinished, self.spots)
        self.set_class(len(self.offered) > room, "-full")
        keys = self.game.settings.keys
        letters = {key.key: keys.get(key.id or "", key.key) for key in STARTS}
        self.rounds.show_rows(
            round_rows(
                self.offered,
                letters,
                self.game.progress.week_heat(),
                COLUMN if is_wide else width,
                room,
                is_tall=is_tall,
                is_wide=is_wide,
                is_short=is_short,
            )
        )
        self.sections.show_rows(sections)
        self.refresh_bindings()
        self.call_after_refresh(self.call_if_open, self.show_cursor)

    @on(OptionList.OptionHighlighted)
    @on(events.DescendantFocus)
    def follow_cursor(self) -> None:
        """Keep the cursor in sight, and say what its keys do."""
        self.refresh_bindings()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the row under the cursor into sight, and for the first row all above
        it if there is room.
        """
        if isinstance(self.focused, Menu):
            self.focused.scroll_body(self.body)

    @property
    def last_unfinished(self) -> Session | None:
        """The round that was left last; None if there is none to resume."""
        return next(iter(self.unfinished), None)

    # What the keys do now

    @property
    def enter_word(self) -> str:
        """What Enter does on the row under the cursor."""
        if self.focused is self.sections:
            return "open"
        return {"Enter": "go on", "m": "open"}.get(self.rounds.chosen or "", "play")

    @property
    def key_words(self) -> Mapping[str, str]:
        return {"play": self.enter_word}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        acts = super().check_action(action, parameters)
        if action in ("drop", "drop_here"):
            is_here = self.enter_word == "go on"
            wanted = "drop_here" if is_here else "drop"
            return acts and bool(self.unfinished) and action == wanted
        return acts

    # What the player does

    @on(OptionList.OptionSelected)
    async def play_or_open(self, message: OptionList.OptionSelected) -> None:
        """Play the chosen round, or open the chosen section."""
        chosen = str(message.option_id)
        if message.option_list is self.sections:
            self.action_digit(int(chosen))
        elif self.is_active:
            actions = {key.key: key.action for key in STARTS}
            await self.run_action(actions.get(chosen, "go_on"))

    @property
    def other_menu(self) -> Menu:
        """The list to go to: the sections from the rounds, else the rounds."""
        return self.sections if self.focused is self.rounds else self.rounds

    def action_scroll(self, step: int) -> None:
        """Move from the last round to the first section, and back."""
        target = self.other_menu
        if target.choices and (target is self.sections) == (step > 0):
            target.highlighted = target.choices[0 if step > 0 else -1]
            self.set_focus(target, scroll_visible=False)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page through both lists, and scroll to it."""
        places = [
            (menu, at) for menu in (self.rounds, self.sections) for at in menu.choices
        ]
        here = (
            place
            for place, (menu, at) in enumerate(places)
            if menu.has_focus and menu.highlighted == at
        )
        start = next(here, 0)
        end = min(max(0, start + step * self.body.size.height), len(places) - 1)
        menu, at = places[end]
        menu.highlighted = at
        self.set_focus(menu, scroll_visible=False)
        if end == start:
            y = self.body.max_scroll_y if step > 0 else 0
            self.body.scroll_to(y=y, animate=False)

    def action_cross(self) -> None:
        self.set_focus(self.other_menu, scroll_visible=False)

    def action_go_on(self) -> None:
        session = self.last_unfinished
        if session is None:
            return
        try:
            resumed = self.game.rounds.resume(session)
        except WeakspotError as error:
            self.show_game()  # another weakspot may have ended it
            self.app.say(str(error))
        else:
            self.app.switch_round(resumed)

    def action_topic(self, at: int) -> None:
        """Open the page of the weak topic at `at`, counted from 0; from there all can
        be turned to.
        """
        self.app.open_topics([spot.key for spot in self.spots], at)

    def action_digit(self, number: int) -> None:
        """Open the section of this number, if there is one."""
        if self.is_active and number <= len(self.game.library.sections()):
            self.app.open_section(number - 1)

    def action_drop(self) -> None:
        session = self.last_unfinished
        if session is None:
            return
        if any(sheet.is_answered for sheet in session.sheets) and not self.warned:
            self.warned = True
            self.app.say(DROP_WARNING)
            self.mark_unseen()
        elif self.is_seen:
            is_lost = session.sheets or self.game.unsaved
            with self.say_errors():
                self.game.rounds.drop(session)
                self.show_game()
                self.app.say(
                    "Dropped." if is_lost else "Dropped. Its answers are kept."
                )
                self.mark_unseen()

    action_drop_here = action_drop
