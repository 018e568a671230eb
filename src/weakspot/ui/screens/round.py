"""The screen that plays a round."""

from __future__ import annotations

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from weakspot.engine.feedback import feedback
from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import SaveError
from weakspot.game import Game
from weakspot.ui.screens.asking import asked_of, why_line
from weakspot.ui.screens.framed import FramedScreen
from weakspot.ui.widgets.answer import Answer, Asked, widget_of
from weakspot.ui.widgets.field import Field
from weakspot.ui.widgets.frame import Header, Key, Segments, place_words, topic_words
from weakspot.ui.widgets.mover import Mover
from weakspot.ui.widgets.picker import Picker
from weakspot.ui.widgets.picking import with_text
from weakspot.ui.widgets.prompt import Prompt, prompt_text
from weakspot.ui.widgets.roundkeys import KEYS, answered_keys, asked_keys
from weakspot.ui.widgets.verdict import MoveLine, VerdictBlock

ANSWERS = "#picker, #mover, #field"


class RoundScreen(FramedScreen[Session]):
    """Plays one round; dismisses with the session as the player left it."""

    DEFAULT_CSS = """
    RoundScreen.-tall #picker, RoundScreen.-tall #mover, RoundScreen.-tall #field { margin-top: 1; }
    RoundScreen.-narrow #picker.-boxed { border: none; }
    RoundScreen.-tall Essay { height: 14; }
    RoundScreen.-short Essay { height: 6; }
    RoundScreen.-answered #status { display: none; }
    RoundScreen.-answered #status.said { display: block; }
    """
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("enter", "next", show=False),
        Binding("0,f8", "unknown", show=False),
        Binding("h,f2", "hint", show=False),
        Binding("s,f3", "skip", show=False),
        Binding("f,f4", "flag", show=False),
        Binding("u,f5", "undo", show=False),
        Binding("n", "lesson", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("escape,q", "leave", show=False),
    ]
    KEYS = KEYS

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__()
        self.game = game
        self.session = session
        self.written = False

    def below_header(self) -> ComposeResult:
        yield Segments()

    def content(self) -> list[Widget]:
        return [Prompt(), Picker(), Mover(), Field(), VerdictBlock(), MoveLine()]

    def on_mount(self) -> None:
        self.show_session()
        self.watch(self.query_one("#body"), "show_vertical_scrollbar", self.show_keys, init=False)
        self.watch(self, "focused", self.show_keys, init=False)

    # The state, shown

    def go(self, session: Session) -> None:
        """Take the next session and show it; the results once it is done."""
        self.session, self.written = session, False
        if session.phase == DONE:
            self.dismiss(session)
            return
        self.show_session()
        if session.phase == ASKED:
            self.query_one("#body").scroll_home(animate=False)

    def asked(self) -> Asked:
        """The question in play as its widget shows it."""
        return asked_of(self.game, self.session, self.written)

    @property
    def answer(self) -> Answer:
        """The widget that takes the answer to the question in play."""
        return self.query_one(f"#{widget_of(self.asked())}", Answer)

    def show_session(self) -> None:
        """Bring every part up to date, in place."""
        session, asked = self.session, self.asked()
        self.show_header()
        self.query_one(Segments).session = session
        prompt = self.query_one(Prompt)
        prompt.text = prompt_text(asked)
        prompt.hint = asked.question.hint or "" if session.hinted else ""
        answer = self.answer
        for widget in self.query(ANSWERS):
            widget.display = widget is answer
        answer.asked = asked
        answer.take_focus()
        self.show_verdict()
        self.say_why()
        self.show_keys()

    def redraw(self) -> None:
        super().redraw()
        for answer in self.query(ANSWERS).results(Answer):
            answer.resized()
        self.show_header()
        self.call_after_refresh(self.show_keys)

    def show_header(self) -> None:
        """The topic as it stands, the flag, how far the round is."""
        session, key = self.session, self.session.slot.question
        topic = self.game.topic(self.game.topic_key(key))
        header = self.query_one(Header)
        name = "" if self.has_class("-narrow") else self.game.title(session)
        header.left = topic_words(name, topic.title, topic.state)
        header.right = place_words(session.at + 1, len(session.slots), self.game.is_flagged(key))

    def show_verdict(self) -> None:
        """The block below the answer, and the move of the topic; hidden while the question is asked."""
        session, outcome = self.session, self.session.outcome
        block, line = self.query_one(VerdictBlock), self.query_one(MoveLine)
        self.set_class(outcome is not None, "-answered")
        key = session.slot.question
        line.set_class(outcome is not None, "shown")
        if outcome is None:
            block.show(None, 0)
        else:
            beliefs = self.game.misconceptions(key)
            words = feedback(self.game.question(key), session.slot, outcome, beliefs)
            block.show(words, outcome.verdict.score)
            line.topic = self.game.topic(outcome.move.topic).title
            line.move = outcome.move

    def say_why(self) -> None:
        """Why this question was drawn, and how it is answered, while it is asked."""
        line = ""
        if self.session.phase == ASKED:
            room = self.query_one("#status").content_size.width
            line = why_line(self.game, self.session, self.answer.tip(), room)
        self.say(line, aside=True)

    def key_list(self) -> list[Key]:
        session = self.session
        if session.phase == ANSWERED:
            return answered_keys(self.query_one("#body").show_vertical_scrollbar)
        answer = self.answer
        own = [Key(label, word, f"do('{action}')") for label, word, action in answer.key_words()]
        has_hint = self.game.question(session.slot.question).hint is not None and not session.hinted
        return asked_keys(own, answer.takes_letters(), has_hint, bool(session.outcomes))

    # What the player does

    @on(Answer.Submitted)
    def grade(self, message: Answer.Submitted) -> None:
        """Grade and save, then show; if it could not be saved, the question stays as it is."""
        if self.session.phase == ASKED:
            self.give(message.response)

    def give(self, response: Response | None) -> None:
        """Answer with this response; None: I don't know."""
        try:
            self.go(self.game.answer(self.session, response))
        except SaveError as error:
            self.app.notify(str(error), severity="error", markup=False)

    @on(Answer.Changed)
    def note(self, message: Answer.Changed) -> None:
        """Remember what is given so far; it is kept when the player leaves."""
        if self.session.phase == ASKED:
            self.session = replace(self.session, draft=message.response)
            self.say_why()
            self.show_keys()

    @on(Answer.Unfinished)
    def tell_unfinished(self, message: Answer.Unfinished) -> None:
        """Enter on nothing grades nothing: say what is missing."""
        self.say(message.text)

    @on(Answer.Written)
    def turn(self, message: Answer.Written) -> None:
        """From the text of an open question to its rubric, or back."""
        self.written = message.text is not None
        if message.text is not None:
            self.session = replace(self.session, draft=with_text(self.session.draft, message.text))
        self.show_session()
        self.query_one("#body").scroll_home(animate=False)

    def action_next(self) -> None:
        if self.session.phase == ANSWERED:
            self.go(self.game.advance(self.session))
        else:
            self.answer.take_focus()

    async def action_do(self, action: str) -> None:
        """What a click on one of the answer's own keys does."""
        if action == "help":
            self.action_help()
        else:
            await self.answer.run_action(action)

    def action_unknown(self) -> None:
        if self.session.phase == ASKED:
            self.give(None)

    def action_hint(self) -> None:
        if self.session.phase != ASKED:
            return
        hinted = self.game.hint(self.session)
        if hinted is self.session and not self.session.hinted:
            self.say("There is no hint to this one.")
        else:
            self.session = hinted
            self.show_session()

    def action_skip(self) -> None:
        if self.session.phase == ASKED:
            self.go(self.game.skip(self.session))

    def action_flag(self) -> None:
        flagged = self.game.flag(self.session)
        self.show_session()
        self.say("Flagged." if flagged else "No longer flagged.")

    def action_undo(self) -> None:
        if self.session.phase == ASKED and self.answer.take_back():
            return
        if not self.session.outcomes:
            self.say("Nothing to take back yet.")
            return
        self.go(self.game.undo(self.session))

    def action_lesson(self) -> None:
        if self.session.phase == ANSWERED:
            from weakspot.ui.screens.lesson import LessonScreen  # late: Markdown takes its time

            self.app.push_screen(LessonScreen(self.game, self.game.topic_key(self.session.slot.question)))

    def action_scroll(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        self.dismiss(self.session)

    def on_unmount(self) -> None:
        """Keep a half-done answer, however the screen is left."""
        if self.session.phase == ASKED and self.session.draft is not None:
            self.game.draft(self.session, self.session.draft)
