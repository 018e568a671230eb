"""The base class of the round and exam screens: they take answers, save drafts and run
the clock.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from textual import on
from textual.timer import Timer

from weakspot.engine.session import ANSWERED, ASKED, DONE, Session
from weakspot.engine.values import Response
from weakspot.errors import RoundMoved, SaveError
from weakspot.ui.screens.frame import say_on_top
from weakspot.ui.screens.question import QuestionScreen
from weakspot.ui.widgets.answer import AnswerTaker
from weakspot.ui.widgets.frame import Body
from weakspot.ui.widgets.keys import Key
from weakspot.ui.widgets.round_keys import HINT, SURE, SURE_IN_FIELD, VERDICT_KEYS

SAVE_AFTER = 0.3
"""Seconds from a change until it is saved: a long text is not saved at every key."""
RETRY_AFTER = 10.0
"""Seconds until the next attempt after a failure to save."""


class AnswerScreen(QuestionScreen):
    """A question screen that takes answers; dismisses with the session as the player
    left it.
    """

    save_timer: Timer | None = None
    after_layout: Callable[[], None] | None = None
    """What to call once the body is laid out again; it is not called if no widget
    changes its size.
    """

    def help_keys(self) -> Sequence[Key]:
        """The keys that can be used now: no hint at a rubric, none for confidence where
        that is not asked.
        """
        if self.session.phase == ANSWERED:
            return VERDICT_KEYS
        left_out = [] if self.asked.says_sure else [*SURE, SURE_IN_FIELD]
        left_out += [HINT] if self.written else []
        return [
            key
            for key in self.KEYS
            if key not in left_out and not key.action.startswith("after(")
        ]

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
        from weakspot.ui.screens.dialogs import (
            CaseScreen,
        )  # late: few questions have one

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
