"""The clocks of a game: the time of day, and the time that a question takes."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""The current time, aware of its zone."""


def utc_now() -> datetime:
    """The machine's current time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place where the clock is read


class Stopwatch:
    """The seconds since a question was shown, and since the round's clock was read."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        """`ticks` gives monotonic seconds."""
        self.ticks = ticks
        self._asked_at = self._read_at = ticks()

    def ask(self) -> None:
        """Start both anew: a question is shown from now on."""
        self._asked_at = self._read_at = self.ticks()

    def restart(self) -> None:
        """Leave out the time since the last reading,
        in which the question could not be seen.
        """
        self._read_at = self.ticks()

    def since_asked(self) -> float:
        """The seconds since the question was shown."""
        return self.ticks() - self._asked_at

    def since_read(self) -> float:
        """The seconds since the last `restart`, or since the question was shown."""
        return self.ticks() - self._read_at
