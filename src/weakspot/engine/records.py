"""The values of a save: attempts and events, the rows derived from them,
and times as they are stored.
"""

from collections.abc import Iterable, Set
from datetime import UTC, date, datetime
from typing import Any, Literal

import msgspec

from weakspot.engine.constants import PASS_MARK, ROUNDING_SLACK
from weakspot.engine.memory import due_day
from weakspot.engine.values import Response

RANGES = {
    "level": (1, 4),
    "guess": (0, 1),
    "score": (0, 1),
    "predicted": (0, 1),
    "seconds": (0, 10**9),
}
"""The least and the greatest value of each number of an attempt."""


EventName = Literal[
    "flag",
    "unflag",
    "mute",
    "unmute",
    "dispute",
    "restore",
    "explained",
    "retract",
    "round_end",
    "lab",
]
"""The things that an event can say were done to its subject."""


class AttemptCore(msgspec.Struct, frozen=True):
    """The part of an attempt that replay needs.

    `at` is UTC in ISO form and `day` the player's local date. `question` is
    `section/id`, `topic` is `section/topic`. `guess` is the score to expect of a
    blind answer given in the same way (0 for *I don't know*, raised by a hint), in
    0..1 as is `score`.
    """

    id: str
    at: str
    day: str
    section: str
    question: str
    revision: str
    topic: str
    concept: str | None
    level: int
    guess: float
    score: float
    seconds: float
    confidence: str | None
    hint: bool
    seen: bool
    explained: bool
    reason: str

    @property
    def concept_key(self) -> str:
        """The key of the concept it asks; without one, the question is its own."""
        return concept_key(self.topic, self.concept, self.question)


