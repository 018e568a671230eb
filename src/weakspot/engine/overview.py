"""What the screens of progress and of a topic show, as values and in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from weakspot.engine.bank_view import count_words, level_words
from weakspot.engine.calendar import Weeks
from weakspot.engine.constants import (
    CONFIDENCE_SHARES,
    FORECAST_MIN_ANSWERS,
    OVERCONFIDENCE,
)
from weakspot.engine.exam import floor_percent, pass_word
from weakspot.engine.forecast import DueDay, ExamForecast
from weakspot.engine.lookback import Calibration, Confidence, build_calibration
from weakspot.engine.mixups import Mixup
from weakspot.engine.records import Day, Dispute, PastExam, TopicAnswer
from weakspot.engine.report import (
    SectionReport,
    TopicReport,
    pick_attributes,
    section_share_words,
    topic_row,
)
from weakspot.engine.weakness import needs_line
from weakspot.text import date_words, format_count, percent, range_words

EXAM_SHARE_NOTE = "with lucky guesses and what is partly right"
"""What the share of an exam counts and mastery does not."""


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


class Progress(msgspec.Struct, frozen=True, kw_only=True):
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
    disputes: tuple[Dispute, ...] = ()
    forecast: tuple[DueDay, ...] = ()
    exam_forecast: ExamForecast | None = None
    calibration: Calibration = build_calibration((), {})
    mixups: tuple[Mixup, ...] = ()


def progress_row(progress: Progress) -> dict[str, Any]:
    """Everything known of the player as JSON, as `stats --json` prints it."""
    row = msgspec.to_builtins(progress)
    row["seconds"] = round(progress.seconds)
    row["sections"] = [section_row(section) for section in progress.sections]
    row["topics"] = [
        topic_row(topic) for section in progress.sections for topic in section.topics
    ]
    return dict(row)


def section_row(section: SectionReport) -> dict[str, Any]:
    """The section as JSON."""
    return {
        **pick_attributes(section, "section", "title"),
        **pick_attributes(section.standing, "mastery", "low", "high"),
        **pick_attributes(section, "seen", "questions", "due"),
    }


def header_words(overview: Overview) -> str:
    """“714 answers since 2 Jun · 4 of 69 topics weak”; empty before the first
    answer.
    """
    if overview.since is None:
        return ""
    states = [topic.state for section in overview.sections for topic in section.topics]
    answers = sum(day.attempts for day in overview.days)
    given = (
        f"{format_count(answers, 'answer')} since "
        f"{date_words(overview.since, overview.today)}"
    )
    return (
        f"{given} · {states.count('weak')} of {format_count(len(states), 'topic')} weak"
    )


def exam_words(exam: PastExam) -> str:
    """“82 % of 40, passed”."""
    return f"{floor_percent(exam.share)} % of {exam.asked}, {pass_word(exam)}"


def exam_forecast_words(exam: ExamForecast | None) -> str:
    """“about 64 % of 40 questions (52 to 76), with …”; if not known yet, when it will
    be.
    """
    if exam is None:
        return f"shown after {FORECAST_MIN_ANSWERS} answers"
    within = range_words(exam.low, exam.high)
    share = f"about {percent(exam.share)} of {format_count(exam.questions, 'question')}"
    return f"{share} ({within}), {EXAM_SHARE_NOTE}"


def is_too_sure(word: str, confidence: Confidence) -> bool:
    """Whether answers given with this word of confidence were right far less often than
    the word means.
    """
    share = confidence.right_share
    return share is not None and share <= CONFIDENCE_SHARES[word] - OVERCONFIDENCE


def let_go_words(report: TopicReport) -> str:
    """What a weak topic needs to be let go; empty for a topic that is not weak."""
    return (
        needs_line(report.needs)
        if report.state == "weak" and report.needs is not None
        else ""
    )


def standing_words(section: SectionReport) -> str:
    """“mastery 68 %  ·  40 of 85 asked”, “2 of 2 right  ·  2 of 85 asked”, “0 of 85
    asked”.
    """
    share = section_share_words(section)
    figure = f"{share} right" if section.estimate is None else f"mastery {share}"
    asked = f"{section.seen} of {section.questions} asked"
    return asked if section.standing is None else f"{figure}  ·  {asked}"


def stock_words(page: TopicPage) -> list[str]:
    """What questions there are: how many, of which kinds and levels."""
    total = sum(page.kinds.values())
    if not total:
        return ["none that can be asked"]
    unseen = total - page.seen
    some = f"of which {unseen} never asked" if unseen else "all asked before"
    first = f"{total}, {'none asked before' if unseen == total else some}"
    return [first, count_words(page.kinds), level_words(page.levels)]


def sort_by_weakness(topics: Sequence[TopicReport]) -> list[TopicReport]:
    """Sort the topics by their chance to be weak, the highest first, those never
    answered last.
    """
    return sorted(topics, key=lambda topic: topic.chance_weak, reverse=True)
