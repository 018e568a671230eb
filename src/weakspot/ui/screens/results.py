"""The results at the end of every round."""

from collections.abc import Callable

from msgspec.structs import replace
from textual.content import Content

from weakspot.engine.limits import is_final
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.screens.exam import ReviewScreen
from weakspot.ui.screens.frame import GLANCE, FramedScreen
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.keys import (
    BACK,
    HELP,
    POINTS,
    PROGRESS,
    SETTINGS,
    Key,
    bind_keys,
)
from weakspot.ui.widgets.results import ResultLines, Results
from weakspot.ui.widgets.round_progress import RoundHeader
from weakspot.words.numbers import format_duration
from weakspot.words.summaries import EXAM_STAYS, answer_note, score_words

NOTHING_MISSED = "Nothing was missed in this round."
NOT_FOR_YOU = "You muted what was missed."
LEAVING_ACTIONS = frozenset({"default", "practise", "again", "undo", "leave"})
"""The actions that close the results."""


class ResultsScreen(FramedScreen[Session | None]):
    """Shows how a round went; dismisses with the round to play next, or None for
    home.
    """

    DEFAULT_CSS = "ResultsScreen.-tall #body { margin-top: 2; }"
    CONTENT = (ResultLines,)
    KEYS = (
        Key("Enter", "the next sensible step: the first key in the footer", "default"),
        Key("↑ ↓", "scroll"),
        Key("p", "practise what was missed, in other words", "practise"),
        Key("r", "another round of the same", "again"),
        Key(
            "d",
            "for what was missed: why, its source with the link, how it went before",
            "why",
        ),
        Key("u", "undo the last answer; what was handed in stays", "undo"),
        Key("v", "after an exam: look through its answers", "look_through"),
        *(PROGRESS, POINTS, BACK),
    )
    BINDINGS = bind_keys(KEYS)

    def __init__(self, game: Game, session: Session) -> None:
        self.round_header = RoundHeader()
        super().__init__(game, self.round_header)
        self.session = session
        self.summary = game.progress.summarize(session)

    @property
    def is_practice_next(self) -> bool:
        """Whether practising what was missed is the next sensible step: not right after
        doing so.
        """
        return self.can_practise and self.session.mode != "missed"

    @property
    def can_practise(self) -> bool:
        """Whether anything was missed that may be asked again."""
        return bool(self.game.progress.missed_concepts(self.session))

    def on_mount(self) -> None:
        title = paint(self.game.rounds.title(self.session))
        self.header.left = Content("  ") + join_trail(title, paint("Results"))
        self.header.right = paint(format_duration(self.summary.seconds), "$muted")
        self.mark_unseen(GLANCE)

    def show_game(self) -> None:
        """Show the results as of now: an answer may be disputed, or what was asked be
        muted, by now.
        """
        self.summary = self.game.progress.summarize(self.session)
        self.round_header.session = self.session
        self.query_one(ResultLines).value = self.build_results()
        self.show_keys()

    def build_results(self) -> Results:
        repairs, streak = (
            self.game.progress.repairs(self.summary),
            self.game.progress.streak(),
        )
        titles = {
            move.topic: self.game.library.topic_title(move.topic)
            for move in self.summary.moves
        }
        notes, mixups = (
            self.game.progress.end_lines(self.session),
            self.game.progress.latest_mixups(),
        )
        missed = self.game.settings.keys.get("missed", "p") if self.can_practise else ""
        results = Results(self.summary, titles, repairs, mixups, streak, notes, missed)
        if not self.session.sheets:
            return results
        answers = answer_note(self.session, score_words(self.summary, is_exam=True))
        sections = self.game.progress.exam_rows(self.session)
        return replace(results, notes=[answers], headline=notes[0], sections=sections)

    def footer_keys(self) -> list[Key]:
        over_home = self.app.screen_stack[1] is self
        keys = [Key("Enter", "home" if over_home else "back", "default")]
        if self.is_practice_next:
            keys = [Key("Enter", "practise these", "default")]
        elif self.can_practise:
            keys.append(Key("p", "practise these", "practise"))
        keys.append(Key("r", "again", "again"))
        if self.session.sheets:
            keys.append(Key("v", "answers", "look_through"))
        elif not is_final(self.session):
            keys.append(Key("u", "undo", "undo"))
        details = [Key("d", "details", "why")] if self.summary.to_repair else []
        esc = [BACK] if self.is_practice_next else []
        return [*keys, *details, HELP, *esc, PROGRESS, POINTS, SETTINGS]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse to close the results before they can have been seen: the clock may end
        an exam mid-word.
        """
        acts = super().check_action(action, parameters)
        return acts and (action not in LEAVING_ACTIONS or self.is_seen)

    def action_default(self) -> None:
        if self.is_practice_next:
            self.action_practise()
        else:
            self.dismiss(None)

    def action_practise(self) -> None:
        if self.can_practise:
            self.leave_for(lambda: self.game.rounds.practise(self.session))
        else:
            self.say(NOT_FOR_YOU if self.summary.to_repair else NOTHING_MISSED)

    def action_why(self) -> None:
        lines = self.query_one(ResultLines)
        self.say("" if self.summary.to_repair else NOTHING_MISSED)
        lines.shows_why = bool(self.summary.to_repair) and not lines.shows_why
        if lines.shows_why:
            if self.session.sheets:
                with self.say_errors():
                    self.game.rounds.explain_missed(self.session)
            self.call_once_painted(
                lambda: self.body.scroll_to(
                    y=max(self.body.scroll_y, lines.repairs_at), animate=False
                )
            )

    def action_again(self) -> None:
        self.leave_for(lambda: self.game.rounds.play_again(self.session))

    def action_undo(self) -> None:
        with self.say_errors():
            session = self.game.rounds.undo(self.session)
            if session is self.session:
                self.say(
                    EXAM_STAYS
                    if self.session.sheets
                    else "The time is up: nothing can be taken back."
                )
            else:
                self.dismiss(session)

    def action_look_through(self) -> None:
        if self.session.sheets:
            with self.say_errors():
                self.open(
                    ReviewScreen(self.game, self.session), self.refresh_after_review
                )

    def refresh_after_review(self, session: Session | None) -> None:
        """Show the results again if anything in the exam was disputed meanwhile."""
        self.mark_unseen(GLANCE)  # Enter may have led back here
        if session is not None and session != self.session:
            self.session = session
            self.show_game()

    def leave_for(self, start: Callable[[], Session]) -> None:
        """Close with the round that `start` returns; stay and say why if there is
        none.
        """
        with self.say_errors():
            self.dismiss(start())