class Attempt(AttemptCore, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One graded response, as it is logged; `predicted` is the score (0..1) expected
    before it.
    """

    round: str
    mode: str
    kind: str
    predicted: float
    misconceptions: tuple[str, ...]
    numbers: dict[str, float]
    given: dict[str, Any] | None


def range_faults(numbers: Iterable[float]) -> list[str]:
    """The numbers of an attempt, given in the order of RANGES, that are out of range,
    in words.
    """
    return [
        f"{name} is {value:g}, not {least} to {most:,}"
        for value, (name, (least, most)) in zip(numbers, RANGES.items(), strict=True)
        if not least <= value <= most
    ]


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something else that happened: `what` was done to `subject`; `note` says more."""

    id: str
    at: str
    what: str
    subject: str
    note: str | None = None


class Dispute(msgspec.Struct, frozen=True):
    """An answer that the player disputes: its question and attempt, why in one line,
    and when (UTC).
    """

    question: str
    attempt: str
    note: str | None
    at: str


class PastAnswer(msgspec.Struct, frozen=True):
    """One of the last answers to a question: local date and score. A `disputed` one
    does not count.
    """

    day: str
    score: float
    disputed: bool = False


class LoggedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a round as the log has it; a `disputed` one does not count."""

    id: str
    score: float
    seconds: float
    confidence: str | None
    given: dict[str, Any] | None
    disputed: bool

    @property
    def response(self) -> Response | None:
        """The response given; None for *I don't know*. Raises ValueError for one of a
        later version.
        """
        given = (self.given or {}).get("response")
        response: Response | None = msgspec.convert(given, Response | None)
        return response


class TopicAnswer(msgspec.Struct, frozen=True):
    """An answer that a topic's estimate rests on: its question, the local date, the
    score, drawn numbers; when it was given (UTC), and the response with its texts, None
    for *I don't know*.
    """

    question: str
    day: str
    score: float
    numbers: dict[str, float]
    at: str
    given: dict[str, Any] | None


class ExamScore(msgspec.Struct, frozen=True, kw_only=True):
    """The score of the `asked` questions of an exam;
    `score` is the sum of their scores, each in 0..1.
    """

    asked: int
    score: float

    @property
    def share(self) -> float:
        """The mean score, in 0..1."""
        return self.score / self.asked if self.asked else 0.0

    @property
    def is_passed(self) -> bool:
        """True if the share reaches the pass mark."""
        return self.share >= PASS_MARK - ROUNDING_SLACK


class PastExam(ExamScore, frozen=True, kw_only=True):
    """An exam that was handed in on a local date."""

    day: str


class Encounter(msgspec.Struct, frozen=True):
    """A misconception that answers to a question betrayed this `often`,
    with the last one's id and local date.
    """

    question: str
    slug: str
    often: int
    last: str
    day: str


class RecentAnswer(msgspec.Struct, frozen=True, array_like=True):
    """One of a topic's last answers: the question, the local date, and whether it was
    fully right.
    """

    question: str
    day: str
    right: bool


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """The mastery, by the log, of the player, a section or a topic;
    `mastery` explains the fields.

    `answers` and `misses` count only answers that were evidence, `different` the
    questions among them.
    """

    mean: float = 0.0
    variance: float
    lift: float = 0.0
    evidence: float = 0.0
    answers: int = 0
    misses: int = 0
    different: int = 0
    last: str | None = None
    recent: tuple[RecentAnswer, ...] = ()
    weak: bool = False


class Memory(msgspec.Struct):
    """The memory of one question, by the log: its card, and how it went. Empty until an
    attempt is added.

    `day` is the card's date; `seen`, `revision` and `score` are of the last attempt,
    `seen` being its id. `answers` and `misses` count only answers that were evidence.
    """

    question: str
    concept: str = ""
    stability: float = 0.0
    difficulty: float = 0.0
    day: str = ""
    revision: str = ""
    seen: str = ""
    score: float = 0.0
    answers: int = 0
    misses: int = 0

    @property
    def due(self) -> str:
        """The first date on which the card is due."""
        return due_day(self.stability, self.day)


MemoryRow = tuple[str, float, str, str, float, int]
"""The part of a memory that a concept needs: question, stability, day, seen, score,
misses. There are many of these.
"""


class Day(msgspec.Struct, frozen=True):
    """The sums of one local date."""

    day: str
    attempts: int = 0
    rounds: int = 0
    points: int = 0
    seconds: float = 0.0


class RoundTally(msgspec.Struct, frozen=True):
    """The scores of a round's answers that count, each in 0..1, in order, and the
    seconds they took.
    """

    scores: tuple[float, ...]
    seconds: float

    @property
    def answers(self) -> int:
        """The number of answers."""
        return len(self.scores)

    @property
    def right(self) -> int:
        """The number of fully right ones."""
        return sum(score >= 1 for score in self.scores)

    @property
    def partly(self) -> int:
        """The number of partly right ones."""
        return sum(0 < score < 1 for score in self.scores)


class Change(msgspec.Struct, frozen=True):
    """A change of a topic's state by an answer on a local date; see `State`."""

    day: str
    topic: str
    was: str
    now: str


def concept_key(topic: str, concept: str | None, question: str) -> str:
    """The key of a topic's concept; a question without one (None) is
    its own concept.
    """
    return (
        f"{topic}/{concept}"
        if concept is not None
        else f"{topic}/={question.partition('/')[2]}"
    )


def topic_of(concept_key: str) -> str:
    """The key of a concept's topic, `section/topic`."""
    return concept_key.rpartition("/")[0]


def is_off(topic: str, muted: Set[str]) -> bool:
    """True if a topic, `section/topic`, or its section is among what is muted; of a
    section's slug, if that section is.
    """
    return not muted.isdisjoint((topic, topic.partition("/")[0]))


def stamp(now: datetime) -> str:
    """The time in UTC, to the microsecond, in a form that sorts as text."""
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def local_day(now: datetime) -> str:
    """The date on the player's own calendar."""
    return date.fromtimestamp(now.timestamp()).isoformat()  # noqa: DTZ012 - a local date is what is wanted
