"""Ascending ids: UUIDv7 (RFC 9562), so that the log has one order,
whatever the clocks said.
"""

import re

RANDOM_BITS = 74
LATEST_MS = 2**48 - 1
FOREIGN_MS = 0xF << 44
"""The bound of the time of an id from elsewhere: no clock gets there, and ids are left
after it.
"""
UUID7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def mint(now_ms: int, last: str | None, random_bits: int) -> str:
    """Mint a new id above `last`; its time is `now_ms` (milliseconds since 1970, at
    least 0) or later.

    `random_bits` are 74 fresh random bits. If the clock went back or stood still, the
    time is one millisecond after that of `last`, so that two copies of a save that
    continue from the same id still differ. ValueError if `last` is not a UUIDv7, or if
    no later id is left.
    """
    ms = max(0, now_ms) if last is None else max(now_ms, time_of(last) + 1)
    if ms > LATEST_MS:
        raise ValueError(f"no id is left after {ms} ms")
    high, low = divmod(random_bits & (2**RANDOM_BITS - 1), 2**62)
    time, tail = f"{ms:012x}", f"{0b10 << 62 | low:016x}"
    return f"{time[:8]}-{time[8:]}-7{high:03x}-{tail[:4]}-{tail[4:]}"


def time_of(id: str) -> int:
    """The time of a UUIDv7 in its text form, in milliseconds since 1970. ValueError if
    it is not one.
    """
    if not re.fullmatch(UUID7, id):
        raise ValueError(f"not a UUIDv7: {id!r}")
    return int(id[:8] + id[9:13], 16)


def check_id(id: str) -> None:
    """ValueError if an id from elsewhere is not a UUIDv7, or so late that none might be
    left after it.
    """
    if time_of(id) >= FOREIGN_MS:
        raise ValueError(f"an id of no time on any clock: {id!r}")
