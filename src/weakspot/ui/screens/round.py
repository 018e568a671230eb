"""The screen that plays a round."""

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding

from weakspot.editor import open_editor
from weakspot.engine.limits import is_last, is_over
from weakspot.engine.overview import Beside
from weakspot.engine.session import ANSWERED, ASKED, Session
from weakspot.engine.values import Response
from weakspot.game import Game
from weakspot.ui.forms.field import replace_text
from weakspot.ui.keys import command
from weakspot.ui.screens.game_screen import PANES
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
    has_exam,
)
from weakspot.ui.terminal import lend_terminal
from weakspot.ui.widgets.pane import QuestionPane
from weakspot.ui.widgets.segments import Segments

LATE = "Time is up: Enter ends the round."
END = "end the round"
OVERTIME = "Time is up. You can still finish: nothing is lost."

REREAD = "The bank was read again."
LEFT_BEHIND = "That question has changed: your answer to it stays as it was."
"""Said when the question that was edited is no longer on the screen."""
AROUND = 6
"""Rows that all but the question and the gap above it take."""
AFTERWARDS = ("lesson", "topic", "details", "mute", "dispute", "edit")
"""The actions that wait for the verdict."""


class RoundScreen(PlayScreen):
    """Plays one round; dismisses with the session as the player left it."""

    DEFAULT_CSS = """
    RoundScreen.-pane .pane { max-width: 63; }
    RoundScreen.-pane.-three .pane { max-width: 76; }
    """
    pane_from = PANES
    BINDINGS = [
        Binding("space", "hand_in", "submit", tooltip="submit what is written"),
        *SURE_KEYS,
        *UNKNOWN_KEY,
        *command("h", "hint", "hint", "a hint", "f2"),
        *command("s", "skip", "skip", "skip: no answer, not again in this round", "f3"),
        *command(
            "u", "undo", "undo", "take back the last move, then the last answer", "f5"
        ),
        *LESSON_KEY,
        *FLAG_KEY,
        *AFTER_KEYS,
        *command(
            "E",
            "edit",
            "edit",
            "edit it in your editor ($VISUAL or $EDITOR), at its line",
        ),
        *PANE_KEY,
        LEAVE,
    ]

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__(game, session)
        self.segments, self.pane = Segments(), QuestionPane(classes="pane")
        self.beside: Beside | None = None
        self.beside_stage: tuple[object, ...] = ()
        self.is_time_up_said = False

    def compose_progress(self) -> ComposeResult:
        yield self.segments

    def compose_pane(self) -> ComposeResult:
        yield self.pane

    @property
    def is_case_beside(self) -> bool:
        return self.has_pane and self.case is not None

    def fill_pane(self) -> None:
        if not self.has_pane:
            return
        room = self.app.size.height - AROUND - self.sides.styles.margin.top
        if self.case is not None:
            self.pane.show_case(self.case, self.case_label, room)
            return
        session = self.session
        disputed = session.outcome is not None and session.outcome.disputed
        stage = session.id, session.at, session.phase, disputed
        if self.beside is None or stage != self.beside_stage:
            self.beside_stage = stage
            self.beside = self.game.progress.beside(session)
        self.pane.show_beside(self.beside, room)

    def show_progress(self) -> None:
        self.segments.session = self.session
        self.view.close(END if self.is_late else "")

    # The keys that can be used

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        is_asked = self.session.phase == ASKED
        if action in ("hint", "skip") and not is_asked:
            return False
        if action == "hint" and self.written:
            return False
        if action == "hand_in" and not (is_asked and self.view.field.is_essay):
            return False
        return super().check_action(action, parameters)

    @property
    def key_words(self) -> Mapping[str, str]:
        session = self.session
        words = dict(super().key_words)
        if session.phase == ANSWERED:
            return {**words, "next": "results" if is_last(session) else "next"}
        words |= dict.fromkeys(AFTERWARDS, "")
        words["not for me"] = ""
        question = self.game.library.question(session.slot.question)
        if question.hint is None or session.hinted:
            words["hint"] = ""
        if not session.outcomes and session.draft is None:
            words["undo"] = ""
        if self.is_late:
            late = ("don't know", "hint", "skip", "undo", "case", "flag")
            words |= dict.fromkeys(late, "")
            words["next"] = END
        return words

    # The clock

    def tick(self) -> None:
        """Run the clock; end a round whose time is up, say when a question's is."""
        super().tick()
        if self.is_on_stack and self.is_late:
            self.close_screens_above()
            self.take(None)
            return
        if self.is_overtime and not self.is_time_up_said:
            self.app.say(OVERTIME)
        self.is_time_up_said = self.is_overtime

    @property
    def is_overtime(self) -> bool:
        """True if the question in play has a time of its own and it is over."""
        return self.session.rules.own_time and self.session.seconds_left == 0

    @property
    def is_late(self) -> bool:
        """True if the time of the round is up and the question in play is not answered
        yet.
        """
        return self.session.phase == ASKED and is_over(self.session)

    def say_status(self) -> None:
        if self.is_late:
            self.status.update(LATE)
        else:
            super().say_status()

    # The answer

    def note_draft(self, response: Response | None) -> None:
        """Hold what is given so far and save it soon: it stays in the round, however
        the player leaves.
        """
        self.session = replace(self.session, draft=response)
        self.app.say("")
        self.save_draft_soon()
        self.say_status()
        self.refresh_bindings()

    def tell_unfinished(self, text: str) -> None:
        """Say what is missing, since Enter on nothing grades nothing; end the round if
        its time is up.
        """
        if self.is_late:
            self.take(None)
        else:
            self.app.say(text)

    def hand_in_text(self, text: str | None) -> None:
        """Go from the text of an open question to its rubric, or (None) back to the
        text.
        """
        self.written = text is not None
        if text is not None:
            draft = replace_text(self.session.draft, text)
            self.session = replace(self.session, draft=draft)
            self.save_draft()
        self.view.scroll_home(animate=False)
        self.show_session()

    def action_next(self) -> None:
        if self.session.phase == ANSWERED:
            if self.is_seen:
                self.update_session(lambda: self.game.rounds.advance(self.session))
        elif self.is_late:
            self.take(None)
        else:
            super().action_next()

    def action_hand_in(self) -> None:
        """Submit what is written while its field is not focused."""
        self.view.field.submit()

    def action_hint(self) -> None:
        if self.is_late or self.written:
            return
        had_hint = self.session.hinted
        with self.say_errors():
            self.session = self.game.rounds.hint(self.session)
            if had_hint:
                self.app.say("Its hint is below the question.")
            elif self.session.hinted:
                self.show_session()
            else:
                self.app.say("There is no hint for this one.")
            self.call_after_refresh(self.call_if_open, self.view.show_hint)

    def action_skip(self) -> None:
        self.update_session(lambda: self.game.rounds.skip(self.session))

    def action_undo(self) -> None:
        if self.session.phase == ASKED and self.view.taker.take_back():
            return
        if self.session.outcomes:
            self.update_session(lambda: self.game.rounds.undo(self.session))
        else:
            self.app.say("Nothing to take back yet.")

    # After the verdict

    def action_edit(self) -> None:
        if not self.is_afterwards():
            return
        if has_exam(self.app):
            self.app.say(EXAM_BELOW)
            return
        before = self.session
        self.update_session(self.edit_question)
        if self.session is not before:
            text = REREAD if self.session.phase == ANSWERED else LEFT_BEHIND
            self.app.call_later(self.app.say, text)  # on the results after the last

    def edit_question(self) -> Session:
        """Have the player edit the question in play; return the session with its bank
        read again.
        """
        file, line = self.game.library.locate_question(self.session.slot.question)
        open_editor(file, line, partial(lend_terminal, self.app))
        return self.game.rounds.reload_in_round(self.session)
