"""Progress as a whole, and everything known of a topic."""

from collections.abc import Mapping, Sequence

import msgspec

from weakspot.engine.calendar import Weeks
from weakspot.engine.changes import Changes, Whole
from weakspot.engine.constants import CONFIDENCE_SHARES, OVERCONFIDENCE
from weakspot.engine.forecast import DueDay, ExamForecast
from weakspot.engine.lookback import Calibration, Confidence, build_calibration
from weakspot.engine.mixups import Mixup
from weakspot.engine.records import Day, Dispute, PastExam, TopicAnswer
from weakspot.engine.report import SectionReport, TopicReport


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The player's progress, without mix-ups and without what only the whole log tells;
    exams newest first.

    `since` is the local date of the first answer, None before it.
    """

    today: str
    since: str | None
    sections: tuple[SectionReport, ...]
    calendar: Weeks
    days: Sequence[Day]
    forecast: tuple[DueDay, ...]
    exam_forecast: ExamForecast | None
    exams: tuple[PastExam, ...]


class TopicPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one topic; its last `answers`, newest first, come with what
    was asked.
    """

    today: str
    section: str
    report: TopicReport
    answers: tuple[tuple[TopicAnswer, str], ...]
    mixups: tuple[Mixup, ...]
    kinds: Mapping[str, int]
    levels: Mapping[int, int]
    seen: int


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """The context of a question in play: its `topic` with its last `answers`, oldest
    first, why it is asked, and this round so far.

    `passed` has the topic's title and the score of each question passed, the one in
    play too once it is answered; None for a score that does not count. `to_come` is 0
    where nobody knows.
    """

    today: str
    topic: TopicReport
    reason: str
    answers: tuple[TopicAnswer, ...]
    passed: tuple[tuple[str, float | None], ...]
    is_open: bool
    right: int
    to_come: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of the player; `right_share` and `exam_forecast` are None until
    answers suffice.
    """

    attempts: int
    rounds: int
    questions_seen: int
    right_share: float | None
    streak_days: int
    points: int
    seconds: float
    sections: tuple[SectionReport, ...]
    kinds: dict[str, dict[str, float | None]]
    whole: Whole
    week: Changes
    disputes: tuple[Dispute, ...] = ()
    forecast: tuple[DueDay, ...] = ()
    exam_forecast: ExamForecast | None = None
    calibration: Calibration = build_calibration((), {})
    mixups: tuple[Mixup, ...] = ()


def is_too_sure(word: str, confidence: Confidence) -> bool:
    """True if answers given with this word of confidence were right far less often than
    the word means.
    """
    share = confidence.right_share
    return share is not None and share <= CONFIDENCE_SHARES[word] - OVERCONFIDENCE


def sort_by_weakness(topics: Sequence[TopicReport]) -> list[TopicReport]:
    """Sort the topics by their chance to be weak, the highest first, those never
    answered last.
    """
    return sorted(topics, key=lambda topic: topic.chance_weak, reverse=True)


class SubjectView(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a subject: its questions and topics, how many of these are known
    and weak, and today's round: `asks` so many questions of so many `seconds`, unless
    it is `done`. `played` is the last local date of an answer, `fault` why it cannot be
    read.
    """

    questions: int = 0
    topics: int = 0
    known: int = 0
    weak: int = 0
    asks: int = 0
    seconds: float = 0
    done: bool = False
    streak: int = 0
    played: str | None = None
    fault: str = ""
