"""The screen that plays a round."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from msgspec.structs import replace

from weakspot.editor import open_editor
from weakspot.engine.limits import is_over
from weakspot.engine.session import ANSWERED, ASKED, Session
from weakspot.engine.values import Response
from weakspot.ui.screens.answer import AnswerScreen
from weakspot.ui.screens.frame import say_on_top
from weakspot.ui.screens.question import EXAM_BELOW, MUTED, has_exam
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.keys import Key, bind_keys
from weakspot.ui.widgets.round_keys import KEYS, label_keys, last_keys
from weakspot.ui.widgets.text_fields import EssayField, replace_text

LATE = "Time is up: Enter ends the round."
FLAGGED = "Flagged: the first screen plays what is flagged."
OVERTIME = "Time is up. You can still finish: nothing is lost."

WRONG = "What is wrong with this question, or its answer?"
DISPUTED = "Disputed: it does not count. The same key again: it counts."
REREAD = "The bank was read again."
LEFT_BEHIND = "That question has changed: your answer to it stays as it was."
"""Said when the question that was edited is no longer on the screen."""


class RoundScreen(AnswerScreen):
    """Plays one round; dismisses with the session as the player left it."""

    KEYS: ClassVar[Sequence[Key]] = KEYS
    BINDINGS = [*bind_keys(KEYS), ("f6", "submit"), ("space", "hand_in")]

    is_time_up_said = False
    """Whether it was said that the time is up; saving a draft runs the clock, too, not
    only `tick`.
    """

    def tick(self) -> None:
        """Run the clock; say when the time is up."""
        super().tick()
        is_up = self.is_late or self.is_overtime
        if is_up and not self.is_time_up_said:
            self.say(OVERTIME if self.is_overtime else LATE)
            self.show_keys()
        self.is_time_up_said = is_up

    def footer_keys(self) -> list[Key]:
        if not self.is_late:
            return super().footer_keys()
        in_field = self.answer.takes_letters()
        return label_keys(
            [Key("Enter", "end the round", "next"), *last_keys(in_field)], in_field
        )

    def say_status(self) -> None:
        if self.is_late:
            self.say(LATE)
        else:
            super().say_status()

    @property
    def is_overtime(self) -> bool:
        """Whether the question in play has a time of its own and it is over."""
        return self.session.rules.own_time and self.session.seconds_left == 0

    @property
    def is_late(self) -> bool:
        """Whether the time of the round is up and the question in play is not answered
        yet.
        """
        return self.session.phase == ASKED and is_over(self.session)

    def action_submit(self) -> None:
        if self.session.phase == ASKED:
            self.answer.action_submit()

    def action_hand_in(self) -> None:
        """Submit an essay whose field is not focused: not every keyboard has an F6."""
        if isinstance(self.answer, EssayField):
            self.action_submit()

    def note_draft(self, response: Response | None) -> None:
        """Hold what is given so far and save it soon: it stays in the round, however
        the player leaves.
        """
        self.session = replace(self.session, draft=response)
        self.save_draft_soon()
        self.say_status()
        self.show_keys()

    def tell_unfinished(self, text: str) -> None:
        """Say what is missing, since Enter on nothing grades nothing; end the round if
        its time is up.
        """
        if self.is_late:
            self.take(None)
        else:
            self.say(text)

    def hand_in_text(self, text: str | None) -> None:
        """Go from the text of an open question to its rubric, or (None) back to the
        text.
        """
        self.written = text is not None
        if text is not None:
            self.session = replace(
                self.session, draft=replace_text(self.session.draft, text)
            )
            self.save_draft()
        self.show_session()
        self.body.scroll_home(animate=False)
        self.call_once_painted(self.answer_rows.adapt_to_size)

    def action_next(self) -> None:
        if self.session.phase == ANSWERED:
            if self.is_seen:
                self.update_session(lambda: self.game.rounds.advance(self.session))
        elif self.is_late:
            self.take(None)
        else:
            self.answer.focus()

    def action_hint(self) -> None:
        if self.session.phase != ASKED or self.is_late or self.written:
            return
        had_hint = self.session.hinted
        with self.say_errors():
            self.session = self.game.rounds.hint(self.session)
            if had_hint:
                self.show_hint()
                self.say("Its hint is below the question.", aside=True)
            elif self.session.hinted:
                self.show_session()
                self.after_layout = self.show_hint
            else:
                self.say("There is no hint for this one.")

    def show_hint(self) -> None:
        """Scroll the hint into sight and, as far as there is room, the answer below
        it.
        """
        top = self.prompt.virtual_region.y + self.prompt.prompt_rows
        self.body.show_rows(
            top, min(self.answer.virtual_region.bottom, top + self.body.size.height)
        )

    def action_skip(self) -> None:
        if self.session.phase == ASKED:
            self.update_session(lambda: self.game.rounds.skip(self.session))

    def action_flag(self) -> None:
        with self.say_errors():
            is_flagged = self.game.library.toggle_flag(self.session.slot.question)
            self.show_session()
            self.say(FLAGGED if is_flagged else "No longer flagged.")

    async def action_after(self, action: str) -> None:
        if self.session.phase == ANSWERED:
            await self.run_action(action)
        else:
            self.say("You can do that after the answer.")

    def action_mute(self) -> None:
        with self.say_errors():
            self.say(MUTED[self.game.library.cycle_mute(self.session.slot.question)])
            self.show_keys()  # the questions to come may all be of that topic

    def action_details(self) -> None:
        self.detailed = not self.detailed
        self.show_verdict()
        if self.detailed:
            self.after_layout = partial(
                self.body.scroll_end, animate=False, immediate=True
            )

    def action_edit(self) -> None:
        if has_exam(self.app):
            self.say(EXAM_BELOW)
            return
        before = self.session
        self.update_session(self.edit_question)
        if self.session is not before:
            text = REREAD if self.session.phase == ANSWERED else LEFT_BEHIND
            self.app.call_later(
                say_on_top, self.app, text
            )  # after the last question, on the results

    def edit_question(self) -> Session:
        """Have the player edit the question in play; return the session with its bank
        read again.
        """
        open_editor(
            *self.game.library.locate_question(self.session.slot.question),
            partial(lend_terminal, self.app),
        )
        return self.game.rounds.reload_in_round(self.session)

    def action_dispute(self) -> None:
        outcome = self.session.outcome
        if outcome is not None and outcome.disputed:
            self.update_and_say(
                lambda: self.game.rounds.restore(self.session), "No longer disputed."
            )
            return
        from weakspot.ui.screens.dialogs import InputScreen  # late: few open it

        self.open(InputScreen(WRONG, "dispute"), self.dispute)

    def dispute(self, note: str | None) -> None:
        """Dispute the verdict in play for the reason in `note`; do nothing if it is
        None.
        """
        if note is not None:
            self.update_and_say(
                lambda: self.game.rounds.dispute(self.session, note), DISPUTED
            )

    def update_and_say(self, change: Callable[[], Session], words: str) -> None:
        with self.say_errors():
            self.session = change()
            self.show_session()
            self.say(words)

    def action_undo(self) -> None:
        if self.session.phase == ASKED and self.answer.take_back():
            return
        if self.session.outcomes:
            self.update_session(lambda: self.game.rounds.undo(self.session))
        else:
            self.say("Nothing to take back yet.")

    def action_lesson(self) -> None:
        self.open_lesson(self.game.library.topic_key(self.session.slot.question))

    def action_topic(self) -> None:
        self.open_topics([self.game.library.topic_key(self.session.slot.question)])
