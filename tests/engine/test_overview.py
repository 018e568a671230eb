import pytest

from builders import make_estimate, make_topic_report
from weakspot.engine.lookback import Confidence
from weakspot.engine.overview import is_too_sure, sort_by_weakness


@pytest.mark.parametrize(
    ("share", "too"), [(0.75, True), (0.76, False), (None, False), (1.0, False)]
)
def test_confidence_is_too_high_from_15_points_below_its_meaning_on(
    share: float | None, too: bool
) -> None:
    assert is_too_sure("sure", Confidence(answers=9, right_share=share)) == too


def test_topics_never_answered_come_last() -> None:
    estimate = {
        "a": None,
        "b": make_estimate(p_weak=0.0),
        "c": make_estimate(p_weak=0.9),
    }
    topics = [make_topic_report(topic, estimate=estimate[topic]) for topic in estimate]
    assert [report.topic for report in sort_by_weakness(topics)] == ["c", "b", "a"]
