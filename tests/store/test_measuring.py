from collections.abc import Iterator

import pytest
from attempts import answer, at

from weakspot.store.log import Save
from weakspot.store.opening import open_memory


@pytest.fixture
def save() -> Iterator[Save]:
    save = Save(open_memory())
    yield save
    save.close()


def play(save: Save, seconds: list[float], kind: str = "choice", **changes: object) -> list[str]:
    return [answer(save, number, seconds=took, kind=kind, **changes) for number, took in enumerate(seconds)]


def test_a_pace_is_known_after_ten_answers_of_a_kind(save: Save) -> None:
    play(save, [20.0] * 9)
    play(save, [40.0] * 10, "typed")
    assert save.pace() == {"typed": 40}
    play(save, [10.0])
    assert save.pace() == {"typed": 40, "choice": pytest.approx(19)}


def test_a_pace_is_the_mean_of_the_last_fifty(save: Save) -> None:
    play(save, [500.0] * 30 + [20.0] * 25 + [30.0] * 25)
    assert save.pace() == {"choice": 25}


def test_time_away_counts_for_a_pace_up_to_the_slowest(save: Save) -> None:
    play(save, [0.0] * 9 + [86400.0])
    assert save.pace() == {"choice": 60}


def test_what_does_not_count_is_left_out_of_a_pace(save: Save) -> None:
    play(save, [20.0] * 10)
    play(save, [2.0] * 10, seen=True)
    undone, disputed = play(save, [300.0, 300.0])
    save.retract(undone, at(1), None)
    save.append_event("dispute", disputed, None, at(2))
    assert save.pace() == {"choice": 20}
    save.append_event("restore", disputed, None, at(3))
    assert save.pace() == {"choice": pytest.approx((200 + 300) / 11)}


def test_a_rebuild_leaves_a_pace_as_it_is(save: Save) -> None:
    play(save, [7.0 + number / 3 for number in range(60)])
    before = save.pace()
    save.rebuild()
    assert save.pace() == before
