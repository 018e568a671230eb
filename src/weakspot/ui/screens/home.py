"""The home screen: the rounds to play, today's first, and the sections."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static

from weakspot.engine.changes import Changes, WeekCount
from weakspot.engine.constants import PLACEMENT_MAX
from weakspot.engine.records import RoundTally
from weakspot.engine.report import Plan, SectionReport, TopicReport, find_weak_spots
from weakspot.engine.session import Session
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.text import sentence
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.game_screen import GameScreen, ScrollBody
from weakspot.ui.screens.offers import offer_rounds, offer_today, player_words
from weakspot.ui.widgets.bars import TOPIC_MARKS, brand
from weakspot.ui.widgets.content import concat, paint, wrap
from weakspot.ui.widgets.header import Header
from weakspot.ui.widgets.lab import card_lines
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.menu import Menu, Round, round_rows, section_rows
from weakspot.ui.widgets.preview import Asked, plan_lines, section_preview, topic_rows
from weakspot.ui.widgets.whole import (
    change_rows,
    legend_line,
    weakest_rows,
    week_rows,
    whole_line,
)
from weakspot.words.changes import tomorrow_words
from weakspot.words.modes import MODE_WORDS
from weakspot.words.stock import SECTION_OFF

COLUMN, COLUMN_OF_PANES, COLUMN_OF_THREE = 27, 58, 40
"""The width of the rounds beside the sections, above them beside a pane, and where
rounds, sections and a pane stand side by side.
"""
BESIDE = 80
"""Columns from which the sections stand beside the rounds."""
ROWS_BELOW = 12
"""Rows that all but rounds and sections take."""
WEEKS, CHANGES, PREVIEWED = 8, 5, 12
"""The most weeks, changes and weak topics that are shown."""
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
    *command(
        "d",
        "app.describe",
        "describe",
        "the mini-lab: describe a project of your own",
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


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The figures on the screen, as of the last time it was on top: of today's round,
    once it is done, its tally, what it changed and what tomorrow brings.
    """

    sections: Sequence[SectionReport] = ()
    topics: Mapping[str, TopicReport] = {}
    plan: Plan = Plan(drawn=(), seconds=0)
    tally: RoundTally | None = None
    nothing: str = ""
    changes: Changes = Changes()
    tomorrow: str = ""
    week: Changes = Changes()
    weeks: Sequence[WeekCount] = ()


