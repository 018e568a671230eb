"""What widgets that take an answer share: the question asked, and the screen that gets
the answer.
"""

from __future__ import annotations

import msgspec
from textual.reactive import reactive
from textual.widget import Widget

from weakspot.engine.kinds.base import Question
from weakspot.engine.values import Part, Response, Verdict

UNKNOWN = "means I don't know"


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """The question in play as it is shown, with its `verdict` once it is graded.

    `draft` is what is given so far, or what was graded. `written`: the text of an open
    question is handed in, and its rubric is asked. `picks_first`: a digit only picks if
    one option is right. `is_revisable`: a digit answers, and the answer can be changed
    until the exam is handed in. `says_sure`: confidence is asked.
    """

    question: Question
    shown: tuple[tuple[int, ...], ...]
    numbers: dict[str, float] = {}
    verdict: Verdict | None = None
    draft: Response | None = None
    written: bool = False
    picks_first: bool = False
    is_revisable: bool = False
    says_sure: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """The graded parts in bank order; none before the question is graded."""
        return () if self.verdict is None else self.verdict.parts

    def is_new(self, before: AskedQuestion | None) -> bool:
        """Whether this is another question than `before`, or the same one asked
        again.
        """
        return before is None or self.identity() != before.identity()

    def identity(self) -> tuple[object, ...]:
        """The values that stay the same while a question is answered."""
        is_graded = self.verdict is not None
        return (
            self.question,
            self.shown,
            self.numbers,
            is_graded,
            self.written,
            self.picks_first,
        )


class AnswerTaker:
    """The screen that takes an answer, called directly: a message might arrive at the
    next question.
    """

    def take(self, response: Response | None, confidence: str | None) -> None:
        """Take the answer (None: I don't know), and how sure the player is of it, if
        they said so.
        """

    def note_draft(self, response: Response | None) -> None:
        """Note what is given so far."""

    def tell_unfinished(self, text: str) -> None:
        """Say why the answer cannot be submitted yet, or not without this warning."""

    def hand_in_text(self, text: str | None) -> None:
        """Hand in the text of an open question; with None, go back to it."""


class Answer(Widget):
    """A widget that takes the answer to the question `asked`, in bank indexes whatever
    the order shown.
    """

    asked: reactive[AskedQuestion | None] = reactive(None, layout=True)
    taker: AnswerTaker
    confidence: str | None = None
    """How sure the player is of the answer, while it is being submitted."""

    @property
    def is_graded(self) -> bool:
        return self.asked is not None and self.asked.verdict is not None

    def watch_asked(
        self, before: AskedQuestion | None, after: AskedQuestion | None
    ) -> None:
        if after is not None and after.is_new(before):
            self.show_question(after)

    def show_question(self, asked: AskedQuestion) -> None:
        """Show a new question, or the same one graded or asked again."""

    def action_submit(self) -> None:
        """Submit the answer, or say what is missing."""

    def submit_with_confidence(self, confidence: str) -> None:
        """Submit the answer with how sure the player is of it."""
        self.confidence = confidence
        self.action_submit()
        self.confidence = None

    def takes_letters(self) -> bool:
        """Whether letters and digits are typed into a field now."""
        return False

    def scroll_to_caret(self) -> None:
        """Scroll to where letters go, if they are taken."""
        self.scroll_visible(animate=False)
