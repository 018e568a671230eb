"""Play rounds in lines of text, as a pipe would."""

from __future__ import annotations

import io
import re
import sqlite3
from pathlib import Path

from msgspec.structs import replace

from quiz_home import Clock, right_response, wrong_response
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.plain.face import PlainFace


class TimedLines(io.StringIO):
    """An input of lines that each arrive after some seconds on the stopwatch."""

    def __init__(self, clock: Clock, lines: list[tuple[float, str]]) -> None:
        super().__init__()
        self.clock = clock
        self.lines = list(lines)

    def readline(self, size: int | None = -1, /) -> str:
        if not self.lines:
            return ""
        seconds, line = self.lines.pop(0)
        self.clock.seconds += seconds
        return f"{line}\n"


class LockingOutput(io.StringIO):
    """Locks the save once `since` is printed, until an answer could not be saved."""

    def __init__(self, game: Game, path: Path, since: str) -> None:
        super().__init__()
        game._save.db.execute("PRAGMA busy_timeout = 1")
        self.db = sqlite3.connect(path, isolation_level=None)
        self.since = since

    def write(self, text: str) -> int:
        if self.since and self.since in text:
            self.db.execute("BEGIN IMMEDIATE")
            self.since = ""
        if "ot saved" in text:
            self.db.execute("ROLLBACK")
        return super().write(text)


def play_input(
    game: Game, session: Session, lines: io.StringIO, encoding: str = "utf-8"
) -> str:
    """Play a round up to the end of the input; returns what is printed."""
    out = io.TextIOWrapper(
        io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="\n"
    )
    PlainFace(game, lines, out).play(session)
    out.flush()
    return out.buffer.getvalue().decode(encoding)


def play_lines(
    game: Game, session: Session, *lines: str, encoding: str = "utf-8"
) -> str:
    """Play a round with these lines as input; returns what is printed."""
    return play_input(
        game, session, io.StringIO("".join(f"{line}\n" for line in lines)), encoding
    )


def answer_line(
    game: Game, session: Session, right: bool = True, at: int | None = None
) -> str:
    """Return the line that answers the slot in play, or that at index `at`."""
    session = session if at is None else replace(session, at=at)
    response = (right_response if right else wrong_response)(game, session)
    assert response is not None
    return " ".join(
        str(session.slot.shown[0].index(index) + 1) for index in sorted(response.picks)
    )


def answer_lines(game: Game, session: Session, right: bool = True) -> list[str]:
    """Return the lines that answer the whole round."""
    return [answer_line(game, session, right, at) for at in range(len(session.slots))]


def verdict_lines(text: str) -> list[str]:
    """Return the verdict lines of a printed text."""
    return re.findall(
        r"^[✓✗~+x] (?:Right|Partly|Missed|Not known).*$", text, re.MULTILINE
    )