class HomeScreen(GameScreen[None]):
    """Lists rounds to play, sections to open and the weakest topics."""

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin: the smallest terminal has no other room */
    HomeScreen { padding: 0 1 0 2; }
    HomeScreen.-narrow { padding: 0 0 0 1; }
    HomeScreen Header, HomeScreen.-short KeyBar { margin: 0 1 0 0; }
    HomeScreen KeyBar { margin: 1 1 0 0; }
    HomeScreen .status { margin: 1 1 0 2; }
    HomeScreen #body { max-width: 89; scrollbar-gutter: stable; }
    HomeScreen.-tall #body { margin-top: 2; }
    HomeScreen.-high #body { margin-top: 4; }
    HomeScreen #sections { margin-top: 1; }
    HomeScreen #body Container { height: auto; }
    HomeScreen #whole, HomeScreen #weakest, HomeScreen #legend { margin-top: 1; }
    HomeScreen #preview, HomeScreen #weeks, HomeScreen #changed { display: none; }
    HomeScreen.-short #weakest, HomeScreen.-short #legend { display: none; }
    HomeScreen.-narrow #legend { display: none; }
    HomeScreen.-beside #lists { layout: horizontal; }
    HomeScreen.-beside #start { width: 27; margin-right: 2; }
    HomeScreen.-beside #sections { width: 1fr; margin-top: 0; }
    HomeScreen.-wide > * { max-width: 96; }
    HomeScreen.-wide #body { max-width: 97; }
    HomeScreen.-panes > * { max-width: 112; }
    HomeScreen.-panes #body { max-width: 113; }
    HomeScreen.-panes #columns { layout: horizontal; }
    HomeScreen.-panes #lists { layout: vertical; width: 58; margin-right: 3; }
    HomeScreen.-panes #preview {
        display: block; width: 1fr; height: auto; min-height: 24;
        border: round $rule; border-title-color: $foreground;
        border-title-style: bold; padding: 1 2 0 2;
    }
    HomeScreen.-panes #start, HomeScreen.-panes #sections { width: 100%; }
    HomeScreen.-panes #sections { margin-top: 1; }
    HomeScreen.-panes.-tall #sections { margin-top: 2; }
    HomeScreen.-three > * { max-width: 186; }
    HomeScreen.-three #body { max-width: 187; }
    HomeScreen.-three #lists { layout: horizontal; width: 100; }
    HomeScreen.-three #start { width: 40; margin-right: 3; }
    HomeScreen.-three #sections, HomeScreen.-three.-tall #sections {
        width: 1fr; margin-top: 0;
    }
    HomeScreen.-three #more { layout: horizontal; margin-top: 1; }
    HomeScreen.-three #told { width: 100; margin-right: 3; }
    HomeScreen.-three #spots { width: 1fr; }
    HomeScreen.-three #changed { display: block; margin-top: 2; }
    HomeScreen.-three.-high #weeks { display: block; margin-top: 1; }
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
        *command("y", "share", "share", "copy today's round, to show to others"),
        *command(
            "s",
            "app.open('progress')",
            "progress",
            "progress: mastery, days, what comes back",
        ),
        Binding(
            "tab",
            "app.open('subjects')",
            "subjects",
            tooltip="other subjects: play one, make one, add a folder",
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
        *command(
            "o",
            "app.open('sections')",
            "sections",
            "which sections matter: switch them on and off",
        ),
        *command(
            "i",
            "app.weakest",
            "weakest",
            "the weakest topics, and what lets each go",
        ),
    ]
    marks = TOPIC_MARKS

    def __init__(self, game: Game) -> None:
        super().__init__(game)
        self.header, self.body = Header(), ScrollBody()
        self.rounds, self.sections = Menu(id="rounds"), Menu(id="sections")
        self.preview = Static(id="preview")
        self.changed, self.weeks = Static(id="changed"), Static(id="weeks")
        self.whole, self.weakest = Static(id="whole"), Static(id="weakest")
        self.legend = Static(id="legend")
        self.weakest.auto_links = False  # rows of a table, without Textual's hover
        self.status = Static(classes="status -needed", markup=False)
        self.fitted = Size(0, 0)
        self.offered: list[Round] = []
        self.shown = Shown()
        self.unfinished: Sequence[Session] = ()
        self.spots: Sequence[TopicReport] = ()
        self.warned = False

    def compose(self) -> ComposeResult:
        yield self.header
        with self.body:
            with Container(id="columns"):
                with Container(id="lists"):
                    with Container(id="start"):
                        yield self.rounds
                        yield self.changed
                    yield self.sections
                yield self.preview
            with Container(id="more"):
                with Container(id="told"):
                    yield self.whole
                    yield self.weeks
                with Container(id="spots"):
                    yield self.weakest
                    yield self.legend
        yield self.status
        yield KeyBar()

    def on_mount(self) -> None:
        self.set_focus(self.rounds, scroll_visible=False)

    def switch_game(self, game: Game) -> None:
        """Show the game of another subject, with the cursor on its first round."""
        self.game = game
        self.set_focus(self.rounds, scroll_visible=False)
        self.show_game()
        self.rounds.action_first()

    def show_resized(self) -> None:
        if self.app.size != self.fitted:
            self.show_lists()

    # What is shown

    def show_game(self) -> None:
        if self.offered:  # else they were read just now
            self.game.library.refresh()
        progress = self.game.progress
        sections, plan = progress.sections(), progress.plan("today")
        topics = {topic.key: topic for one in sections for topic in one.topics}
        tally, day = progress.today_tally(), self.game.today()
        self.shown = Shown(
            sections=sections,
            topics=topics,
            plan=plan,
            tally=tally,
            nothing=progress.no_weak_spots_words(),
            changes=progress.since(day) if tally else Changes(),
            tomorrow=tomorrow_words(progress.tomorrow()) if tally else "",
            week=progress.week(),
            weeks=progress.weeks(WEEKS),
        )
        self.spots = find_weak_spots(topics.values())
        self.unfinished = progress_rounds = self.game.rounds.touched_rounds()
        self.warned = False
        faults = self.game.faults()
        self.status.update(paint(sentence(faults[0])) if faults else "")
        self.status.display = bool(faults)
        self.whole.update(Laid(self.whole_lines))
        self.weakest.update(Laid(self.below_lines))
        self.legend.update(Laid(lambda width: [legend_line(width)]))
        self.legend.display = tally is None or self.has_class("-high")
        offered = self.offered
        today = offer_today(plan, tally)
        self.offered = offer_rounds(self.game, today, progress_rounds, self.spots)
        self.show_lists()
        if self.offered != offered:  # else the cursor stays, as after help
            self.rounds.action_first()

    def show_lists(self) -> None:
        """Show the rounds and sections, and beside and below them what there is room
        for.
        """
        self.fitted = size = self.app.size
        is_narrow = self.has_class("-narrow")
        self.set_class(size.width >= BESIDE, "-beside")
        words = paint(player_words(self.game, is_narrow), "$muted")
        where = brand("weakspot") + paint(f"   {self.game.subject_title}", "$muted")
        self.header.show(where, words, bool(self.game.unsaved))
        keys = self.game.settings.keys
        letters = {key.key: keys.get(key.id or "", key.key) for key in STARTS}
        has_panes, has_three = self.has_class("-panes"), self.has_class("-three")
        width, room = size.width - 4, size.height - ROWS_BELOW
        if has_three:
            width = COLUMN_OF_THREE
        elif has_panes:
            width, room = COLUMN_OF_PANES, room - len(self.shown.sections) - 6
        elif self.has_class("-beside"):
            width = COLUMN
        has_parts = not is_narrow
        self.rounds.show_rows(
            round_rows(self.offered, letters, width, room, has_parts=has_parts)
        )
        self.sections.show_rows(section_rows(self.shown.sections))
        self.show_panes()
        self.refresh_bindings()
        self.call_after_refresh(self.call_if_open, self.show_cursor)

    def whole_lines(self, width: int) -> list[Content]:
        """A line: the topics known and repaired, and the last seven days' changes."""
        whole = self.game.progress.whole()
        return [whole_line(whole, self.shown.week, width)]

    def below_lines(self, width: int) -> list[Content]:
        """The weakest topics; once today is done what it changed, and tomorrow."""
        shown, most = self.shown, 4 if self.has_class("-panes") else 3
        if shown.tally is None:
            return weakest_rows(self.spots[:most], shown.nothing, width)
        lines = change_rows(shown.changes, shown.topics, most, width)
        if shown.tomorrow:
            head, _, words = shown.tomorrow.partition(": ")
            lines += [Content("")] if lines else []
            lines.append(concat("  ", (f"{head}   ", "bold"), (words, "$muted")))
        return lines or [paint("  Nothing changed its state today.", "$muted")]

    def show_panes(self) -> None:
        """Show what stands beside the lists where there is room: more of the row under
        the cursor, and what changed.
        """
        shown = self.shown
        if self.has_class("-panes"):
            title, build = self.preview_of_cursor()
            self.preview.border_title = paint(title)
            self.preview.update(Laid(build))
        if self.has_class("-three"):
            rows = partial(change_rows, shown.week, shown.topics, CHANGES)
            head = paint("  Last 7 days", "bold")
            self.changed.display = bool(rows(40))
            self.changed.update(Laid(lambda width: [head, Content(""), *rows(width)]))
            self.weeks.display = bool(shown.weeks) and self.has_class("-high")
            topics = len(shown.topics)
            self.weeks.update(Laid(partial(week_rows, shown.weeks, topics)))

    def preview_of_cursor(self) -> tuple[str, Callable[[int], list[Content]]]:
        """The title and lines of the pane: what the round under the cursor asks, or the
        section's topics.
        """
        shown = self.shown
        if self.focused is self.sections and self.sections.chosen:
            section = shown.sections[int(self.sections.chosen) - 1]
            about = self.game.library.section(section.section).about
            if section.is_off:
                how = f"{SECTION_OFF} Enter switches it on."
                told = f"{about}\n\n{how}" if about else how
                return section.title, partial(wrap, paint(told, "$muted"))
            return section.title, partial(section_preview, section, about)
        key = self.rounds.chosen
        if key == "t":
            asked = [
                Asked(one.reason, one.concept.topic, one.concept.last)
                for one in shown.plan.drawn
            ]
            is_more = shown.tally or self.open_today
            title = "What more would ask" if is_more else "What today asks"
            return title, partial(plan_lines, asked, shown.topics)
        if key == "Enter" and self.open_today:
            topic_key = self.game.library.topic_key
            asked = [
                Asked(slot.reason, topic_key(slot.question), slot.last)
                for slot in self.open_today.still_asked
            ]
            lines = partial(plan_lines, asked, shown.topics)
            return "What today still asks", lines
        if key == "d" and (project := self.game.lab.unfinished()):
            card = self.game.lab.card(project)
            return "Mini-lab", partial(card_lines, card, "", 0)
        if key == "w" and self.spots:
            return "Weak spots", partial(topic_rows, self.spots[:PREVIEWED])
        one = next((one for one in self.offered if one.key == key), None)
        mode = {start.key: start.id or "" for start in STARTS}.get(key or "", "")
        words = MODE_WORDS[mode].about if mode in MODE_WORDS else ""
        told = (
            f"{words}. {one.words if one else ''}."
            if words
            else one.words
            if one
            else ""
        )
        return one.title if one else "", partial(wrap, paint(told, "$muted"))

    @property
    def off_section(self) -> SectionReport | None:
        """The section under the cursor if it is off, else None."""
        if self.focused is not self.sections or not self.sections.chosen:
            return None
        section = self.shown.sections[int(self.sections.chosen) - 1]
        return section if section.is_off else None

    @on(OptionList.OptionHighlighted)
    @on(events.DescendantFocus)
    def follow_cursor(self) -> None:
        """Keep the cursor in sight, and say what its keys do and what it is on."""
        self.show_panes()
        self.refresh_bindings()
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the row under the cursor into sight, and for the first row all above
        it if there is room.
        """
        if isinstance(self.focused, Menu):
            self.focused.scroll_body(self.body)

    @property
    def open_today(self) -> Session | None:
        """Today's round if it was left open last, else None."""
        last = self.last_unfinished
        if last is None or last.mode != "today":
            return None
        return last if self.game.rounds.is_active_today(last) else None

    @property
    def last_unfinished(self) -> Session | None:
        """The round that was left last; None if there is none to resume."""
        return next(iter(self.unfinished), None)

    # What the keys do now

    @property
    def enter_word(self) -> str:
        """The word for Enter on the row under the cursor."""
        if self.focused is self.sections:
            return "switch on" if self.off_section else "open"
        if self.rounds.chosen == "t" and self.shown.tally is not None:
            return f"{len(self.shown.plan.drawn)} more"
        words = {"Enter": "go on", "d": "go on", "m": "open"}
        return words.get(self.rounds.chosen or "", "play")

    @property
    def key_words(self) -> Mapping[str, str]:
        return {
            "play": self.enter_word,
            "share": "share" if self.shown.tally is not None else "",
            "describe": "describe" if self.game.lab.is_offered else "",
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        acts = super().check_action(action, parameters)
        if action in ("drop", "drop_here"):
            is_here = self.rounds.has_focus and self.rounds.chosen == "Enter"
            wanted = "drop_here" if is_here else "drop"
            return acts and bool(self.unfinished) and action == wanted
        return acts

    # What the player does

    @on(OptionList.OptionSelected)
    async def play_or_open(self, message: OptionList.OptionSelected) -> None:
        """Play the chosen round, or open the chosen section."""
        chosen = str(message.option_id)
        if self.off_section is not None:
            self.unmute(self.off_section.section)
        elif message.option_list is self.sections:
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
            self.app.say_error(error)
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

    def action_share(self) -> None:
        share = self.game.progress.share_of_today()
        if share is None:
            self.app.say("Once today's round is done, this copies how it went.")
        else:
            self.app.share(share)

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
