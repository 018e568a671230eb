"""The one screen at the end of every round."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.constants import MISSED_DAYS
from weakspot.engine.exam import STAYS, answer_note
from weakspot.engine.feedback import Repair, Why
from weakspot.engine.mixups import CLEARED, Mixup
from weakspot.engine.session import Session
from weakspot.engine.summing import Summary, gain_words, score_words, worth_telling
from weakspot.game import Game
from weakspot.text import counted, duration, verdict_mark
from weakspot.ui.screens.framed import GLANCE, FramedScreen
from weakspot.ui.widgets.bars import beside_figure, figure_room, move_lines, score_style
from weakspot.ui.widgets.content import GAP, cut, fitting, hanging, joined, plain, spread, told, with_words
from weakspot.ui.widgets.frame import trail
from weakspot.ui.widgets.keys import BACK, HELP, POINTS, PROGRESS, SETTINGS, Key, bound
from weakspot.ui.widgets.lines import Telling
from weakspot.ui.widgets.standing import mixup_lines
from weakspot.ui.widgets.strokes import Segments
from weakspot.ui.widgets.verdict import labelled

BAR_SECONDS = 0.3
BACK_AGAIN = f"   {{}} on the first screen plays them, for {MISSED_DAYS} days"
"""Today's round asks what is due only where nothing promises more."""
ARROW = "   → "
NOTHING_MISSED = "Nothing was missed in this round."
LEAVING = frozenset({"default", "practise", "again", "undo", "leave"})
"""The actions that leave the results."""


class Results(msgspec.Struct, frozen=True):
    """What a round came to: `titles` of topics by key, `notes` on its end, a sentence each, `mixups` below a
    title each; the key that plays what was `missed`; is it `won`, all of it right, a new best, or the exam
    passed; of an exam the `headline`, and its `sections` with how each went.
    """

    summed: Summary
    titles: Mapping[str, str]
    repairs: Sequence[Repair]
    mixups: Sequence[tuple[str, Sequence[Mixup]]]
    streak: int
    notes: Sequence[str]
    missed: str
    won: bool
    headline: str = ""
    sections: Sequence[tuple[str, str]] = ()


class ResultLines(Telling[Results]):
    """Score, what moved, what to repair, the mix-ups among it."""

    DEFAULT_CSS = "ResultLines { margin-left: 2; }"

    moved: reactive[float] = reactive(1.0)
    """How far the bars have moved, 0 to 1."""
    whys: reactive[Sequence[Why]] = reactive((), layout=True)
    """Why it is so, and where that stands, for each repair, while that is told, too."""
    repairs_at = 0
    """The row of `To repair`."""

    def on_mount(self) -> None:
        """Where there is motion, the bars move from where they stood; no key waits for it."""
        if self.app.animation_level != "none":
            self.moved = 0.0
            self.animate("moved", 1.0, duration=BAR_SECONDS, easing="out_cubic")

    def tell(self, one: Results, width: int) -> list[Content]:
        gap, lines = self.space, self.score_lines(one, width)
        if one.notes and not self.is_short:
            lines.append(Content(""))  # they stand below the figure, not beside it
        for note in one.notes:
            words = note.lstrip()
            lines += hanging(plain(note.removesuffix(words)), plain(words), width)
        if one.sections:
            lines += [*gap, plain("By section", "bold")]
            lines += [spread(plain(title), plain(words, "$muted"), width) for title, words in one.sections]
        moves, more = worth_telling(one.summed.moves)
        if moves:
            moved = move_lines(moves, one.titles, width, self.moved)
            lines += [*gap, plain("What moved", "bold"), *moved]
        if more:
            lines.append(plain(f"  {more}", "$muted"))
        if one.repairs:
            head = with_words(plain("To repair", "bold"), (BACK_AGAIN.format(one.missed),), width)
            self.repairs_at = len(lines) + len(gap)
            lines += [*gap, head, *self.repair_lines(one.repairs, width)]
        for title, mixups in one.mixups:
            lines += [*gap, plain(title, "bold"), *mixup_lines(mixups, width)]
        return [*lines, *(plain(CLEARED, "$muted").wrap(width) if one.mixups else [])]

    def score_lines(self, one: Results, width: int) -> list[Content]:
        """The big figure and what it means beside it."""
        summed, streak = one.summed, one.streak
        score = one.headline or score_words(summed)
        number, rest = score.split(" ", 1)
        bold, comma, quiet = rest.partition(",")
        earned = counted(summed.points, "point")
        if summed.right and not summed.points:
            earned = "no points: an idea pays once a day"
        points = plain(f"{earned} · {streak}-day streak" if streak else earned, "$muted")
        gains = gain_words(summed.moves)
        room = width - figure_room(int(number))
        style = "$success" if one.won else "$foreground"
        if not self.has_big_figures or width < 50 or max(cell_len(rest), points.cell_length) > room:
            texts = [plain(score, f"bold {style}"), points, *([plain(" · ".join(gains))] if gains else [])]
            return [line for text in texts for line in text.wrap(width)]
        best = plain(fitting(gains, room))
        texts = [Content.assemble((bold, "bold"), comma, quiet), points, best]
        return beside_figure(int(number), texts, style)

    def repair_lines(self, repairs: Sequence[Repair], width: int) -> list[Content]:
        """What was missed, whole where there is room; below what was right, when it is back, and why."""
        lines = []
        for at, one in enumerate(repairs):
            mark = plain(f"{verdict_mark(one.score)}  ", score_style(one.score))
            when = plain(one.back, "$muted") if width >= 60 else Content("")
            if self.whys and at:
                lines.append(Content(""))
            if self.is_short and not self.whys:
                lines.append(cut(mark + told(one.prompt), width))
            else:
                lines += hanging(mark, told(one.prompt), width)
            arrow, right = plain(ARROW, "$muted"), told(one.right, "$muted")
            first, *rest = hanging(arrow, right, width - when.cell_length - GAP)
            lines += [spread(first, when, width), *rest]
            if self.whys:
                lines += self.why_lines(self.whys[at], width)
        return lines

    def why_lines(self, one: Why, width: int) -> list[Content]:
        """Why that is right, and what else teaches, below the right answer."""
        room = width - cell_len(ARROW)
        lines = told(one.explain).wrap(room)
        for label, text in one.details:
            lines += labelled(label, plain(text), room)
        return [joined(" " * cell_len(ARROW), line) for line in lines]


