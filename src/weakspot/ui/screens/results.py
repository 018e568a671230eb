"""The results at the end of every round."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

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
from weakspot.ui.widgets.laid import Laid
from weakspot.ui.widgets.results import ResultsView, repair_preview
from weakspot.ui.widgets.segments import Segments
from weakspot.words.feedback import Repair
from weakspot.words.numbers import format_duration
from weakspot.words.results import Results
from weakspot.words.summaries import EXAM_STAYS

NOTHING_MISSED = "Nothing was missed in this round."
NOT_FOR_YOU = "You muted what was missed."
TIME_UP = "The time is up: nothing can be taken back."
CHANGED = "That question has changed since you answered it."
PRACTISE = "practise what was missed, in other words"
MOVES, MORE_MOVES = 4, 8
"""The most rows of what moved: in general, and on a tall screen."""


class ResultsScreen(GameScreen[Session | None]):
    """Shows how a round went; dismisses with the round to play next, or None for
    home.
    """

    DEFAULT_CSS = """
    /* the scrollbar stands in the margin */
    ResultsScreen { padding: 0 1 0 2; }
    ResultsScreen.-narrow { padding: 0 0 0 1; }
    ResultsScreen Header, ResultsScreen Segments { margin-right: 1; }
    ResultsScreen KeyBar { margin: 1 1 0 0; }
    ResultsScreen.-short KeyBar { margin: 0 1 0 0; }
    ResultsScreen #body { max-width: 89; }
    ResultsScreen.-panes > * { max-width: 112; }
    ResultsScreen.-panes #body { max-width: 113; }
    ResultsScreen.-three > * { max-width: 140; }
    ResultsScreen.-three #body { max-width: 141; }
    ResultsScreen.-tall #body { margin-top: 2; }
    ResultsScreen.-high #body { margin-top: 4; }
    """
    BINDINGS = [
        Binding("enter", "choose", "choose", tooltip="the row under the cursor"),
        Binding("enter", "practise_next", "practise these", tooltip=PRACTISE),
        Binding("enter", "go_home", "home", tooltip="home"),
        Binding("enter", "go_back", "back", tooltip="to where it was started"),
        *command("p", "practise", "practise these", PRACTISE),
        *command("p", "practise_next", "", show=False, id="practise"),
        *command("p", "tell_missed", "", show=False, id="practise"),
        *command("y", "share", "share", "copy how it went, to show to others"),
        *command("r", "again", "again", "another round of the same"),
        *command("v", "look_through", "answers", "look through the exam's answers"),
        *command("u", "undo", "undo", "undo the last answer"),
        *command("u", "tell_undo", "", show=False, id="undo"),
        *command(
            "d",
            "why",
            "details",
            "the question under the cursor, with its source and how it went before",
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
        self.results: Results | None = None
        self.fitted = self.app.size
        self.header, self.segments, self.view = Header(), Segments(), ResultsView()

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.segments
        yield self.view
        yield KeyBar()

    def on_mount(self) -> None:
        self.mark_unseen()  # the clock may end an exam in the middle of a word

    def catch_up(self) -> None:
        self.view.best.finish()

    def show_resized(self) -> None:
        if self.app.size != self.fitted:
            self.fitted = self.app.size
            self.show_results()

    # What is shown

    def show_game(self) -> None:
        """Show the results as of now: an answer may be disputed, or what was asked be
        muted, by now.
        """
        is_new = self.results is None
        self.results = self.game.progress.results(self.session)
        self.show_results()
        if is_new and self.app.animation_level != "none":
            self.view.best.fill()

    def show_results(self) -> None:
        """Show the results as they were found last."""
        results, is_tall = self.results, self.has_class("-tall")
        if results is None:
            return
        title = paint(self.game.rounds.title(self.session))
        where = Content("  ") + join_trail(title, paint("Results", "bold"))
        spent = paint(format_duration(results.seconds), "$muted")
        self.header.show(where, spent, bool(self.game.unsaved))
        self.segments.session = self.session
        self.view.show(results, MORE_MOVES if is_tall else MOVES, is_tall)
        if self.focused is None or not self.focused.display:
            lists = [one for one in self.lists if one.display]
            self.set_focus(lists[0] if lists else None, scroll_visible=False)
        self.follow_cursor()

    @property
    def lists(self) -> Sequence[OptionList]:
        """The lists to choose from, whether they are shown or not."""
        return self.view.lowest, self.view.repairs

    @property
    def chosen(self) -> Repair | None:
        """The missed question under the cursor; None if nothing is to repair."""
        chosen = self.view.repairs.chosen
        return next((one for one in self.to_repair if str(one.at) == chosen), None)

    @property
    def to_repair(self) -> Sequence[Repair]:
        """The missed questions that are listed."""
        return [] if self.results is None else self.results.repairs

    @on(OptionList.OptionHighlighted)
    def follow_cursor(self) -> None:
        """Say what is promised of the question under the cursor, and show it beside the
        list if there is room.
        """
        repair = self.chosen
        if repair is not None:
            self.view.name_promise(repair.promise)
            if self.has_class("-panes"):
                self.show_preview(repair)
        self.refresh_bindings()

    def show_preview(self, repair: Repair) -> None:
        """Show a missed question beside the list."""
        session, library = self.session, self.game.library
        slot, outcome = session.slots[repair.at], session.outcomes[repair.at]
        if outcome is None:
            return
        feedback = None
        if library.is_unchanged(slot):
            feedback = library.feedback(slot, outcome)
            if session.sheets:  # its explanation counts as shown
                with self.say_errors():
                    self.game.rounds.review(session, repair.at)
        topic = self.game.progress.topic(library.topic_key(slot.question))
        build = partial(repair_preview, repair, feedback, topic)
        self.view.preview.border_title = paint(repair.topic)
        self.view.preview.update(Laid(build))

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

    @property
    def is_over_home(self) -> bool:
        """True if the first screen is the one below."""
        return self.app.screen_stack[1] is self

    @property
    def key_words(self) -> Mapping[str, str]:
        is_topic = self.focused is self.view.lowest
        see = "open the question" if self.has_class("-panes") else "see the answer"
        choose = "play topic" if is_topic else see
        return {"choose": choose, "back": "home" if self.is_over_home else "back"}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not super().check_action(action, parameters):
            return False
        has_list, is_exam = self.focused is not None, bool(self.session.sheets)
        can_undo = not is_exam and not is_final(self.session)
        is_next = self.is_practice_next and not has_list
        has_way_out = not is_next and not has_list
        return {
            "choose": has_list,
            "practise_next": is_next,
            "practise": self.can_practise and not is_next,
            "tell_missed": not self.can_practise,
            "go_home": has_way_out and self.is_over_home,
            "go_back": has_way_out and not self.is_over_home,
            "look_through": is_exam,
            "undo": can_undo,
            "tell_undo": not can_undo,
            "why": self.chosen is not None,
            "tell_why": self.chosen is None,
        }.get(action, True)

    # What the player does

    def action_practise(self) -> None:
        self.leave_for(lambda: self.game.rounds.practise(self.session))

    action_practise_next = action_practise

    def action_tell_missed(self) -> None:
        """Say why nothing can be practised."""
        self.app.say(NOT_FOR_YOU if self.session.to_repair else NOTHING_MISSED)

    def action_leave(self) -> None:
        if self.is_seen:
            self.dismiss(None)

    action_go_home = action_go_back = action_leave

    def action_again(self) -> None:
        self.leave_for(lambda: self.game.rounds.play_again(self.session))

    def action_share(self) -> None:
        self.app.share(self.game.progress.share(self.session))

    def action_scroll(self, step: int) -> None:
        """Go from one list to the other past its end; else scroll."""
        lowest, repairs = self.view.lowest, self.view.repairs
        here, there = (lowest, repairs) if step > 0 else (repairs, lowest)
        if self.focused is here and there.display:
            there.highlighted = there.choices[0 if step > 0 else -1]
            self.set_focus(there, scroll_visible=False)
            there.show_place()
        else:
            super().action_scroll(step)

    @on(OptionList.OptionSelected)
    def choose_row(self, message: OptionList.OptionSelected) -> None:
        """Show the chosen question, or play a round of the chosen topic."""
        chosen = str(message.option_id)
        if message.option_list is self.view.repairs:
            self.open_question()
            return
        section, _, topic = chosen.partition("/")
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

    def open_question(self, detailed: bool = False) -> None:
        """Show the missed question under the cursor as it was answered, with its
        details if `detailed`; from it the others can be turned to.
        """
        slots, repair = self.session.slots, self.chosen
        places = [
            one.at
            for one in self.to_repair
            if self.game.library.is_unchanged(slots[one.at])
        ]
        if not self.is_seen or repair is None:
            return
        if repair.at in places:
            self.review(places, repair.at, detailed)
        else:
            self.app.say(CHANGED)

    def action_why(self) -> None:
        self.open_question(detailed=True)

    def action_tell_why(self) -> None:
        self.app.say(NOTHING_MISSED)

    def action_look_through(self) -> None:
        """Look through the answers of an exam, each with its verdict."""
        outcomes = enumerate(self.session.outcomes)
        places = [at for at, outcome in outcomes if outcome is not None]
        self.review(places, places[0])

    def review(self, places: Sequence[int], at: int, detailed: bool = False) -> None:
        """Look through the questions at these places, from the one at `at` on."""
        with self.say_errors():
            screen = ReviewScreen(self.game, self.session, places, at)
            self.open(screen, self.refresh_after_review)
            if detailed:
                screen.call_after_refresh(screen.action_details)

    def refresh_after_review(self, session: Session | None) -> None:
        """Show the results again if anything was disputed meanwhile."""
        self.mark_unseen()  # Enter may have led back here
        if session is not None and session != self.session:
            self.session = session
            self.show_game()
