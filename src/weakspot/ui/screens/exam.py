"""The screen of an exam: its questions in any order, until it is handed in."""

from msgspec.structs import replace
from textual.content import Content
from textual.widget import Widget

from weakspot.engine import sheets
from weakspot.engine.limits import is_over
from weakspot.engine.session import ASKED, Sheet
from weakspot.engine.values import Response
from weakspot.ui.screens.dialogs import InputScreen
from weakspot.ui.screens.question import QuestionScreen
from weakspot.ui.screens.review import HAND_IN, HandInScreen
from weakspot.ui.widgets import round_keys
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.gaps import NO_NUMBER
from weakspot.ui.widgets.keys import Key, bind_keys
from weakspot.ui.widgets.round_progress import ExamMap, ExamStrip, place_words
from weakspot.words.summaries import position_words


class ExamScreen(QuestionScreen):
    """Takes an exam; dismisses with it handed in, or as the player left it."""

    DEFAULT_CSS = """
    ExamScreen.-short ExamStrip, ExamScreen.-wide ExamStrip { display: none; }
    ExamScreen.-wide > * { max-width: 112; }
    ExamScreen.-wide ExamMap { display: block; }
    """
    KEYS = round_keys.EXAM_KEYS
    BINDINGS = [*bind_keys(KEYS), ("right", "step(1)"), ("left", "step(-1)")]
    SEARCHED = False

    def below_header(self) -> list[Widget]:
        return [ExamStrip()]

    def content(self) -> list[Widget]:
        return [ExamMap(), *super().content()]

    @property
    def sheet(self) -> Sheet:
        """The sheet of the question in play."""
        return self.session.sheets[self.session.at]

    # What is shown

    def show_header(self) -> None:
        name = paint(position_words(self.session))
        if not self.has_class("-narrow"):
            name = join_trail(paint("Exam"), name)
        self.header.left = Content("  ") + name
        self.header.right = place_words(self.session, self.sheet.flagged, "")

    @property
    def clock(self) -> Content:
        return place_words(self.session, False, "")

    def show_progress(self) -> None:
        self.query_one(ExamStrip).value = self.session
        self.query_one(ExamMap).value = self.session

    def footer_keys(self) -> list[Key]:
        in_field = self.answer.takes_letters()
        sure = (
            round_keys.label_keys(round_keys.SURE, in_field)
            if self.asked.says_sure
            else []
        )
        brief = [round_keys.sure_key(self.apply_keymap(sure), in_field)] if sure else []
        own = [key for key in self.answer.key_list() if key.label != "↑↓"]
        first, others = round_keys.split_answer_keys(own, brief)
        first = [
            replace(key, word="next") if key.word == "submit" else key for key in first
        ]
        return [
            *round_keys.exam_footer([*first, *self.case_keys()], others, in_field),
            *sure,
        ]

    def say_status(self) -> None:
        if self.sheet.unknown:
            self.say("You said: I don't know. An answer takes its place.")
        elif self.sheet.response and not self.sheet.reads:
            self.say(NO_NUMBER)
        else:
            super().say_status()

    def tick(self) -> None:
        """Run the clock; hand the exam in once its time is up."""
        super().tick()
        for screen in self.app.screen_stack:
            if isinstance(screen, HandInScreen):
                screen.header.right = self.clock
        if self.is_on_stack and self.session.phase == ASKED and is_over(self.session):
            self.close_screens_above()
            self.hand_in()

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
        self.session = sheets.put_response(
            self.session, response, self.sheet.confidence, False, reads
        )
        self.save_draft_soon()
        self.show_progress()
        # without NO_NUMBER: a number that is being typed may not be one yet
        super().say_status()
        self.show_keys()

    def tell_unfinished(self, text: str) -> None:
        """Go to the next question if nothing is given; if a part is missing, say so."""
        if self.sheet.response is None:
            self.action_step(1)
        else:
            self.say(text)

    def action_next(self) -> None:
        self.answer.focus()

    def action_visit(self, at: int) -> None:
        self.update_session(lambda: self.game.rounds.visit(self.session, at))

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
        at_end = not self.has_more_below() if step > 0 else self.body.scroll_y <= 0
        if at_end:
            self.action_step(step)
        else:
            super().action_page(step)

    def action_skip(self) -> None:
        self.action_step(1)

    def action_flag(self) -> None:
        before = self.session
        self.update_session(lambda: self.game.rounds.toggle_exam_flag(before))
        if self.session is not before and self.session.phase == ASKED:
            self.say(
                "Flagged to come back to."
                if self.sheet.flagged
                else "No longer flagged."
            )

    def action_undo(self) -> None:
        if not self.answer.take_back():
            self.update_session(lambda: self.game.rounds.clear_response(self.session))

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
            self.say(f"There is no question {text.strip()[:20]}.")

    def action_look_over(self, at: int = HAND_IN) -> None:
        """List the questions, with the cursor on the one at `at`, counted from 0, or on
        HAND_IN.
        """
        self.open(
            HandInScreen(self.game, self.session, self.clock, at), self.visit_or_hand_in
        )

    def visit_or_hand_in(self, at: int | None) -> None:
        """Go to the question at `at`, hand in if it is HAND_IN, or (None) stay at the
        current one.
        """
        if at == HAND_IN:
            self.hand_in()
            return
        if at is not None:
            self.action_visit(at)
        if self.session.phase == ASKED:  # else its time is up
            self.answer.focus()

    def hand_in(self) -> None:
        """Hand the exam in; if that cannot be saved, the exam stays open and says
        why.
        """
        self.update_session(lambda: self.game.rounds.finish(self.session))
