import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weakspot.engine.ids import FOREIGN_MS, LATEST_MS, check_id, mint, time_of

BITS = st.integers(0, 2**74 - 1)
TIMES = st.integers(-(2**40), 2**45)


@given(st.lists(st.tuples(TIMES, BITS), min_size=2, max_size=20))
def test_ids_rise_whatever_the_clock_says(moments: list[tuple[int, int]]) -> None:
    ids: list[str] = []
    for now, bits in moments:
        ids.append(mint(now, ids[-1] if ids else None, bits))
    assert ids == sorted(set(ids))
    for (now, _), id in zip(moments, ids, strict=True):
        known = uuid.UUID(id)
        assert time_of(id) >= now
        assert (str(known), known.version, known.int >> 80) == (id, 7, time_of(id))


def test_an_id_is_a_uuid_7_of_its_time_and_random_bits() -> None:
    minted = uuid.UUID(mint(1_700_000_000_123, None, 2**74 - 1))
    assert (minted.version, minted.variant) == (7, uuid.RFC_4122)
    assert minted.int >> 80 == 1_700_000_000_123
    assert str(minted) == "018bcfe5-687b-7fff-bfff-ffffffffffff"


def test_a_clock_gone_back_goes_on_from_the_last_id_with_fresh_random() -> None:
    last = mint(5000, None, 1)
    first, second = mint(10, last, 2), mint(10, last, 3)
    assert time_of(first) == time_of(second) == 5001
    assert first != second


@pytest.mark.parametrize(
    "last",
    [
        "",
        "x",
        str(uuid.UUID(int=0)),
        str(uuid.uuid5(uuid.NAMESPACE_DNS, "rag")),
        mint(1, None, 0).upper()[:-1] + "F",
        f"{mint(1, None, 0)}\n",
        mint(1, None, 0).replace("-", ""),
    ],
)
def test_what_is_no_uuid_7_is_refused(last: str) -> None:
    with pytest.raises(ValueError, match="UUID"):
        mint(1, last, 0)


def test_minting_after_the_last_possible_id_is_refused() -> None:
    with pytest.raises(ValueError, match="no id is left"):
        mint(0, mint(LATEST_MS, None, 0), 0)


def test_an_id_from_elsewhere_far_in_the_future_leaves_room_for_new_ids() -> None:
    check_id(
        mint(int(datetime.max.replace(tzinfo=UTC).timestamp() * 1000), None, 2**74 - 1)
    )
    last = mint(FOREIGN_MS - 1, None, 2**74 - 1)
    check_id(last)
    assert time_of(mint(0, mint(0, last, 0), 0)) == FOREIGN_MS + 1
    with pytest.raises(ValueError, match="no time on any clock"):
        check_id(mint(FOREIGN_MS, None, 0))
