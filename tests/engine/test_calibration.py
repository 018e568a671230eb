import pytest

from weakspot.engine.calibration import Bin, Confidence, calibration


def test_nothing_is_known_before_an_answer() -> None:
    told = calibration((), {})
    assert (told.answers, told.brier, told.ece, told.bins) == (0, None, None, ())
    assert told.confidence == {name: Confidence() for name in ("guess", "think", "sure")}


def test_bins_are_weighted_by_their_answers() -> None:
    bins = [
        Bin(index=2, answers=3, predicted=0.25, score=0.5, error=0.2),
        Bin(index=9, answers=1, predicted=0.95, score=0.9, error=0.04),
    ]
    told = calibration(bins, {"sure": Confidence(answers=2, right_share=0.5)})
    assert told.answers == 4
    assert told.brier == pytest.approx((3 * 0.2 + 0.04) / 4)
    assert told.ece == pytest.approx((3 * 0.25 + 0.05) / 4)
    assert [(one.low, one.high) for one in told.bins] == [(0.2, 0.3), (0.9, 1.0)]
    assert told.confidence["sure"].right_share == 0.5
