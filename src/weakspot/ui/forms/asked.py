"""The question in play as a form shows it, and what forms tell the screen."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from textual.message import Message
from textual.widget import Widget

from weakspot.engine.kinds.base import Question
from weakspot.engine.values import Part, Response, Verdict

UNKNOWN = "means I don't know"


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """The question in play as it is shown, with its `verdict` once it is graded.

    `key` is the question's, and `at` its place in the round. `draft` is what is given
    so far, or what was graded. `written`: the text of an open question is handed in,
    and its rubric is asked. `picks_first`: a digit only picks if one option is right.
    `is_revisable`: a digit answers, and the answer can be changed until the exam is
    handed in. `says_sure`: confidence is asked.
    """

    key: str
    at: int
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

    def is_same(self, other: AskedQuestion | None) -> bool:
        """True if `other` is this question at the same stage: only what is given may
        differ.
        """
        return other is not None and self.identity() == other.identity()

    def identity(self) -> tuple[object, ...]:
        """The values that stay the same while a question is answered."""
        is_graded = self.verdict is not None
        return (
            self.key,
            self.at,
            self.question,
            self.shown,
            self.numbers,
            is_graded,
            self.written,
            self.picks_first,
        )


class Moved(Message):
    """The player moved, whether or not anything is given."""


@dataclass
class FormMessage(Message):
    """Something about the answer to the question `asked`, which may be past by now."""

    asked: AskedQuestion


@dataclass
class Given(FormMessage):
    """The response so far; None if there is none."""

    response: Response | None


@dataclass
class Submitted(FormMessage):
    """The answer, to be graded or held, and how sure the player is of it, if they said
    so.
    """

    response: Response
    confidence: str | None = None


@dataclass
class TextWritten(FormMessage):
    """The text of an open question is handed in; with None, it is gone back to."""

    text: str | None


@dataclass
class Refused(FormMessage):
    """Why the answer cannot be submitted yet, or not without this warning."""

    why: str


class Outbox:
    """The messages of a form on their way to the screen, which may take them before
    they arrive: a key pressed right after another acts on what that one gave.
    """

    def __init__(self, form: Widget) -> None:
        self.form = form
        self.waiting: list[FormMessage] = []

    def send(self, message: FormMessage) -> None:
        """Send a message to the screen."""
        self.waiting.append(message)
        self.form.post_message(message)

    def take(self, message: FormMessage) -> bool:
        """Take a message that arrived; False if it was taken before."""
        is_waiting = any(one is message for one in self.waiting)
        self.waiting = [one for one in self.waiting if one is not message]
        return is_waiting
