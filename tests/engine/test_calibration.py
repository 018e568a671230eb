import pytest

from weakspot.engine.lookback import Bin, Confidence, calibration


def test_nothing_is_known_before_an_answer() -> None:
    told = calibration((), {})
    assert (told.answers, told.brier, told.ece, told.bins) == (0, None, None, ())
    assert told.confidence == {name: Confidence() for name in ("guess", "think", "sure")}


def test_bins_are_weighted_by_their_answers() -> None:
    bins = [
        (Bin(low=0.2, high=0.3, answers=3, predicted=0.25, score=0.5), 0.2),
        (Bin(low=0.9, high=1.0, answers=1, predicted=0.95, score=0.9), 0.04),
    ]
    told = calibration(bins, {"sure": Confidence(answers=2, right_share=0.5)})
    assert told.answers == 4
    assert told.brier == pytest.approx((3 * 0.2 + 0.04) / 4)
    assert told.ece == pytest.approx((3 * 0.25 + 0.05) / 4)
    assert told.bins == tuple(one for one, _ in bins)
    assert told.confidence["sure"].right_share == 0.5