class ResultsScreen(FramedScreen[Session | None]):
    """Shows how a round went; dismisses with the round to play next, or None for home."""

    DEFAULT_CSS = "ResultsScreen.-tall #body { margin-top: 2; }"
    KEYS = (
        Key("Enter", "the next sensible step: the first key in the footer", "default"),
        Key("↑ ↓", "scroll"),
        Key("p", "practise what was missed, in other words", "practise"),
        Key("r", "another round of the same", "again"),
        Key("d", "why what was missed is so, its source with the link, how it went before", "why"),
        Key("u", "undo the last answer; what was handed in stays", "undo"),
        Key("v", "after an exam: look through its answers", "look_through"),
        Key("s", "progress: mastery, days, what is to come", "app.progress"),
        Key("*", "points, streak and best rounds: yours, and how they count", "app.points"),
        BACK,
    )
    BINDINGS = bound(KEYS)

    def __init__(self, game: Game, session: Session) -> None:
        self.strokes = Segments()
        super().__init__(game, self.strokes)
        self.session = session
        self.summed = game.summed(session)

    @property
    def repairs_first(self) -> bool:
        """Is practising what was missed the next sensible step? Not right after having done so."""
        return bool(self.summed.to_repair) and self.session.mode != "missed"

    def content(self) -> list[Widget]:
        repairs, streak = self.game.repairs(self.summed), self.game.streak()
        titles = {move.topic: self.game.topic_title(move.topic) for move in self.summed.moves}
        notes, mixups = self.game.end_lines(self.session), self.game.mixups(self.session)
        missed = self.game.settings.keys.get("missed", "p")
        best = self.game.best(self.session.mode, self.session.id) if self.session.rules.scored else None
        won = 0 < self.summed.asked == self.summed.right or (best is not None and best < self.summed.right)
        told = Results(self.summed, titles, repairs, mixups, streak, notes, missed, won)
        if self.session.sheets:
            answers = answer_note(self.session, score_words(self.summed, is_exam=True))
            sections = self.game.exam_rows(self.session)
            won = self.game.exam_result(self.session).passed
            told = replace(told, notes=[answers], won=won, headline=notes[0], sections=sections)
        return [ResultLines(told)]

    def on_mount(self) -> None:
        self.header.left = Content("  ") + trail(plain(self.game.title(self.session)), plain("Results"))
        self.header.right = plain(duration(self.summed.seconds), "$muted")
        self.strokes.session = self.session
        self.show_keys()
        self.let_look(GLANCE)

    def key_list(self) -> list[Key]:
        practise = Key("Enter", "practise these", "default")
        over_home = self.app.screen_stack[1] is self
        back = Key("Enter", "home" if over_home else "back", "default")
        keys = [practise if self.repairs_first else back]
        if self.summed.to_repair and not self.repairs_first:
            keys.append(Key("p", "practise these", "practise"))
        keys.append(Key("r", "again", "again"))
        last = Key("v", "answers", "look_through") if self.session.sheets else Key("u", "undo", "undo")
        details = [Key("d", "details", "why")] if self.summed.to_repair else []
        esc = [BACK] if self.repairs_first else []
        return [*keys, last, *details, HELP, *esc, PROGRESS, POINTS, SETTINGS]

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
        if self.summed.to_repair:
            self.leave_for(lambda: self.game.practise(self.session))
        else:
            self.say(NOTHING_MISSED)

    def action_why(self) -> None:
        lines = self.query_one(ResultLines)
        self.say("" if self.summed.to_repair else NOTHING_MISSED)
        with self.or_say_why():
            lines.whys = () if lines.whys else self.game.whys(self.summed)
        if lines.whys:
            self.soon(lambda: self.body.scroll_to(y=max(self.body.scroll_y, lines.repairs_at), animate=False))

    def action_again(self) -> None:
        self.leave_for(lambda: self.game.again(self.session))

    def action_undo(self) -> None:
        with self.or_say_why():
            undone = self.game.undo(self.session)
            if undone is self.session:
                self.say(STAYS if self.session.sheets else "The time is up: nothing can be taken back.")
            else:
                self.dismiss(undone)

    def action_look_through(self) -> None:
        if self.session.sheets:
            from weakspot.ui.screens.handing import ReviewScreen  # late: only after an exam

            with self.or_say_why():
                self.open(ReviewScreen(self.game, self.session), self.looked_through)

    async def looked_through(self, session: Session | None) -> None:
        """Show the exam anew where something in it was disputed."""
        self.let_look(GLANCE)  # Enter leads here, too
        if session is not None and session != self.session:
            self.session, self.summed = session, self.game.summed(session)
            await self.body.remove_children()
            await self.body.mount(*self.content())
            self.on_mount()

    def leave_for(self, move: Callable[[], Session]) -> None:
        """Leave for the round that the move gives; stay and say why if there is none."""
        with self.or_say_why():
            self.dismiss(move())
