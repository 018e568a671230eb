"""Playing in lines of text, as a pipe would."""

from __future__ import annotations

import io
import re

from msgspec.structs import replace

from quiz_home import right_response, wrong_response
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.plain.rounds import PlainFace


def play_lines(game: Game, session: Session, *lines: str, encoding: str = "utf-8") -> str:
    """What is printed while these lines are read, and then the end of input."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="\n")
    PlainFace(game, io.StringIO("".join(f"{line}\n" for line in lines)), out).play(session)
    out.flush()
    return out.buffer.getvalue().decode(encoding)


def answer_line(game: Game, session: Session, well: bool = True, at: int | None = None) -> str:
    """The line that answers a slot, that in play or another, right or wrong."""
    session = session if at is None else replace(session, at=at)
    response = (right_response if well else wrong_response)(game, session)
    assert response is not None
    return " ".join(str(session.slot.shown[0].index(index) + 1) for index in sorted(response.picks))


def answer_lines(game: Game, session: Session, well: bool = True) -> list[str]:
    """The lines that answer the whole round."""
    return [answer_line(game, session, well, at) for at in range(len(session.slots))]


def verdict_lines(text: str) -> list[str]:
    """The verdict lines of what was printed."""
    return re.findall(r"^[✓✗~+x] (?:Right|Partly|Missed|Not known).*$", text, re.MULTILINE)
