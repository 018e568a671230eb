"""The one screen at the end of every round."""

from collections.abc import Callable

from msgspec.structs import replace
from textual.content import Content
from textual.widget import Widget

from weakspot.engine.exam import EXAM_STAYS, answer_note
from weakspot.engine.limits import is_final
from weakspot.engine.session import Session
from weakspot.engine.summary import score_words
from weakspot.game import Game
from weakspot.text import format_duration
from weakspot.ui.screens.frame import GLANCE, FramedScreen
from weakspot.ui.widgets.content import paint
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.keys import BACK, HELP, POINTS, PROGRESS, SETTINGS, Key, make_bindings
from weakspot.ui.widgets.results import ResultLines, Results
from weakspot.ui.widgets.round_progress import RoundHeader

NOTHING_MISSED = "Nothing was missed in this round."
NOT_FOR_YOU = "You muted what was missed."
LEAVING = frozenset({"default", "practise", "again", "undo", "leave"})
"""The actions that leave the results."""


class ResultsScreen(FramedScreen[Session | None]):
    """Shows how a round went; dismisses with the round to play next, or None for home."""

    DEFAULT_CSS = "ResultsScreen.-tall #body { margin-top: 2; }"
    KEYS = (
        Key("Enter", "the next sensible step: the first key in the footer", "default"),
        Key("↑ ↓", "scroll"),
        Key("p", "practise what was missed, in other words", "practise"),
        Key("r", "another round of the same", "again"),
        Key("d", "for what was missed: why, its source with the link, how it went before", "why"),
        Key("u", "undo the last answer; what was handed in stays", "undo"),
        Key("v", "after an exam: look through its answers", "look_through"),
        *(PROGRESS, POINTS, BACK),
    )
    BINDINGS = make_bindings(KEYS)

    def __init__(self, game: Game, session: Session) -> None:
        self.strokes = RoundHeader()
        super().__init__(game, self.strokes)
        self.session = session
        self.summed = game.summarise(session)

    @property
    def repairs_first(self) -> bool:
        """Is practising what was missed the next sensible step? Not right after having done so."""
        return self.can_practise and self.session.mode != "missed"

    @property
    def can_practise(self) -> bool:
        """Was anything missed that may be asked again?"""
        return bool(self.game.missed_units(self.session))

    def content(self) -> list[Widget]:
        repairs, streak = self.game.repairs(self.summed), self.game.streak()
        titles = {move.topic: self.game.topic_title(move.topic) for move in self.summed.moves}
        notes, mixups = self.game.end_lines(self.session), self.game.mixup_blocks(self.session)
        missed = self.game.settings.keys.get("missed", "p")
        told = Results(self.summed, titles, repairs, mixups, streak, notes, missed)
        if self.session.sheets:
            answers = answer_note(self.session, score_words(self.summed, is_exam=True))
            sections = self.game.exam_rows(self.session)
            told = replace(told, notes=[answers], headline=notes[0], sections=sections)
        return [ResultLines(told)]

    def on_mount(self) -> None:
        self.header.left = Content("  ") + join_trail(
            paint(self.game.round_title(self.session)), paint("Results")
        )
        self.header.right = paint(format_duration(self.summed.seconds), "$muted")
        self.strokes.session = self.session
        self.show_keys()
        self.mark_unseen(GLANCE)

    def footer_keys(self) -> list[Key]:
        practise = Key("Enter", "practise these", "default")
        over_home = self.app.screen_stack[1] is self
        back = Key("Enter", "home" if over_home else "back", "default")
        keys = [practise if self.repairs_first else back]
        if self.can_practise and not self.repairs_first:
            keys.append(Key("p", "practise these", "practise"))
        keys.append(Key("r", "again", "again"))
        if self.session.sheets:
            keys.append(Key("v", "answers", "look_through"))
        elif not is_final(self.session):
            keys.append(Key("u", "undo", "undo"))
        details = [Key("d", "details", "why")] if self.summed.to_repair else []
        esc = [BACK] if self.repairs_first else []
        return [*keys, *details, HELP, *esc, PROGRESS, POINTS, SETTINGS]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What leaves them waits until they can have been seen: the clock may end an exam amid a word."""
        acts = super().check_action(action, parameters)
        return acts and (action not in LEAVING or self.is_seen)

    def action_default(self) -> None:
        if self.repairs_first:
            self.action_practise()
        else:
            self.dismiss(None)

    def action_practise(self) -> None:
        if self.can_practise:
            self.leave_for(lambda: self.game.practise(self.session))
        else:
            self.say(NOT_FOR_YOU if self.summed.to_repair else NOTHING_MISSED)

    def action_why(self) -> None:
        lines = self.query_one(ResultLines)
        self.say("" if self.summed.to_repair else NOTHING_MISSED)
        lines.whys = bool(self.summed.to_repair) and not lines.whys
        if lines.whys:
            self.call_once_painted(
                lambda: self.body.scroll_to(y=max(self.body.scroll_y, lines.repairs_at), animate=False)
            )

    def action_again(self) -> None:
        self.leave_for(lambda: self.game.again(self.session))

    def action_undo(self) -> None:
        with self.say_errors():
            undone = self.game.undo(self.session)
            if undone is self.session:
                self.say(EXAM_STAYS if self.session.sheets else "The time is up: nothing can be taken back.")
            else:
                self.dismiss(undone)

    def action_look_through(self) -> None:
        if self.session.sheets:
            from weakspot.ui.screens.review import ReviewScreen  # late: only after an exam

            with self.say_errors():
                self.open(ReviewScreen(self.game, self.session), self.looked_through)

    async def looked_through(self, session: Session | None) -> None:
        """Show the exam anew where something in it was disputed."""
        self.mark_unseen(GLANCE)  # Enter leads here, too
        if session is not None and session != self.session:
            self.session, self.summed = session, self.game.summarise(session)
            await self.body.remove_children()
            await self.body.mount(*self.content())
            self.on_mount()

    def leave_for(self, move: Callable[[], Session]) -> None:
        """Leave for the round that the move gives; stay and say why if there is none."""
        with self.say_errors():
            self.dismiss(move())
