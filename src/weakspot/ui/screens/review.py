"""An exam handed in, looked through question by question."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from weakspot.engine.session import DONE, Session
from weakspot.game import Game
from weakspot.ui.screens.results import STAYS
from weakspot.ui.screens.round import RoundScreen
from weakspot.ui.widgets.foot import BACK, Key
from weakspot.ui.widgets.roundkeys import answered_keys
from weakspot.ui.widgets.strokes import place_words


class ReviewScreen(RoundScreen):
    """Shows each answered question with its verdict; dismisses with the exam, disputes in it."""

    BINDINGS = [
        ("right", "step(1)"),
        ("left", "step(-1)"),
    ]
    KEYS = (
        ("Enter", "the next question; after the last one, back to the results"),
        ("← →", "the question before, the next one"),
        ("↑ ↓", "scroll"),
        ("n", "the lesson at this topic"),
        ("i", "how this topic stands, and why"),
        ("e", "why it was asked, how it went before, its source with the link"),
        ("f", "flag this question"),
        ("m", "not for me; again: nor its topic; again: both are back"),
        ("!", "dispute it, so that it does not count; again: it counts"),
        ("o", "the case, whole"),
        ("Esc", "back to the results"),
    )

    def __init__(self, game: Game, session: Session) -> None:
        """`session` is an exam handed in, of which something was answered."""
        self.answered = [at for at, outcome in enumerate(session.outcomes) if outcome is not None]
        super().__init__(game, game.review(session, self.answered[0]))

    def on_mount(self) -> None:
        if len(self.answered) < len(self.session.slots):
            self.soon(partial(self.say, "What was left open is not shown."))  # showing it says nothing

    def show_header(self) -> None:
        super().show_header()
        at, count = self.session.at + 1, len(self.session.slots)
        flagged = self.game.is_flagged(self.session.slot.question)
        self.header.right = place_words(at, count, flagged)

    def key_list(self) -> list[Key]:
        last = self.session.at == self.answered[-1]
        enter, *below = answered_keys(self.case_keys(), last)
        kept = (BACK if key.label == "Esc" else key for key in below if key.label not in ("u", "E"))
        return [enter, Key("←→", "question", "step(1)"), *kept]

    def action_next(self) -> None:
        if self.session.at == self.answered[-1]:
            self.action_leave()
        else:
            self.action_step(1)

    def action_step(self, step: int) -> None:
        index = self.answered.index(self.session.at) + step
        if 0 <= index < len(self.answered):
            at = self.answered[index]
            self.go(lambda: self.game.review(self.session, at))
            self.body.scroll_home(animate=False)

    def action_undo(self) -> None:
        self.say(STAYS)

    def action_edit(self) -> None:
        self.say("A question is edited from a round, not from an exam.")

    def action_leave(self) -> None:
        self.dismiss(replace(self.session, phase=DONE, at=len(self.session.slots), draft=None))
