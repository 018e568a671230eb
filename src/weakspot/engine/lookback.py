"""How mastery came about: how sections and topics stood, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from weakspot.engine.calibration import Calibration
from weakspot.engine.constants import WEEKS_BACK
from weakspot.engine.records import Node
from weakspot.engine.report import Knowledge
from weakspot.text import date_words, percent, range_words


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


def courses(
    history: Sequence[Mapping[str, Node]],
    times: Sequence[datetime],
    days: Sequence[str],
    sections: Mapping[str, Sequence[str]],
) -> dict[str, tuple[Point, ...]]:
    """The points of every section and topic that was ever answered.

    `history` has the nodes at each of the `times`, whose local dates are the `days`; `sections` the keys of
    each section's topics.
    """
    found: dict[str, list[Point]] = {}
    for nodes, now, day in zip(history, times, days, strict=True):
        known = Knowledge(nodes, now)
        for section, topics in sections.items():
            stands = {section: known.of_section(section, topics)}
            for topic in topics:
                view = known.view(section, topic)
                stands[topic] = None if view.state == "untried" else view.standing
            for key, one in stands.items():
                if one is not None:
                    found.setdefault(key, []).append(Point(day, one.mastery, one.low, one.high))
    return {key: tuple(points) for key, points in found.items()}


def known_topics(
    nodes: Mapping[str, Node], now: datetime, sections: Mapping[str, Sequence[str]]
) -> list[str]:
    """The topics that count as known, in order."""
    known = Knowledge(nodes, now)
    return [
        topic
        for section, topics in sections.items()
        for topic in topics
        if known.view(section, topic).state == "known"
    ]


def course_words(points: Sequence[Point]) -> str:
    """What a line says, in figures: “41 % on 3 Oct, 64 % now (55 to 71)”; empty before there are two."""
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    within = range_words(last.low, last.high)
    return f"{percent(first.mastery)} on {date_words(first.day)}, {percent(last.mastery)} now ({within})"
