"""Reviewing an exam: the list of its questions before it is handed in, each with its
verdict after that.
"""

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from textual.content import Content
from textual.widget import Widget

from weakspot.engine.session import Session
from weakspot.engine.sheets import open_slots
from weakspot.game import Game
from weakspot.text import UNICODE_MARKS, format_count
from weakspot.ui.screens.frame import GLANCE, FramedScreen
from weakspot.ui.screens.round import RoundScreen
from weakspot.ui.widgets.content import cut, fit, gutter, paint, render
from weakspot.ui.widgets.frame import join_trail
from weakspot.ui.widgets.keys import (
    BACK,
    FLAG,
    HELP,
    MOVE,
    MUTE,
    READ,
    TOPIC,
    Key,
    bind_keys,
)
from weakspot.ui.widgets.round_keys import (
    CASE,
    DETAILS,
    DISPUTE,
    LOOK_OVER,
    verdict_footer,
)
from weakspot.ui.widgets.rows import Rows
from weakspot.words.summaries import EXAM_STAYS, state_words

HAND_IN = -1
"""What HandInScreen dismisses with to hand the exam in."""


class SheetRows(Rows[str]):
    """First the row that hands in, then every question with the state of its answer."""

    def __init__(self, session: Session, prompts: Sequence[str]) -> None:
        super().__init__()
        self.session = session
        self.items = ("Hand in", *prompts)

    def lines_above(self, index: int, width: int) -> list[Content]:
        return [Content("")] if index == 1 else []

    def row_lines(self, index: int, width: int, here: bool) -> list[Content]:
        lead = gutter(here)
        if index == 0:
            count = len(open_slots(self.session))
            words = (
                f"  {format_count(count, 'question')} open"
                if count
                else "  all answered"
            )
            return [
                cut(lead + paint(self.items[0], "bold") + paint(words, "$muted"), width)
            ]
        sheet = self.session.sheets[index - 1]
        sign = ("● ", "$accent") if sheet.is_answered else ("○ ", "$muted")
        flag = (f"{UNICODE_MARKS.flag} ", "$warning") if sheet.flagged else "  "
        name = fit(paint(str(index), "$muted"), 3, right=True)
        line = Content.assemble(lead, name, " ", sign, flag)
        return [
            cut(
                line + render(self.items[index], "" if sheet.is_answered else "$muted"),
                width,
            )
        ]


class HandInScreen(FramedScreen[int | None]):
    """Lists an exam's questions; dismisses with the index of one to go to, HAND_IN, or
    None to go back.
    """

    KEYS = (
        Key("Enter", "hand in; on a question: go to it"),
        Key("↑ ↓", "move"),
        Key("Esc", "back to the question", "leave", "escape,q"),
    )
    BINDINGS = [*bind_keys(KEYS), *bind_keys([LOOK_OVER], "leave")]

    def __init__(
        self, game: Game, session: Session, clock: Content, at: int = HAND_IN
    ) -> None:
        """Open with the cursor on the question `at`, counted from 0, or on the row that
        hands in.
        """
        super().__init__(game)
        self.session = session
        self.rows = SheetRows(
            session,
            [game.library.prompt(one.question, one.numbers) for one in session.slots],
        )
        self.rows.set_reactive(Rows.cursor, at + 1)
        self.header.right = clock
        self.warned = False

    def content(self) -> list[Widget]:
        return [self.rows]

    def on_mount(self) -> None:
        lead, words = Content("  "), paint(state_words(self.session), "$muted")
        self.header.left, self.header.brief = (
            lead + join_trail(paint("Exam"), words),
            lead + words,
        )
        self.rows.focus()
        if self.rows.cursor:
            count = len(open_slots(self.session))
            self.say(
                f"{count} open. Enter goes to the first; Home, then Enter hands in."
            )
        self.watch(self.rows, "cursor", self.show_keys)
        self.mark_unseen(GLANCE)

    def footer_keys(self) -> list[Key]:
        word = "hand in" if self.rows.cursor == 0 else "go to it"
        return [Key("Enter", word, "choose"), MOVE, HELP, BACK]

    def action_page(self, step: int) -> None:
        self.rows.cursor = min(
            max(0, self.rows.cursor + 10 * step), len(self.session.slots)
        )

    def action_choose(self) -> None:
        """Go to the question, or hand in, after one warning if any question is open."""
        count = len(open_slots(self.session))
        if self.rows.cursor > 0:
            self.dismiss(self.rows.cursor - 1)
        elif count and not self.warned:
            self.warned = True
            self.say(f"{count} open. Enter again hands in as it is.")
            self.mark_unseen(GLANCE)
        elif self.is_seen:
            self.dismiss(HAND_IN)


class ReviewScreen(RoundScreen):
    """Shows each answered question of an exam with its verdict; dismisses with the exam
    and any disputes.
    """

    KEYS = (
        Key("Enter", "the next question; after the last one, back to the results"),
        Key("← →", "the question before, the next one"),
        Key("↑ ↓", "scroll"),
        *(READ, TOPIC, DETAILS, FLAG, MUTE, DISPUTE, CASE),
        Key("Esc", "back to the results"),
    )
    BINDINGS = [("right", "step(1)"), ("left", "step(-1)")]

    def __init__(self, game: Game, session: Session) -> None:
        """`session` is an exam that was handed in with at least one answer."""
        self.answered = [
            at for at, outcome in enumerate(session.outcomes) if outcome is not None
        ]
        super().__init__(game, game.rounds.review(session, self.answered[0]))

    def on_mount(self) -> None:
        if len(self.answered) < len(self.session.slots):
            # once painted: showing the first question clears what was said
            self.call_once_painted(
                partial(self.say, "What was left open is not shown.")
            )

    def help_keys(self) -> Sequence[Key]:
        return self.KEYS

    def scroll_to_verdict(self) -> None:
        """Do nothing: the question stays in sight, since the player no longer has it in
        mind.
        """

    def footer_keys(self) -> list[Key]:
        is_last = self.session.at == self.answered[-1]
        enter, *others = verdict_footer(self.case_keys(), is_last)
        others = [
            BACK if key.label == "Esc" else key
            for key in others
            if key.label not in ("u", "E")
        ]
        return [enter, Key("←→", "question", "step(1)"), *others]

    def action_next(self) -> None:
        if self.session.at == self.answered[-1]:
            self.action_leave()
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        index = self.answered.index(self.session.at) + step
        if 0 <= index < len(self.answered):
            at = self.answered[index]
            self.update_session(lambda: self.game.rounds.review(self.session, at))
            self.body.scroll_home(animate=False)

    def action_undo(self) -> None:
        self.say(EXAM_STAYS)

    def action_leave(self) -> None:
        self.dismiss(replace(self.session, at=len(self.session.slots), draft=None))
