from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from weakspot.engine.lookback import (
    Bin,
    Confidence,
    Point,
    build_calibration,
    build_look_back,
    weekly_times,
)
from weakspot.engine.mastery import Nodes, estimate_topic
from weakspot.engine.records import Node, local_day

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
PLAYER, RAG = (
    Node(variance=0.6, mean=0.4, evidence=2.0),
    Node(variance=0.2, evidence=2.0),
)
CHUNKING = Node(variance=0.7, mean=0.5, evidence=2.0, last="2026-11-19T09:00:00Z")
NODES = {"player": PLAYER, "rag": RAG, "rag/chunking": CHUNKING}
SECTIONS = {"rag": ["rag/chunking", "rag/ranking"], "tuning": ["tuning/lora"]}


def build_points(
    history: list[dict[str, Node]], times: list[datetime]
) -> Mapping[str, tuple[Point, ...]]:
    return build_look_back(history, times, SECTIONS, build_calibration((), {})).points


def test_the_moments_are_a_week_apart_and_end_now() -> None:
    times = weekly_times(NOW)
    assert (len(times), times[-1]) == (26, NOW)
    assert {
        (later - earlier).days for earlier, later in zip(times, times[1:], strict=False)
    } == {7}


def test_a_curve_begins_with_the_first_answer() -> None:
    times = weekly_times(NOW, 3)
    points = build_points([{}, NODES, NODES], times)
    assert points.keys() == {"rag", "rag/chunking"}
    assert [point.day for point in points["rag/chunking"]] == [
        local_day(time) for time in times[1:]
    ]


def test_the_last_point_is_what_stands_now() -> None:
    (point,) = build_points([NODES], [NOW])["rag/chunking"]
    estimate = estimate_topic(Nodes(PLAYER, RAG, CHUNKING), NOW)
    assert (point.mastery, point.low, point.high) == (
        estimate.mastery,
        estimate.low,
        estimate.high,
    )


def test_a_week_without_answers_makes_less_sure() -> None:
    first, second = build_points([NODES, NODES], weekly_times(NOW, 2))["rag/chunking"]
    assert second.high - second.low > first.high - first.low


def test_nothing_is_known_before_an_answer() -> None:
    calibration = build_calibration((), {})
    assert (
        calibration.answers,
        calibration.brier,
        calibration.ece,
        calibration.bins,
    ) == (0, None, None, ())
    assert calibration.confidence == {
        name: Confidence() for name in ("guess", "think", "sure")
    }


def test_bins_are_weighted_by_their_answers() -> None:
    bins = [
        (Bin(low=0.2, high=0.3, answers=3, predicted=0.25, score=0.5), 0.2),
        (Bin(low=0.9, high=1.0, answers=1, predicted=0.95, score=0.9), 0.04),
    ]
    calibration = build_calibration(
        bins, {"sure": Confidence(answers=2, right_share=0.5)}
    )
    assert calibration.answers == 4
    assert calibration.brier == pytest.approx((3 * 0.2 + 0.04) / 4)
    assert calibration.ece == pytest.approx((3 * 0.25 + 0.05) / 4)
    assert calibration.bins == tuple(group for group, _ in bins)
    assert calibration.confidence["sure"].right_share == 0.5
