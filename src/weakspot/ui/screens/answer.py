"""What the screens of a round and of an exam share: what is given is kept, and the question's own keys."""

from collections.abc import Callable, Sequence

from textual import on
from textual.timer import Timer

from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Response
from weakspot.ui.screens.question import QuestionScreen
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.keys import Key
from weakspot.ui.widgets.round_keys import SURE, SURE_IN_FIELD

KEEP_AFTER = 0.3
"""Seconds after a change until it is written: not at every key of a long text."""
KEEP_AGAIN = 10.0
"""Seconds after it could not be saved."""


class AnswerScreen(QuestionScreen):
    """Takes answers; dismisses with the session as the player left it."""

    keeper: Timer | None = None
    due: Callable[[], None] | None = None
    """What waits for the body to be laid out anew; it is not done where nothing has another size."""

    def help_keys(self) -> Sequence[Key]:
        """Those that say how sure one is only where that is asked."""
        unasked = () if self.game.settings.confidence else (*SURE, SURE_IN_FIELD)
        return [key for key in self.KEYS if key not in unasked]

    def on_mount(self) -> None:
        if self.session.seconds_left is not None:
            self.set_interval(1, self.tick)
            self.app.app_resume_signal.subscribe(self, lambda _: self.game.restart_clock())

    def tick(self) -> None:
        """Let the clock run a second on, if the question can be seen."""
        if self.session.phase != ASKED or self.has_class("-tiny") or not self.is_on_stack:
            self.game.restart_clock()
        else:
            with self.say_errors():
                self.session = self.game.tick(self.session)
            self.show_header()

    def go(self, move: Callable[[], Session]) -> None:
        """Show the session that the move gives, leave with it once it is done; stay where the move failed."""
        before = self.session
        with self.say_errors():
            session = self.session = move()
            self.written = self.detailed = False
            if session.phase == DONE:
                self.close_screens_above()
                self.dismiss(session)
                return
            self.show_session()
            self.due = self.show_word if session.phase == ANSWERED else None
            if session.phase == ANSWERED:
                self.mark_unseen()
            elif (session.at, session.phase) != (before.at, before.phase):
                self.body.scroll_home(animate=False, immediate=True)

    @on(Body.Laid)
    def keep_in_sight(self, message: Body.Laid) -> None:
        """What is answered stays in sight where a line above the footer takes rows from it."""
        if message.itself and self.session.phase == ASKED:
            self.board.resized()
            self.show_written()
        act, self.due = self.due, None
        if act is not None:
            act()

    def show_written(self) -> None:
        """Have what is being written in sight, once something is; until then what is asked is."""
        if self.focused is not None and self.session.draft is not None and self.answer.takes_letters():
            self.focused.scroll_visible(animate=False)

    def keep_soon(self) -> None:
        """Keep what is given so far, once the player pauses; what is being written is in sight."""
        self.show_written()
        if self.keeper is None:
            self.keeper = self.set_timer(KEEP_AFTER, self.keep)

    def keep(self) -> None:
        """Keep what is given so far; where it cannot be saved, say so, and try again in a while."""
        with self.say_errors():
            self.kept()
            return
        self.keeper = self.set_timer(KEEP_AGAIN, self.keep)  # it was refused

    def kept(self) -> Session:
        """The session, and with it what is given so far, kept as an open round, if this still is one."""
        if self.session.phase == ASKED and self.is_on_stack:
            self.session = self.game.save_draft(self.session, self.session.draft)
        self.keeper = None
        return self.session

    def take(self, response: Response | None, confidence: str | None = None) -> None:
        """Have it graded, or held; None: I don't know. If it was not saved, the question stays as it is."""
        self.go(lambda: self.game.answer(self.session, response, confidence))

    def action_unknown(self) -> None:
        if self.session.phase == ASKED:
            self.take(None)

    async def action_do(self, action: str) -> None:
        """What a click on one of the answer's own keys does."""
        await self.answer.run_action(action)

    def action_case(self) -> None:
        case = self.game.case(self.session.slot.question)
        if case is None:
            self.say("This question has no case.")
            return
        from weakspot.ui.screens.dialogs import CaseScreen  # late: few questions have one

        self.open(CaseScreen(case))

    def action_leave(self) -> None:
        with self.say_errors():
            self.dismiss(self.settled())

    def on_unmount(self) -> None:
        self.settled()

    def settled(self) -> Session:
        """The session with nothing left to keep."""
        is_due = self.keeper is not None or self.session.seconds_left is not None
        return self.kept() if is_due else self.session
