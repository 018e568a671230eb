"""The base class of the round and exam screens: they show one question, asked or with
its verdict, take answers, save drafts and run the clock.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from textual import on
from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from weakspot.engine.limits import is_last
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import RoundMoved, SaveError
from weakspot.game import Game
from weakspot.ui.screens.dialogs import CaseScreen
from weakspot.ui.screens.frame import FramedScreen, say_on_top
from weakspot.ui.widgets import round_keys
from weakspot.ui.widgets.answer import Answer, AnswerTaker, AskedQuestion
from weakspot.ui.widgets.answer_forms import asks_essay, has_field
from weakspot.ui.widgets.answer_rows import AnswerRows
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.gaps import Gaps
from weakspot.ui.widgets.keys import Key
from weakspot.ui.widgets.prompt import CasePane, Prompt
from weakspot.ui.widgets.round_progress import RoundHeader, place_words, topic_words
from weakspot.ui.widgets.text_fields import EssayField
from weakspot.ui.widgets.verdict import ShownVerdict, VerdictBlock
from weakspot.words.modes import MODE_WORDS, seen_line
from weakspot.words.reasons import reason_words
from weakspot.words.summaries import DROPPED, dropped_line

ROUND_OPEN = "A round is open below: Esc leads back to it."
EXAM_BELOW = (
    "Not while an exam or its results are open: its questions stay as they are."
)
MUTED = {
    "question": "Muted: not asked again. The same key again: its whole topic.",
    "topic": "Its topic is muted, too. The same key again: both are back.",
    None: "No longer muted: the question and its topic.",
}
"""What to say after `cycle_mute`, by what it returns."""

SAVE_AFTER = 0.3
"""Seconds from a change until it is saved: a long text is not saved at every key."""
RETRY_AFTER = 10.0
"""Seconds until the next attempt after a failure to save."""


def is_over_round(app: App[object]) -> bool:
    """Whether a round in play is open below the top screen."""
    return any(isinstance(screen, QuestionScreen) for screen in app.screen_stack)


def has_exam(app: App[object]) -> bool:
    """Whether an exam is open on any screen, to be answered or to be reviewed."""
    sessions = (getattr(screen, "session", None) for screen in app.screen_stack)
    return any(session is not None and session.sheets for session in sessions)


class QuestionScreen(FramedScreen[Session], AnswerTaker):
    """Shows the question in play of `session` and takes the answer to it; dismisses
    with the session as the player left it.

    `answer` is the widget that takes the answer to it. `written` is true once the text
    of an open question is handed in, `detailed` while details are wanted.
    """

    asked: AskedQuestion
    """The question in play as it was last shown: what was given since is only in the
    session.
    """

    save_timer: Timer | None = None
    after_layout: Callable[[], None] | None = None
    """What to call once the body is laid out again; it is not called if no widget
    changes its size.
    """

    DEFAULT_CSS = """
    QuestionScreen.-tall AnswerRows, QuestionScreen.-tall Gaps { margin-top: 1; }
    QuestionScreen.-narrow AnswerRows.-boxed { border: none; }
    QuestionScreen.-tall EssayField { height: 14; margin-top: 1; }
    QuestionScreen.-short EssayField { height: 6; }
    """

    def __init__(self, game: Game, session: Session) -> None:
        self.round_header = RoundHeader()
        super().__init__(game, self.round_header)
        self.session = session
        self.shown_settings = game.settings
        self.written = False
        self.detailed = False
        self.case_pane = CasePane()
        self.prompt = Prompt()
        self.answer_rows, self.gaps = AnswerRows(), Gaps()
        self.answer_rows.taker = self.gaps.taker = self
        self.answer: AnswerRows | Gaps | EssayField = self.answer_rows
        self.verdict = VerdictBlock()

    def content(self) -> list[Widget]:
        return [self.case_pane, self.prompt, self.answer_rows, self.gaps, self.verdict]

    def on_mount(self) -> None:
        self.after_layout = (
            self.scroll_to_verdict
        )  # for a round that resumes at a verdict
        self.watch(
            self.gaps,
            "at",
            lambda: self.call_once_painted(self.scroll_to_field),
            init=False,
        )
        if self.session.seconds_left is not None:
            self.set_interval(1, self.tick)
            self.app.app_resume_signal.subscribe(
                self, lambda _: self.game.rounds.restart_clock()
            )
        self.watch(self.gaps, "at", self.show_keys, init=False)
        self.show_session()

    def show_game(self) -> None:
        if self.shown_settings is not self.game.settings:
            self.shown_settings = self.game.settings
            self.show_session()
        else:
            self.show_header()  # the question may have been flagged meanwhile
            self.show_keys()  # and what is still to ask muted

    def build_asked(self) -> AskedQuestion:
        """Build the value by which the answer widget shows the question in play."""
        session, settings = self.session, self.game.settings
        slot = session.slot
        question = self.game.library.question(slot.question)
        return AskedQuestion(
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

    @cached_property
    def essay(self) -> EssayField:
        """The field for the answer to an open question, made when first needed."""
        essay = EssayField()
        essay.taker = self
        self.body.mount(essay, before=self.verdict)
        return essay

    def show_session(self) -> None:
        session = self.session
        asked = self.asked = self.build_asked()
        if self.selections:  # their text is about to change
            self.clear_selection()
        self.show_header()
        self.show_progress()
        self.case_pane.case = self.game.library.case(session.slot.question)
        self.prompt.text = asked.question.heading(asked.numbers)
        self.prompt.hint = asked.question.hint or "" if session.hinted else ""
        self.answer = self.answer_rows
        if has_field(asked):
            self.answer = self.essay if asks_essay(asked) else self.gaps
        is_new = asked.is_new(self.answer.asked)
        for widget in self.body.children:
            if isinstance(widget, Answer):
                widget.display = widget is self.answer
                widget.asked = asked if widget is self.answer else None
        if is_new:  # else the player may have left the field by Esc
            self.answer.focus()
        self.show_verdict()
        self.say_status()
        self.show_keys()

    def show_progress(self) -> None:
        """Show how the questions before this one went and how many are to come."""
        self.round_header.session = self.session

    def show_cursor(self) -> None:
        """Do nothing: the rows of an answer keep their cursor in sight themselves while
        they take one.
        """

    def show_keys(self) -> None:
        """Update what depends on focus and current gap: the footer and the key that
        opens the case.
        """
        if self.session.phase == DONE:  # the focus leaves the screen while it is closed
            return
        self.case_pane.key = next(
            (key.label for key in self.apply_keymap(self.case_keys())), ""
        )
        super().show_keys()

    def case_keys(self) -> list[Key]:
        """The key that opens the case now; empty if there is no case."""
        if self.case_pane.case is None:
            return []
        return round_keys.label_keys([round_keys.CASE], self.answer.takes_letters())

    def show_header(self) -> None:
        """Show the topic with its state, the flag, and how far the round is."""
        session, key = self.session, self.session.slot.question
        topic, outcome = self.game.library.topic_key(key), session.outcome
        move = None if outcome is None or outcome.disputed else outcome.move
        state = self.game.progress.topic(topic).state if move is None else move.state
        name = (
            ""
            if self.has_class("-narrow")
            else self.game.rounds.heading_prefix(session)
        )
        title = self.game.library.topic_title(topic)
        self.header.left, self.header.brief = (
            topic_words(name, title, state),
            topic_words("", title, state),
        )
        self.header.right = place_words(session, self.game.library.is_flagged(key))

    def show_verdict(self) -> None:
        """Show the verdict and how the topic moved, below the answer; nothing while it
        is asked.
        """
        outcome = self.session.outcome
        if outcome is None:
            self.verdict.value = None
            return
        texts = self.game.library.feedback(self.session.slot, outcome)
        details = self.game.library.details(self.session.slot) if self.detailed else ()
        self.verdict.value = ShownVerdict(
            texts, outcome, details, self.session.at in self.session.seen
        )

    def scroll_to_verdict(self) -> None:
        """Scroll the verdict and its explanation into sight, in half of the body at
        most.

        The reasons are included as far as the marked answer above them stays in sight;
        of that, no row but the last one is cut.
        """
        if self.verdict.value is not None:
            room, top = self.body.size.height, self.verdict.virtual_region.y
            marks = self.answer.virtual_region.y
            below = room - (top - marks)
            rows = max(
                min(self.verdict.first_rows, room // 2 + 1),
                min(self.verdict.reason_rows, below),
            )
            first, end = max(marks, top + rows - room), top + rows
            owners = (
                self.answer_rows.row_of_line if self.answer is self.answer_rows else ()
            )
            at = first - marks
            while 0 < at < len(owners) and owners[at - 1] == owners[at] != owners[-1]:
                at += 1
                end = marks + at + room
            self.body.show_rows(marks + at, end)

    def say_status(self) -> None:
        """Say which round was dropped, or that the answer was seen, or why it is asked;
        and how to answer it.

        If there is no room for both, how to answer is said alone once something is
        given, and from the second question on in a round whose questions all come with
        the same words.
        """
        session, tip = self.session, self.answer.tip()
        if session.phase != ASKED:
            self.say()
        elif session.is_untouched and self.game.rounds.has_replaced_round:
            dropped = dropped_line(self.game.unsaved)
            self.say(f"{dropped} {tip}".strip(), dropped, f"{DROPPED}.")
        elif session.at in session.seen:
            seen = seen_line(session.rules)
            self.say(f"{seen} {tip}".strip(), seen)
        else:
            asking = MODE_WORDS[session.mode].asking
            why = asking or reason_words(session.slot, self.game.today())
            is_known = session.draft is not None or (asking and session.at)
            self.say(
                f"{why} {tip}".strip(), tip if tip and is_known else why, aside=True
            )

    def help_keys(self) -> Sequence[Key]:
        """The keys that can be used now: no hint at a rubric, none for confidence where
        that is not asked.
        """
        if self.session.phase == ANSWERED:
            return round_keys.VERDICT_KEYS
        left_out = (
            [] if self.asked.says_sure else [*round_keys.SURE, round_keys.SURE_IN_FIELD]
        )
        left_out += [round_keys.HINT] if self.written else []
        return [
            key
            for key in self.KEYS
            if key not in left_out and not key.action.startswith("after(")
        ]

    def footer_keys(self) -> list[Key]:
        session = self.session
        if session.phase == ANSWERED:
            return round_keys.verdict_footer(self.case_keys(), is_last(session))
        sure = round_keys.SURE if self.asked.says_sure else ()
        first, others = round_keys.split_answer_keys(self.answer.key_list(), sure)
        first += self.case_keys()
        has_hint = self.asked.question.hint is not None and not (
            self.written or session.hinted
        )
        return round_keys.question_footer(
            first, others, self.answer.takes_letters(), has_hint, session
        )

    def action_submit_as(self, confidence: str) -> None:
        if self.session.phase == ASKED and self.asked.says_sure:
            self.answer.submit_with_confidence(confidence)

    def tick(self) -> None:
        """Run the clock for the second that has passed; in a tiny terminal it stands
        still.
        """
        if (
            self.session.phase != ASKED
            or self.has_class("-tiny")
            or not self.is_on_stack
        ):
            self.game.rounds.restart_clock()
        else:
            with self.say_errors():
                self.session = self.game.rounds.tick(self.session)
            self.show_header()

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
                self.app.call_later(say_on_top, self.app, str(moved))

    def update_session(self, change: Callable[[], Session]) -> None:
        """Show the session that `change` returns, or close with it if it is done; say
        why if that fails.
        """
        before = self.session
        with self.say_errors():
            session = self.session = change()
            self.written = self.detailed = False
            if session.phase == DONE:
                # nobody: if the clock ends an exam, what was typed may be on its way to
                # them
                self.answer_rows.taker = self.gaps.taker = AnswerTaker()
                self.close_screens_above()
                self.dismiss(session)
                return
            self.show_session()
            self.after_layout = (
                self.scroll_to_verdict if session.phase == ANSWERED else None
            )
            if session.phase == ANSWERED:
                self.mark_unseen()
            elif (session.at, session.phase) != (before.at, before.phase):
                self.body.scroll_home(animate=False, immediate=True)

    @on(Body.LayoutChanged)
    def restore_view(self, message: Body.LayoutChanged) -> None:
        """Keep the answer in sight when a line above the footer takes rows from it;
        call `after_layout`.
        """
        if message.resized and self.session.phase == ASKED:
            self.answer_rows.adapt_to_size()
            self.scroll_to_field()
        act, self.after_layout = self.after_layout, None
        if act is not None:
            act()

    def redraw(self) -> None:
        super().redraw()
        self.answer_rows.adapt_to_size()
        self.show_header()
        self.call_once_painted(self.scroll_to_field)
        self.call_once_painted(self.scroll_to_verdict)

    def scroll_to_field(self) -> None:
        """Scroll to the caret once a gap is written in or skipped; until then the
        question stays in sight.
        """
        if self.answer.takes_letters() and (
            self.session.draft is not None or self.gaps.at
        ):
            self.answer.scroll_to_caret()

    def save_draft_soon(self) -> None:
        """Save what is given so far after a short delay; scroll to the field that is
        being written in.
        """
        self.scroll_to_field()
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

    def take(self, response: Response | None, confidence: str | None = None) -> None:
        """Grade or hold this response; None is “I don't know”. If saving fails, the
        question stays open.
        """
        self.update_session(
            lambda: self.game.rounds.answer(self.session, response, confidence)
        )

    def action_unknown(self) -> None:
        if self.session.phase == ASKED:
            self.take(None)

    async def action_do(self, action: str) -> None:
        """Run an action of the answer widget, for a click on one of its keys in the
        footer.
        """
        await self.answer.run_action(action)

    def action_case(self) -> None:
        case = self.case_pane.case
        if case is None:
            self.say("This question has no case.")
            return
        self.open(CaseScreen(case))

    def action_leave(self) -> None:
        with self.say_errors():
            self.flush_draft()
            self.dismiss(self.session)

    def on_unmount(self) -> None:
        self.flush_draft()

    def flush_draft(self) -> None:
        """Save the draft and the clock if anything of them may be unsaved."""
        if self.save_timer is not None or self.session.seconds_left is not None:
            self.write_draft()
