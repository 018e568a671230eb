"""The screens of an exam: its questions in any order, the list of them to hand it in
from; and the review of answers, of other rounds too.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from weakspot.engine import sheets
from weakspot.engine.limits import is_over
from weakspot.engine.session import ASKED, Session, Sheet
from weakspot.engine.values import Response
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.forms.field import NO_NUMBER
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.dialog import InputScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.screens.play import (
    AFTER_KEYS,
    EXAM_BELOW,
    FLAG_KEY,
    LEAVE,
    LESSON_KEY,
    PANE_KEY,
    SURE_KEYS,
    UNKNOWN_KEY,
    PlayScreen,
)
from weakspot.ui.widgets.content import concat, fit, paint, render
from weakspot.ui.widgets.exam_map import ExamMap, ExamStrip
from weakspot.ui.widgets.header import Header, join_trail, place_words
from weakspot.ui.widgets.option_rows import OptionRows, Row
from weakspot.words.summaries import EXAM_STAYS, position_words, state_words

UNDO_THERE = "Only the last answer can be taken back, from the results."
EDIT_THERE = "Search finds it on the first screen; it is edited from there."
HAND_IN = -1
"""The index with which HandInScreen is dismissed to hand the exam in."""
TURN = Binding(
    "left",
    "step(-1)",
    "question",
    key_display="←→",
    tooltip="the question before, the next one; PgUp and PgDn too, at the page's ends",
)


class ExamScreen(PlayScreen):
    """Takes an exam; dismisses with it handed in, or as the player left it."""

    BINDINGS = [
        *command("v", "look_over", "review", "look over what is open, hand in", "f6"),
        *command("f", "flag", "flag", "flag it, to come back to", "f4"),
        *SURE_KEYS,
        *UNKNOWN_KEY,
        TURN,
        ("right", "step(1)"),
        *command("g", "go_to", "go to", "go to a question by its number", "ctrl+g"),
        *command(
            "s", "skip", "skip", "the next question; this one stays as it is", "f3"
        ),
        *command("u", "undo", "undo", "take back what you gave", "f5"),
        *PANE_KEY,
        LEAVE,
    ]
    is_searchable = False
    pane_from = 100

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__(game, session)
        self.strip, self.map = ExamStrip(), ExamMap(classes="pane")

    def compose_progress(self) -> ComposeResult:
        yield self.strip

    def compose_pane(self) -> ComposeResult:
        yield self.map

    @property
    def sheet(self) -> Sheet:
        """The sheet of the question in play."""
        return self.session.sheets[self.session.at]

    # What is shown

    def show_header(self) -> None:
        name = paint(position_words(self.session))
        if not self.has_class("-narrow"):
            name = join_trail(paint("Exam"), name)
        clock = place_words(self.session, self.sheet.flagged, "")
        self.header.show(Content("  ") + name, clock, bool(self.game.unsaved))

    @property
    def clock(self) -> Content:
        """The time left of the exam, for the header."""
        return place_words(self.session, False, "")

    def show_progress(self) -> None:
        self.strip.session = self.map.session = self.session

    @property
    def key_words(self) -> Mapping[str, str]:
        return {**super().key_words, "next": ""}

    def say_status(self) -> None:
        if self.sheet.unknown:
            self.status.update("You said: I don't know. An answer takes its place.")
        elif self.sheet.response and not self.sheet.reads:
            self.status.update(NO_NUMBER)
        else:
            super().say_status()

    def tick(self) -> None:
        """Run the clock; hand the exam in once its time is up."""
        super().tick()
        for screen in self.app.screen_stack:
            if isinstance(screen, HandInScreen):
                screen.show_clock(self.clock)
        if self.is_on_stack and self.session.phase == ASKED and is_over(self.session):
            self.close_screens_above()
            self.hand_in_exam()

    # What the player does

    def take(self, response: Response | None, confidence: str | None = None) -> None:
        """Hold this response, or (None) that the player does not know, and go to the
        next question.
        """
        before = self.session
        super().take(response, confidence)
        if self.session is not before and self.session.phase == ASKED:
            self.action_step(1)

    def note_draft(self, response: Response | None) -> None:
        """Hold what is given so far; it counts as it is when the exam is handed in."""
        reads = self.asked.question.can_read(response)
        sure = self.sheet.confidence
        self.session = sheets.put_response(self.session, response, sure, False, reads)
        self.save_draft_soon()
        self.show_progress()
        # without NO_NUMBER: a number that is being typed may not be one yet
        super().say_status()
        self.refresh_bindings()

    def tell_unfinished(self, text: str) -> None:
        """Go to the next question if nothing is given; if a part is missing, say so."""
        if self.sheet.response is None:
            self.action_step(1)
        else:
            self.app.say(text)

    def action_visit(self, at: int) -> None:
        self.update_session(partial(self.game.rounds.visit, self.session, at))

    def action_step(self, step: int) -> None:
        """Go to the next question or the one before; after the last one, list them all.

        The cursor of the list is on the first open question: holding Enter down must
        not hand the exam in.
        """
        at = self.session.at + step
        if at == len(self.session.slots):
            self.action_look_over(next(iter(sheets.open_slots(self.session)), HAND_IN))
        elif at >= 0:
            self.action_visit(at)

    def action_page(self, step: int) -> None:
        """Scroll to the end of a long question first, then go to the next one; the same
        way back.
        """
        y, last = self.view.scroll_y, self.view.max_scroll_y
        if (y >= last) if step > 0 else (y <= 0):
            self.action_step(step)
        else:
            super().action_page(step)

    def action_skip(self) -> None:
        self.action_step(1)

    def action_flag(self) -> None:
        before = self.session
        self.update_session(partial(self.game.rounds.toggle_exam_flag, before))
        if self.session is not before and self.session.phase == ASKED:
            flagged = self.sheet.flagged
            self.app.say(
                "Flagged to come back to." if flagged else "No longer flagged."
            )

    def action_undo(self) -> None:
        if not self.view.taker.take_back():
            self.update_session(partial(self.game.rounds.clear_response, self.session))

    def action_go_to(self) -> None:
        asks = f"Which question, 1 to {len(self.session.slots)}?"
        self.open(InputScreen(asks, "go there"), self.visit_number)

    def visit_number(self, text: str | None) -> None:
        """Go to the question with this number, counted from 1; do nothing if it is None
        or empty.
        """
        at = sheets.parse_place(text or "", self.session)
        if at is not None:
            self.action_visit(at)
        elif text:
            self.app.say(f"There is no question {text.strip()[:20]}.")

    def action_look_over(self, at: int = HAND_IN) -> None:
        """List the questions, with the cursor on the one at `at`, counted from 0, or on
        HAND_IN.
        """
        screen = HandInScreen(self.game, self.session, self.clock, at)
        self.open(screen, self.visit_or_hand_in)

    def visit_or_hand_in(self, at: int | None) -> None:
        """Go to the question at `at`, hand in if it is HAND_IN, or (None) stay at the
        current one.
        """
        if at == HAND_IN:
            self.hand_in_exam()
            return
        if at is not None:
            self.action_visit(at)
        if self.session.phase == ASKED:  # else its time is up
            self.view.focus_answer()

    def hand_in_exam(self) -> None:
        """Hand the exam in; if that cannot be saved, the exam stays open and says
        why.
        """
        self.update_session(partial(self.game.rounds.finish, self.session))


class HandInScreen(GameScreen[int | None]):
    """Lists an exam's questions; dismisses with the index of one to go to, HAND_IN, or
    None to go back.
    """

    BINDINGS = [
        Binding("enter", "choose", "go to it", tooltip="hand in, or go to a question"),
        Binding("escape,q", "leave", "back", tooltip="back to the question"),
        Binding("v", "leave", id="look_over"),
        ("f6", "leave"),
    ]

    def __init__(
        self, game: Game, session: Session, clock: Content, at: int = HAND_IN
    ) -> None:
        """Open with the cursor on the question `at`, counted from 0, or on the row that
        hands in.
        """
        super().__init__(game)
        self.session, self.clock, self.first = session, clock, at
        self.header = Header()
        self.rows = OptionRows(id="body")
        self.warned = False

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.rows
        yield KeyBar()

    def on_mount(self) -> None:
        self.rows.show_rows(self.build_rows())
        self.rows.highlighted = self.rows.get_option_index(str(self.first))
        self.rows.focus()
        self.show_clock(self.clock)
        self.mark_unseen()  # holding Enter down must not hand the exam in
        count = len(sheets.open_slots(self.session))
        if self.first != HAND_IN:
            to_first = "Enter goes to the first; Home, then Enter hands in."
            self.app.say(f"{count} open. {to_first}")

    def build_rows(self) -> Iterable[tuple[str | None, Row | None]]:
        """First the row that hands in, then every question with the state of its
        answer.
        """
        count = len(sheets.open_slots(self.session))
        words = (
            f"  {format_count(count, 'question')} open" if count else "  all answered"
        )
        yield str(HAND_IN), Row(concat(("Hand in", "bold"), (words, "$muted")))
        yield None, None
        for at, (slot, sheet) in enumerate(
            zip(self.session.slots, self.session.sheets, strict=True)
        ):
            sign = ("● ", "$accent") if sheet.is_answered else ("○ ", "$muted")
            flag = (f"{UNICODE_MARKS.flag} ", "$warning") if sheet.flagged else "  "
            number = fit(paint(str(at + 1), "$muted"), 3, right=True)
            lead = concat("  ", number, " ", sign, flag)
            prompt = self.game.library.prompt(slot.question, slot.numbers)
            style = "" if sheet.is_answered else "$muted"
            yield str(at), Row(render(prompt.split("\n")[0], style), lead=lead)

    def show_clock(self, clock: Content) -> None:
        """Show how much time is left."""
        self.clock = clock
        words = paint(state_words(self.session), "$muted")
        where = words if self.has_class("-narrow") else join_trail(paint("Exam"), words)
        self.header.show(Content("  ") + where, clock)

    @property
    def key_words(self) -> Mapping[str, str]:
        return {"go to it": "hand in"} if self.rows.chosen == str(HAND_IN) else {}

    @on(OptionList.OptionHighlighted)
    def update_keys(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def go_or_hand_in(self, message: OptionList.OptionSelected) -> None:
        """Go to the question, or hand in, after one warning if any question is open."""
        at = int(message.option_id or 0)
        count = len(sheets.open_slots(self.session))
        if at != HAND_IN:
            self.dismiss(at)
        elif count and not self.warned:
            self.warned = True
            self.app.say(f"{count} open. Enter again hands in as it is.")
            self.mark_unseen()
        elif self.is_seen:
            self.dismiss(HAND_IN)


class ReviewScreen(PlayScreen):
    """Shows answered questions of a round that is over, each with its verdict;
    dismisses with the round and any disputes.
    """

    BINDINGS = [
        TURN,
        ("right", "step(1)"),
        *LESSON_KEY,
        *FLAG_KEY,
        *AFTER_KEYS,
        Binding("u", "undo", id="undo"),
        Binding("E", "edit", id="edit"),
        Binding("escape,q", "leave", "back", id="leave", tooltip="to the results"),
    ]

    def __init__(
        self, game: Game, session: Session, places: Sequence[int], at: int
    ) -> None:
        """Open at the place `at`; the other `places`, all of answered questions, can be
        turned to.
        """
        super().__init__(game, game.rounds.review(session, at))
        self.places = places
        self.view.shows_verdict = False  # the player no longer has the question in mind

    def say_status(self) -> None:
        answered = [outcome for outcome in self.session.outcomes if outcome]
        has_open = self.session.sheets and len(answered) < len(self.session.slots)
        self.status.update("What was left open is not shown." if has_open else "")

    @property
    def key_words(self) -> Mapping[str, str]:
        is_last = self.session.at == self.places[-1]
        return {**super().key_words, "next": "results" if is_last else "next"}

    def action_next(self) -> None:
        if self.session.at == self.places[-1]:
            self.dismiss_round()
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        index = self.places.index(self.session.at) + step
        if 0 <= index < len(self.places):
            at = self.places[index]
            self.update_session(partial(self.game.rounds.review, self.session, at))
            self.view.scroll_home(animate=False)

    def action_undo(self) -> None:
        self.app.say(EXAM_STAYS if self.session.sheets else UNDO_THERE)

    def action_edit(self) -> None:
        self.app.say(EXAM_BELOW if self.session.sheets else EDIT_THERE)

    def action_leave(self) -> None:
        if self.detailed:
            self.action_details()
        else:
            self.dismiss_round()

    def dismiss_round(self) -> None:
        """Go back to the results."""
        self.dismiss(replace(self.session, at=len(self.session.slots), draft=None))
