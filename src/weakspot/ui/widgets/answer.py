"""What the widgets that take an answer have in common: what is asked, and whom they tell what is given."""

from __future__ import annotations

import msgspec
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.values import Response, Verdict

UNKNOWN = "means I don't know"


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """The question in play as it is shown; with its `verdict` once it is graded.

    `draft` is what is given so far, or what was graded; `written` is so once the text of an open question is
    handed in and its rubric is asked. With `picks_first` a digit only picks where one option is right; where
    the answer `is_revisable` until an exam is handed in, a digit puts it there and it can be changed; with
    `says_sure` it can be said how sure one is.
    """

    question: AnyQuestion
    shown: tuple[tuple[int, ...], ...]
    numbers: dict[str, float] = {}
    verdict: Verdict | None = None
    draft: Response | None = None
    written: bool = False
    picks_first: bool = False
    is_revisable: bool = False
    says_sure: bool = False

    def is_new(self, before: AskedQuestion | None) -> bool:
        """Is this another question than `before`, or the same one asked again?"""
        return before is None or self.identity() != before.identity()

    def identity(self) -> tuple[object, ...]:
        """What stays the same while a question is answered."""
        is_graded = self.verdict is not None
        return self.question, self.shown, self.numbers, is_graded, self.written, self.picks_first


class AnswerTaker:
    """The screen that takes an answer. It is told at once: a message would come after the next key, perhaps
    when another question is asked.
    """

    def take(self, response: Response | None, confidence: str | None) -> None:
        """Take this as the answer, with how sure the player is of it, if that was said."""

    def note_draft(self, response: Response | None) -> None:
        """Take note of what is given so far."""

    def tell_unfinished(self, text: str) -> None:
        """It cannot be submitted yet, or not without this warning."""

    def hand_in_text(self, text: str | None) -> None:
        """The text of an open question is handed in; None: the player goes back to it."""


class Answer(Widget):
    """Takes the answer to what is `asked`, in bank indexes, whatever the order on the screen."""

    asked: reactive[AskedQuestion | None] = reactive(None, layout=True)
    taker: AnswerTaker
    confidence: str | None = None
    """How sure the player is of what is being submitted, while it is."""

    @property
    def question(self) -> AnyQuestion | None:
        return None if self.asked is None else self.asked.question

    @property
    def is_graded(self) -> bool:
        return self.asked is not None and self.asked.verdict is not None

    def watch_asked(self, before: AskedQuestion | None, after: AskedQuestion | None) -> None:
        if after is not None and after.is_new(before):
            self.show_question(after)

    def show_question(self, asked: AskedQuestion) -> None:
        """Show another question, or the same one graded or asked again."""

    def take_focus(self) -> None:
        """Have the keys at once, or let go of them once graded.

        `focus` would take them later, perhaps when another question is asked already.
        """
        self.screen.set_focus(self, scroll_visible=False)

    def action_submit(self) -> None:
        """Submit what is given, or say what is missing."""

    def submit_with_confidence(self, confidence: str) -> None:
        """The same, saying how sure one is."""
        self.confidence = confidence
        self.action_submit()
        self.confidence = None

    def takes_letters(self) -> bool:
        """Do letters and digits belong to a field now?"""
        return False


def has_field(asked: AskedQuestion) -> bool:
    """Is this answered in a field, not on rows?"""
    if isinstance(asked.question, kinds.OpenQuestion):
        return not (asked.written or asked.verdict)
    return isinstance(asked.question, (kinds.TypedQuestion, kinds.NumberQuestion))
