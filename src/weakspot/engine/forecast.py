"""Forecasts: how many concepts come back day by day, and an exam taken today."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.concepts import Concept, Entry
from weakspot.engine.mastery import Nodes, decay_topic, predict_score, rate_topic
from weakspot.engine.report import Knowledge


class DueDay(msgspec.Struct, frozen=True):
    """The number of concepts that come back after a miss on one local date."""

    day: str
    due: int


class SectionForecast(msgspec.Struct, frozen=True):
    """The forecast of a section's questions in an exam: the expected share of the
    score, its 90 % range.
    """

    section: str
    share: float
    low: float
    high: float


class ExamForecast(msgspec.Struct, frozen=True, kw_only=True):
    """The forecast of an exam of this many questions, taken today,
    as a whole and by section; shares in 0..1.
    """

    questions: int
    share: float
    low: float
    high: float
    sections: tuple[SectionForecast, ...]


def allocate_questions(most: int, counts: Mapping[str, int]) -> dict[str, float]:
    """Share `most` questions among sections, at most one a concept; what one cannot use
    goes to the others.
    """
    allocated, left = {}, float(most)
    for at, (key, count) in enumerate(sorted(counts.items(), key=itemgetter(1))):
        allocated[key] = min(count, left / (len(counts) - at))
        left -= allocated[key]
    return allocated


def forecast_exam(
    concepts: Sequence[Concept], knowledge: Knowledge
) -> ExamForecast | None:
    """Forecast what an exam would give today; None before enough answers, or without
    questions to grade.

    It has equally many questions of each section, as far as there are concepts for
    them, and no essays. With w the share of a section in the exam, n its questions
    there, m its mean expected score and b the mean slope dm/dz over its questions (b_t:
    the part of one topic's questions):

        e = b²·(v_p + v_s) + Σ b_t²·v_t               what is not known of the section
        section:  e + (m·(1 − m) − e)/n             and what drawing questions adds
        whole:    v_p·(Σ w·b)² + Σ w²·(e − v_p·b²) + Σ w²·(m·(1 − m) − e)/n

    The range is the mean ± 1.645 roots of that variance, within 0..1. Scores count as
    right or wrong, and questions as drawn independently, which makes the range too wide
    rather than too narrow.
    """
    counts: Counter[str] = Counter()
    sections: dict[str, list[Entry]] = {}
    for concept in concepts:
        if entries := [entry for entry in concept.entries if entry.is_graded]:
            counts[concept.section] += 1
            sections.setdefault(concept.section, []).extend(entries)
    if not sections or knowledge.player.answers < c.FORECAST_MIN_ANSWERS:
        return None
    allocated = allocate_questions(c.EXAM_QUESTIONS, counts)
    total = sum(allocated.values())
    player = knowledge.player.variance
    mean = spread = slope = 0.0
    forecasts = []
    for key, entries in sections.items():
        share, steep, own = forecast_section(entries, knowledge)
        unknown = own + player * steep**2
        sampling = (share * (1 - share) - unknown) / allocated[key]
        weight = allocated[key] / total
        mean += weight * share
        slope += weight * steep
        spread += weight**2 * (own + sampling)
        low, high = score_range(share, unknown + sampling)
        forecasts.append(SectionForecast(section=key, share=share, low=low, high=high))
    low, high = score_range(mean, spread + player * slope**2)
    return ExamForecast(
        questions=round(total),
        share=mean,
        low=low,
        high=high,
        sections=tuple(forecasts),
    )


def forecast_section(
    entries: Sequence[Entry], knowledge: Knowledge
) -> tuple[float, float, float]:
    """Forecast what a question drawn from these `entries` of one section would give.

    Returns the mean score, its derivative by the player's and the section's rating, and
    the variance that the section's and its topics' ratings add to it.
    """
    mean = 0.0
    slopes: dict[str, float] = {}
    nodes: dict[str, Nodes] = {}
    for entry in entries:
        key = entry.topic_key
        if key not in nodes:
            nodes[key] = Nodes.of_topic(knowledge.nodes, entry.section, key)
        score = predict_score(nodes[key], entry.level, entry.guess, knowledge.now)
        _, variance, _ = rate_topic(nodes[key], knowledge.now)
        mean += score / len(entries)
        slopes[key] = slopes.get(key, 0.0) + score_slope(
            score, entry.guess, variance
        ) / len(entries)
    slope = sum(slopes.values())
    section = next(iter(nodes.values())).section.variance
    topics = 0.0
    for key, part in slopes.items():
        _, variance = decay_topic(nodes[key].topic, knowledge.now)
        topics += part**2 * variance
    return mean, slope, slope**2 * section + topics


def score_slope(score: float, guess: float, variance: float) -> float:
    """The derivative of a question's expected score by its rating, which
    has this `variance`.
    """
    gain = 1 - c.SLIP - guess
    if gain <= 0:
        return 0.0
    knows = (score - guess) / gain
    return gain * knows * (1 - knows) / math.sqrt(1 + c.VARIANCE_WEIGHT * variance)


def score_range(mean: float, variance: float) -> tuple[float, float]:
    """The 90 % range around a mean, within 0..1."""
    half = c.RANGE_DEVIATIONS * math.sqrt(variance)
    return max(0.0, mean - half), min(1.0, mean + half)
