"""Lines typed one by one, each after so many seconds on the stopwatch."""

from __future__ import annotations

import io

from quiz_home import Clock
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.plain.rounds import PlainFace


class TimedLines(io.StringIO):
    """An input whose next line takes its seconds; then it ends."""

    def __init__(self, clock: Clock, lines: list[tuple[float, str]]) -> None:
        super().__init__()
        self.clock = clock
        self.left = list(lines)

    def readline(self, size: int | None = -1, /) -> str:
        if not self.left:
            return ""
        seconds, line = self.left.pop(0)
        self.clock.seconds += seconds
        return f"{line}\n"

    def played(self, game: Game, session: Session) -> str:
        """What is printed while these lines are read."""
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        PlainFace(game, self, out).play(session)
        out.flush()
        return out.buffer.getvalue().decode()
