"""Predictions held against what came: scores expected before an answer, and the player's own confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from weakspot.engine.constants import WORDS_MEAN


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
