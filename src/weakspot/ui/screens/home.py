"""The home screen: the rounds to play, today's first, and the sections."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.constants import PLACEMENT_MAX
from weakspot.engine.report import TopicReport, find_weak_spots
from weakspot.engine.session import Session
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.ui.screens.frame import GLANCE, FramedScreen
from weakspot.ui.screens.launcher import RoundRequested
from weakspot.ui.screens.offers import offer_rounds, player_words
from weakspot.ui.widgets.bars import TOPIC_MARKS
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.keys import (
    BANKS,
    HELP,
    MOVE,
    POINTS,
    PROGRESS,
    SEARCH,
    SETTINGS,
    Key,
    bind_keys,
)
from weakspot.ui.widgets.lines import Lines
from weakspot.ui.widgets.menu import RoundMenu, SectionMenu
from weakspot.ui.widgets.rows import Rows
from weakspot.ui.widgets.topics import weakest_lines

SPACING = 1
"""Empty rows between rounds and sections."""
WEAKEST = Key(
    "i", "weakest", "app.weakest", about="the weakest topics, and what lets each go"
)
QUIT = Key("q", "quit", "app.quit")


class WeakestList(Lines):
    """The weakest topics with their figures, each opened by a click."""

    spots: reactive[Sequence[TopicReport]] = reactive((), layout=True)
    today: reactive[str] = reactive("")
    nothing: reactive[str] = reactive("", layout=True)

    def build(self, width: int) -> list[Content]:
        return weakest_lines(self.spots, self.today, self.nothing, width)


class HomeScreen(FramedScreen[None]):
    """Lists rounds to play, sections to open and the weakest topics."""

    DEFAULT_CSS = """
    HomeScreen.-wide > * { max-width: 112; }
    HomeScreen.-wide #body {
      layout: grid;
      grid-size: 2;
      grid-columns: 34 1fr;
      grid-rows: auto;
      grid-gutter: 0 3;
    }
    HomeScreen SectionMenu { margin-top: 1; }
    HomeScreen.-wide SectionMenu, HomeScreen.-full SectionMenu { margin-top: 0; }
    HomeScreen WeakestList { display: none; padding-top: 2; column-span: 2; }
    HomeScreen.-tall WeakestList { display: block; }
    """
    KEYS = (
        Key("Enter", "play the round, or open the section"),
        Key("↑ ↓", "move"),
        Key("← →", "between rounds and sections", "cross", "left,right"),
        Key("1-9", "open a section: its topics and its lesson"),
        Key("t", "today's round", "app.start('today')"),
        Key("w", "play your weak spots", "app.start('weak')"),
        Key("p", "practise what was missed in the last days", "app.start('missed')"),
        Key("f", "what you flagged", "app.start('flagged')"),
        Key("x", "an exam; one that was begun goes on", "app.start('exam')"),
        Key("m", "more kinds of rounds", "app.open('more')"),
        Key(
            "l",
            f"find my weak spots, by up to {PLACEMENT_MAX} questions",
            "app.start('placement')",
        ),
        Key(
            "Backspace",
            (
                "drop the round left open; its answers stay, and an earlier one "
                "takes its place"
            ),
            "drop",
        ),
        *(PROGRESS, WEAKEST, POINTS, BANKS, QUIT),
    )
    BINDINGS = [
        *bind_keys(KEYS),
        *((str(number), f"section({number})") for number in range(1, 10)),
    ]
    MARKS = TOPIC_MARKS
    TITLE = "weakspot"

    unfinished: Sequence[Session] = ()
    spots: Sequence[TopicReport] = ()
    warned = False

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.rounds, self.sections, self.weakest = (
            RoundMenu(),
            SectionMenu(),
            WeakestList(),
        )

    def content(self) -> list[Widget]:
        return [self.rounds, self.sections, self.weakest]

    def on_mount(self) -> None:
        self.rounds.focus()
        for rows in (self.rounds, self.sections):
            self.watch(rows, "cursor", self.show_keys, init=False)

    def redraw(self) -> None:
        self.show_rounds()
        super().redraw()

    def show_game(self) -> None:
        sections = self.game.progress.sections()
        self.spots = find_weak_spots(
            topic for section in sections for topic in section.topics
        )
        self.unfinished = self.game.rounds.touched_rounds()
        self.warned = False
        self.sections.items = sections
        self.rounds.week = self.game.progress.week_heat()
        self.weakest.today = self.game.today()
        self.weakest.spots = tuple(self.spots[:3])
        self.weakest.nothing = (
            "" if self.spots else self.game.progress.no_weak_spots_words()
        )
        offered = self.rounds.items
        self.show_rounds()
        if self.rounds.items != offered:  # else the cursor stays, as after help
            self.rounds.set_reactive(
                Rows.cursor, 0
            )  # without scrolling to it: the focus may be elsewhere
            self.rounds.refresh()
        self.say("".join(self.game.faults()[:1]))
        self.show_keys()
        self.call_once_painted(self.show_cursor)

    def show_rounds(self) -> None:
        """Show the rounds, if possible so that all of them and the sections fit on the
        screen.

        To save room, details are left out first, then the space above the sections.
        """
        self.header.right = paint(
            player_words(self.game, self.has_class("-narrow")), "$muted"
        )
        menu = self.rounds
        pairs = zip(self.KEYS, self.apply_keymap(self.KEYS), strict=True)
        menu.letters = {default.label: key.label for default, key in pairs}
        width = (
            self.size.width - 4
        )  # of the lists below the rounds: all but the margins
        if self.has_class("-wide", "-tall"):
            menu.below = len(self.weakest.cached_lines(width)) + 2 * SPACING
        elif self.has_class("-normal") and not self.has_class(
            "-short"
        ):  # with room for the sections, too
            menu.below = len(self.sections.cached_lines(width)) + SPACING
        else:
            menu.below = 0
        rounds = offer_rounds(self.game, self.unfinished, self.spots)
        self.set_class(len(rounds) > menu.available_rows, "-full")
        menu.items = tuple(rounds)
        menu.cursor = min(menu.cursor, len(rounds) - 1)

    @property
    def last_unfinished(self) -> Session | None:
        """The round that was left last; None if there is none to resume."""
        return next(iter(self.unfinished), None)

    def footer_keys(self) -> list[Key]:
        word = self.enter_word()
        drop = [Key("Bksp", "drop", "drop")] if word == "go on" else []
        keys = [
            Key("Enter", word, "choose"),
            *drop,
            Key("1-9", "open", "help"),
            PROGRESS,
        ]
        return [*keys, WEAKEST, BANKS, HELP, QUIT, SEARCH, POINTS, SETTINGS, MOVE]

    def enter_word(self) -> str:
        """What Enter does on the row under the cursor."""
        if self.focused is self.sections:
            return "open"
        chosen = self.rounds.chosen if self.focused is self.rounds else None
        return (
            "play"
            if chosen is None
            else {"Enter": "go on", "m": "open"}.get(chosen.key, "play")
        )

    def palette_keys(self) -> list[Key]:
        """Only what the palette does not have on every screen: choosing a row, and
        dropping a round.
        """
        keys = [key for key in super().palette_keys() if key.action == "choose"]
        return (
            [*keys, Key("Bksp", "drop the round left open", "drop")]
            if self.last_unfinished
            else keys
        )

    # What the player does

    async def action_choose(self) -> None:
        chosen = self.rounds.chosen
        if self.focused is self.sections:
            self.action_section(self.sections.cursor + 1)
        elif self.focused is self.rounds and chosen is not None:
            actions = {key.label: key.action for key in self.KEYS}
            await self.run_action(actions[chosen.key] or "go_on")

    @property
    def other_rows(self) -> Rows[Any]:
        """The list to go to: the sections from the rounds, else the rounds."""
        return self.sections if self.focused is self.rounds else self.rounds

    def action_scroll(self, step: int) -> None:
        """Move from the last round to the first section, and back."""
        target = self.other_rows
        if (target is self.sections) == (step > 0):
            target.cursor = 0 if step > 0 else target.row_count() - 1
            target.focus()

    action_page = FramedScreen.page_rows

    def action_cross(self) -> None:
        self.other_rows.focus()

    def action_go_on(self) -> None:
        session = self.last_unfinished
        if session is None:
            return
        try:
            self.post_message(RoundRequested(self.game.rounds.resume(session)))
        except WeakspotError as error:
            self.show_game()  # another weakspot may have ended it
            self.say(str(error))

    def action_topic(self, at: int) -> None:
        """Open the page of the weak topic at `at`, counted from 0; from there all can
        be turned to.
        """
        self.app.open_topics([spot.key for spot in self.spots], at)  # type: ignore[attr-defined]

    def action_section(self, number: int) -> None:
        # late: for the same reason
        from weakspot.ui.screens.topics import SectionScreen

        if number <= len(self.game.library.sections()):
            self.open(SectionScreen(self.game, number - 1))

    def action_drop(self) -> None:
        session = self.last_unfinished
        if session is None:
            return
        if any(sheet.is_answered for sheet in session.sheets) and not self.warned:
            self.warned = True
            self.say("An exam dropped is lost with its answers. Bksp again drops it.")
            self.mark_unseen(GLANCE)
        elif self.is_seen:
            is_lost = session.sheets or self.game.unsaved
            with self.say_errors():
                self.game.rounds.drop(session)
                self.show_game()
                self.say("Dropped." if is_lost else "Dropped. Its answers are kept.")
                self.mark_unseen(GLANCE)
