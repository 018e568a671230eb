"""The base class of the screens that show one question, asked or with its verdict: the
round, the exam, and the review of an exam.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Static

from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Case, Response
from weakspot.errors import RoundMoved, SaveError
from weakspot.game import Game
from weakspot.ui.forms.asked import (
    AskedQuestion,
    FormMessage,
    Given,
    Refused,
    Submitted,
    TextWritten,
)
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.dialog import CaseScreen, InputScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.header import Header, place_words, topic_words
from weakspot.ui.widgets.question_view import QuestionView
from weakspot.ui.widgets.verdict_block import ShownVerdict
from weakspot.words.modes import MODE_WORDS, seen_line
from weakspot.words.reasons import reason_words
from weakspot.words.summaries import dropped_line

ROUND_OPEN = "A round is open below: Esc leads back to it."
EXAM_BELOW = (
    "Not while an exam or its results are open: its questions stay as they are."
)
MUTED = {
    "question": "Muted: not asked again. The same key again: its whole topic.",
    "topic": "Its topic is muted, too. The same key again: both are back.",
    None: "No longer muted: the question and its topic.",
    "section": "Its section is off. Its row on the first screen switches it on.",
}
"""Words to say after `cycle_mute`, by what it returns."""

SAVE_AFTER = 0.3
"""Seconds from a change until it is saved: a long text is not saved at every key."""
RETRY_AFTER = 10.0
"""Seconds until the next attempt after a failure to save."""

SURE_KEYS = [
    *command("z", "submit_as('guess')", "guess", "submit as a guess", "f9,alt+z"),
    *command(
        "x", "submit_as('think')", "think", "submit as what you think", "f10,alt+x"
    ),
    *command("c", "submit_as('sure')", "sure", "submit as sure", "f11,alt+c"),
]
UNKNOWN_KEY = command(
    "0",
    "unknown",
    "don't know",
    "I don't know: scores 0, as a wrong answer does, in an exam too",
    "f8",
)
CASE_KEY = command("o", "case", "case", "the whole case", "f12")
PANE_KEY = command(
    "backslash",
    "pane",
    "hide the pane",
    "the pane beside the question: hide it for good, or show it again",
)

LEAVE = Binding(
    "escape,q",
    "leave",
    "leave",
    tooltip="leave; Enter on the first screen goes on here",
)
LESSON_KEY = command("n", "lesson", "lesson", "the lesson, at its topic")
FLAG_KEY = command(
    "f",
    "flag",
    "flag",
    "flag it, to play it from the first screen; again: take the flag off",
    "f4",
)
AFTER_KEYS = [
    *command(
        "e",
        "details",
        "details",
        "why it was asked, how it went before, its source with the link",
    ),
    *command("i", "topic", "topic", "the topic: how it stands, and why"),
    *command(
        "m",
        "mute",
        "not for me",
        "not for me; again: nor its topic; again: both are back",
    ),
    *command(
        "exclamation_mark",
        "dispute",
        "dispute",
        "dispute it, so that it does not count; again: it counts",
    ),
]
"""The keys that wait for the verdict."""
FLAGGED = "Flagged: you can play it from the first screen."
WRONG = "What is wrong with this question, or its answer?"
DISPUTED = "Disputed: it does not count. Press the same key to undo that."


def is_over_round(app: App[Any]) -> bool:
    """True if a round in play is open below the top screen."""
    return any(isinstance(screen, PlayScreen) for screen in app.screen_stack)


def has_exam(app: App[Any]) -> bool:
    """True if an exam is open on any screen, to be answered or to be reviewed."""
    sessions = (getattr(screen, "session", None) for screen in app.screen_stack)
    return any(session is not None and session.sheets for session in sessions)


class PlayScreen(GameScreen[Session]):
    """Shows the question in play of `session` and takes the answer to it; dismisses
    with the session as the player left it.

    `written` is true once the text of an open question is handed in, `detailed` while
    details are wanted.
    """

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin, or before the pane */
    PlayScreen { padding: 0 1 0 2; }
    PlayScreen.-narrow { padding: 0 0 0 1; }
    PlayScreen Header, PlayScreen.-short KeyBar { margin: 0 1 0 0; }
    PlayScreen Segments, PlayScreen ExamStrip { margin: 0 1 0 0; }
    PlayScreen KeyBar { margin: 1 1 0 0; }
    PlayScreen .status { min-height: 1; margin: 1 1 0 0; padding: 0 0 0 2; }
    PlayScreen .status.-graded { display: none; }  /* its room is the verdict's */
    PlayScreen .sides {
        width: 100%; max-width: 89; height: 1fr; margin-top: 1;
    }
    PlayScreen.-tall .sides { margin-top: 2; }
    PlayScreen.-roomy .sides { margin-top: 4; }
    PlayScreen.-high .sides { margin-top: 6; }
    PlayScreen .sides #body { width: 1fr; margin-top: 0; scrollbar-gutter: stable; }
    PlayScreen .pane {
        display: none; width: 38; height: auto; max-height: 100%;
        margin: 0 1 0 3; padding-left: 2; border-left: solid $rule;
    }
    PlayScreen.-pane .pane { display: block; }
    PlayScreen.-pane > * { max-width: 112; }
    PlayScreen.-pane .sides { max-width: 113; }
    PlayScreen.-pane.-three > * { max-width: 140; }
    PlayScreen.-pane.-three .sides { max-width: 141; }
    PlayScreen.-pane.-three .pane { width: 48; margin: 0 1 0 5; }
    PlayScreen.-pane .prompt { margin: 0 2 1 2; }
    """
    BINDINGS = [
        Binding("enter", "next", "next", tooltip="go on, or back to the answer"),
        *CASE_KEY,
    ]
    pane_from: int | None = None
    """The columns from which a pane stands beside the question; None for never."""

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__(game)
        self.session = session
        self.shown_settings = game.settings
        self.written = self.detailed = False
        self.view = QuestionView()
        self.sides = Horizontal(classes="sides")
        self.header, self.status = Header(), Static(classes="status", markup=False)
        self.save_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.header
        yield from self.compose_progress()
        with self.sides:
            yield self.view
            yield from self.compose_pane()
        yield self.status
        yield KeyBar()

    def compose_progress(self) -> ComposeResult:
        """The row below the header, if there is one."""
        yield from ()

    def compose_pane(self) -> ComposeResult:
        """The pane beside the question, of the class `pane`, if there is one."""
        yield from ()

    def on_compose(self) -> None:
        self.fit_pane()

    def on_mount(self) -> None:
        if self.session.seconds_left is not None:
            self.set_interval(1, self.tick)
            self.app.app_resume_signal.subscribe(
                self, lambda _: self.game.rounds.restart_clock()
            )
        self.screen_layout_refresh_signal.subscribe(
            self, lambda _: self.view.settle(), immediate=True
        )
        self.show_session()
        if self.session.is_untouched and self.game.rounds.has_replaced_round:
            self.app.say(dropped_line(self.game.unsaved))

    # What is shown

    def show_game(self) -> None:
        if self.shown_settings is not self.game.settings:
            self.shown_settings = self.game.settings
            self.show_session()
        else:
            self.show_header()  # the question may have been flagged meanwhile
            self.refresh_bindings()  # and what is still to ask muted

    @property
    def asked(self) -> AskedQuestion:
        """The question in play, as it is shown."""
        session, settings = self.session, self.game.settings
        slot = session.slot
        question = self.game.library.question(slot.question)
        return AskedQuestion(
            key=slot.question,
            at=session.at,
            question=question,
            shown=slot.shown,
            numbers=slot.numbers,
            verdict=None if session.outcome is None else session.outcome.verdict,
            draft=session.draft,
            written=self.written,
            picks_first=settings.picks_first,
            is_revisable=bool(session.sheets),
            says_sure=settings.confidence and question.is_graded,
        )

    def show_session(self) -> None:
        session, asked = self.session, self.asked
        self.clear_selection()  # its text is about to change
        self.fit_pane()
        self.show_header()
        self.show_progress()
        self.fill_pane()
        hint = asked.question.hint or "" if session.hinted else ""
        self.view.show(
            asked,
            None if self.is_case_beside else self.case,
            self.case_label,
            hint,
            self.shown_verdict(),
        )
        self.say_status()
        self.refresh_bindings()

    @property
    def case(self) -> Case | None:
        """The case of the question in play, if it has one."""
        return self.game.library.case(self.session.slot.question)

    @property
    def case_label(self) -> str:
        """The key that opens the case now."""
        is_text = self.view.takes_letters()
        return "F12" if is_text else self.game.settings.keys.get("case", "o")

    def watch_focused(self) -> None:
        if self.is_attached:
            self.view.case.name_key(self.case_label)
            self.fill_pane()
            if self.session.phase == ASKED and self.session.draft is not None:
                self.view.follow_cursor()

    def shown_verdict(self) -> ShownVerdict | None:
        """The verdict and how the topic moved; None while the question is asked."""
        session, library = self.session, self.game.library
        if session.outcome is None:
            return None
        texts = library.feedback(session.slot, session.outcome)
        details = library.details(session.slot) if self.detailed else ()
        return ShownVerdict(
            texts,
            session.outcome,
            library.topic_title(session.outcome.move.topic),
            details,
            session.at in session.seen,
            self.game.progress.promise_words(session),
            self.game.progress.is_likely_guess(session),
        )

    def show_header(self) -> None:
        """Show the topic with its state, the flag, and how far the round is."""
        session, key = self.session, self.session.slot.question
        topic, outcome = self.game.library.topic_key(key), session.outcome
        move = None if outcome is None or outcome.disputed else outcome.move
        state = self.game.progress.topic(topic).state if move is None else move.state
        is_narrow = self.has_class("-narrow")
        name = "" if is_narrow else self.game.rounds.heading_prefix(session)
        title = self.game.library.topic_title(topic)
        place = place_words(session, self.game.library.is_flagged(key))
        unsaved = bool(self.game.unsaved)
        self.header.show(topic_words(name, title, state), place, unsaved)

    # The pane beside the question

    @property
    def has_room_for_pane(self) -> bool:
        """True if a pane can stand beside the question."""
        return self.pane_from is not None and self.app.size.width >= self.pane_from

    @property
    def has_pane(self) -> bool:
        """True while a pane stands beside the question."""
        return self.has_class("-pane")

    @property
    def is_case_beside(self) -> bool:
        """True while the case stands in the pane."""
        return False

    def fit_pane(self) -> None:
        """Have the pane if there is room for it and the player wants it."""
        self.set_class(self.has_room_for_pane and self.game.settings.pane, "-pane")

    def fill_pane(self) -> None:
        """Fill the pane, if it is shown; while a question is open it stays the same."""

    def action_pane(self) -> None:
        """Hide the pane, or show it again; the settings keep that."""
        is_wanted = not self.game.settings.pane
        with self.say_errors():
            try:
                self.game.change_setting("pane", is_wanted)
            finally:
                self.shown_settings = self.game.settings
                self.show_session()

    def show_progress(self) -> None:
        """Show how the questions before this one went and how many are to come."""

    def say_status(self) -> None:
        """Say that the answer was seen, or why it is asked; and how to answer it."""
        session, tip = self.session, self.view.tip()
        is_seen = session.phase == ASKED and session.at in session.seen
        self.status.set_class(is_seen, "-needed")
        self.status.set_class(session.phase != ASKED, "-graded")
        if session.phase != ASKED:
            words = tip = ""
        elif is_seen:
            words = seen_line(session.rules)
        else:
            words = MODE_WORDS[session.mode].asking
            if not words and (self.is_case_beside or not self.has_pane):
                words = reason_words(session.slot, self.game.today())
        self.status.update(f"{words} {tip}".strip())

    def on_resize(self, event: events.Resize) -> None:
        had_pane = self.has_pane
        self.fit_pane()
        show = self.show_header if self.has_pane == had_pane else self.show_session
        self.call_after_refresh(self.call_if_open, show)
        self.call_after_refresh(self.call_if_open, self.fill_pane)

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words for the footer, by the case, the pane and the phase of the round."""
        words = {}
        if self.case is None:
            words["case"] = ""
        if not self.has_pane:
            words["hide the pane"] = "show the pane"
        if self.session.phase == ASKED:
            is_left = self.view.gaps is not None and not self.view.takes_letters()
            words["next"] = "write" if is_left else ""
        return words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "submit_as" and not self.asked.says_sure:
            return False
        if action in ("unknown", "submit_as") and self.session.phase != ASKED:
            return False
        if action == "pane" and not self.has_room_for_pane:
            return False
        return super().check_action(action, parameters)

    # The clock

    def tick(self) -> None:
        """Run the clock for the second that has passed; where there is no room to
        answer it stands still.
        """
        self.catch_up()
        if self.session.phase != ASKED or self.is_tiny or not self.is_on_stack:
            self.game.rounds.restart_clock()
        else:
            with self.say_errors():
                self.session = self.game.rounds.tick(self.session)
            self.show_header()

    # Changes

    @contextmanager
    def say_errors(self) -> Iterator[None]:
        """Say an error that ends the block; close a round in which another weakspot has
        played on.
        """
        with super().say_errors():
            try:
                yield
            except RoundMoved as moved:
                self.close_screens_above()
                self.dismiss(None)
                self.app.call_later(self.app.say_error, moved)

    def close_screens_above(self) -> None:
        """Close the screens above this one, unless it was closed itself."""
        while self.is_on_stack and not self.is_active:
            self.app.pop_screen()

    def update_session(self, change: Callable[[], Session]) -> None:
        """Show the session that `change` returns, or close with it if it is done; say
        why if that fails.
        """
        before = self.session
        self.app.say("")  # what was told is no news any more
        with self.say_errors():
            session = self.session = change()
            self.written = self.detailed = False
            if session.phase == DONE:
                self.close_screens_above()
                self.dismiss(session)
                return
            self.show_session()
            if session.phase == ANSWERED:
                self.mark_unseen(0.0)
            elif (session.at, session.phase) != (before.at, before.phase):
                self.view.scroll_home(animate=False, immediate=True)

    @on(Given)
    @on(Submitted)
    @on(Refused)
    @on(TextWritten)
    def receive(self, message: FormMessage) -> None:
        if any(box.take(message) for box in self.view.outboxes):
            self.handle(message)

    def catch_up(self) -> None:
        """Handle now what was given before this key, if it is still on its way."""
        for box in self.view.outboxes:
            while box.waiting:
                self.handle(box.waiting.pop(0))

    def handle(self, message: FormMessage) -> None:
        """Do what a form asks for, unless it is about another question than the one in
        play.
        """
        if self.session.phase != ASKED or not message.asked.is_same(self.asked):
            return
        match message:
            case Given(response=response):
                self.note_draft(response)
                self.view.show_around()
                self.view.follow_cursor()
            case Submitted(response=response, confidence=confidence):
                self.take(response, confidence)
            case Refused(why=why):
                self.tell_unfinished(why)
            case TextWritten(text=text):
                self.hand_in_text(text)

    def note_draft(self, response: Response | None) -> None:
        """Hold what is given so far."""

    def tell_unfinished(self, text: str) -> None:
        """Say why the answer cannot be submitted yet."""
        self.app.say(text)

    def hand_in_text(self, text: str | None) -> None:
        """Go on from the text of an open question, or (None) back to it."""

    def take(self, response: Response | None, confidence: str | None = None) -> None:
        """Grade or hold this response; None is “I don't know”. If saving fails, the
        question stays open.
        """
        self.update_session(
            lambda: self.game.rounds.answer(self.session, response, confidence)
        )

    # Drafts

    def save_draft_soon(self) -> None:
        """Save what is given so far after a short delay."""
        if self.save_timer is None:
            self.save_timer = self.set_timer(SAVE_AFTER, self.save_draft)

    def save_draft(self) -> None:
        """Save what is given so far; if that fails, say so and try again after
        RETRY_AFTER.
        """
        with self.say_errors():
            try:
                self.write_draft()
            except SaveError:
                self.save_timer = self.set_timer(RETRY_AFTER, self.save_draft)
                raise

    def write_draft(self) -> None:
        """Save the draft and the clock if this is still an open round. Raises an error
        if that fails.
        """
        if self.session.phase == ASKED and self.is_on_stack:
            self.session = self.game.rounds.save_draft(self.session, self.session.draft)
        self.save_timer = None

    def flush_draft(self) -> None:
        """Save the draft and the clock if anything of them may be unsaved."""
        if self.save_timer is not None or self.session.seconds_left is not None:
            self.write_draft()

    def on_unmount(self) -> None:
        self.catch_up()
        self.flush_draft()

    # Keys

    def action_unknown(self) -> None:
        self.take(None)

    def action_submit_as(self, confidence: str) -> None:
        self.view.taker.submit_with_confidence(confidence)

    def action_target(self, number: int) -> None:
        """Send the row under the cursor to the target that was clicked."""
        self.view.list.choose_target(number)

    def action_next(self) -> None:
        self.view.focus_answer()

    def action_case(self) -> None:
        if (case := self.case) is not None:
            self.open(CaseScreen(case))
        else:
            self.app.say("This question has no case.")

    def action_flag(self) -> None:
        with self.say_errors():
            is_flagged = self.game.library.toggle_flag(self.session.slot.question)
            self.show_session()
            self.app.say(FLAGGED if is_flagged else "No longer flagged.")

    # After the verdict

    def is_afterwards(self) -> bool:
        """True after the verdict; before it, say that this has to wait."""
        if self.session.phase != ANSWERED:
            self.app.say("You can do that after the answer.")
        return self.session.phase == ANSWERED

    def action_mute(self) -> None:
        if not self.is_afterwards():
            return
        with self.say_errors():
            self.app.say(
                MUTED[self.game.library.cycle_mute(self.session.slot.question)]
            )
            self.refresh_bindings()  # the questions to come may all be of that topic

    def action_details(self) -> None:
        if not self.is_afterwards():
            return
        self.detailed = not self.detailed
        self.show_session()
        if self.detailed:
            self.call_after_refresh(self.view.scroll_end, animate=False)

    def action_leave(self) -> None:
        """Close the details; else leave, with what was given so far."""
        if self.detailed:
            self.action_details()
            return
        with self.say_errors():
            self.flush_draft()
            self.dismiss(self.session)

    def action_dispute(self) -> None:
        outcome = self.session.outcome
        if not self.is_afterwards():
            return
        if outcome is not None and outcome.disputed:
            undo = partial(self.game.rounds.restore, self.session)
            self.update_and_say(undo, "No longer disputed.")
            return
        self.open(InputScreen(WRONG, "dispute"), self.dispute)

    def dispute(self, note: str | None) -> None:
        """Dispute the verdict in play for the reason in `note`; do nothing if it is
        None.
        """
        if note is not None:
            change = partial(self.game.rounds.dispute, self.session, note)
            self.update_and_say(change, DISPUTED)

    def update_and_say(self, change: Callable[[], Session], words: str) -> None:
        """Show the session that `change` returns, and say these words."""
        with self.say_errors():
            self.session = change()
            self.show_session()
            self.app.say(words)

    def action_lesson(self) -> None:
        if self.is_afterwards():
            self.app.open_lesson(
                self.game.library.topic_key(self.session.slot.question)
            )

    def action_topic(self) -> None:
        if self.is_afterwards():
            topic = self.game.library.topic_key(self.session.slot.question)
            self.app.open_topics([topic])
