"""Looking back: predictions against what came, and mastery week by week."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from weakspot.engine.constants import WEEKS_BACK, WORDS_MEAN
from weakspot.engine.records import Node
from weakspot.engine.report import Knowledge
from weakspot.text import date_words, percent, range_words


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """The answers whose predicted score lay in this part of 0..1, with the means of both scores."""

    low: float = msgspec.field(name="from")
    high: float = msgspec.field(name="to")
    answers: int
    predicted: float
    score: float


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """How answers of one confidence went; the share (0..1) of fully right ones is None without any."""

    answers: int = 0
    right_share: float | None = None


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """How predictions met what came.

    `brier` is the mean squared difference of predicted and given score, `ece` the mean distance of a bin's
    two means, each bin by its answers; both in 0..1, None before the first answer.
    """

    answers: int
    brier: float | None
    bins: tuple[Bin, ...]
    ece: float | None
    confidence: dict[str, Confidence]


def calibration(found: Sequence[tuple[Bin, float]], confidence: Mapping[str, Confidence]) -> Calibration:
    """The whole, from how answers of each confidence went and from the bins found.

    Each bin comes with the mean squared difference of its scores.
    """
    bins = tuple(one for one, _ in found)
    answers = sum(one.answers for one in bins)
    return Calibration(
        answers=answers,
        brier=sum(one.answers * error for one, error in found) / answers if answers else None,
        ece=sum(one.answers * abs(one.predicted - one.score) for one in bins) / answers if answers else None,
        bins=bins,
        confidence={name: confidence.get(name, Confidence()) for name in WORDS_MEAN},
    )


class Point(msgspec.Struct, frozen=True):
    """Mastery by the end of one local date, with its 90 % range; shares in 0..1."""

    day: str
    mastery: float
    low: float
    high: float


class LookBack(msgspec.Struct, frozen=True, kw_only=True):
    """What only the whole log tells: mastery over time by the key of a section or topic, and calibration.

    Points are a week apart, oldest first, from the first week with an answer on; the last is of today.
    `learnt` are the topics that are known and were not a week ago, `slipping` those the other way round.
    """

    points: Mapping[str, tuple[Point, ...]]
    learnt: tuple[str, ...]
    slipping: tuple[str, ...]
    calibration: Calibration


def moments(now: datetime, weeks: int = WEEKS_BACK) -> list[datetime]:
    """The moments to look at, a week apart, oldest first; the last is now."""
    return [now - timedelta(weeks=ago) for ago in reversed(range(weeks))]


def looked_back(
    history: Sequence[Mapping[str, Node]],
    times: Sequence[datetime],
    days: Sequence[str],
    sections: Mapping[str, Sequence[str]],
    calibrated: Calibration,
) -> LookBack:
    """What came about in all these weeks, and how predictions were `calibrated`.

    `history` has the nodes at each of the `times`, whose local dates are the `days`; `sections` the keys of
    each section's topics.
    """
    points: dict[str, list[Point]] = {}
    before: list[str] = []
    known: list[str] = []
    for nodes, now, day in zip(history, times, days, strict=True):
        knowledge = Knowledge(nodes, now)
        before, known = known, []  # in the end, those of the week before the last, and of the last
        for section, topics in sections.items():
            stands = {section: knowledge.of_section(section, topics)}
            for topic in topics:
                view = knowledge.view(section, topic)
                stands[topic] = None if view.state == "untried" else view.standing
                if view.state == "known":
                    known.append(topic)
            for key, one in stands.items():
                if one is not None:
                    points.setdefault(key, []).append(Point(day, one.mastery, one.low, one.high))
    return LookBack(
        points={key: tuple(one) for key, one in points.items()},
        learnt=tuple(key for key in known if key not in before),
        slipping=tuple(key for key in before if key not in known),
        calibration=calibrated,
    )


def course_words(points: Sequence[Point]) -> str:
    """What a line says, in figures: “41 % on 3 Oct, 64 % now (55 to 71)”; empty before there are two."""
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    within = range_words(last.low, last.high)
    return f"{percent(first.mastery)} on {date_words(first.day)}, {percent(last.mastery)} now ({within})"
