import pytest
from attempts import at_minute, log_answer

from weakspot.store.replay import rebuild
from weakspot.store.save import Save


def log_seconds(
    save: Save, seconds: list[float], kind: str = "choice", **changes: object
) -> list[str]:
    return [
        log_answer(save, n, seconds=took, kind=kind, **changes)
        for n, took in enumerate(seconds)
    ]


def test_a_pace_is_known_after_ten_answers_of_a_kind(save: Save) -> None:
    log_seconds(save, [20.0] * 9)
    log_seconds(save, [40.0] * 10, "typed")
    assert save.log.pace() == {"typed": 40}
    log_seconds(save, [10.0])
    assert save.log.pace() == {"typed": 40, "choice": pytest.approx(19)}


def test_a_pace_is_the_mean_of_the_last_fifty(save: Save) -> None:
    log_seconds(save, [500.0] * 30 + [20.0] * 25 + [30.0] * 25)
    assert save.log.pace() == {"choice": 25}


def test_time_away_counts_for_a_pace_up_to_the_slowest(save: Save) -> None:
    log_seconds(save, [0.0] * 9 + [86400.0])
    assert save.log.pace() == {"choice": 60}


def test_answers_that_do_not_count_are_left_out_of_a_pace(save: Save) -> None:
    log_seconds(save, [20.0] * 10)
    log_seconds(save, [2.0] * 10, seen=True)
    undone, disputed = log_seconds(save, [300.0, 300.0])
    save.writer.retract(undone, at_minute(1), None)
    save.writer.append_event("dispute", disputed, None, at_minute(2))
    assert save.log.pace() == {"choice": 20}
    save.writer.append_event("restore", disputed, None, at_minute(3))
    assert save.log.pace() == {"choice": pytest.approx((200 + 300) / 11)}


def test_a_rebuild_leaves_a_pace_as_it_is(save: Save) -> None:
    log_seconds(save, [7.0 + number / 3 for number in range(60)])
    before = save.log.pace()
    rebuild(save.db)
    assert save.log.pace() == before


def test_calibration_compares_predictions_with_scores(save: Save) -> None:
    for predicted, score in [
        (0.12, 0.0),
        (0.18, 1.0),
        (0.5, 0.5),
        (1.0, 1.0),
        (0.9, 0.5),
    ]:
        log_answer(save, predicted=predicted, score=score)
    calibration = save.log.calibration()
    bins = [(group.low, group.high, group.answers) for group in calibration.bins]
    assert bins == [(0.1, 0.2, 2), (0.5, 0.6, 1), (0.9, 1, 2)]
    assert [(group.predicted, group.score) for group in calibration.bins] == [
        pytest.approx((0.15, 0.5)),
        pytest.approx((0.5, 0.5)),
        pytest.approx((0.95, 0.75)),
    ]
    assert calibration.brier == pytest.approx((0.12**2 + 0.82**2 + 0.4**2) / 5)
    assert calibration.ece == pytest.approx((2 * 0.35 + 2 * 0.2) / 5)


def test_calibration_compares_confidence_with_right_answers(save: Save) -> None:
    for confidence, score in [
        ("sure", 1.0),
        ("sure", 0.99),
        ("guess", 0.0),
        (None, 1.0),
    ]:
        log_answer(save, confidence=confidence, score=score)
    calibration = save.log.calibration()
    assert calibration.answers == 4
    assert {
        name: (one.answers, one.right_share)
        for name, one in calibration.confidence.items()
    } == {
        "guess": (1, 0),
        "think": (0, None),
        "sure": (2, 0.5),
    }


def test_calibration_uses_only_answers_that_are_evidence(save: Save) -> None:
    log_answer(save, predicted=0.7, score=1.0, confidence="sure")
    before = save.log.calibration()
    log_answer(save, predicted=0.2, score=1.0, confidence="sure", seen=True)
    log_answer(save, predicted=0.2, score=1.0, confidence="sure", guess=0.95)
    undone, disputed = (
        log_answer(save, predicted=0.2, score=0.0, confidence="sure") for _ in range(2)
    )
    save.writer.retract(undone, at_minute(1), None)
    save.writer.append_event("dispute", disputed, None, at_minute(2))
    assert save.log.calibration() == before
