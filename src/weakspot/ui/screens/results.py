"""The results at the end of every round."""

from collections.abc import Callable

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from weakspot.engine.limits import is_final
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.ui.keys import KeyBar, command
from weakspot.ui.screens.exam import ReviewScreen
from weakspot.ui.screens.game_screen import GameScreen
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.header import Header, join_trail
from weakspot.ui.widgets.results import Results, ResultsView
from weakspot.ui.widgets.segments import Segments
from weakspot.words.numbers import format_duration
from weakspot.words.summaries import EXAM_STAYS, answer_note, score_words

NOTHING_MISSED = "Nothing was missed in this round."
NOT_FOR_YOU = "You muted what was missed."
TIME_UP = "The time is up: nothing can be taken back."
PRACTISE = "practise what was missed, in other words"


class ResultsScreen(GameScreen[Session | None]):
    """Shows how a round went; dismisses with the round to play next, or None for
    home.
    """

    DEFAULT_CSS = "ResultsScreen.-tall #body { margin-top: 2; }"
    BINDINGS = [
        Binding("enter", "choose", "play topic", tooltip="play the topic"),
        Binding("enter", "practise_next", "practise these", tooltip=PRACTISE),
        Binding("enter", "go_home", "home", tooltip="home"),
        Binding("enter", "go_back", "back", tooltip="to where it was started"),
        *command("p", "practise", "practise these", PRACTISE),
        *command("p", "practise_next", "", show=False, id="practise"),
        *command("p", "tell_missed", "", show=False, id="practise"),
        *command("r", "again", "again", "another round of the same"),
        *command("v", "look_through", "answers", "look through the exam's answers"),
        *command("u", "undo", "undo", "undo the last answer"),
        *command("u", "tell_undo", "", show=False, id="undo"),
        *command(
            "d",
            "why",
            "details",
            "for what was missed: why, its source with the link, how it went before",
        ),
        *command("d", "tell_why", "", show=False, id="why"),
        Binding("escape,q", "leave", "back", id="leave", tooltip="back"),
        *command(
            "s",
            "app.open('progress')",
            "progress",
            "progress: mastery, days, what comes back",
            id="progress",
        ),
        *command(
            "asterisk",
            "app.open('points')",
            "points",
            "points, streak and best rounds: how they count",
            id="points",
        ),
    ]

    def __init__(self, game: Game, session: Session) -> None:
        super().__init__(game)
        self.session = session
        self.summary = game.progress.summarize(session)
        self.segments, self.view = Segments(), ResultsView()

    def compose(self) -> ComposeResult:
        yield Header()
        yield self.segments
        yield self.view
        yield KeyBar()

    def on_mount(self) -> None:
        title = paint(self.game.rounds.title(self.session))
        where = Content("  ") + join_trail(title, paint("Results"))
        spent = paint(format_duration(self.summary.seconds), "$muted")
        self.query_one(Header).show(where, spent, bool(self.game.unsaved))
        self.mark_unseen()  # the clock may end an exam in the middle of a word

    # What is shown

    def show_game(self) -> None:
        """Show the results as of now: an answer may be disputed, or what was asked be
        muted, by now.
        """
        self.summary = self.game.progress.summarize(self.session)
        self.segments.session = self.session
        self.view.show(self.build_results())
        if self.view.results and self.view.results.lowest and self.focused is None:
            self.view.lowest.focus(scroll_visible=False)
        self.refresh_bindings()

    def build_results(self) -> Results:
        game, session, summary = self.game, self.session, self.summary
        progress, rules = game.progress, session.rules
        notes = progress.end_lines(session)
        lowest = progress.lowest_topics() if rules.adaptive and notes else []
        results = Results(
            summed=summary,
            titles={
                move.topic: game.library.topic_title(move.topic)
                for move in summary.moves
            },
            repairs=progress.repairs(summary),
            mixups=progress.round_mixups(session),
            streak=progress.streak(),
            notes=notes[: len(notes) - len(lowest)],  # these are the rows to choose
            missed_key=game.settings.keys.get("missed", "p")
            if self.can_practise
            else "",
            lowest=lowest,
        )
        if not session.sheets:
            return results
        answers = answer_note(session, score_words(summary, is_exam=True))
        sections = progress.exam_rows(session)
        return replace(results, notes=[answers], headline=notes[0], sections=sections)

    # What the keys do now

    @property
    def can_practise(self) -> bool:
        """True if anything was missed that may be asked again."""
        return bool(self.game.progress.missed_concepts(self.session))

    @property
    def is_practice_next(self) -> bool:
        """True if practising what was missed is the next sensible step: not right after
        doing so.
        """
        return self.can_practise and self.session.mode != "missed"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        has_list, is_exam = self.focused is not None, bool(self.session.sheets)
        is_over_home = self.app.screen_stack[1] is self
        can_undo = not is_exam and not is_final(self.session)
        is_next = self.is_practice_next and not has_list
        has_way_out = not is_next and not has_list
        return {
            "choose": has_list,
            "practise_next": is_next,
            "practise": self.can_practise and not is_next,
            "tell_missed": not self.can_practise,
            "go_home": has_way_out and is_over_home,
            "go_back": has_way_out and not is_over_home,
            "look_through": is_exam,
            "undo": can_undo,
            "tell_undo": not can_undo,
            "why": bool(self.summary.to_repair),
            "tell_why": not self.summary.to_repair,
        }.get(action, True)

    # What the player does

    def action_practise(self) -> None:
        self.leave_for(lambda: self.game.rounds.practise(self.session))

    action_practise_next = action_practise

    def action_tell_missed(self) -> None:
        """Say why nothing can be practised."""
        self.app.say(NOT_FOR_YOU if self.summary.to_repair else NOTHING_MISSED)

    def action_leave(self) -> None:
        if self.is_seen:
            self.dismiss(None)

    action_go_home = action_go_back = action_leave

    def action_again(self) -> None:
        self.leave_for(lambda: self.game.rounds.play_again(self.session))

    @on(OptionList.OptionSelected)
    def play_topic(self, message: OptionList.OptionSelected) -> None:
        """Play a round of the chosen topic."""
        section, _, topic = str(message.option_id).partition("/")
        self.leave_for(lambda: self.game.rounds.start(section=section, topic=topic))

    def leave_for(self, start: Callable[[], Session]) -> None:
        """Close with the round that `start` returns; stay and say why if there is
        none.
        """
        if self.is_seen:
            with self.say_errors():
                self.dismiss(start())

    def action_undo(self) -> None:
        """Take the last answer back, and go on with the round."""
        if self.is_seen:
            with self.say_errors():
                self.dismiss(self.game.rounds.undo(self.session))

    def action_tell_undo(self) -> None:
        """Say why no answer can be taken back."""
        self.app.say(EXAM_STAYS if self.session.sheets else TIME_UP)

    def action_why(self) -> None:
        """Show why what was missed is so, or hide that again."""
        self.view.shows_why = not self.view.shows_why
        self.view.show_repairs()
        if self.view.shows_why:
            if self.session.sheets:
                with self.say_errors():
                    self.game.rounds.explain_missed(self.session)
            self.call_after_refresh(self.call_if_open, self.scroll_to_repairs)

    def action_tell_why(self) -> None:
        self.app.say(NOTHING_MISSED)

    def scroll_to_repairs(self) -> None:
        top = self.view.repairs.virtual_region.y
        self.view.scroll_to(y=max(self.view.scroll_y, top), animate=False)

    def action_look_through(self) -> None:
        """Look through the answers of an exam, each with its verdict."""
        with self.say_errors():
            review = ReviewScreen(self.game, self.session)
            self.open(review, self.refresh_after_review)

    def refresh_after_review(self, session: Session | None) -> None:
        """Show the results again if anything in the exam was disputed meanwhile."""
        self.mark_unseen()  # Enter may have led back here
        if session is not None and session != self.session:
            self.session = session
            self.show_game()
