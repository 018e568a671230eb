"""Looking back: predicted scores against real ones, and mastery week by week."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from weakspot.engine.constants import CONFIDENCE_SHARES, WEEKS_BACK
from weakspot.engine.records import Node, local_day
from weakspot.engine.report import Knowledge


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """The answers whose predicted score lies in this part of 0..1, with the means of
    both scores.
    """

    low: float = msgspec.field(name="from")
    high: float = msgspec.field(name="to")
    answers: int
    predicted: float
    score: float


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """The answers given with one word of confidence;
    the share (0..1) of fully right ones is None without answers.
    """

    answers: int = 0
    right_share: float | None = None


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """The match of predicted scores with the given ones.

    `brier` is the mean squared difference of predicted and given score, `ece` the mean
    distance of the two means of a bin, weighted by its answers; both in 0..1, None
    before the first answer.
    """

    answers: int
    brier: float | None
    bins: tuple[Bin, ...]
    ece: float | None
    confidence: dict[str, Confidence]


def build_calibration(
    found: Sequence[tuple[Bin, float]], confidence: Mapping[str, Confidence]
) -> Calibration:
    """Build the calibration; each bin found comes with the mean squared difference of
    its scores.
    """
    bins = tuple(part for part, _ in found)
    answers = sum(part.answers for part in bins)
    errors = sum(part.answers * error for part, error in found)
    distances = sum(part.answers * abs(part.predicted - part.score) for part in bins)
    return Calibration(
        answers=answers,
        brier=errors / answers if answers else None,
        ece=distances / answers if answers else None,
        bins=bins,
        confidence={
            name: confidence.get(name, Confidence()) for name in CONFIDENCE_SHARES
        },
    )


class Point(msgspec.Struct, frozen=True):
    """Mastery at the end of one local date, with its 90 % range; shares in 0..1."""

    day: str
    mastery: float
    low: float
    high: float


class LookBack(msgspec.Struct, frozen=True, kw_only=True):
    """A look back over the whole log: mastery over time,
    by the key of a section or topic, and calibration.

    Points are a week apart, oldest first, starting in the first week with an answer;
    the last is today's. `learnt` are the topics that are known, were not a week ago and
    were answered since, as answers on other topics can make a topic known, too;
    `slipping` are those that were known a week ago and are not.
    """

    points: Mapping[str, tuple[Point, ...]]
    learnt: tuple[str, ...]
    slipping: tuple[str, ...]
    calibration: Calibration


def weekly_times(now: datetime, weeks: int = WEEKS_BACK) -> list[datetime]:
    """The times to look back at, a week apart, oldest first; the last is now."""
    return [now - timedelta(weeks=ago) for ago in reversed(range(weeks))]


def build_look_back(
    history: Sequence[Mapping[str, Node]],
    times: Sequence[datetime],
    sections: Mapping[str, Sequence[str]],
    calibration: Calibration,
) -> LookBack:
    """Build the look back over all these weeks.

    `history` has the nodes at each of the `times`; `sections` maps each section to the
    keys of its topics.
    """
    points: dict[str, list[Point]] = {}
    before: list[str] = []
    known: list[str] = []
    for nodes, now in zip(history, times, strict=True):
        knowledge, day = Knowledge(nodes, now), local_day(now)
        # after the loop: the topics known a week ago, and today
        before, known = known, []
        for section, topics in sections.items():
            estimates = {section: knowledge.estimate_section(section, topics)}
            for topic in topics:
                view = knowledge.view_topic(topic)
                estimates[topic] = None if view.state == "untried" else view.estimate
                if view.state == "known":
                    known.append(topic)
            for key, found in estimates.items():
                if found is not None:
                    points.setdefault(key, []).append(
                        Point(day, found.mastery, found.low, found.high)
                    )
    *_, earlier, latest = ({}, *history)
    return LookBack(
        points={key: tuple(course) for key, course in points.items()},
        learnt=tuple(
            key
            for key in known
            if key not in before and latest[key] != earlier.get(key)
        ),
        slipping=tuple(key for key in before if key not in known),
        calibration=calibration,
    )
